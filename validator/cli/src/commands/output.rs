//! Where reports go: to standard output and to files, several of one run.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use driftline::Conclusion;
use driftline::report::{self, Excerpts, Format, Look};

use crate::args::Output;
use crate::failure::Failure;
use crate::streams::Streams;

/// GitHub Actions names a file here, whose Markdown stands on the page of the job.
const SUMMARY: &str = "GITHUB_STEP_SUMMARY";

/// No two reports go to one place.
pub(super) fn distinct(outputs: &[Output]) -> Result<(), Failure> {
    let twice = outputs.iter().enumerate().find(|(at, output)| outputs[..*at].iter().any(|it| it.file == output.file));
    let Some((_, Output { file, .. })) = twice else { return Ok(()) };
    let place = file.as_deref().map_or("standard output".to_owned(), |file| file.display().to_string());
    Err(Failure::request(
        format!("two reports cannot both go to {place}"),
        "name a file for each of them: --format sarif=drift.sarif --format text",
    ))
}

/// Writes every report that is asked for: files first, so that what a person reads last is on the screen.
pub(super) fn write(
    conclusion: &Conclusion<'_>,
    excerpts: &Excerpts,
    outputs: &[Output],
    streams: &mut Streams<'_>,
) -> Result<(), Failure> {
    for Output { format, file } in outputs {
        if let Some(file) = file {
            let created = File::create(file);
            to_file(created, conclusion, excerpts, *format).map_err(|error| failed(file, &error))?;
        }
        if *format == Format::Github {
            summary(conclusion)?;
        }
    }
    for Output { format, .. } in outputs.iter().filter(|output| output.file.is_none()) {
        report::write_with(streams.output, conclusion, excerpts, *format, streams.look)?;
    }
    Ok(())
}

/// Adds the report to the page of the job, where there is one.
fn summary(conclusion: &Conclusion<'_>) -> Result<(), Failure> {
    let Some(file) = std::env::var_os(SUMMARY).filter(|file| !file.is_empty()) else { return Ok(()) };
    let opened = OpenOptions::new().append(true).create(true).open(&file);
    to_file(opened, conclusion, &Excerpts::default(), Format::Markdown)
        .map_err(|error| failed(Path::new(&file), &error))
}

fn to_file(file: io::Result<File>, conclusion: &Conclusion<'_>, excerpts: &Excerpts, format: Format) -> io::Result<()> {
    let mut out = BufWriter::new(file?);
    report::write_with(&mut out, conclusion, excerpts, format, Look::default())?;
    out.flush()
}

fn failed(file: &Path, error: &io::Error) -> Failure {
    Failure::request(format!("{}: {error}", file.display()), "the report cannot be written there")
}

//! The arguments of the command, and its help.

mod choice;
mod generate;
mod values;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use driftline::Severity;
use driftline::report;
use values::{day, share, size};

pub(crate) use choice::ContractChoice;
pub(crate) use generate::Generate;

/// Checks captured payloads against vendors' schemas and reports field by field what drifted.
#[derive(Debug, Parser)]
#[command(name = "driftline", version, after_help = EXAMPLES, disable_help_subcommand = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Whether standard output has colours: `auto` is on a terminal, unless NO_COLOR is set
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    pub(crate) color: Color,
}

/// Whether standard output has colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// Where they are seen
    Auto,
    /// In any case
    Always,
    /// In no case
    Never,
}

const EXAMPLES: &str = "\
Examples:
  driftline check captures/                         every capture, by the contracts that come with driftline
  driftline check order.json --schema order.schema.json
  driftline generate vendor/order.xsd -o src/order.rs
  driftline explain new-enum-value
  driftline contracts
  driftline pipe < requests.ndjson
  driftline redact captures/ -o fixtures/
  driftline completions bash > /etc/bash_completion.d/driftline

Exit codes:
  0  everything was read and checked, and nothing was found that counts (--fail-on)
  1  something was found that counts
  2  the arguments, the configuration or the input cannot be worked with
  3  not everything could be read or decided";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Check(Check),
    Generate(Generate),
    Explain(Explain),
    Contracts(Contracts),
    Pipe(Pipe),
    Redact(Redact),
    Completions(Completions),
    Man(Man),
}

/// The form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

/// A report that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Output {
    pub(crate) format: report::Format,
    /// Where it goes; standard output where there is none.
    pub(crate) file: Option<PathBuf>,
}

/// `FORMAT` or `FORMAT=FILE`.
fn output(text: &str) -> Result<Output, String> {
    let (name, file) = text.split_once('=').map_or((text, None), |(name, file)| (name, Some(file)));
    let names = || report::Format::NAMES.into_iter().map(|(name, _)| name);
    let format = report::Format::from_name(name)
        .ok_or_else(|| format!("the forms are {}", names().collect::<Vec<_>>().join(", ")))?;
    match file {
        Some("") => Err(format!("`{text}` names no file")),
        file => Ok(Output { format, file: file.map(PathBuf::from) }),
    }
}

/// Whose side of every contract is yours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Side {
    /// You read what the vendor sends
    Consumer,
    /// You send what the vendor reads
    Producer,
}

impl From<Side> for driftline::Side {
    fn from(side: Side) -> Self {
        match side {
            Side::Consumer => Self::Consumer,
            Side::Producer => Self::Producer,
        }
    }
}

/// Which findings make the exit code 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// Errors
    Error,
    /// Warnings and errors
    Warning,
    /// Every finding, and what a contract tolerates
    Note,
    /// No finding
    Never,
}

impl From<FailOn> for driftline::FailOn {
    fn from(fail_on: FailOn) -> Self {
        match fail_on {
            FailOn::Error => Self::AtLeast(Severity::Error),
            FailOn::Warning => Self::AtLeast(Severity::Warning),
            FailOn::Note => Self::AtLeast(Severity::Note),
            FailOn::Never => Self::Never,
        }
    }
}

/// What counts beside the schema's own law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum World {
    /// The declared world: what no schema speaks of is undocumented
    Declared,
    /// Nothing: what an open schema does not speak of is allowed
    Strict,
}

impl From<World> for driftline::World {
    fn from(world: World) -> Self {
        match world {
            World::Declared => Self::Declared,
            World::Strict => Self::Strict,
        }
    }
}

/// What `format` in a JSON Schema is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Formats {
    /// It must hold
    Assert,
    /// It says something, and asserts nothing
    Annotate,
}

/// Check payloads and report their drift
///
/// Payloads are XML or JSON files, NDJSON (.ndjson, .jsonl: one payload or one envelope on each line), HAR, CloudEvents,
/// webhook.site and Postman exports, mitmproxy flows and VCR cassettes; .gz, .zst, .zip and .tar of these. An envelope
/// is an object with `headers` and `body` (or rawBody, payload, data, content); headers that carry credentials are never kept.
/// In a folder, files of other kinds are passed over and counted. No payload value is in a report unless --show-values asks
/// for it.
///
/// However large a file is, little memory is needed. Ctrl-C ends the check with a report on what was read by then.
#[derive(Debug, clap::Args)]
#[command(after_help = CHECK_EXAMPLES)]
pub(crate) struct Check {
    /// Files, folders, patterns such as 'captures/**/*.har', or - for standard input
    #[arg(required = true)]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) choice: ContractChoice,
    /// Say of a value that fits no branch of a union what each of the other branches says of it
    #[arg(long)]
    pub(crate) explain_branches: bool,
    /// Whose side of every contract is yours; by default each contract says it. It decides how much a finding matters
    #[arg(long = "as", value_name = "SIDE", value_enum)]
    pub(crate) side: Option<Side>,
    /// Say too which declared fields, values and branches the payloads never have, always have, or lack now and then
    #[arg(long)]
    pub(crate) schema_use: bool,
    /// Show values that are not as the schema says; by default what they look like: `"Aa{5-8}"`
    #[arg(long)]
    pub(crate) show_values: bool,
    /// The most bytes that one record may have, with K, M or G for 1024 and its powers; longer ones are counted and not read
    #[arg(long, value_name = "SIZE", value_parser = size, default_value = "64M")]
    pub(crate) max_document: usize,
    /// How many threads check payloads; as many as there are processors by default. The report is the same with any number
    #[arg(long, value_name = "NUMBER")]
    pub(crate) threads: Option<NonZeroUsize>,
    /// Which findings make the exit code 1 [default: error]
    #[arg(long, value_name = "SEVERITY", value_enum)]
    pub(crate) fail_on: Option<FailOn>,
    /// What is in no larger share of the payloads does not make the exit code 1: 0.1%
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(crate) fail_above: Option<u32>,
    /// The configuration [default: driftline.toml, where it is there]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// What was accepted [default: driftline.baseline.toml, where it is there]
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Accept what counts: add it to the baseline
    #[arg(long, requires = "reason")]
    pub(crate) accept: bool,
    /// Why it is accepted
    #[arg(long, value_name = "TEXT", requires = "accept", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) reason: Option<String>,
    /// The last day on which it is accepted; then it counts again
    #[arg(long, value_name = "DAY", requires = "accept", value_parser = day)]
    pub(crate) expires: Option<String>,
    /// The form of the report, and the file that it goes to; several times for several reports
    ///
    /// text, json, ndjson, sarif (2.1.0, for code scanning), junit, github (annotations, and the job summary), gitlab (code
    /// quality), markdown or html. Without a file it goes to standard output.
    #[arg(long = "format", value_name = "FORMAT[=FILE]", value_parser = output, default_value = "text")]
    pub(crate) reports: Vec<Output>,
}

const CHECK_EXAMPLES: &str = "\
Examples:
  driftline check captures/
  driftline check captures/2024-01.ndjson session.har --format json
  driftline check captures/ --format sarif=drift.sarif --format html=drift.html --format text
  driftline check body.xml --contract neto/order-notification
  driftline check order.json --schema order.schema.json --root '#/$defs/Order'
  driftline check captures/ --vendors my-vendors/
  driftline check captures/ --accept --reason 'announced for May' --expires 2027-05-31
  driftline check captures/ --schema-use --fail-above 0.1%
  driftline check order.json --schema order.schema.json --world strict --formats annotate
  curl -s https://example.com/order.json | driftline check - --schema order.schema.json

driftline.toml says what matters how much:
  as = \"consumer\"           # or producer; also fail-on = \"error\" and fail-above = \"0.1%\"
  [[severity]]              # of what fits: contract, path (`*` for any letters), kind; of several the last is taken
  kind = \"order-changed\"
  is = \"off\"                # or error, warning, note
  [[forbid]]                # a field that may never be sent, by its name
  name = \"*password*\"

In a report `captures/a.ndjson#3:8:18` is line 8, column 18 inside the payload of record 3 (its line) of captures/a.ndjson.";

/// Explain a code of a finding, or what a contract says
#[derive(Debug, clap::Args)]
#[command(after_help = EXPLAIN_EXAMPLES)]
pub(crate) struct Explain {
    /// A code such as new-enum-value, or the name of a contract
    #[arg(value_name = "CODE|CONTRACT")]
    pub(crate) topic: String,
    /// A folder of vendors of your own, beside the built-in ones
    #[arg(long, value_name = "DIR")]
    pub(crate) vendors: Vec<PathBuf>,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  driftline explain new-enum-value
  driftline explain neto/order-notification@2024";

/// List the contracts, and how a payload is recognised as theirs
#[derive(Debug, clap::Args)]
#[command(after_help = CONTRACTS_EXAMPLES)]
pub(crate) struct Contracts {
    /// A folder of vendors of your own, beside the built-in ones
    #[arg(long, value_name = "DIR")]
    pub(crate) vendors: Vec<PathBuf>,
    /// The form of the list
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

const CONTRACTS_EXAMPLES: &str = "\
Examples:
  driftline contracts
  driftline contracts --vendors my-vendors/ --format json";

/// Answer requests, one JSON object a line, with verdicts: for other languages, other engines and test suites
///
/// Reads NDJSON from standard input and writes one line for each line that is not blank, in order, at once. The schemas last
/// used stay compiled, and are read anew when one of their files changes. One process uses one core.
#[derive(Debug, clap::Args)]
#[command(after_help = PIPE_HELP)]
pub(crate) struct Pipe {
    /// A folder of vendors of your own, beside the built-in ones
    #[arg(long, value_name = "DIR")]
    pub(crate) vendors: Vec<PathBuf>,
}

const PIPE_HELP: &str = "\
A request has these keys; any other is an error:
  id           a string or a number, which the answer repeats
  contract     the name of a contract (`driftline contracts`)
  schema       instead: a path, or an array of paths; of several XSDs one schema is built, in their order
  payload      a file: the payload
  body         instead: the payload as text
  body_base64  instead: the payload's bytes in base64
  headers      of the capture, as an object or pairs; with neither contract nor schema they help to recognise the payload
  syntax       `xml` or `json`; otherwise the payload's first character tells
  draft        of a JSON Schema that does not say it: 4, 6, 7, 2019-09 or 2020-12 (the default)
  formats      `assert` (the default) or `annotate`: whether `format` of a JSON Schema counts
  resources    files for the URIs that a JSON Schema refers to, since nothing is fetched: {\"https://example.com/a.json\":
               \"a.json\"}; where both end in / a folder for all URIs that begin so
Without payload, body and body_base64 the schema itself is judged.

An answer has these:
  id           of the request, or null
  verdict      `valid` or `invalid` by the schema's own law; `error` where that is not known: the request cannot be worked
               with, the schema cannot be loaded, no contract recognises the payload, a limit or a judge ended the check
  contract     the contract or schema that the payload was checked against, or null
  findings     what is different: kind, severity, path, line, column, what, times, impact, schema (source, line, column,
               pointer). What only an open schema's silence speaks against is among them, and leaves the verdict valid
  notes        what is not as the schema says and tolerated, in the same form: once for each field, with how many times
  detail       why the verdict is `error`, or where and why a schema is invalid (file:line:column: ...); otherwise null

A line may have 64 MiB; larger payloads go by file. No payload value is ever in an answer.

Examples:
  echo '{\"id\":1,\"schema\":\"order.schema.json\",\"body\":\"{}\"}' | driftline pipe
  {\"id\":2,\"contract\":\"neto/order-notification\",\"payload\":\"captures/a.xml\"}
  {\"id\":3,\"schema\":[\"main.xsd\",\"extra.xsd\"]}
  {\"id\":4,\"headers\":{\"NETO_NOTIFICATION\":\"Order\"},\"body_base64\":\"PEV2ZW50Lz4=\"}
An answer:
  {\"id\":1,\"verdict\":\"invalid\",\"contract\":\"order.schema.json\",\"findings\":[{\"kind\":\"missing-field\",...}],\"notes\":[],\"detail\":null}

Exit codes:
  0  every request was answered `valid` or `invalid`
  2  the arguments cannot be worked with, or there was no request
  3  a request was answered `error`";

/// Rewrite captures so that they can be shared: other values, the same drift report
///
/// Each value becomes another of its length and shape that the contracts judge alike: patterns, formats, bounds and enumerations
/// hold or break as before, equal values stay equal, and each place stays where it was. Words of the schemas, field names,
/// media types and the times of envelopes stay; keys of maps are values; headers that carry credentials are dropped. What is
/// rewritten is checked beside what it was.
///
/// Every capture that can be checked is written in its own form, packed again where it was packed. What cannot be rewritten is
/// named and never copied; files of other kinds are passed over. However large a file is, little memory is needed.
#[derive(Debug, clap::Args)]
#[command(after_help = REDACT_HELP)]
pub(crate) struct Redact {
    /// Files, folders, patterns such as 'captures/**/*.har', or - for standard input
    #[arg(required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// The folder to write to, below which files lie as they do below the folders that are given
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    /// A secret by which the same values become the same others in every run; by default one that nobody knows
    #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) key: Option<String>,
    #[command(flatten)]
    pub(crate) choice: ContractChoice,
    /// The most bytes that one record may have, with K, M or G for 1024 and its powers; longer ones are not written
    #[arg(long, value_name = "SIZE", value_parser = size, default_value = "64M")]
    pub(crate) max_document: usize,
    /// How many threads rewrite payloads; as many as there are processors by default
    #[arg(long, value_name = "NUMBER")]
    pub(crate) threads: Option<NonZeroUsize>,
}

const REDACT_HELP: &str = "\
Who knows the key can try which value became which: keep it as you keep the captures.

Examples:
  driftline redact captures/ -o fixtures/
  driftline redact captures/2024-01.ndjson session.har -o shared/ --key \"$SECRET\"
  driftline redact exports.zip cassettes/ session.flow.gz -o shared/
  driftline redact 'bodies/*.xml' -o fixtures/ --contract neto/order-notification
  driftline redact captures/ -o fixtures/ --vendors my-vendors/
  curl -s https://example.com/order.json | driftline redact - --schema order.schema.json

Exit codes:
  0  everything was rewritten, and its report is the same
  2  the arguments cannot be worked with, or nothing was rewritten
  3  something cannot be rewritten and was not written, or its report is another one; standard error names it";

/// Write the completions of a shell to standard output
#[derive(Debug, clap::Args)]
#[command(after_help = COMPLETIONS_EXAMPLES)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: Shell,
}

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  driftline completions bash > /etc/bash_completion.d/driftline
  driftline completions zsh > ~/.zfunc/_driftline
  driftline completions fish > ~/.config/fish/completions/driftline.fish";

/// Write the manual page, or that of a verb, to standard output
#[derive(Debug, clap::Args)]
#[command(after_help = MAN_EXAMPLES)]
pub(crate) struct Man {
    /// The verb
    pub(crate) verb: Option<String>,
}

const MAN_EXAMPLES: &str = "\
Examples:
  driftline man > /usr/local/share/man/man1/driftline.1
  driftline man check > /usr/local/share/man/man1/driftline-check.1";

//! `driftline generate`: schemas in, Rust source out.

use driftline::report::layout::visible;
use driftline::schemas::files::Disk;
use driftline::schemas::{Model, json_schema, load_all, xsd};
use driftline_codegen::{Options, Override};

use crate::args::Generate;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::streams::Streams;
use crate::vendors;

/// Writes the generated module; what its types do not say goes to standard error.
pub(crate) fn run(args: &Generate, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let (name, model, roots) = model(args)?;
    if let Some(unknown) = roots.iter().find(|root| model.root(root).is_none()) {
        let known = model.roots.iter().filter_map(|root| root.name.as_ref().map(|name| &*name.local));
        let known: Vec<_> = known.collect();
        let help = if known.is_empty() { String::new() } else { format!("its roots are {}", known.join(", ")) };
        return Err(Failure::request(format!("{name}: there is no root `{unknown}`"), help));
    }
    let options = Options {
        roots,
        serde: args.serde,
        non_exhaustive: args.non_exhaustive,
        builders: args.builders,
        json_schema: args.json_schema,
        integrations: args.integrate.clone(),
        overrides: overrides(args)?,
        ..Options::named(&name)
    };
    let generated = driftline_codegen::generate(&model, &options);
    if let Some(pattern) = generated.unused.first() {
        return Err(Failure::request(format!("{name}: no type fits `{pattern}`"), ""));
    }
    match &args.output {
        Some(path) if args.check => {
            if std::fs::read(path).is_ok_and(|present| present == generated.source.as_bytes()) {
                return Ok(Exit::Clean);
            }
            writeln!(streams.errors, "{}: is not what {name} generates", path.display())?;
            return Ok(Exit::Findings);
        }
        None => streams.output.write_all(generated.source.as_bytes())?,
        Some(path) => std::fs::write(path, &generated.source)
            .map_err(|error| Failure::request(format!("{}: {error}", path.display()), ""))?,
    }
    for note in &generated.notes {
        writeln!(streams.errors, "note: {}", visible(&note.to_string()))?;
    }
    Ok(Exit::Clean)
}

/// What is to become of single types.
fn overrides(args: &Generate) -> Result<Vec<Override>, Failure> {
    let renamed = args.rename.iter().map(|(pattern, name)| Override::rename(pattern, name));
    let replaced = args.replace.iter().map(|(pattern, path)| Override::replace(pattern, path));
    let derived = args.derive.iter().map(|(pattern, paths)| Override::derive(pattern, paths));
    Ok(renamed.chain(replaced).chain(derived).collect::<Result<_, _>>()?)
}

/// The name of the schema, its model, and the roots to generate.
fn model(args: &Generate) -> Result<(String, Model, Vec<String>), Failure> {
    let fragment = args.root.iter().find(|root| root.starts_with('#'));
    let roots: Vec<String> = args.root.iter().filter(|root| !root.starts_with('#')).cloned().collect();
    let [only] = args.schemas.as_slice() else {
        let names: Vec<&str> = args.schemas.iter().map(String::as_str).collect();
        if let Some(json) = names.iter().find(|name| !name.ends_with(".xsd")) {
            let help = "several schemas are generated together only if all are XSD; give the others one by one";
            return Err(Failure::request(format!("{json} is given beside other schemas"), help));
        }
        let model = xsd::load(&names, &Disk)?;
        return Ok((names.first().copied().unwrap_or_default().to_owned(), model, roots));
    };
    let file = only.split_once('#').map_or(only.as_str(), |(file, _)| file);
    if !std::path::Path::new(file).exists() && !file.ends_with(".xsd") && !file.ends_with(".json") {
        let vendors = vendors::load(&args.vendors)?;
        let (_, version, files) = vendors.find(only).ok_or_else(|| vendors.unknown(only))?;
        let roots = if roots.is_empty() { version.roots.clone() } else { roots };
        let model = load_all(&[&version.schema], &version.reading(&json_schema::Options::default()), files)?;
        return Ok((version.schema.clone(), model, roots));
    }
    let name = fragment.map_or_else(|| only.clone(), |fragment| format!("{only}{fragment}"));
    // A reference that leads nowhere costs its subtree, which a note tells of.
    let reading = json_schema::Options { degrade_references: true, ..json_schema::Options::default() };
    let model = load_all(&[&name], &reading, &Disk)?;
    Ok((name, model, roots))
}

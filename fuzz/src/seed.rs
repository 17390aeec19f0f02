//! Seeds: the captures and schemas of this repository, and every input that once went wrong.

use std::path::{Path, PathBuf};

use crate::bundle::bundle;

/// The patterns that a run begins with, each with a text.
const PATTERNS: [(&str, &str); 12] = [
    ("^[A-Z]{3}[0-9]+$", "ABC12"),
    (r"\d{4}-\d{2}-\d{2}", "2026-11-21"),
    (r"^(?=.*\d)(?!x)\w+$", "a1"),
    (r"(a|b)*\1", "abab"),
    (r"[\i-[:]][\c-[:]]*", "a-b.c"),
    (r"\p{Lu}\P{IsBasicLatin}?", "Aé"),
    (r"[^\s\p{L}-[aeiou]]{2,}", "12"),
    (r"^\/(?:[^~/]|~0|~1)*$", "/a~1b"),
    (r"(((a{0,99}){0,99}){0,99}){0,99}", "aaaa"),
    (r"^(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaa!"),
    (r"\u{1F600}|\uD83D\uDE00|\x41|\cA|\0", "😀"),
    (r"(?<year>\d+)\k<year>", "11"),
];

/// What a run of a target begins with: every case of its own, then what is made of the repository, each sorted by path.
#[must_use]
pub fn seeds(target: &str) -> Vec<Vec<u8>> {
    let repository = root().join("..");
    let captures = || files(&[repository.join("tests/captures"), repository.join("schemas/vendors")]);
    let schemas = |extension| {
        let folders = [repository.join("tests/golden"), repository.join("schemas/vendors")];
        let all = files(&folders).into_iter().filter(move |(path, _)| has(path, extension));
        all.filter(|(path, _)| !path.iter().any(|part| part == "samples"))
    };
    let contents = |files: Vec<(PathBuf, Vec<u8>)>| files.into_iter().map(|(_, content)| content).collect::<Vec<_>>();
    let mut seeds = contents(files(&[root().join("cases").join(target)]));
    match target {
        "json" => seeds.extend(contents(captures().into_iter().filter(|(path, _)| has(path, "json")).collect())),
        "xml" => {
            seeds.extend(contents(captures().into_iter().filter(|(path, _)| has(path, "xml")).collect()));
            seeds.extend(schemas("xsd").map(|(_, content)| content));
        }
        "xsd" => seeds.extend(schemas("xsd").map(|(_, content)| content)),
        "json_schema" => seeds.extend(schemas("json").map(|(_, content)| content)),
        "check" => seeds.extend(pairs(&captures())),
        "pattern" => seeds.extend(PATTERNS.map(|(pattern, text)| bundle(&[pattern.as_bytes(), text.as_bytes()]))),
        other => panic!("there is no target {other}"),
    }
    seeds
}

/// Every schema of a vendor with every payload of that vendor.
fn pairs(files: &[(PathBuf, Vec<u8>)]) -> Vec<Vec<u8>> {
    let is_schema = |path: &Path| {
        let is_sample = path.iter().any(|part| part == "samples" || part == "captures");
        !is_sample && (has(path, "xsd") || has(path, "json"))
    };
    let vendor = |path: &Path, folder: &str| {
        let mut parts = path.iter().skip_while(|part| *part != folder).skip(1);
        parts.next().map(|part| part.to_owned())
    };
    let mut pairs = Vec::new();
    for (path, schema) in files.iter().filter(|(path, _)| is_schema(path)) {
        let own = vendor(path, "vendors");
        for (other, payload) in files.iter().filter(|(other, _)| has(other, "xml") || has(other, "json")) {
            let is_of_vendor = vendor(other, "vendors") == own || vendor(other, "captures") == own;
            if is_of_vendor && !is_schema(other) {
                pairs.push(bundle(&[schema, payload]));
            }
        }
    }
    pairs
}

/// Words of the languages that a target reads, from the dictionary that libFuzzer is given.
#[must_use]
pub fn tokens(target: &str) -> Vec<Vec<u8>> {
    let names: &[&str] = match target {
        "json" => &["json"],
        "json_schema" => &["json", "json_schema"],
        "xml" => &["xml"],
        "xsd" => &["xml", "xsd"],
        "check" => &["json", "json_schema", "xml", "xsd"],
        _ => &["pattern"],
    };
    let read = |name: &&str| {
        let path = root().join("dictionaries").join(name).with_extension("dict");
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    let texts: Vec<String> = names.iter().map(read).collect();
    let lines = texts.iter().flat_map(|text| text.lines()).filter_map(|line| line.strip_prefix('"')?.strip_suffix('"'));
    let words = lines.map(|line| line.replace(r#"\""#, "\"").replace(r"\\", "\\").into_bytes());
    // The mark between two files is a word too.
    words.chain([bundle(&[b"", b""])]).collect()
}

/// The folder of this crate.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn has(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|own| own == extension)
}

/// Every file below these folders and its content, sorted by path; none where a folder is not there.
fn files(folders: &[PathBuf]) -> Vec<(PathBuf, Vec<u8>)> {
    let mut waiting = folders.to_vec();
    let mut found = Vec::new();
    while let Some(folder) = waiting.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                waiting.push(path);
            } else if let Ok(content) = std::fs::read(&path) {
                found.push((path, content));
            }
        }
    }
    found.sort();
    found
}

//! Holds the shape of the code: no cycles among modules, nothing imported back from a crate's root, files of at most 500
//! lines, and the price of the code generator in crates.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The library and command crates, by their source folders, from the one that depends on nothing to the one at the top.
const CRATES: [&str; 5] = ["schemas/src", "codegen/src", "derive/src", "validator/src", "validator/cli/src"];

/// Lines of one source file, tests included.
const MOST_LINES: usize = 500;

/// Crates that `driftline-codegen` with default features may cost, ours included.
const MOST_CRATES: usize = 15;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// The path of a file's module from the crate's root: `walk/path.rs` is `[walk, path]`, `lib.rs` and `main.rs` are `[]`.
fn module_of(source: &Path, file: &Path) -> Vec<String> {
    let relative = file.strip_prefix(source).unwrap().with_extension("");
    let parts = relative.iter().map(|part| part.to_string_lossy().into_owned());
    parts.filter(|part| !matches!(part.as_str(), "lib" | "main" | "mod")).collect()
}

/// The code of a file without comments and without its test module.
fn code_of(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    code.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// Every path that begins with `crate::` or `super::` in some code, as its parts; a list in braces gives one for each.
fn paths_in(code: &str) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    let mut rest = code;
    while let Some(at) = ["crate::", "super::"].iter().filter_map(|mark| rest.find(mark)).min() {
        let inside_word =
            rest[..at].ends_with(|character: char| character.is_alphanumeric() || character == '_' || character == '$');
        let (parts, length) = path_at(&rest[at..]);
        if !inside_word {
            paths.extend(parts);
        }
        rest = &rest[at + length.max(1)..];
    }
    paths
}

/// The paths that begin here, and how long their text is.
fn path_at(text: &str) -> (Vec<Vec<String>>, usize) {
    let mut prefix: Vec<String> = Vec::new();
    let mut at = 0;
    loop {
        let word: String = text[at..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        at += word.len();
        if !word.is_empty() {
            prefix.push(word.clone());
        }
        if text[at..].starts_with("::") {
            at += 2;
            if text[at..].starts_with('{') {
                return braces(&prefix, &text[at..], at);
            }
        } else {
            return (vec![prefix], at);
        }
    }
}

fn braces(prefix: &[String], text: &str, before: usize) -> (Vec<Vec<String>>, usize) {
    let (mut depth, mut end) = (0, text.len());
    for (at, character) in text.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            end = at;
            break;
        }
    }
    let first_of = |item: &str| {
        item.trim().split("::").next().unwrap_or_default().split(' ').next().unwrap_or_default().to_owned()
    };
    let mut names = Vec::new();
    let (mut level, mut item) = (0, String::new());
    for character in text[1..end].chars() {
        match character {
            '{' => level += 1,
            '}' => level -= 1,
            ',' if level == 0 => names.push(std::mem::take(&mut item)),
            _ if level == 0 => item.push(character),
            _ => {}
        }
    }
    names.push(item);
    let with = |name: String| prefix.iter().cloned().chain((name != "self").then_some(name)).collect();
    (names.iter().map(|name| first_of(name)).filter(|name| !name.is_empty()).map(with).collect(), before + end)
}

/// From which module to which, of those that stand beside each other under one parent.
type Edges = BTreeMap<Vec<String>, BTreeMap<String, BTreeSet<(String, String)>>>;

#[test]
fn modules_beside_each_other_import_one_way() {
    let mut faults = Vec::new();
    for name in CRATES {
        let source = root().join(name);
        let files = sources(&source);
        let modules: BTreeSet<Vec<String>> = files.iter().map(|file| module_of(&source, file)).collect();
        let mut edges: Edges = BTreeMap::new();
        for file in &files {
            let from = module_of(&source, file);
            for path in paths_in(&code_of(file)) {
                let Some(to) = resolve(&from, &path, &modules) else { continue };
                if to.is_empty() && !from.is_empty() && path[0] == "crate" && path.len() > 1 {
                    faults.push(format!("{}: `{}` comes back from the crate's root", file.display(), path.join("::")));
                }
                let shared = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
                if shared < from.len() && shared < to.len() {
                    let place = edges.entry(from[..shared].to_vec()).or_default();
                    place
                        .entry(from[shared].clone())
                        .or_default()
                        .insert((to[shared].clone(), file.display().to_string()));
                }
            }
        }
        for (parent, graph) in &edges {
            faults.extend(cycles(graph).into_iter().map(|cycle| format!("{name}: {}: {cycle}", parent.join("::"))));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The module that a path leads to: its longest part that is one.
fn resolve(from: &[String], path: &[String], modules: &BTreeSet<Vec<String>>) -> Option<Vec<String>> {
    let mut at: Vec<String> = if path[0] == "crate" { Vec::new() } else { from.to_vec() };
    for part in path {
        match part.as_str() {
            "crate" | "self" => {}
            "super" => {
                at.pop()?;
            }
            part => {
                at.push(part.to_owned());
                if !modules.contains(&at) {
                    at.pop();
                    break;
                }
            }
        }
    }
    Some(at)
}

/// The cycles of a graph, each named once with the files that close it.
fn cycles(graph: &BTreeMap<String, BTreeSet<(String, String)>>) -> Vec<String> {
    let reaches = |from: &str, to: &str| {
        let (mut open, mut seen) = (vec![from.to_owned()], BTreeSet::new());
        while let Some(at) = open.pop() {
            for (next, _) in graph.get(&at).into_iter().flatten() {
                if next == to {
                    return true;
                }
                if seen.insert(next.clone()) {
                    open.push(next.clone());
                }
            }
        }
        false
    };
    let mut found = Vec::new();
    for (from, targets) in graph {
        for (to, file) in targets {
            if from != to && reaches(to, from) {
                found.push(format!("`{from}` imports `{to}`, which leads back ({file})"));
            }
        }
    }
    found
}

#[test]
fn no_source_file_is_longer_than_five_hundred_lines() {
    let all = CRATES.iter().flat_map(|name| sources(&root().join(name)));
    let tests = fs::read_dir(root().join("tests")).unwrap().map(|entry| entry.unwrap().path());
    let tests = tests.filter(|path| path.is_dir() && !path.ends_with("golden") && !path.ends_with("captures"));
    let files = all.chain(tests.flat_map(|folder| sources(&folder)));
    let long: Vec<_> = files
        .map(|file| (fs::read_to_string(&file).unwrap().lines().count(), file))
        .filter(|(lines, _)| *lines > MOST_LINES)
        .map(|(lines, file)| format!("{}: {lines}", file.display()))
        .collect();
    assert!(long.is_empty(), "split by noun:\n{}", long.join("\n"));
}

#[test]
fn the_code_generator_costs_few_crates() {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "-p", "driftline-codegen", "-e", "normal", "--prefix", "none", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let text = String::from_utf8(tree.stdout).unwrap();
    let crates: BTreeSet<_> =
        text.lines().map(|line| line.split(" (").next().unwrap_or(line)).filter(|line| !line.is_empty()).collect();
    assert!(crates.len() <= MOST_CRATES, "{} crates:\n{}", crates.len(), text);
}

#[test]
fn what_looks_at_paths_finds_them() {
    let code = "use crate::a::{b::C, self, d};\nuse super::e;\nlet x = crate::f::g(super::super::h);";
    let found: Vec<_> = paths_in(code).iter().map(|path| path.join("::")).collect();
    assert_eq!(found, ["crate::a::b", "crate::a", "crate::a::d", "super::e", "crate::f::g", "super::super::h"]);
    let graph = |pairs: &[(&str, &str)]| {
        let mut graph: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
        for (from, to) in pairs {
            graph.entry((*from).to_owned()).or_default().insert(((*to).to_owned(), "x.rs".to_owned()));
        }
        graph
    };
    assert!(cycles(&graph(&[("a", "b"), ("b", "c"), ("a", "c")])).is_empty());
    assert_eq!(cycles(&graph(&[("a", "b"), ("b", "c"), ("c", "a")])).len(), 3);
}

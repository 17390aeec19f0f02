//! JSON: what a reader must accept, must refuse, and must survive.

use driftline_schemas::document::{Document, ReadOptions};

use crate::archive::{files_below, say, unpacked};
use crate::xfail::Xfail;

#[test]
fn json_is_read_and_what_is_none_is_refused() {
    let Some(suite) = unpacked("jsonparsing") else { return };
    let mut xfail = Xfail::read("json_parsing");
    let (mut accepted, mut refused, mut either, mut repaired) = (0, 0, [0, 0], 0);
    for path in files_below(&suite.join("test_parsing")) {
        let bytes = std::fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy();
        let strict = Document::read(&bytes, &ReadOptions::default());
        // Whatever it is, repairs must not panic, and what needs none must read the same.
        let repairing = Document::read(&bytes, &ReadOptions { repair: true, ..ReadOptions::default() });
        repaired += usize::from(strict.is_err() && repairing.is_ok());
        match (&strict, &repairing) {
            (Ok(strict), Ok(repairing)) if strict.len() == repairing.len() && repairing.repairs().is_empty() => {}
            (Err(_), _) => {}
            (Ok(_), _) => xfail.wrong(&name, "is well-formed, and repairs change it"),
        }
        match (name.split('_').next(), strict) {
            (Some("y"), Ok(_)) => accepted += 1,
            (Some("n"), Err(_)) => refused += 1,
            (Some("i"), read) => either[usize::from(read.is_ok())] += 1,
            (Some("y"), Err(error)) => xfail.wrong(&name, &error.to_string()),
            (Some("n"), Ok(_)) => xfail.wrong(&name, "is read"),
            (_, _) => panic!("{name} is no case"),
        }
    }
    // Cases that a standard leaves open: they only must not panic.
    for path in files_below(&suite.join("test_transform")) {
        let bytes = std::fs::read(&path).unwrap();
        either[usize::from(Document::read(&bytes, &ReadOptions::default()).is_ok())] += 1;
    }
    say(&format!(
        "jsonparsing: {accepted} accepted, {refused} refused, of those that may be either {} refused and {} accepted; \
         {repaired} can be repaired",
        either[0], either[1]
    ));
    xfail.finish();
    assert!(accepted >= 90 && refused >= 180, "cases are missing");
}

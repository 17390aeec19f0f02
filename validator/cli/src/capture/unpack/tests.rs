//! Archives that are whole, damaged and malicious.

use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use super::{Budget, Form, Member, layer, zip};

/// How much everything here may unpack to, so that a bomb need not be large.
const SLACK: u64 = 1 << 16;

fn gz(content: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

fn zst(content: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(content, ruzstd::encoding::CompressionLevel::Fastest)
}

fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, content) in files {
        let mut header = tar::Header::new_ustar();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        archive.append_data(&mut header, name, *content).unwrap();
    }
    archive.into_inner().unwrap()
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        let options = ::zip::write::SimpleFileOptions::default();
        archive.start_file(*name, options.compression_method(::zip::CompressionMethod::Deflated)).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// What is in a packed file, in words.
fn found(packed: &[u8], name: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut take = |member: Member<'_>| {
        all.push(match member {
            Member::Stream { name, form, input, .. } => {
                let mut content = Vec::new();
                let error = input.read_to_end(&mut content).err();
                let content = String::from_utf8_lossy(content.get(..content.len().min(40)).unwrap()).into_owned();
                let error = error.map(|error| format!("; {error}")).unwrap_or_default();
                format!("{name} {form:?} {content}{error}")
            }
            Member::Passed(what) => format!("passed {what}"),
            Member::Unreadable { name, reason } => format!("{name} unreadable: {reason}"),
        });
        ControlFlow::Continue(())
    };
    let budget = Budget::with_slack(SLACK);
    let done = if packed.starts_with(b"PK") {
        zip(budget.counted(Cursor::new(packed)), name, &budget, &mut take)
    } else {
        layer(&mut budget.counted(packed), name, Form::Unknown, 0, &budget, &mut take)
    };
    assert!(done.is_continue());
    all
}

#[test]
fn what_is_packed_is_found_however_deep() {
    let lines: &[u8] = b"{\"a\":1}\n";
    let files: [(&str, &[u8]); 4] =
        [("b/a.ndjson", lines), ("x.png", b"png"), ("c.xml.gz", &gz(b"<a/>")), (".hidden.json", b"{}")];
    let members = |name: &str| {
        vec![
            format!("{name}/b/a.ndjson Lines {{\"a\":1}}\n"),
            "passed .png".to_owned(),
            format!("{name}/c.xml.gz Xml <a/>"),
            "passed .json".to_owned(),
        ]
    };
    let two_frames = [zst(b"{}"), b"\x50\x2A\x4D\x18\x03\x00\x00\x00abc".to_vec(), zst(b" ")].concat();
    let cases = [
        ("plain", b"{}".to_vec(), vec!["plain Unknown {}".to_owned()]),
        ("empty", Vec::new(), vec!["empty Unknown ".to_owned()]),
        ("a.gz", gz(b"{}"), vec!["a.gz Unknown {}".to_owned()]),
        ("two.gz", [gz(b"{}"), gz(b" ")].concat(), vec!["two.gz Unknown {} ".to_owned()]),
        ("two.zst", two_frames, vec!["two.zst Unknown {} ".to_owned()]),
        ("a.tar", tar(&files), members("a.tar")),
        ("a.tgz", gz(&tar(&files)), members("a.tgz")),
        ("a.tar.zst", zst(&tar(&files)), members("a.tar.zst")),
        ("a.zip", zipped(&files), members("a.zip")),
    ];
    for (name, packed, want) in cases {
        assert_eq!(found(&packed, name), want, "{name}");
    }
}

#[test]
fn what_is_damaged_gives_what_was_whole_and_is_told() {
    let lines = "{\"a\":1}\n".repeat(3);
    for (name, packed) in [("a.gz", gz(lines.as_bytes())), ("a.zst", zst(lines.as_bytes()))] {
        let cut = packed.get(..packed.len() - 5).unwrap();
        let told = found(cut, name);
        assert!(
            matches!(told.as_slice(), [one] if one.starts_with(&format!("{name} Unknown")) && one.contains("; ")),
            "{told:?}"
        );
    }
    let mut wrong = gz(lines.as_bytes());
    let last = wrong.len() - 5;
    wrong[last] ^= 1;
    assert!(found(&wrong, "a.gz")[0].contains("; "), "the checksum is wrong");
    let whole = tar(&[("a.json", b"{}"), ("b.json", b"[]")]);
    let told = found(whole.get(..1_100).unwrap(), "a.tar");
    assert_eq!(told[0], "a.tar/a.json Json {}");
    assert!(told.last().unwrap().starts_with("a.tar unreadable: "), "{told:?}");
    let zip = zipped(&[("a.json", b"{}")]);
    let told = found(zip.get(..zip.len() - 10).unwrap(), "a.zip");
    assert!(matches!(told.as_slice(), [one] if one.starts_with("a.zip unreadable: ")), "{told:?}");
}

#[test]
fn a_bomb_is_refused() {
    let zeros = vec![b'0'; 300_000];
    let files: [(&str, &[u8]); 1] = [("a.json", &zeros)];
    for (name, packed) in
        [("a.gz", gz(&zeros)), ("a.zst", zst(&zeros)), ("a.tgz", gz(&tar(&files))), ("a.zip", zipped(&files))]
    {
        let told = found(&packed, name);
        assert!(
            told.iter().any(|told| told.contains("refused: it unpacks to more than 250 times")),
            "{name}: {told:?}"
        );
    }
    let mut nested = b"{}".to_vec();
    for _ in 0..5 {
        nested = gz(&nested);
    }
    assert_eq!(found(&nested, "a.gz"), ["a.gz unreadable: refused: it is packed too many times over"]);
}

#[test]
fn what_is_packed_with_something_else_is_named() {
    let cases: [(&[u8], &str); 4] = [
        (b"BZh91AY", "bzip2"),
        (b"\xFD7zXZ\x00", "xz"),
        (b"7z\xBC\xAF\x27\x1C", "7z"),
        (&gz(&zipped(&[("a.json", b"{}")])), "a zip can only be read"),
    ];
    for (packed, want) in cases {
        let told = found(packed, "a");
        assert!(matches!(told.as_slice(), [one] if one.contains(want)), "{told:?}");
    }
}

//! Values and files that were made to get through: what is left of them, and whether their report changes.

use std::collections::BTreeSet;

use crate::run::Scratch;

/// Of each value what would give it away: runs of at least four letters or digits that say something.
fn runs(value: &str) -> Vec<String> {
    let class = |letter: char| (letter.is_alphabetic(), letter.is_numeric());
    let letters: Vec<char> = value.chars().collect();
    let runs = letters.chunk_by(|one, other| class(*one) == class(*other));
    let says = |run: &&[char]| run.len() >= 4 && run.iter().any(|letter| letter.is_alphanumeric() && *letter != '0');
    runs.filter(says).map(|run| run.iter().collect()).collect()
}

/// Strings of JSON as they are written between quotes, and what in them must be gone.
const STRINGS: &[(&str, &str)] = &[
    (r"\ud83d\ude00 Zanqibar \ud83d\ude00", "Zanqibar"),
    (r"Zanqibar\u0000\u001fQuintox", "Zanqibar Quintox"),
    (r#"\"Zanqibar\"\\\/Quintox"#, "Zanqibar Quintox"),
    ("zanqibar.quintox+4711@mail.zanqibar.example", "zanqibar quintox 4711"),
    ("DE89 3704 0044 0532 0130 00", "3704 0044 0532 0130"),
    ("4111-1111-1111-1111", "4111"),
    ("4539578763621486", "4539578763621486"),
    ("+61 (0)412 345 678 ext. 9917", "9917"),
    ("2024-01-31T23:59:60.123456789+10:30", "123456789"),
    ("Wed, 03 Jan 2024 01:11:12 GMT", ""),
    (
        "https://zanqibar:quintox@example.test:44117/orders/N10154?api_key=Zanqibar4711#quintox",
        "zanqibar quintox 44117 10154 4711",
    ),
    ("mailto:zanqibar@example.test", "zanqibar"),
    ("urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "11d0a765 81d4fae"),
    ("192.168.117.244", ""),
    ("2001:0db8:85a3:08d3:1319:8a2e:0370:7344", "1319 7344"),
    ("a=Zanqibar&b=Quintox%20Zanqibar&password=Zanqibar4711", "Zanqibar Quintox 4711"),
    (r#"{\"name\": \"Zanqibar\", \"deep\": \"{\\\"name\\\": \\\"Quintox\\\"}\"}"#, "Zanqibar Quintox"),
    (
        r"<a b='Zanqibar'>Quintox<!-- Zanqibar --><?p Quintox?><![CDATA[Zanqibar]]>&#90;anqibar</a>",
        "Zanqibar Quintox anqibar",
    ),
    (r"<a>Zanqibar", "Zanqibar"),
    (r#"{\"a\": \"Zanqibar"#, "Zanqibar"),
    ("eyJuYW1lIjogIlphbnFpYmFyIn0=", "IlphbnFpYmFyIn0"),
    ("WmFucWliYXIgUXVpbnRveCBaYW5xaWJhcg", "WmFucWliYXIgUXVpbnRveCBaYW5xaWJhcg"),
    ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJaYW5xaWJhciJ9.c2lnbmF0dXJl", "eyJzdWIiOiJaYW5xaWJhciJ9 c2lnbmF0dXJl"),
    ("Ζανκιβάρ", "Ζανκιβάρ"),
    ("東京都千代田区", "東京都千代田区"),
    ("Zoë\u{0301}qibar", "qibar"),
    ("𝒵𝒶𝓃𝓆𝒾𝒷𝒶𝓇", "𝒵𝒶𝓃𝓆𝒾𝒷𝒶𝓇"),
    ("\u{202E}rabiqnaZ", "rabiqna"),
    ("٤٧١١٤٧١١", "٤٧١١٤٧١١"),
    ("Zanqibar\u{00a0}Quintox", "Zanqibar Quintox"),
    ("trueZanqibar null Quintox", "Zanqibar Quintox"),
    ("true-quintoy", "quintoy"),
    ("NaN Infinity 0x47AF11", ""),
    ("ZANQIBARQUINTOXZANQIBARQUINTOXZANQIBARQUINTOXZANQIBARQUINTOX", "ZANQIBARQUINTOX"),
];

/// A letter that is written by its number, whose digits a report shows for what they are; and half a surrogate, with which
/// nothing is a document.
const ESCAPED: &[(&str, &str)] = &[(r"\u005aanqibar", "anqibar"), (r"\ud800Zanqibar\udc00", "Zanqibar")];

/// Numbers of JSON, and what in them must be gone.
const NUMBERS: &[(&str, &str)] = &[
    ("47114711", "4711"),
    ("-4711.4711", "4711"),
    ("4711e300", "4711"),
    ("4.7114711E-10", "7114711"),
    ("0.00047114711", "47114711"),
    ("123456789012345678901234567890", "123456789012345678901234567890"),
    ("1704247200123", "1704247200123"),
    ("1000000", ""),
    ("-0", ""),
    ("1e400", ""),
];

const SCHEMA: &str = r#"{"type": "object", "properties": {
    "email": {"format": "email"}, "uri": {"format": "uri"}, "uuid": {"format": "uuid"}, "date": {"format": "date-time"},
    "day": {"format": "date"}, "ip": {"format": "ipv4"}, "ip6": {"format": "ipv6"}, "host": {"format": "hostname"},
    "code": {"pattern": "^[A-Z]{2}\\d{2}"}, "enum": {"enum": ["Quux", 4711]}, "short": {"maxLength": 12}, "long": {"minLength": 30},
    "small": {"maximum": 1000}, "large": {"minimum": 1000, "multipleOf": 10}, "integer": {"type": "integer"}, "text": {"type": "string"}
}, "additionalProperties": false}"#;

const FIELDS: [&str; 17] = [
    "email", "uri", "uuid", "date", "day", "ip", "ip6", "host", "code", "enum", "short", "long", "small", "large",
    "integer", "text", "other",
];

/// Redacts `old/in` to `new/in` and gives what it says.
fn redacted(scratch: &Scratch, more: &[&str]) -> String {
    let ran = scratch.driftline("old", &[&["redact", "in", "-o", "../new/in", "--key", "k"], more].concat(), "");
    assert!(matches!(ran.code, 0 | 3), "{ran:?}");
    ran.errors
}

#[test]
fn no_ugly_value_gets_through_nor_changes_the_report() {
    let scratch = Scratch::new();
    scratch.file("old/s.json", SCHEMA);
    scratch.file("new/s.json", SCHEMA);
    let values = STRINGS.iter().map(|(raw, gone)| (format!("\"{raw}\""), gone));
    let values = values.chain(NUMBERS.iter().map(|(raw, gone)| ((*raw).to_owned(), gone)));
    let mut gone = BTreeSet::new();
    let escaped = ESCAPED.iter().map(|(raw, gone)| (format!("\"{raw}\""), gone, [].as_slice()));
    let values = values.map(|(value, gone)| (value, gone, FIELDS.as_slice()));
    for (number, (value, words, fields)) in values.chain(escaped).enumerate() {
        for field in fields {
            scratch.file(
                &format!("old/in/{number}/{field}.json"),
                format!("{{\"{field}\": {value}, \"text\": [{value}]}}"),
            );
        }
        gone.extend(runs(words));
        let line =
            format!("{{\"headers\": {{\"X-A\": {value}}}, \"url\": {value}, \"body\": {{\"text\": {value}}}}}\n");
        scratch.file(&format!("old/in/{number}.ndjson"), line);
    }
    let said = redacted(&scratch, &["--schema", "s.json"]);
    assert!(said.lines().all(|line| line.contains(".ndjson") && line.contains(": not written, ")), "{said}");
    assert_eq!(said.lines().count(), 2);
    let mut new = String::new();
    for (path, _) in driftline_cli::capture::walk(&scratch.0.join("new/in")).files {
        new.push_str(&std::fs::read_to_string(path).unwrap());
    }
    for word in gone {
        let at = new.find(&word);
        assert!(at.is_none(), "{word} is left in {}", &new[at.unwrap().saturating_sub(60)..].lines().next().unwrap());
    }
    std::fs::remove_file(scratch.0.join(format!("old/in/{}.ndjson", STRINGS.len() + NUMBERS.len() + 1))).unwrap();
    let arguments = ["check", "in", "--schema", "s.json", "--format", "json"];
    let [before, after] = ["old", "new"].map(|folder| scratch.driftline(folder, &arguments, "").output);
    let first = before.lines().zip(after.lines()).find(|(one, other)| one != other);
    assert!(before.contains("format-changed") && before == after, "{first:?}");
}

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end.max(1)
    }
}

/// A text that was damaged somewhere: something is missing, twice, elsewhere or wrong.
fn damaged(text: &str, dice: &mut Dice) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=dice.below(3) {
        let (from, length) = (dice.below(bytes.len()), 1 + dice.below(12));
        let to = (from + length).min(bytes.len());
        let at = dice.below(bytes.len());
        match dice.below(6) {
            0 => drop(bytes.drain(from..to)),
            1 => {
                let part = bytes[from..to].to_vec();
                bytes.splice(at..at, part);
            }
            2 => bytes.truncate(from.max(1)),
            3 => bytes[at] = b"<>&\"'{}[],:;\\/!?-=#\n\0\xFF"[dice.below(22)],
            4 => bytes.swap(from, at),
            _ => drop(bytes.splice(at..at, *b" \n")),
        }
    }
    bytes
}

/// Whether a name stands here, of a field or an element; names stay, and damage makes names of values.
fn is_name(text: &str, at: usize) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '.' || letter == '_';
    let before = text[..at].trim_end_matches(is_part);
    let behind = text[at..].trim_start_matches(is_part);
    let behind = behind.trim_start_matches('\\').trim_start_matches('"').trim_start();
    behind.starts_with([':', '=']) || before.ends_with('<') || before.ends_with("</") || before.ends_with("<?")
}

#[test]
fn nothing_gets_through_where_a_file_is_damaged() {
    let xml = "<?xml version='1.0'?><!-- Zanqibar --><Event a='Zanqibar'><EventType>Order</EventType><Order><OrderID>\
               Zanqibar</OrderID><OrderStatus>Zanqibar</OrderStatus><X><![CDATA[Zanqibar]]>Zanqibar<?p Zanqibar?></X></Order></Event>";
    let json = r#"{"a": "Zanqibar", "b": ["Zanqibar", {"c": "\u005aanqibar Zanqibar", "d": 1.5}], "e": null, "f": "Zanqibar"}"#;
    let line =
        r#"{"headers": {"Cookie": "Zanqibar", "X-A": "Zanqibar"}, "url": "Zanqibar", "body": "{\"a\": \"Zanqibar\"}"}"#;
    let entry = r#"{"request": {"url": "Zanqibar", "headers": [{"name": "Cookie", "value": "Zanqibar"}], "postData": {"text": "<a>Zanqibar</a>"}}}"#;
    let har = format!(
        r#"{{"log": {{"version": "Zanqibar", "pages": [{{"title": "Zanqibar"}}], "entries": [{entry}, {entry}], "comment": "Zanqibar"}}}}"#
    );
    let cassette = "http_interactions:\n- request:\n    body: {string: '{\"a\": \"Zanqibar\"}'}\n    headers:\n      Cookie: Zanqibar\n\
                    # Zanqibar\n    uri: Zanqibar\n  response: {}\nrecorded_with: \"Zanqibar\"\n";
    let scratch = Scratch::new();
    let mut dice = Dice(4711);
    for (name, text) in
        [("xml", xml), ("json", json), ("ndjson", &format!("{line}\n{line}\n{line}")), ("har", &har), ("yml", cassette)]
    {
        for number in 0..400 {
            scratch.file(&format!("old/in/{number}.{name}"), damaged(text, &mut dice));
        }
    }
    let said = redacted(&scratch, &[]);
    let changed = said.lines().filter(|line| line.contains("is not the same")).count();
    assert!(!said.contains("anqi"), "{said}");
    let mut written = 0;
    for (path, _) in driftline_cli::capture::walk(&scratch.0.join("new/in")).files {
        let new = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
        let old = std::fs::read(scratch.0.join("old/in").join(path.file_name().unwrap())).unwrap();
        let old = String::from_utf8_lossy(&old).into_owned();
        written += 1;
        let left = new.match_indices("anqiba").find(|(at, _)| !is_name(&new, *at));
        assert_eq!(left, None, "{}:\n{old}\n{new}", path.display());
    }
    assert!(written > 600 && changed < 40, "{written} of 2000 written, of {changed} records another report: {said}");
}

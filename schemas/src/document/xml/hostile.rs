//! What nobody sends in good faith: it must end soon, in a document or an error, and never in a panic.

use std::fmt::Write;
use std::time::{Duration, Instant};

use crate::document::{Document, Limits, ReadOptions, SyntaxErrorKind};

/// Far above what any case needs, in a debug build on a busy machine.
const SOON: Duration = Duration::from_secs(30);

/// Reads a text in good time, and looks at every node of what came out.
fn outcome(text: &str) -> Result<usize, SyntaxErrorKind> {
    let begun = Instant::now();
    let read = Document::read_str(text, &ReadOptions::default());
    let beginning = text.chars().take(60).collect::<String>();
    assert!(begun.elapsed() < SOON, "{:?}: {beginning}", begun.elapsed());
    match read {
        Ok(document) => {
            holds_together(&document);
            Ok(document.len())
        }
        Err(error) => {
            assert!(text.get(error.span.start as usize..error.span.end as usize).is_some(), "{error}: {beginning}");
            Err(error.kind)
        }
    }
}

/// Every place of every node lies in the text, and every string can be had.
fn holds_together(document: &Document<'_>) {
    let mut open = vec![document.root()];
    while let Some(node) = open.pop() {
        for span in [node.span(), node.name_span(), node.value_span()] {
            let place = document.text().get(span.start as usize..span.end as usize);
            assert!(place.is_some() && span.end >= span.start, "{node:?}: {span:?}");
        }
        let _ = (node.name(), node.local_name(), node.value(), node.namespace(), node.prefix("p"));
        open.extend(node.attributes());
        open.extend(node.children());
    }
}

const WRONG: Result<usize, SyntaxErrorKind> = Err(SyntaxErrorKind::NotWellFormed);
const TOO_MUCH: Result<usize, SyntaxErrorKind> = Err(SyntaxErrorKind::Limit);

#[test]
fn entities_that_multiply_are_stopped() {
    let mut laughs = "<!ENTITY l0 'lol'>".to_owned();
    for level in 1..30 {
        let _ = write!(laughs, "<!ENTITY l{level} '{}'>", format!("&l{};", level - 1).repeat(10));
    }
    let big = "x".repeat(100_000);
    let chain: String = (0..100_000).map(|n| format!("<!ENTITY e{n} '&e{};'>", n + 1)).collect();
    let mut parameters = "<!ENTITY % p0 ' '>".to_owned();
    for level in 1..30 {
        let _ = write!(parameters, "<!ENTITY % p{level} '{}'>", format!("&#37;p{};", level - 1).repeat(10));
    }
    let implied: String = (0..10_000).map(|n| format!(" a{n} CDATA #IMPLIED")).collect();
    for (subset, content, want) in [
        (laughs.clone(), "&l29;".to_owned(), TOO_MUCH),
        (laughs, "<a b='&l29;'/>".to_owned(), TOO_MUCH),
        (format!("<!ENTITY e '{big}'>"), "&e;".repeat(100_000), TOO_MUCH),
        (format!("<!ENTITY e '{big}'>"), "<a b='&e;'/>".repeat(100_000), TOO_MUCH),
        ("<!ENTITY e ''>".to_owned(), "&e;".repeat(100_000), Ok(1)),
        ("<!ENTITY e '<b/>'>".to_owned(), "&e;".repeat(100_000), Ok(100_001)),
        (chain, "&e0;".to_owned(), TOO_MUCH),
        (format!("{parameters}%p29;"), String::new(), TOO_MUCH),
        ("<!ENTITY % p '&#37;p;'>%p;".to_owned(), String::new(), WRONG),
        (format!("<!ATTLIST a b CDATA '{big}'>"), "<a/>".repeat(100), TOO_MUCH),
        (format!("<!ATTLIST a{implied}>"), "<a/>".repeat(100_000), Ok(100_001)),
        (format!("<!ELEMENT a {}", "(".repeat(1_000_000)), String::new(), WRONG),
        (format!("<!ELEMENT a {}b{}>", "(".repeat(100_000), ")".repeat(100_000)), String::new(), Ok(1)),
    ] {
        assert_eq!(outcome(&format!("<!DOCTYPE a [{subset}]><a>{content}</a>")), want);
    }
}

#[test]
fn large_parts_are_read_in_good_time() {
    let attributes: String = (0..100_000).map(|n| format!(" a{n}='&lt;'")).collect();
    let declarations = |count: usize| (0..count).map(|n| format!(" xmlns:p{n}='u{n}'")).collect::<String>();
    let siblings = |count: usize| (0..count).map(|n| format!("<b xmlns:p='u{n}' p:a=''/>")).collect::<String>();
    let long = "n".repeat(1 << 20);
    for (text, want) in [
        (format!("<a{attributes}/>"), Ok(100_001)),
        (format!("<a{attributes} a7=''/>"), WRONG),
        (format!("<{long} {long}='{long}'>{long}</{long}>"), Ok(2)),
        (format!("<{long}></{long}x>"), WRONG),
        (format!("<a{}/>", declarations(1000)), Ok(1001)),
        (format!("<a{}/>", declarations(2000)), TOO_MUCH),
        (format!("<a>{}</a>", siblings(60_000)), Ok(180_001)),
        (format!("<a>{}</a>", siblings(70_000)), TOO_MUCH),
        (format!("<a>{}</a>", "<b xmlns:p='u' p:a=''/>".repeat(100_000)), Ok(300_001)),
        ("<a>".repeat(100_000), TOO_MUCH),
        (format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000)), TOO_MUCH),
        (format!("<a>{}</a>", "&amp;".repeat(300_000)), Ok(1)),
        (format!("<a>{}</a>", "<![CDATA[]]>".repeat(100_000)), Ok(1)),
        (format!("<a>{}</a>", "x<b/>".repeat(100_000)), Ok(200_001)),
        (format!("<a>{}</a>", "]".repeat(1_000_000)), Ok(1)),
        (format!("<!--{}--><a/>", "- ".repeat(500_000)), Ok(1)),
        (format!("<!--{}", "->".repeat(500_000)), WRONG),
        (format!("<a b='{}", ">".repeat(1_000_000)), WRONG),
        (format!("<a>{}", "&".repeat(1_000_000)), WRONG),
        ("<".repeat(1_000_000), WRONG),
    ] {
        assert_eq!(outcome(&text), want, "{}", text.chars().take(40).collect::<String>());
    }
}

#[test]
fn what_is_never_closed_is_an_error() {
    let whole = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY e 'v'><!ATTLIST a b (c|d) 'c'><!ELEMENT a (b,c?)*>\
                 <!NOTATION n PUBLIC 'p'><?p d?><!-- c -->]><a b=\"d\"><![CDATA[x]]>&e;&#65;<?p?><!-- c --></a>";
    for end in 1..whole.len() {
        assert_eq!(outcome(&whole[..end]), WRONG, "{}", &whole[..end]);
    }
    assert_eq!(outcome(whole), Ok(2));
}

#[test]
fn nesting_takes_no_stack() {
    let depth = 300_000;
    let text = format!("{}x{}", "<a>".repeat(depth), "</a>".repeat(depth));
    let limits = Limits { depth: u32::MAX, ..Limits::default() };
    let document = Document::read_str(&text, &ReadOptions { limits, ..ReadOptions::default() }).unwrap();
    assert_eq!(document.len(), depth);
    holds_together(&document);
}

/// Repeatable numbers: the constants are Knuth's, of MMIX.
fn next(state: &mut u64) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*state >> 33).unwrap()
}

#[test]
fn mutated_documents_never_panic_and_keep_their_places() {
    let samples = [
        "<?xml version='1.0' encoding='utf-8' standalone='yes'?>\r\n<a xmlns='u' xmlns:p='v'><p:b c='1' p:c=\"&lt;2\">x &amp; y</p:b>\
         t<d/>ü😀<![CDATA[<&]]>\r<!-- c --><?p d?></a>\n",
        "<!DOCTYPE a PUBLIC 'p' 's' [<!ENTITY e '<b c=\"&f;\">&f;</b>'><!ENTITY f 'x&#38;#60;'><!ENTITY % p '<!ENTITY g \"1\">'>%p;\
         <!ATTLIST b d NMTOKENS ' 1  2 ' xmlns:q CDATA 'w'><!ELEMENT a (b|c)*>]><a>s&e;<c q='&f;'/>&g;&e;</a>",
        "<GetCart><Cart><CartID>1042</CartID><Line no='1'><SKU>A</SKU></Line><Line no='2'/></Cart></GetCart>",
    ];
    let pieces: [&[u8]; 14] =
        [b"<", b">", b"&", b"&e;", b"]]>", b"<!--", b"'", b"\"", b" ", b"/", b"<a>", b"</a>", b"\xFF", b"xmlns:p='u' "];
    for sample in samples {
        assert!(outcome(sample).is_ok());
    }
    let mut state = 42;
    let mut read = 0;
    for round in 0..15_000 {
        let mut bytes = samples[round % samples.len()].as_bytes().to_vec();
        for _ in 0..=next(&mut state) % 2 {
            let at = next(&mut state) % bytes.len();
            let to = (at + 1 + next(&mut state) % 12).min(bytes.len());
            match next(&mut state) % 4 {
                0 => bytes[at] ^= 1 << (next(&mut state) % 8),
                1 => drop(bytes.drain(at..to)),
                2 => drop(bytes.splice(at..at, bytes[at..to].to_vec())),
                _ => drop(bytes.splice(at..at, pieces[next(&mut state) % pieces.len()].iter().copied())),
            }
            if bytes.is_empty() {
                bytes.push(b'<');
            }
        }
        if let Ok(text) = std::str::from_utf8(&bytes) {
            read += usize::from(outcome(text).is_ok());
        }
        // By way of the encoding too, which a mutation may change.
        let _ = Document::read(&bytes, &ReadOptions::default());
    }
    assert!(read > 500, "{read} of the mutated documents are still well-formed: not enough to say anything");
}

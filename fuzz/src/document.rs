//! The two readers: every place lies in the text, what was read reads again as the same, and JSON is what `serde_json`
//! takes for JSON.

use driftline_schemas::document::{Document, Kind, NodeRef, ReadOptions, Syntax, SyntaxErrorKind};
use serde_json::value::RawValue;

/// JSON, as it is and repaired.
pub fn json(bytes: &[u8]) {
    let strict = Document::read(bytes, &ReadOptions::default());
    let repaired = Document::read(bytes, &ReadOptions { repair: true, ..ReadOptions::default() });
    for document in [&strict, &repaired].into_iter().flatten() {
        places(document);
    }
    match (&strict, &repaired) {
        (Ok(strict), Ok(repaired)) => {
            assert_eq!(shown(strict), shown(repaired), "what is well-formed needs no repair");
            assert!(repaired.repairs().is_empty());
        }
        (Ok(_), Err(error)) => panic!("well-formed, and not read with repairs: {error}"),
        (Err(error), _) => assert!(error.span.end as usize <= bytes.len() * 3, "{error:?}"),
    }
    match strict {
        Ok(document) if document.syntax() == Syntax::Json => {
            accepted(&document);
            let again = printed(document.root());
            let read = Document::read_str(&again, &ReadOptions::default()).expect("what we print is JSON");
            assert_eq!(shown(&document), shown(&read));
        }
        Ok(_) => {}
        Err(error) if error.kind == SyntaxErrorKind::NotWellFormed => refused(bytes),
        Err(_) => {}
    }
}

/// What we read, `serde_json` reads, every string alike.
fn accepted(document: &Document<'_>) {
    let text = document.text();
    serde_json::from_str::<&RawValue>(text).unwrap_or_else(|error| panic!("read, and refused by serde_json: {error}"));
    for node in nodes(document) {
        let unquoted = |text: &str| serde_json::from_str::<String>(text).expect("a string was read here");
        if node.is_named() {
            assert_eq!(node.name(), unquoted(node.name_span().of(text)));
        }
        if node.kind() == Kind::String {
            assert_eq!(node.value(), unquoted(node.span().of(text)));
        }
    }
}

/// What is not well-formed to us is not to `serde_json`, where both see the same text.
fn refused(bytes: &[u8]) {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let is_ours =
        std::str::from_utf8(bytes).is_ok_and(|text| !text.contains('\0') && !text.trim_start().starts_with('<'));
    if is_ours {
        let value = serde_json::from_slice::<serde_json::Value>(bytes);
        assert!(value.is_err(), "read by serde_json, and refused");
    }
}

/// XML.
pub fn xml(bytes: &[u8]) {
    let Ok(document) = Document::read(bytes, &ReadOptions::default()) else { return };
    if document.syntax() != Syntax::Xml {
        return;
    }
    places(&document);
    let mut printed = String::new();
    element(document.root(), &mut printed);
    let again = Document::read_str(&printed, &ReadOptions::default());
    let again = again.unwrap_or_else(|error| panic!("what was read, written: {error}\n{printed}"));
    assert_eq!(shown(&document), shown(&again));
}

/// Every span lies in the text, on characters, and what JSON holds lies inside of what holds it.
fn places(document: &Document<'_>) {
    let text = document.text();
    let mut ends = Vec::new();
    for node in nodes(document) {
        for span in [node.span(), node.name_span(), node.value_span()] {
            assert!(span.start <= span.end, "{node:?}: {span:?}");
            assert!(text.get(span.start as usize..span.end as usize).is_some(), "{node:?}: {span:?}");
            let position = document.position(span.start);
            assert!(position.line > 0 && position.column > 0);
            assert!(position.column as usize <= document.line(position.line).chars().count() + 3, "{position}");
        }
        if document.syntax() == Syntax::Json {
            while ends.last().is_some_and(|end| *end <= node.span().start) {
                ends.pop();
            }
            assert!(ends.last().is_none_or(|end| node.span().end <= *end), "{node:?} reaches out of what holds it");
            if matches!(node.kind(), Kind::Object | Kind::Array) {
                ends.push(node.span().end);
            }
        }
    }
    for repair in document.repairs() {
        assert!(text.get(repair.span.start as usize..repair.span.end as usize).is_some(), "{repair:?}");
    }
}

/// Every node, attributes and namespace declarations included.
fn nodes<'d>(document: &'d Document<'d>) -> impl Iterator<Item = NodeRef<'d>> {
    let mut waiting = vec![document.root()];
    std::iter::from_fn(move || {
        let node = waiting.pop()?;
        let from = waiting.len();
        waiting.extend(node.attributes().chain(node.children()));
        waiting[from..].reverse();
        Some(node)
    })
}

/// Kinds, names, namespaces and values of a document, one node a line.
fn shown(document: &Document<'_>) -> Vec<(Kind, String, Option<String>, String)> {
    let value =
        |node: NodeRef<'_>| if node.is_leaf() { node.value().to_owned() } else { node.children().count().to_string() };
    nodes(document)
        .map(|node| {
            // Prefixes may be written otherwise.
            let name = if node.syntax() == Syntax::Xml { node.local_name() } else { node.name() };
            (node.kind(), name.to_owned(), node.namespace().map(str::to_owned), value(node))
        })
        .collect()
}

/// A value as JSON text.
fn printed(node: NodeRef<'_>) -> String {
    /// What is left to print: a node, or what comes after one.
    enum Next<'d> {
        Node(NodeRef<'d>),
        Text(&'static str),
    }
    let mut out = String::new();
    let mut waiting = vec![Next::Node(node)];
    while let Some(next) = waiting.pop() {
        let node = match next {
            Next::Text(text) => {
                out.push_str(text);
                continue;
            }
            Next::Node(node) => node,
        };
        if node.is_named() {
            out.push_str(&serde_json::Value::from(node.name()).to_string());
            out.push(':');
        }
        let (open, close) = match node.kind() {
            Kind::Object => ("{", "}"),
            Kind::Array => ("[", "]"),
            Kind::String => {
                out.push_str(&serde_json::Value::from(node.value()).to_string());
                continue;
            }
            _ => {
                out.push_str(node.value());
                continue;
            }
        };
        out.push_str(open);
        waiting.push(Next::Text(close));
        let children: Vec<_> = node.children().collect();
        for (number, child) in children.into_iter().enumerate().rev() {
            waiting.push(Next::Node(child));
            if number > 0 {
                waiting.push(Next::Text(","));
            }
        }
    }
    out
}

/// An element as XML text: every element declares its own namespace, every attribute's namespace gets a prefix of its own.
fn element(root: NodeRef<'_>, out: &mut String) {
    let mut waiting = vec![Ok(root)];
    while let Some(next) = waiting.pop() {
        let node = match next {
            Err(name) => {
                out.push_str(&format!("</{name}>"));
                continue;
            }
            Ok(node) if node.kind() == Kind::Text => {
                out.push_str(&escaped(node.value()));
                continue;
            }
            Ok(node) => node,
        };
        let name = node.local_name();
        out.push_str(&format!("<{name} xmlns=\"{}\"", escaped(node.namespace().unwrap_or(""))));
        for (number, attribute) in node.attributes().enumerate() {
            let (local, value) = (attribute.local_name(), escaped(attribute.value()));
            out.push_str(&match attribute.namespace() {
                None => format!(" {local}=\"{value}\""),
                Some(XML) => format!(" xml:{local}=\"{value}\""),
                Some(other) => format!(" xmlns:n{number}=\"{}\" n{number}:{local}=\"{value}\"", escaped(other)),
            });
        }
        out.push('>');
        if node.is_leaf() {
            out.push_str(&format!("{}</{name}>", escaped(node.value())));
        } else {
            waiting.push(Err(name));
            let children: Vec<_> = node.children().map(Ok).collect();
            waiting.extend(children.into_iter().rev());
        }
    }
}

/// The namespace of the prefix `xml`, which is always bound.
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// A text in which nothing is markup and no end of a line or blank is lost.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' | '>' | '&' | '"' | '\'' | '\t' | '\n' | '\r' => out.push_str(&format!("&#{};", u32::from(character))),
            other => out.push(other),
        }
    }
    out
}

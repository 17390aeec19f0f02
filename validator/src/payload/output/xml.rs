//! The XML writer.

use std::fmt::Write as _;

use crate::payload::input::XSI;
use crate::payload::table::Place;

/// An XML document that is being written. Attributes may come after content: they are put into the start tag.
#[derive(Debug)]
pub(super) struct Writer {
    text: String,
    indent: Option<u8>,
    open: Vec<Open>,
}

/// A part that has begun and not ended.
#[derive(Debug)]
enum Open {
    Element(Element),
    Attribute { name: String, namespace: String },
    Text,
}

#[derive(Debug)]
struct Element {
    name: String,
    /// The default namespace in force inside it.
    namespace: String,
    /// Where the start tag takes another attribute.
    tag_end: usize,
    content: Content,
    /// Namespaces that have a prefix here: the number is in the prefix.
    prefixes: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    Nothing,
    Elements,
    /// Text, and maybe elements: nothing may be added between them.
    Text,
}

impl Writer {
    pub(super) fn new(declaration: bool, indent: Option<u8>) -> Self {
        let mut text = String::new();
        if declaration {
            text.push_str(r#"<?xml version="1.0" encoding="UTF-8"?>"#);
            text.push('\n');
        }
        Self { text, indent, open: Vec::new() }
    }

    pub(super) fn into_text(mut self) -> String {
        if self.indent.is_some() {
            self.text.push('\n');
        }
        self.text
    }

    pub(super) fn begin(&mut self, place: Place, name: &str, namespace: &str) {
        match place {
            Place::Element => self.begin_element(name, namespace),
            Place::Attribute => {
                self.open.push(Open::Attribute { name: xml_name(name), namespace: namespace.to_owned() });
            }
            Place::Text => self.open.push(Open::Text),
        }
    }

    pub(super) fn end(&mut self) {
        let Some(Open::Element(element)) = self.open.pop() else { return };
        match element.content {
            Content::Nothing => return self.text.push_str("/>"),
            Content::Elements => self.new_line(self.depth()),
            Content::Text => {}
        }
        self.text.push_str("</");
        self.text.push_str(&element.name);
        self.text.push('>');
    }

    /// Writes character data, or the value of the attribute that was begun.
    pub(super) fn text(&mut self, text: &str) {
        if let Some(Open::Attribute { name, namespace }) = self.open.last() {
            let (name, namespace) = (name.clone(), namespace.clone());
            self.attribute(&name, &namespace, text);
        } else if !text.is_empty() {
            self.begin_content(Content::Text);
            escape(text, false, &mut self.text);
        }
    }

    /// Says that the element is null (XSD part 1, 2.6.2).
    pub(super) fn nil(&mut self) {
        if matches!(self.open.last(), Some(Open::Element(_))) {
            self.attribute("nil", XSI, "true");
        }
    }

    fn begin_element(&mut self, name: &str, namespace: &str) {
        let parent = self.element();
        let outer = parent.map_or("", |(_, parent)| &parent.namespace);
        let declare = outer != namespace;
        if parent.is_some() {
            self.begin_content(Content::Elements);
            if self.element().is_some_and(|(_, parent)| parent.content == Content::Elements) {
                self.new_line(self.depth());
            }
        }
        let name = xml_name(name);
        self.text.push('<');
        self.text.push_str(&name);
        if declare {
            self.text.push_str(" xmlns=\"");
            escape(namespace, true, &mut self.text);
            self.text.push('"');
        }
        self.open.push(Open::Element(Element {
            name,
            namespace: namespace.to_owned(),
            tag_end: self.text.len(),
            content: Content::Nothing,
            prefixes: Vec::new(),
        }));
    }

    /// Closes the start tag of the innermost element, where it is still open.
    fn begin_content(&mut self, content: Content) {
        let Some((element, text)) = self.element_mut() else { return };
        if element.content == Content::Nothing {
            text.push('>');
        }
        if element.content != Content::Text {
            element.content = content;
        }
    }

    /// Names the type of the element (XSD part 1, 2.6.1).
    pub(super) fn type_(&mut self, namespace: &str, local: &str) {
        let Some((element, _)) = self.element_mut() else { return };
        let mut declaration = String::new();
        let prefix =
            if namespace == element.namespace { String::new() } else { prefix(element, namespace, &mut declaration) };
        self.put(&declaration);
        self.attribute("type", XSI, &format!("{prefix}{local}"));
    }

    fn attribute(&mut self, name: &str, namespace: &str, value: &str) {
        let Some((element, _)) = self.element_mut() else { return };
        let mut attribute = String::new();
        let prefix = prefix(element, namespace, &mut attribute);
        attribute.push(' ');
        attribute.push_str(&prefix);
        attribute.push_str(name);
        attribute.push_str("=\"");
        escape(value, true, &mut attribute);
        attribute.push('"');
        self.put(&attribute);
    }

    /// Puts text into the start tag of the innermost element.
    fn put(&mut self, attributes: &str) {
        let Some((element, text)) = self.element_mut() else { return };
        text.insert_str(element.tag_end, attributes);
        element.tag_end += attributes.len();
    }

    fn element(&self) -> Option<(usize, &Element)> {
        self.open.iter().enumerate().rev().find_map(|(at, open)| match open {
            Open::Element(element) => Some((at, element)),
            Open::Attribute { .. } | Open::Text => None,
        })
    }

    /// The innermost element, and the text beside it.
    fn element_mut(&mut self) -> Option<(&mut Element, &mut String)> {
        let element = self.open.iter_mut().rev().find_map(|open| match open {
            Open::Element(element) => Some(element),
            Open::Attribute { .. } | Open::Text => None,
        })?;
        Some((element, &mut self.text))
    }

    fn depth(&self) -> usize {
        self.open.iter().filter(|open| matches!(open, Open::Element(_))).count()
    }

    fn new_line(&mut self, depth: usize) {
        if let Some(indent) = self.indent {
            self.text.push('\n');
            self.text.extend(std::iter::repeat_n(' ', usize::from(indent) * depth));
        }
    }
}

/// The prefix of a namespace with its colon; what declares it, where it is not declared yet, is put into `declaration`.
fn prefix(element: &mut Element, namespace: &str, declaration: &mut String) -> String {
    match namespace {
        "" => return String::new(),
        "http://www.w3.org/XML/1998/namespace" => return "xml:".to_owned(),
        _ => {}
    }
    let known = element.prefixes.iter().position(|known| known == namespace);
    let number = known.unwrap_or(element.prefixes.len());
    let prefix = if namespace == XSI { "xsi".to_owned() } else { format!("ns{number}") };
    if known.is_none() {
        element.prefixes.push(namespace.to_owned());
        let _ = write!(declaration, " xmlns:{prefix}=\"");
        escape(namespace, true, declaration);
        declaration.push('"');
    }
    prefix + ":"
}

/// Escapes what a reader would take for markup or normalise away: `>` too, because of `]]>`; line ends and tabs in attributes
/// (XML 1.0, 2.11 and 3.3.3). A character that XML cannot hold at all (2.2) becomes U+FFFD.
fn escape(text: &str, in_attribute: bool, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if in_attribute => out.push_str("&quot;"),
            '\t' if in_attribute => out.push_str("&#9;"),
            '\n' if in_attribute => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(character),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            plain => out.push(plain),
        }
    }
}

/// A name that XML can hold: a character that it cannot stands as `_xHHHH_`.
fn xml_name(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for (at, character) in name.chars().enumerate() {
        if is_name_character(character, at == 0) {
            out.push(character);
        } else {
            let _ = write!(out, "_x{:04X}_", u32::from(character));
        }
    }
    if out.is_empty() { "_".to_owned() } else { out }
}

/// `NCNameStartChar` and `NCNameChar` (XML 1.0, 2.3; Namespaces in XML, 3).
fn is_name_character(character: char, first: bool) -> bool {
    match character {
        'A'..='Z' | 'a'..='z' | '_' => true,
        '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}' => !first,
        '\u{c0}'..='\u{d6}'
        | '\u{d8}'..='\u{f6}'
        | '\u{f8}'..='\u{2ff}'
        | '\u{370}'..='\u{37d}'
        | '\u{37f}'..='\u{1fff}'
        | '\u{200c}'..='\u{200d}'
        | '\u{2070}'..='\u{218f}'
        | '\u{2c00}'..='\u{2fef}'
        | '\u{3001}'..='\u{d7ff}'
        | '\u{f900}'..='\u{fdcf}'
        | '\u{fdf0}'..='\u{fffd}'
        | '\u{10000}'..='\u{effff}' => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Writer, xml_name};
    use crate::payload::table::Place;

    fn leaf(writer: &mut Writer, place: Place, name: &str, namespace: &str, text: &str) {
        writer.begin(place, name, namespace);
        writer.text(text);
        writer.end();
    }

    #[test]
    fn an_attribute_after_content_stands_in_the_start_tag() {
        let mut writer = Writer::new(false, None);
        writer.begin(Place::Element, "a", "");
        leaf(&mut writer, Place::Element, "b", "", "<&]]>\r\t");
        leaf(&mut writer, Place::Attribute, "c", "", "\"\n<");
        leaf(&mut writer, Place::Element, "d", "", "");
        leaf(&mut writer, Place::Attribute, "e", "", "");
        writer.end();
        let want = "<a c=\"&quot;&#10;&lt;\" e=\"\"><b>&lt;&amp;]]&gt;&#13;\t</b><d/></a>";
        assert_eq!(writer.into_text(), want);
    }

    #[test]
    fn namespaces_are_declared_where_they_change() {
        let mut writer = Writer::new(false, None);
        writer.begin(Place::Element, "a", "urn:a");
        leaf(&mut writer, Place::Element, "b", "urn:a", "1");
        leaf(&mut writer, Place::Element, "c", "", "2");
        leaf(&mut writer, Place::Attribute, "d", "urn:d", "3");
        leaf(&mut writer, Place::Attribute, "e", "urn:d", "4");
        writer.end();
        let want = "<a xmlns=\"urn:a\" xmlns:ns0=\"urn:d\" ns0:d=\"3\" ns0:e=\"4\"><b>1</b><c xmlns=\"\">2</c></a>";
        assert_eq!(writer.into_text(), want);
    }

    #[test]
    fn indentation_leaves_elements_with_text_alone() {
        let mut writer = Writer::new(true, Some(2));
        writer.begin(Place::Element, "a", "");
        leaf(&mut writer, Place::Element, "b", "", "1");
        writer.begin(Place::Element, "c", "");
        writer.text("x");
        leaf(&mut writer, Place::Element, "d", "", "2");
        writer.end();
        writer.end();
        let want = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a>\n  <b>1</b>\n  <c>x<d>2</d></c>\n</a>\n";
        assert_eq!(writer.into_text(), want);
    }

    #[test]
    fn names_that_xml_cannot_hold_are_escaped() {
        assert_eq!(xml_name("a b:1"), "a_x0020_b_x003A_1");
        assert_eq!(xml_name("1a"), "_x0031_a");
        assert_eq!(xml_name(""), "_");
    }
}

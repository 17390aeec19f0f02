//! The loop over `quick-xml`'s events: prolog, root element with the entities expanded in it, epilog.
//!
//! `quick-xml` finds where markup begins and ends and matches end tags; every other rule is checked here and in the parts
//! that this calls. A reference to an entity is read by a reader of its own over the replacement text, so that the text is
//! well-formed by itself (4.3.2), and nesting takes no stack.

use quick_xml::Reader;
use quick_xml::errors::{Error, IllFormedError, SyntaxError};
use quick_xml::events::Event;

use super::characters::{at, is_space, ncname_end, qname};
use super::declaration::{self, Declaration};
use super::dtd::{self, Dtd};
use super::entity::{Entity, Referent, stray};
use super::fault::{Checked, Fault, fault};
use super::misc;
use super::tag::{self, Tag};
use super::tree::Tree;
use crate::document::syntax_error::SyntaxErrorKind;
use crate::text::{Span, offset};

/// A text that is being read: the source, or the replacement text of an entity.
struct Frame<'t> {
    reader: Reader<&'t [u8]>,
    text: &'t str,
    /// The offset that the text has in the document.
    base: u32,
    /// Where the last event began, in the text.
    start: usize,
    /// Elements that were open before it: it must close none of them, and leave none open.
    floor: usize,
    /// What it was expanded from.
    expansion: Option<Expanded<'t>>,
}

#[derive(Clone, Copy)]
struct Expanded<'t> {
    entity: &'t Entity,
    /// The outermost reference, in the source.
    reference: Span,
}

impl<'t> Frame<'t> {
    fn new(text: &'t str, base: u32, floor: usize, expansion: Option<Expanded<'t>>) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = true;
        Self { reader, text, base, start: 0, floor, expansion }
    }

    /// The next event as `quick-xml` gives it. To repack it would cost more than to find it.
    fn next(&mut self) -> Result<Event<'t>, Error> {
        self.start = self.position();
        self.reader.read_event()
    }

    /// Where the last event ended, in the text.
    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// The offset in the document where the last event began.
    fn begin(&self) -> u32 {
        self.base.saturating_add(offset(self.start))
    }

    /// The offset in the document where the last event ended.
    fn end(&self) -> u32 {
        self.base.saturating_add(offset(self.position()))
    }

    /// The place of the last event.
    fn place(&self) -> Span {
        Span::new(self.begin(), self.end())
    }

    /// The place of the character `skip` bytes after the beginning of the last event.
    fn at(&self, skip: usize) -> Span {
        at(self.text, self.start + skip, self.base)
    }

    fn reference(&self) -> Option<Span> {
        self.expansion.map(|expanded| expanded.reference)
    }

    /// What `quick-xml` found wrong, in our words and at the first character that is wrong.
    #[cold]
    fn syntax(&self, error: &Error) -> Box<Fault> {
        let rest = self.text.get(self.start..).unwrap_or_default();
        let here = self.at(0);
        match error {
            Error::Syntax(SyntaxError::InvalidBangMarkup) => fault("<! begins nothing that is known", here),
            Error::Syntax(SyntaxError::UnclosedPI | SyntaxError::UnclosedXmlDecl) => {
                fault("a processing instruction that is not closed with ?>", here)
            }
            Error::Syntax(SyntaxError::UnclosedComment) if rest.starts_with("<!--") => {
                fault("a comment that is not closed with -->", here)
            }
            Error::Syntax(SyntaxError::UnclosedCData) if rest.starts_with("<![CDATA[") => {
                fault("a CDATA section that is not closed with ]]>", here)
            }
            Error::Syntax(SyntaxError::UnclosedDoctype) => fault("the document type declaration is not closed", here),
            Error::Syntax(
                SyntaxError::UnclosedTag
                | SyntaxError::UnclosedSingleQuotedAttributeValue
                | SyntaxError::UnclosedDoubleQuotedAttributeValue,
            ) => self.unclosed_tag(rest),
            Error::IllFormed(IllFormedError::MismatchedEndTag { expected, .. }) => self.end_tag(rest, Some(expected)),
            Error::IllFormed(IllFormedError::UnmatchedEndTag(_)) => self.end_tag(rest, None),
            Error::IllFormed(IllFormedError::UnclosedReference) => stray(here),
            Error::Syntax(_) | Error::IllFormed(_) => fault("<! begins nothing that is known", here),
            Error::Io(_) | Error::InvalidAttr(_) | Error::Encoding(_) | Error::Escape(_) | Error::Namespace(_) => {
                fault("this is not well-formed", here)
            }
        }
    }

    /// What is wrong in an end tag that is not the one that is expected.
    #[cold]
    fn end_tag(&self, tag: &str, expected: Option<&str>) -> Box<Fault> {
        let name = match qname(tag, "</".len(), self.begin()) {
            Ok(name) => name,
            Err(fault) => return fault,
        };
        let found = shown(tag.get("</".len()..name.end).unwrap_or_default());
        let more = tag.get(name.end..).unwrap_or_default().bytes().position(|byte| !is_space(byte)).unwrap_or(0);
        if tag.as_bytes().get(name.end + more) != Some(&b'>') {
            return fault("an end tag holds nothing but the name of its element", self.at(name.end + more));
        }
        match expected {
            Some(expected) => fault(format!("</{found}> where </{}> is expected", shown(expected)), self.place())
                .help("close the elements in the order in which they were opened, the last first"),
            None => fault(format!("</{found}> closes nothing that is open"), self.place()),
        }
    }

    /// The first thing that is wrong in a tag that has no end.
    #[cold]
    fn unclosed_tag(&self, rest: &str) -> Box<Fault> {
        let close = rest.starts_with("</");
        let content = rest.get(if close { 2 } else { 1 }..).unwrap_or_default();
        let base = self.begin() + if close { 2 } else { 1 };
        match tag::first_fault(content, base) {
            Some(fault) if !close => fault,
            Some(_) | None => fault("a tag that is not closed with >", self.at(0)),
        }
    }
}

/// A name as a message shows it: no more than a name, and not all of a long one.
fn shown(name: &str) -> String {
    const LENGTH: usize = 60;
    let prefix = ncname_end(name, 0);
    let end = match name.as_bytes().get(prefix) {
        Some(b':') => ncname_end(name, prefix + 1),
        _ => prefix,
    };
    let name = name.get(..end).unwrap_or_default();
    match name.char_indices().nth(LENGTH) {
        Some((cut, _)) => format!("{}…", name.get(..cut).unwrap_or_default()),
        None => name.to_owned(),
    }
}

/// Reads the source to its end.
pub(super) fn document(tree: &mut Tree<'_>) -> Checked<()> {
    let mut frame = Frame::new(tree.text, 0, 0, None);
    let dtd = prolog(&mut frame, tree)?;
    content(tree, &dtd, frame)
}

/// `[22] prolog`, up to and with the tag that begins the root element.
fn prolog(frame: &mut Frame<'_>, tree: &mut Tree<'_>) -> Checked<Dtd> {
    let mut declared = Declaration::default();
    let mut dtd = None;
    loop {
        let event = frame.next();
        match &event {
            Ok(Event::Start(tag)) => {
                let dtd = dtd.unwrap_or_default();
                return start(tree, &dtd, frame, tag, false).map(|()| dtd);
            }
            Ok(Event::Empty(tag)) => {
                let dtd = dtd.unwrap_or_default();
                return start(tree, &dtd, frame, tag, true).map(|()| dtd);
            }
            Ok(Event::Decl(content)) if frame.start == 0 => {
                let content = content.get("xml".len()..).unwrap_or_default();
                declared = declaration::parse(content, offset("<?xml".len()))?.without_encoding();
            }
            Ok(Event::DocType(_)) if dtd.is_some() => {
                return Err(fault("a second document type declaration", frame.at(0)));
            }
            // Our own reading of the declaration finds its end, and says better what is wrong in it.
            Ok(Event::DocType(_)) | Err(Error::Syntax(SyntaxError::UnclosedDoctype)) => {
                let (read, end) = dtd::doctype(frame.text, frame.start, declared.standalone, &mut tree.budget)?;
                if event.is_err() || end != frame.position() {
                    return Err(fault("the document type declaration is not closed where it should be", frame.at(0)));
                }
                dtd = Some(read);
            }
            Ok(Event::Eof) => return Err(fault("a document without a root element", frame.at(0))),
            Ok(event) => between(frame, event, "before")?,
            Err(error) => return Err(frame.syntax(error)),
        }
    }
}

/// Checks an event before or after the root element: `[27] Misc`.
fn between(frame: &Frame<'_>, event: &Event<'_>, side: &str) -> Checked<()> {
    match event {
        Event::Text(text) => match text.bytes().position(|byte| !is_space(byte)) {
            None => Ok(()),
            Some(found) => Err(fault(format!("text {side} the root element"), frame.at(found))),
        },
        Event::Comment(_) | Event::PI(_) | Event::Decl(_) => aside(frame, event),
        Event::CData(_) => Err(fault(format!("a CDATA section {side} the root element"), frame.at(0))),
        Event::GeneralRef(_) => Err(fault(format!("a reference {side} the root element"), frame.at(0))),
        Event::DocType(_) => Err(fault("a document type declaration must stand before the root element", frame.at(0))),
        Event::Start(_) | Event::Empty(_) => {
            Err(fault("a second root element", frame.at(0)).help("a document has one element that holds all others"))
        }
        Event::End(_) | Event::Eof => Ok(()),
    }
}

/// Checks a comment or a processing instruction.
fn aside(frame: &Frame<'_>, event: &Event<'_>) -> Checked<()> {
    match event {
        Event::Comment(comment) => misc::comment(comment, frame.begin() + offset("<!--".len())),
        other => misc::processing_instruction(other, frame.begin() + offset("<?".len())),
    }
}

/// The content of the root element, and `[27] Misc` after it.
fn content<'d>(tree: &mut Tree<'_>, dtd: &'d Dtd, mut frame: Frame<'d>) -> Checked<()> {
    let mut outer: Vec<Frame<'d>> = Vec::new();
    loop {
        let event = frame.next();
        match &event {
            Ok(Event::Start(tag)) => start(tree, dtd, &frame, tag, false)?,
            Ok(Event::Empty(tag)) => start(tree, dtd, &frame, tag, true)?,
            Ok(Event::End(_)) => tree.close(frame.begin())?,
            Ok(Event::Text(text)) => data(tree, &frame, text)?,
            Ok(Event::Eof) => {
                ended(tree, &frame)?;
                match outer.pop() {
                    Some(next) => frame = next,
                    None => return Ok(()),
                }
            }
            Ok(event) if tree.open() == 0 => between(&frame, event, "after")?,
            Ok(Event::CData(data)) => {
                let place = frame.reference().unwrap_or(frame.place());
                tree.data(data, frame.expansion.is_none() && tree.survey.carriage_returns, place);
            }
            Ok(Event::GeneralRef(name)) => {
                if let Some(inner) = refer(tree, dtd, &frame, &outer, name)? {
                    outer.push(std::mem::replace(&mut frame, inner));
                }
            }
            Ok(event @ (Event::Comment(_) | Event::PI(_) | Event::Decl(_))) => aside(&frame, event)?,
            Ok(Event::DocType(_)) => return Err(fault("a document type declaration inside an element", frame.at(0))),
            Err(error) => return Err(frame.syntax(error)),
        }
    }
}

fn start(tree: &mut Tree<'_>, dtd: &Dtd, frame: &Frame<'_>, content: &str, empty: bool) -> Checked<()> {
    if tree.open() == 0 && !tree.nodes.is_empty() {
        return Err(
            fault("a second root element", frame.at(0)).help("a document has one element that holds all others")
        );
    }
    let tag = Tag { content, base: frame.begin() + 1, end: frame.end(), empty, reference: frame.reference() };
    tag::start(tree, tag, dtd)
}

/// `[14] CharData`.
fn data(tree: &mut Tree<'_>, frame: &Frame<'_>, text: &str) -> Checked<()> {
    if tree.open() == 0 {
        return match text.bytes().position(|byte| !is_space(byte)) {
            None => Ok(()),
            Some(found) => Err(fault("text after the root element", frame.at(found))),
        };
    }
    if (tree.survey.section_ends || frame.expansion.is_some())
        && let Some(found) = memchr::memmem::find(text.as_bytes(), b"]]>")
    {
        let place = Span::new(frame.at(found).start, frame.at(found + 3).start);
        return Err(fault("]]> in text", place).help("write ]]&gt;"));
    }
    match frame.reference() {
        None => tree.plain(frame.begin(), frame.end()),
        Some(reference) => tree.data(text, false, reference),
    }
    Ok(())
}

/// The end of a text: what began in it must have ended in it.
fn ended(tree: &Tree<'_>, frame: &Frame<'_>) -> Checked<()> {
    if tree.open() == frame.floor {
        return Ok(());
    }
    let name = tree.innermost().map_or(String::new(), |(name, _)| shown(name));
    Err(match frame.expansion {
        None => {
            fault(format!("the document ends before </{name}>"), frame.at(0)).help("close every element that is open")
        }
        Some(_) => fault(format!("an entity ends before </{name}>"), frame.at(0)),
    })
}

/// `[67] Reference` in content: a character is data, an entity becomes a text to be read.
fn refer<'d>(
    tree: &mut Tree<'_>,
    dtd: &'d Dtd,
    frame: &Frame<'d>,
    outer: &[Frame<'d>],
    name: &str,
) -> Checked<Option<Frame<'d>>> {
    let place = frame.reference().unwrap_or(frame.place());
    let (entity, text) = match dtd.entities.resolve(name, place)? {
        Referent::Character(character) => {
            tree.character(character, place);
            return Ok(None);
        }
        Referent::External => {
            let fault = fault("a reference to an external entity, which is never opened", place);
            return Err(fault.of_kind(SyntaxErrorKind::ExternalEntity));
        }
        Referent::Entity(entity, text) => (entity, text),
    };
    // The first frame is the source; every other is an entity.
    let frames = outer.iter().chain(std::iter::once(frame));
    let open: Vec<&Entity> = frames.filter_map(|frame| Some(frame.expansion?.entity)).collect();
    tree.budget.enter(entity, open.into_iter(), place)?;
    tree.budget.spend(text.len(), place)?;
    let base = tree.expand(text, place)?;
    // The reader would take a first U+FEFF for a byte order mark, which it is not here.
    let rest = text.trim_start_matches('\u{FEFF}');
    let marks = text.len() - rest.len();
    if marks > 0 {
        tree.data(text.get(..marks).unwrap_or_default(), false, place);
    }
    let expansion = Some(Expanded { entity, reference: place });
    Ok(Some(Frame::new(rest, base + offset(marks), tree.open(), expansion)))
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn only_names_are_shown() {
        assert_eq!(shown("a:b c='secret'"), "a:b");
        assert_eq!(shown("1secret"), "");
        assert_eq!(shown(&"é".repeat(100)), format!("{}…", "é".repeat(60)));
    }
}

//! The loop over markup and data: prolog, root element with the entities expanded in it, epilog.
//!
//! Each turn looks at the next two bytes, reads one construct to its end and moves on. A reference to an entity is read as a
//! text of its own, so that the text is well-formed by itself (4.3.2), and nesting takes no stack.

use super::characters::{at, is_space, qname};
use super::declaration::{self, Declaration};
use super::dtd::{self, Dtd};
use super::entity::{Entity, Referent, stray};
use super::fault::{Checked, Fault, fault};
use super::misc;
use super::tag::{self, Tag};
use super::tree::Tree;
use crate::document::syntax_error::SyntaxErrorKind;
use crate::text::{Span, after_name, offset};

/// A text that is being read: the source, or the replacement text of an entity.
struct Frame<'t> {
    text: &'t str,
    /// The offset that the text has in the document.
    base: u32,
    /// How far it is read.
    at: usize,
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
    /// What is not read yet.
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The offset in the document of a place in the text.
    fn offset(&self, at: usize) -> u32 {
        self.base.saturating_add(offset(at))
    }

    /// The place in the document from here up to `end`.
    fn place(&self, end: usize) -> Span {
        Span::new(self.offset(self.at), self.offset(end))
    }

    /// The place of the character `skip` bytes from here.
    fn here(&self, skip: usize) -> Span {
        at(self.text, self.at + skip, self.base)
    }

    fn reference(&self) -> Option<Span> {
        self.expansion.map(|expanded| expanded.reference)
    }

    /// Reads on past what ends with `close`, and gives what stands between that and the first `open` bytes.
    fn delimited(&mut self, open: usize, close: &str, unclosed: &'static str) -> Checked<&'t str> {
        let inner = self.rest().get(open..).unwrap_or_default();
        let Some(length) = memchr::memmem::find(inner.as_bytes(), close.as_bytes()) else {
            return Err(fault(unclosed, self.here(0)));
        };
        self.at += open + length + close.len();
        Ok(inner.get(..length).unwrap_or_default())
    }

    /// Reads a comment or a processing instruction, if one begins here.
    fn aside(&mut self) -> Checked<bool> {
        if self.rest().starts_with("<!--") {
            self.at = misc::comment(self.text, self.at, self.base)?;
        } else if self.rest().starts_with("<?") {
            let begin = self.offset(self.at + "<?".len());
            let content = self.delimited("<?".len(), "?>", "a processing instruction that is not closed with ?>")?;
            misc::processing_instruction(content, begin)?;
        } else {
            return Ok(false);
        }
        Ok(true)
    }
}

/// Reads the source to its end.
pub(super) fn document(tree: &mut Tree<'_>) -> Checked<()> {
    let mut frame = Frame { text: tree.text, base: 0, at: 0, floor: 0, expansion: None };
    let dtd = prolog(&mut frame, tree)?;
    start(tree, &dtd, &mut frame)?;
    let mut frame = content(tree, &dtd, frame)?;
    while !frame.rest().is_empty() {
        beside(&mut frame, "after")?;
    }
    Ok(())
}

/// `[22] prolog`: up to the tag that begins the root element.
fn prolog(frame: &mut Frame<'_>, tree: &mut Tree<'_>) -> Checked<Dtd> {
    let mut declared = Declaration::default();
    let mut dtd = None;
    let declaration = frame.rest().strip_prefix("<?xml").and_then(|rest| rest.bytes().next());
    if declaration.is_some_and(|next| is_space(next) || next == b'?') {
        let content = frame.delimited("<?xml".len(), "?>", "a processing instruction that is not closed with ?>")?;
        declared = declaration::parse(content, offset("<?xml".len()))?.without_encoding();
    }
    loop {
        match frame.rest().as_bytes() {
            [] => return Err(fault("a document without a root element", frame.here(0))),
            [b'<', b'!', b'D' | b'd', ..] => {
                if dtd.is_some() {
                    return Err(fault("a second document type declaration", frame.here(0)));
                }
                let (read, end) = dtd::doctype(frame.text, frame.at, declared.standalone, &mut tree.budget)?;
                frame.at = end;
                dtd = Some(read);
            }
            [b'<', b'!' | b'?' | b'/', ..] => beside(frame, "before")?,
            [b'<', ..] => return Ok(dtd.unwrap_or_default()),
            _ => beside(frame, "before")?,
        }
    }
}

/// Reads what may stand beside the root element: `[27] Misc`.
fn beside(frame: &mut Frame<'_>, side: &str) -> Checked<()> {
    let rest = frame.rest().as_bytes();
    frame.at += rest.iter().take_while(|&&byte| is_space(byte)).count();
    if frame.aside()? {
        return Ok(());
    }
    let here = frame.here(0);
    match frame.rest().as_bytes() {
        [] => Ok(()),
        [b'<', b'/', ..] => Err(end_tag_fault(frame, None)),
        [b'<', b'!', b'D' | b'd', ..] if side == "after" => {
            Err(fault("a document type declaration must stand before the root element", here))
        }
        [b'<', b'!', b'D' | b'd', ..] => Ok(()),
        [b'<', b'!', ..] if frame.rest().starts_with(SECTION) => {
            Err(fault(format!("a CDATA section {side} the root element"), here))
        }
        [b'<', b'!', ..] => Err(fault("<! begins nothing that is known", here)),
        [b'<', ..] if side == "after" => {
            Err(fault("a second root element", here).help("a document has one element that holds all others"))
        }
        [b'<', ..] => Ok(()),
        [b'&', ..] => match reference(frame) {
            Some(_) => Err(fault(format!("a reference {side} the root element"), here)),
            None => Err(stray(here)),
        },
        _ => Err(fault(format!("text {side} the root element"), here)),
    }
}

/// What begins a CDATA section.
const SECTION: &str = "<![CDATA[";

/// `[43] content` of the root element, up to and with its end tag. Gives the source back.
fn content<'d>(tree: &mut Tree<'_>, dtd: &'d Dtd, mut frame: Frame<'d>) -> Checked<Frame<'d>> {
    let mut outer: Vec<Frame<'d>> = Vec::new();
    while tree.open() > 0 {
        let bytes = frame.text.as_bytes();
        match (bytes.get(frame.at), bytes.get(frame.at + 1)) {
            (Some(b'<'), Some(b'/')) => end(tree, &mut frame)?,
            (Some(b'<'), Some(b'!')) => bang(tree, &mut frame)?,
            (Some(b'<'), Some(b'?')) => {
                frame.aside()?;
            }
            (Some(b'<'), _) => start(tree, dtd, &mut frame)?,
            (Some(b'&'), _) => {
                if let Some(inner) = refer(tree, dtd, &mut frame, &outer)? {
                    outer.push(std::mem::replace(&mut frame, inner));
                }
            }
            (Some(_), _) => data(tree, &mut frame)?,
            (None, _) => {
                ended(tree, &frame)?;
                match outer.pop() {
                    Some(next) => frame = next,
                    None => return Ok(frame),
                }
            }
        }
    }
    Ok(frame)
}

fn start(tree: &mut Tree<'_>, dtd: &Dtd, frame: &mut Frame<'_>) -> Checked<()> {
    let tag = Tag { text: frame.text, start: frame.at + 1, base: frame.base, reference: frame.reference() };
    frame.at = tag::start(tree, tag, dtd)?;
    Ok(())
}

/// `[42] ETag`.
fn end(tree: &mut Tree<'_>, frame: &mut Frame<'_>) -> Checked<()> {
    let name = tree.innermost_bytes();
    let rest = frame.text.as_bytes().get(frame.at + "</".len()..).unwrap_or_default();
    let after = match after_name(rest, name) {
        Some([b'>', ..]) if tree.open() > frame.floor => name.len() + 1,
        Some(more) if tree.open() > frame.floor => {
            let spaces = more.iter().take_while(|&&byte| is_space(byte)).count();
            if more.get(spaces) != Some(&b'>') {
                return Err(end_tag_fault(frame, Some(tree.innermost_line())));
            }
            name.len() + spaces + 1
        }
        Some(_) | None => {
            return Err(end_tag_fault(frame, (tree.open() > frame.floor).then(|| tree.innermost_line())));
        }
    };
    tree.close(frame.offset(frame.at))?;
    frame.at += "</".len() + after;
    Ok(())
}

/// What is wrong in an end tag that is not the one that is expected: that of the element which was opened on this line.
/// Names are not quoted: what stands between `<` and `>` in a text that is no document may be anything.
#[cold]
fn end_tag_fault(frame: &Frame<'_>, expected: Option<u32>) -> Box<Fault> {
    let tag = frame.rest();
    if memchr::memchr(b'>', tag.as_bytes()).is_none() {
        return fault("a tag that is not closed with >", frame.here(0));
    }
    let name = match qname(tag, "</".len(), frame.offset(frame.at)) {
        Ok(name) => name,
        Err(fault) => return fault,
    };
    let end = name.end + tag.as_bytes().iter().skip(name.end).take_while(|&&byte| is_space(byte)).count();
    if tag.as_bytes().get(end) != Some(&b'>') {
        return fault("an end tag holds nothing but the name of its element", frame.here(end));
    }
    let place = frame.place(frame.at + end + 1);
    match expected {
        Some(line) => fault(format!("an end tag that is not that of the element opened on line {line}"), place)
            .help("close the elements in the order in which they were opened, the last first"),
        None => fault("an end tag closes nothing that is open", place),
    }
}

/// What begins with `<!` inside an element: a comment or a CDATA section.
fn bang(tree: &mut Tree<'_>, frame: &mut Frame<'_>) -> Checked<()> {
    if frame.aside()? {
        return Ok(());
    }
    if frame.rest().starts_with(SECTION) {
        let begin = frame.at;
        let data = frame.delimited(SECTION.len(), "]]>", "a CDATA section that is not closed with ]]>")?;
        let place = frame.reference().unwrap_or(Span::new(frame.offset(begin), frame.offset(frame.at)));
        tree.data(data, frame.expansion.is_none() && tree.survey.carriage_returns, place);
        return Ok(());
    }
    Err(match frame.rest().as_bytes() {
        [_, _, b'D' | b'd', ..] => fault("a document type declaration inside an element", frame.here(0)),
        _ => fault("<! begins nothing that is known", frame.here(0)),
    })
}

/// `[14] CharData`.
fn data(tree: &mut Tree<'_>, frame: &mut Frame<'_>) -> Checked<()> {
    let rest = frame.text.as_bytes().get(frame.at..).unwrap_or_default();
    // Between elements mostly white space stands, and it is short.
    let spaces = rest.iter().position(|&byte| !is_space(byte)).unwrap_or(rest.len());
    let blank = matches!(rest.get(spaces), Some(b'<') | None);
    let length = if blank {
        spaces
    } else {
        let more = memchr::memchr2(b'<', b'&', rest.get(spaces..).unwrap_or_default());
        more.map_or(rest.len(), |more| spaces + more)
    };
    if (tree.survey.section_ends || frame.expansion.is_some())
        && let Some(found) = memchr::memmem::find(rest.get(..length).unwrap_or_default(), b"]]>")
    {
        let place = Span::new(frame.here(found).start, frame.here(found + 3).start);
        return Err(fault("]]> in text", place).help("write ]]&gt;"));
    }
    let end = frame.at + length;
    match frame.reference() {
        None => tree.plain(frame.offset(frame.at), frame.offset(end), blank),
        Some(reference) => tree.data(frame.text.get(frame.at..end).unwrap_or_default(), false, reference),
    }
    frame.at = end;
    Ok(())
}

/// The end of a text: what began in it must have ended in it.
fn ended(tree: &Tree<'_>, frame: &Frame<'_>) -> Checked<()> {
    if tree.open() == frame.floor {
        return Ok(());
    }
    let line = tree.innermost_line();
    Err(match frame.expansion {
        None => fault(format!("the document ends inside the element opened on line {line}"), frame.here(0))
            .help("close every element that is open"),
        Some(_) => fault(format!("an entity ends inside the element opened on line {line}"), frame.here(0)),
    })
}

/// What stands between the `&` here and the `;` that ends the reference.
fn reference<'t>(frame: &Frame<'t>) -> Option<&'t str> {
    let rest = frame.rest().get(1..)?;
    let end = memchr::memchr3(b';', b'&', b'<', rest.as_bytes())?;
    rest.get(..end).filter(|_| rest.as_bytes().get(end) == Some(&b';'))
}

/// `[67] Reference` in content: a character is data, an entity becomes a text to be read.
fn refer<'d>(
    tree: &mut Tree<'_>,
    dtd: &'d Dtd,
    frame: &mut Frame<'d>,
    outer: &[Frame<'d>],
) -> Checked<Option<Frame<'d>>> {
    let name = reference(frame).ok_or_else(|| stray(frame.here(0)))?;
    let end = frame.at + name.len() + 2;
    let place = frame.reference().unwrap_or(frame.place(end));
    frame.at = end;
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
    let frames = outer.iter().chain(std::iter::once(&*frame));
    let open: Vec<&Entity> = frames.filter_map(|frame| Some(frame.expansion?.entity)).collect();
    tree.budget.enter(entity, open.into_iter(), place)?;
    tree.budget.spend(text.len(), place)?;
    let base = tree.expand(text, place)?;
    let expansion = Some(Expanded { entity, reference: place });
    Ok(Some(Frame { text, base, at: 0, floor: tree.open(), expansion }))
}

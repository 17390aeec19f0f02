//! The arena while it is built: open elements, character data that is not yet a node, and what was decoded.

use super::characters::{Survey, is_blank};
use super::entity::Budget;
use super::fault::{Checked, Fault, fault};
use super::names::{Names, Strings, Written};
use super::namespaces::Bindings;
use crate::document::arena::{Decoded, Entry, Expansion, Name, Namespaces};
use crate::document::node::{Kind, NO_NAME, Node, flag};
use crate::document::options::Limits;
use crate::document::syntax_error::SyntaxErrorKind;
use crate::text::{Span, offset};

/// The arena while it is built.
#[derive(Debug)]
pub(super) struct Tree<'t> {
    /// The source.
    pub(super) text: &'t str,
    /// The offset of the first byte of `decoded.buffer`.
    pub(super) base: u32,
    pub(super) survey: Survey,
    depth: usize,
    pub(super) budget: Budget,
    pub(super) nodes: Vec<Node>,
    pub(super) decoded: Decoded,
    pub(super) names: Names,
    pub(super) bindings: Bindings,
    open: Vec<Open>,
    run: Run,
}

/// An element whose end tag has not come.
#[derive(Debug, Clone, Copy)]
struct Open {
    node: u32,
    /// Its name as written.
    name_start: u32,
    name_len: u32,
    /// The node after its attributes: there its content begins.
    content: u32,
    /// Namespace declarations in force before its own.
    mark: u32,
}

/// Character data since the last tag.
#[derive(Debug, Default)]
struct Run {
    state: State,
    /// Its place in the source.
    start: u32,
    end: u32,
    /// Whether it is white space alone, where it is plain.
    blank: bool,
    /// The data, where it is not simply what stands there.
    text: String,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    Empty,
    /// It is `start..end` of the source, but for the ends of lines.
    Plain,
    /// It is in `text`.
    Decoded,
}

impl<'t> Tree<'t> {
    pub(super) fn new(text: &'t str, base: u32, survey: Survey, limits: &Limits) -> Self {
        // An element of small fields takes some 20 bytes; what a few long values do not need is not asked for.
        let nodes = (text.len() / 20).clamp(8, 1 << 15);
        Self {
            text,
            base,
            survey,
            depth: limits.depth as usize,
            budget: Budget::new(limits.expansion, limits.depth),
            nodes: Vec::with_capacity(nodes),
            decoded: Decoded::default(),
            names: Names::new(),
            bindings: Bindings::default(),
            open: Vec::with_capacity(16),
            run: Run::default(),
        }
    }

    /// How many elements are open.
    pub(super) fn open(&self) -> usize {
        self.open.len()
    }

    /// The number that the next node gets.
    pub(super) fn next(&self) -> u32 {
        offset(self.nodes.len())
    }

    /// Where the strings of nodes lie so far.
    pub(super) fn strings(&self) -> Strings<'_> {
        Strings { text: self.text, buffer: &self.decoded.buffer, base: self.base }
    }

    /// The number of a name in a namespace.
    #[inline]
    pub(super) fn name(&mut self, written: Written<'_>, namespace: u16) -> u32 {
        let strings = Strings { text: self.text, buffer: &self.decoded.buffer, base: self.base };
        self.names.number(written, namespace, strings)
    }

    /// The line on which the innermost open element was opened, for messages.
    #[cold]
    pub(super) fn innermost_line(&self) -> u32 {
        let start = self.open.last().map_or(0, |open| open.name_start as usize);
        let before = self.text.as_bytes().get(..start).unwrap_or(self.text.as_bytes());
        offset(memchr::memchr_iter(b'\n', before).count() + 1)
    }

    /// The bytes of the name of the innermost open element.
    #[inline]
    pub(super) fn innermost_bytes(&self) -> &[u8] {
        self.open.last().map_or(b"", |open| self.strings().bytes(open.name_start, open.name_len))
    }

    /// Adds the node of an element whose name stands at `name`. Its attributes follow, then [`Tree::opened`] or
    /// [`Tree::closed`].
    #[inline]
    pub(super) fn element(&mut self, name: Span) -> Checked<u32> {
        if self.open.len() >= self.depth {
            return Err(self.too_deep(name));
        }
        if self.run.state != State::Empty {
            self.flush()?;
        }
        let id = self.next();
        self.push(Node {
            kind: Kind::Element,
            flags: 0,
            name_start: name.start,
            name: NO_NAME,
            start: 0,
            end: 0,
            next: 0,
        });
        Ok(id)
    }

    #[cold]
    fn too_deep(&self, name: Span) -> Box<Fault> {
        let message = format!("elements lie more than {} deep within each other", self.depth);
        fault(message, name).of_kind(SyntaxErrorKind::Limit)
    }

    /// Adds a node.
    #[inline]
    pub(super) fn push(&mut self, node: Node) {
        if self.nodes.len() == self.nodes.capacity() {
            self.grow(node.name_start.max(node.start));
        }
        self.nodes.push(node);
    }

    /// Makes room for as many nodes as the text to come will need if it is like the text up to `at`. To double would ask
    /// for up to twice of what is needed at the end, and is the least that keeps growing cheap.
    #[cold]
    fn grow(&mut self, at: u32) {
        let (len, read) = (self.nodes.len() as u64, u64::from(at.min(self.base)).max(1));
        let total = len * self.text.len() as u64 / read;
        let more = (total - total.min(len)) + total / 32;
        let more = usize::try_from(more).unwrap_or(usize::MAX).clamp(self.nodes.len() / 4, self.nodes.len() * 8);
        self.nodes.reserve_exact(more + 8);
    }

    /// Ends the start tag of an element: its name is found, its content begins at `start`. `mark` counts the declarations in
    /// force before it.
    #[inline]
    pub(super) fn opened(&mut self, id: u32, name: u32, name_len: u32, start: u32, mark: usize) {
        let content = self.next();
        let node = &mut self.nodes[id as usize];
        (node.name, node.start) = (name, start);
        let name_start = node.name_start;
        self.open.push(Open { node: id, name_start, name_len, content, mark: offset(mark) });
    }

    /// Ends the element that was opened last; its end tag begins at `end`.
    #[inline]
    pub(super) fn close(&mut self, end: u32) -> Checked<()> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        let leaf = self.next() == open.content;
        if leaf {
            self.leaf(open.node, end)?;
        } else if self.run.state != State::Empty {
            self.flush()?;
        }
        let next = self.next();
        let node = &mut self.nodes[open.node as usize];
        node.end = end;
        node.next = next;
        if leaf {
            node.flags |= flag::LEAF;
        }
        if self.bindings.mark() > open.mark as usize {
            self.bindings.close(open.mark as usize, next);
        }
        Ok(())
    }

    /// Ends an empty-element tag, at `end`.
    pub(super) fn closed(&mut self, id: u32, name: u32, end: u32, mark: usize) {
        let next = self.next();
        let node = &mut self.nodes[id as usize];
        node.flags = flag::LEAF | flag::EMPTY_TAG;
        (node.name, node.start, node.end, node.next) = (name, end, end, next);
        if self.bindings.mark() > mark {
            self.bindings.close(mark, next);
        }
    }

    /// Character data as it stands at `start..end` of the source, but for the ends of lines. `blank` says that it is white
    /// space alone.
    #[inline]
    pub(super) fn plain(&mut self, start: u32, end: u32, blank: bool) {
        if self.run.state == State::Empty {
            self.run.state = State::Plain;
            (self.run.start, self.run.end, self.run.blank) = (start, end, blank);
        } else {
            let text = self.text;
            self.data(Span::new(start, end).of(text), self.survey.carriage_returns, Span::new(start, end));
        }
    }

    /// Character data from a reference, a section or a replacement text; `span` is its place in the source.
    pub(super) fn data(&mut self, data: &str, raw_line_ends: bool, span: Span) {
        match self.run.state {
            State::Empty => {
                self.run.text.clear();
                self.run.start = span.start;
            }
            State::Plain => self.decode_plain(),
            State::Decoded => {}
        }
        self.run.state = State::Decoded;
        self.run.end = span.end;
        push_data(&mut self.run.text, data, raw_line_ends);
    }

    /// A single character of data.
    pub(super) fn character(&mut self, character: char, span: Span) {
        self.data(character.encode_utf8(&mut [0; 4]), false, span);
    }

    fn decode_plain(&mut self) {
        self.run.text.clear();
        let text = Span::new(self.run.start, self.run.end).of(self.text);
        push_data(&mut self.run.text, text, self.survey.carriage_returns);
        self.run.state = State::Decoded;
    }

    /// The value of an element that holds no other: what stands between its tags where that is its data, else decoded.
    #[inline]
    fn leaf(&mut self, id: u32, end: u32) -> Checked<()> {
        let start = self.nodes[id as usize].start;
        match self.run.state {
            State::Empty if start == end => return Ok(()),
            State::Empty => self.run.text.clear(),
            State::Plain => {
                if (self.run.start, self.run.end) == (start, end) && !self.has_carriage_return(start, end) {
                    self.run.state = State::Empty;
                    return Ok(());
                }
                self.decode_plain();
            }
            State::Decoded => {}
        }
        self.run.state = State::Empty;
        self.keep(id)
    }

    fn has_carriage_return(&self, start: u32, end: u32) -> bool {
        self.survey.carriage_returns && memchr::memchr(b'\r', Span::new(start, end).of(self.text).as_bytes()).is_some()
    }

    /// Makes a node of the data since the last tag, where it is more than white space.
    fn flush(&mut self) -> Checked<()> {
        let (start, end) = (self.run.start, self.run.end);
        let state = std::mem::take(&mut self.run.state);
        let blank = match state {
            State::Empty => return Ok(()),
            State::Plain => self.run.blank,
            State::Decoded => is_blank(&self.run.text),
        };
        if blank {
            return Ok(());
        }
        let node = self.next();
        let next = node.saturating_add(1);
        self.push(Node { kind: Kind::Text, flags: 0, name_start: 0, name: NO_NAME, start, end, next });
        match state {
            State::Plain if self.has_carriage_return(start, end) => self.decode_plain(),
            State::Plain | State::Empty => return Ok(()),
            State::Decoded => {}
        }
        self.run.state = State::Empty;
        self.keep(node)
    }

    /// Keeps the decoded data of the run as the value of a node.
    fn keep(&mut self, node: u32) -> Checked<()> {
        let run = std::mem::take(&mut self.run.text);
        let kept = self.value(node, &run);
        self.run.text = run;
        kept
    }

    /// Keeps a decoded value of a node.
    pub(super) fn value(&mut self, node: u32, value: &str) -> Checked<()> {
        let start = self.store(value, Span::at(self.nodes[node as usize].name_start))?;
        let end = start.saturating_add(offset(value.len()));
        let entry = Entry { node, start, end };
        // Values are in the order of their nodes; only the attributes of an element come before the element's own.
        let later = self.decoded.values.iter().rev().take_while(|other| other.node > node).count();
        self.decoded.values.insert(self.decoded.values.len() - later, entry);
        self.nodes[node as usize].flags |= flag::DECODED_VALUE;
        Ok(())
    }

    /// Appends to the decoded buffer, and gives the offset in it.
    fn store(&mut self, text: &str, at: Span) -> Checked<u32> {
        let start = self.decoded.buffer.len();
        if u32::try_from(self.base as usize + start + text.len()).is_err() {
            let message = "the document is too large with what its references stand for";
            return Err(fault(message, at).of_kind(SyntaxErrorKind::Limit));
        }
        self.decoded.buffer.push_str(text);
        Ok(offset(start))
    }

    /// Adds a replacement text whose outermost reference stands at `reference`, and gives the offset that its nodes count
    /// from.
    pub(super) fn expand(&mut self, text: &str, reference: Span) -> Checked<u32> {
        let start = self.store(text, reference)?;
        let end = start.saturating_add(offset(text.len()));
        self.decoded.expansions.push(Expansion { start, end, reference });
        Ok(self.base + start)
    }

    /// What the document keeps.
    pub(super) fn finish(self) -> (Vec<Node>, Decoded, Vec<Name>, Namespaces) {
        (self.nodes, self.decoded, self.names.finish(), self.bindings.finish())
    }
}

/// Appends character data; 2.11 End-of-Line Handling where the ends of lines are as in the source.
fn push_data(out: &mut String, data: &str, raw_line_ends: bool) {
    if !raw_line_ends {
        out.push_str(data);
        return;
    }
    for (number, line) in data.split('\r').enumerate() {
        if number > 0 && !line.starts_with('\n') {
            out.push('\n');
        }
        out.push_str(line);
    }
}

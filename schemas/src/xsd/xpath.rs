//! The part of XPath that the selectors and fields of identity constraints may use (part 1, 3.11.6).
//!
//! In goes an `xs:selector` or `xs:field`, out comes its expression with every prefix resolved. The axes may be written out
//! (`child::line`, `attribute::no`), as XPath itself has them.

use super::grammar::{is_blank, ncname};
use super::item::Item;
use super::source::Sources;
use crate::error::{Error, ErrorKind};
use crate::model::{LocationPath, Name, NameTest, XPath};
use crate::text::{Span, offset};

/// The expression of an `xs:selector`, which leads to elements.
pub(super) fn selector(sources: &Sources, item: Item<'_>) -> Result<XPath, Error> {
    read(sources, item, false)
}

/// The expression of an `xs:field`, which may lead to attributes.
pub(super) fn field(sources: &Sources, item: Item<'_>) -> Result<XPath, Error> {
    read(sources, item, true)
}

fn read(sources: &Sources, item: Item<'_>, is_field: bool) -> Result<XPath, Error> {
    let Some(attribute) = item.node.attribute("xpath") else {
        return Err(sources.fault(item, "the attribute `xpath` is missing"));
    };
    let (text, span) = (attribute.value(), attribute.value_span());
    let scope = Scope { item, unprefixed: unprefixed(sources, item) };
    let tokens = tokens(text).and_then(|tokens| Parser { tokens: &tokens, scope, is_field, end: text.len() }.union());
    match tokens {
        Ok(paths) => Ok(XPath { text: text.trim().into(), paths, origin: sources.origin(item.unit, span) }),
        Err(Fault { at, message }) => {
            // Where references were expanded, what stands in the file is not what was read.
            let is_verbatim = span.len() as usize == text.len();
            let place = if is_verbatim { Span::new(span.start + offset(at), span.end) } else { span };
            let error = sources.error(ErrorKind::Schema, item.unit, place, message);
            Err(error.help(match is_field {
                true => "a field is names of elements with `/` between, then perhaps `@` and the name of an attribute",
                false => "a selector is names of elements with `/` between; `.//` may stand before, `|` between paths",
            }))
        }
    }
}

/// The namespace of element names without a prefix: none, unless XSD 1.1's `xpathDefaultNamespace` says another.
fn unprefixed<'d>(sources: &'d Sources, item: Item<'d>) -> Option<&'d str> {
    let default = "xpathDefaultNamespace";
    let said = item.node.attribute(default).or_else(|| sources.schema(item.unit).attribute(default))?;
    match said.value().trim() {
        "##defaultNamespace" => item.node.prefix(""),
        "##targetNamespace" => sources.unit(item.unit).namespace.as_deref(),
        "##local" => None,
        namespace => Some(namespace),
    }
}

/// What is wrong with an expression, and at which byte of it.
#[derive(Debug)]
struct Fault {
    at: usize,
    message: String,
}

impl Fault {
    fn new(at: usize, message: impl Into<String>) -> Self {
        Self { at, message: message.into() }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'t> {
    Dot,
    Slash,
    Slashes,
    Bar,
    At,
    /// `child::`.
    Child,
    /// `attribute::`.
    Attribute,
    Star,
    /// `p:*`.
    Prefix(&'t str),
    /// A name with or without a prefix.
    Name(Option<&'t str>, &'t str),
}

/// The tokens of an expression, each with its place: always the longest one, white space between them aside.
fn tokens(text: &str) -> Result<Vec<(usize, Token<'_>)>, Fault> {
    let mut tokens = Vec::new();
    let mut at = 0;
    loop {
        at += text[at..].len() - text[at..].trim_start_matches(is_blank).len();
        let rest = &text[at..];
        let Some(first) = rest.chars().next() else { return Ok(tokens) };
        let (token, length) = match first {
            '.' => (Token::Dot, 1),
            '/' if rest.starts_with("//") => (Token::Slashes, 2),
            '/' => (Token::Slash, 1),
            '|' => (Token::Bar, 1),
            '@' => (Token::At, 1),
            '*' => (Token::Star, 1),
            _ => word(rest).ok_or_else(|| Fault::new(at, format!("`{first}` cannot stand here")))?,
        };
        tokens.push((at, token));
        at += length;
    }
}

/// A token that begins with a name, and its length.
fn word(text: &str) -> Option<(Token<'_>, usize)> {
    let name = ncname(text)?;
    let rest = &text[name.len()..];
    // An axis may have white space before its `::`, a qualified name has none.
    let colons = rest.trim_start_matches(is_blank);
    if colons.starts_with("::") {
        let length = text.len() - colons.len() + 2;
        return match name {
            "child" => Some((Token::Child, length)),
            "attribute" => Some((Token::Attribute, length)),
            _ => None,
        };
    }
    let Some(local) = rest.strip_prefix(':') else { return Some((Token::Name(None, name), name.len())) };
    if local.starts_with('*') {
        return Some((Token::Prefix(name), name.len() + 2));
    }
    let local = ncname(local)?;
    Some((Token::Name(Some(name), local), name.len() + 1 + local.len()))
}

/// Where names get their namespaces from.
#[derive(Clone, Copy)]
struct Scope<'d> {
    item: Item<'d>,
    unprefixed: Option<&'d str>,
}

struct Parser<'p, 'd> {
    tokens: &'p [(usize, Token<'p>)],
    scope: Scope<'d>,
    is_field: bool,
    /// The place past the last token.
    end: usize,
}

impl<'p> Parser<'p, '_> {
    fn peek(&self) -> Option<Token<'p>> {
        self.tokens.first().map(|(_, token)| *token)
    }

    fn take(&mut self, wanted: Token<'_>) -> bool {
        let is_it = self.peek() == Some(wanted);
        if is_it {
            self.tokens = &self.tokens[1..];
        }
        is_it
    }

    fn fault(&self, message: &str) -> Fault {
        Fault::new(self.tokens.first().map_or(self.end, |(at, _)| *at), message)
    }

    /// `Path ( '|' Path )*`.
    fn union(mut self) -> Result<Vec<LocationPath>, Fault> {
        let mut paths = vec![self.path()?];
        while self.take(Token::Bar) {
            paths.push(self.path()?);
        }
        match self.peek() {
            None => Ok(paths),
            Some(_) => Err(self.fault("this cannot follow here")),
        }
    }

    /// `('.//')? Step ('/' Step)*`, in a field with an attribute for the last step.
    fn path(&mut self) -> Result<LocationPath, Fault> {
        let descendants = matches!(self.tokens, [(_, Token::Dot), (_, Token::Slashes), ..]);
        if descendants {
            self.tokens = &self.tokens[2..];
        }
        let mut path = LocationPath { descendants, steps: Vec::new(), attribute: None };
        loop {
            if self.take(Token::At) || self.take(Token::Attribute) {
                if !self.is_field {
                    return Err(self.fault("a selector leads to elements, not to attributes"));
                }
                // XPath 1.0, 2.3: and no default namespace ever holds for attributes.
                path.attribute = Some(self.name_test(None)?);
                return Ok(path);
            }
            if !self.take(Token::Dot) {
                self.take(Token::Child);
                path.steps.push(self.name_test(self.scope.unprefixed)?);
            }
            if !self.take(Token::Slash) {
                return Ok(path);
            }
        }
    }

    fn name_test(&mut self, unprefixed: Option<&str>) -> Result<NameTest, Fault> {
        let namespace = |prefix: &str| {
            let found = self.scope.item.node.prefix(prefix);
            found.ok_or_else(|| self.fault(&format!("the prefix `{prefix}` is not declared")))
        };
        let test = match self.peek() {
            Some(Token::Star) => NameTest::Any,
            Some(Token::Prefix(prefix)) => NameTest::Namespace(namespace(prefix)?.into()),
            Some(Token::Name(Some(prefix), local)) => NameTest::Name(Name::new(Some(namespace(prefix)?), local)),
            Some(Token::Name(None, local)) => NameTest::Name(Name::new(unprefixed, local)),
            _ => return Err(self.fault("the name of an element or attribute is missing here")),
        };
        self.tokens = &self.tokens[1..];
        Ok(test)
    }
}

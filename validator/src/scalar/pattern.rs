//! Patterns of both schema languages, matched by one engine. The only module that names it.
//!
//! Each language is translated into the engine's. What the engine does not have (look-around, back references) or would
//! pay too much for is a reason to leave the pattern to a judge, never a panic.

mod block;
mod ecma;
mod fixed;
mod xsd;

use std::ops::RangeInclusive;
use std::sync::OnceLock;

use driftline_schemas::model::{Facet, Pattern};
use driftline_schemas::text::Origin;
use regex::{Regex, RegexBuilder};

use self::fixed::Fixed;
use self::xsd::Categories;
use super::name;

pub(super) use ecma::is_regex as is_ecma_regex;

/// The patterns of one step of derivation, of which one must match.
#[derive(Debug)]
pub(crate) struct PatternGroup {
    matchers: Vec<Matcher>,
    /// The patterns as the schema writes them.
    pub(super) text: Box<str>,
    /// Where the first of them is given.
    pub(super) origin: Origin,
}

/// A pattern, compiled.
#[derive(Debug)]
pub(super) struct Matcher {
    kind: Kind,
    /// What it is where categories end with the Basic Multilingual Plane, if that may be another.
    narrow: Option<Box<Narrow>>,
}

/// A pattern of XSD whose categories end with the Basic Multilingual Plane, compiled when it is first asked for: what is sent
/// hardly ever goes beyond that plane.
#[derive(Debug)]
struct Narrow {
    pattern: Box<str>,
    /// `None` where the engine cannot.
    compiled: OnceLock<Option<Kind>>,
}

#[derive(Debug)]
enum Kind {
    /// One of the patterns by which XSD's own types are defined, by hand.
    Defined(fn(&str) -> bool),
    /// One character of a class after the other.
    Fixed(Fixed),
    /// Any number of characters of one class, and how many there may be. The engine would copy the class that often.
    Counted(Regex, RangeInclusive<usize>),
    Regex(Regex),
}

/// The patterns of `xs:NMTOKEN`, `xs:Name` and `xs:NCName` (XSD 1.0 part 2, 3.3.4 to 3.3.7). Schemas have them often.
fn defined(pattern: &str) -> Option<fn(&str) -> bool> {
    match pattern {
        r"\c+" => Some(name::is_nmtoken),
        r"\i\c*" => Some(name::is_name),
        r"[\i-[:]][\c-[:]]*" => Some(name::is_ncname),
        _ => None,
    }
}

/// Bytes that one compiled pattern may take: more than a schema needs, and spent within a tenth of a second.
const SIZE_LIMIT: usize = 10 << 20;
/// Groups within groups.
const NEST_LIMIT: u32 = 100;

impl PatternGroup {
    /// Makes a group ready; `None` for one without a pattern, an error with the place and the reason for one that only a
    /// judge can decide.
    pub(crate) fn new(patterns: &[Facet<Pattern>]) -> Result<Option<Self>, (Origin, String)> {
        let Some(first) = patterns.first() else { return Ok(None) };
        let compile =
            |pattern: &Facet<Pattern>| Matcher::new(&pattern.value).map_err(|reason| (pattern.origin, reason));
        let matchers = patterns.iter().map(compile).collect::<Result<_, _>>()?;
        let texts: Vec<&str> = patterns.iter().map(|pattern| pattern.value.as_str()).collect();
        Ok(Some(Self { matchers, text: texts.join("|").into(), origin: first.origin }))
    }

    /// Whether one of its patterns matches.
    pub(crate) fn matches(&self, text: &str) -> bool {
        self.matchers.iter().any(|matcher| matcher.matches(text))
    }

    /// Whether it asks for the category of a character, which engines answer differently beyond the Basic Multilingual Plane.
    pub(super) fn has_category(&self) -> bool {
        self.matchers.iter().any(|matcher| matcher.narrow.is_some())
    }

    /// Whether it takes a text only because a character beyond the Basic Multilingual Plane is, or is not, of a category.
    pub(super) fn is_contested(&self, text: &str) -> bool {
        let is_beyond = |byte: &u8| *byte >= 0xF0; // The first octet of four in UTF-8.
        text.as_bytes().iter().any(is_beyond) && !self.matchers.iter().any(|matcher| matcher.matches_narrowly(text))
    }
}

impl Matcher {
    /// Compiles a pattern; the reason, if it is none or is beyond the engine.
    pub(super) fn new(pattern: &Pattern) -> Result<Self, String> {
        let text = match pattern {
            Pattern::Xsd(text) => text,
            Pattern::Ecma(text) => return Ok(Self { kind: Kind::new(&ecma::translate(text)?)?, narrow: None }),
        };
        if let Some(is_one) = defined(text) {
            return Ok(Self { kind: Kind::Defined(is_one), narrow: None });
        }
        let translated = xsd::translate(text, Categories::All)?;
        let narrow = || Box::new(Narrow { pattern: text.clone(), compiled: OnceLock::new() });
        Ok(Self { kind: Kind::new(&translated.text)?, narrow: translated.has_category.then(narrow) })
    }

    /// Whether a text matches: all of it in XSD, any part of it in ECMA 262.
    pub(super) fn matches(&self, text: &str) -> bool {
        self.kind.matches(text)
    }

    /// Whether a text matches where categories end with the Basic Multilingual Plane.
    fn matches_narrowly(&self, text: &str) -> bool {
        let Some(narrow) = &self.narrow else { return self.matches(text) };
        let compile = || Kind::new(&xsd::translate(&narrow.pattern, Categories::BasicPlane).ok()?.text).ok();
        narrow.compiled.get_or_init(compile).as_ref().is_some_and(|kind| kind.matches(text))
    }
}

impl Kind {
    /// Compiles an expression of the engine's language; the reason, if it cannot.
    fn new(translated: &str) -> Result<Self, String> {
        if let Some(fixed) = Fixed::new(translated) {
            return Ok(Self::Fixed(fixed));
        }
        match counted(translated) {
            Some((class, count)) => Ok(Self::Counted(compile(&format!(r"\A{class}*\z"))?, count)),
            None => Ok(Self::Regex(compile(translated)?)),
        }
    }

    fn matches(&self, text: &str) -> bool {
        match self {
            Self::Defined(is_one) => is_one(text),
            Self::Fixed(fixed) => fixed.matches(text),
            Self::Counted(regex, count) => {
                // Characters are counted only where octets do not tell.
                let is_counted = text.len() <= *count.end() && text.len().div_ceil(4) >= *count.start();
                (is_counted || count.contains(&text.chars().count())) && regex.is_match(text)
            }
            Self::Regex(regex) => regex.is_match(text),
        }
    }
}

/// Compiles an expression of the engine's language; the reason, if it cannot.
fn compile(translated: &str) -> Result<Regex, String> {
    let compiled = RegexBuilder::new(translated).size_limit(SIZE_LIMIT).nest_limit(NEST_LIMIT).build();
    compiled.map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => "the pattern is too large".to_owned(),
        error => {
            // The engine draws the pattern over several lines and says on the last what is wrong.
            let message = error.to_string();
            let last = message.lines().last().unwrap_or_default();
            format!("the pattern is beyond the engine: {}", last.trim_start_matches("error: "))
        }
    })
}

/// The class and the counts of an expression that is one counted class from end to end: `\A[a-z]{1,35}\z`. Brackets are
/// only around classes, since the translators escape all others.
fn counted(translated: &str) -> Option<(&str, RangeInclusive<usize>)> {
    let whole = translated.strip_prefix(r"\A")?.strip_suffix(r"\z")?;
    let piece = whole.strip_prefix("(?:").and_then(|piece| piece.strip_suffix(')')).unwrap_or(whole);
    let (class, quantity) = piece.strip_suffix('}')?.rsplit_once('{')?;
    let mut depth = 0_usize;
    let end = match class.as_bytes().first()? {
        b'[' => class.find(|char| {
            depth = if char == '[' { depth + 1 } else { depth - usize::from(char == ']') };
            depth == 0
        }),
        _ if class.starts_with(r"\p{") || class.starts_with(r"\P{") => class.find('}'),
        _ => None,
    };
    let (min, max) = quantity.split_once(',').unwrap_or((quantity, quantity));
    let min = min.parse().ok()?;
    let max = if max.is_empty() { usize::MAX } else { max.parse().ok()? };
    // What is out of order is the engine's to refuse.
    (end? + 1 == class.len() && min <= max).then_some((class, min..=max))
}

#[cfg(test)]
mod tests;

//! Patterns of both schema languages, matched by one engine. The only module that names it.
//!
//! Each language is translated into the engine's. What the engine does not have (look-around, back references) or would
//! pay too much for is a reason to leave the pattern to a judge, never a panic.

mod block;
mod ecma;
mod xsd;

use driftline_schemas::model::{Facet, Pattern};
use driftline_schemas::text::Origin;
use regex::{Regex, RegexBuilder};

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

#[derive(Debug)]
enum Matcher {
    /// One of the patterns by which XSD's own types are defined, by hand.
    Defined(fn(&str) -> bool),
    Regex(Regex),
}

/// The patterns of `xs:NMTOKEN`, `xs:Name` and `xs:NCName` (XSD 1.0 part 2, 3.3.4 to 3.3.7). Schemas have them often.
const DEFINED: [(&str, fn(&str) -> bool); 3] =
    [(r"\c+", name::is_nmtoken), (r"\i\c*", name::is_name), (r"[\i-[:]][\c-[:]]*", name::is_ncname)];

/// Bytes that one compiled pattern may take. Ten times what `\p{L}{0,100}` takes.
const SIZE_LIMIT: usize = 10 << 20;
/// Groups within groups.
const NEST_LIMIT: u32 = 100;

impl PatternGroup {
    /// Makes a group ready; `None` for one without a pattern, an error with the place and the reason for one that only a
    /// judge can decide.
    pub(crate) fn new(patterns: &[Facet<Pattern>]) -> Result<Option<Self>, (Origin, String)> {
        let Some(first) = patterns.first() else { return Ok(None) };
        let matchers =
            patterns.iter().map(|pattern| matcher(&pattern.value).map_err(|reason| (pattern.origin, reason)));
        let matchers = matchers.collect::<Result<_, _>>()?;
        let texts: Vec<&str> = patterns.iter().map(|pattern| pattern.value.as_str()).collect();
        Ok(Some(Self { matchers, text: texts.join("|").into(), origin: first.origin }))
    }

    /// Whether one of its patterns matches.
    pub(crate) fn matches(&self, text: &str) -> bool {
        self.matchers.iter().any(|matcher| match matcher {
            Matcher::Defined(is_one) => is_one(text),
            Matcher::Regex(regex) => regex.is_match(text),
        })
    }
}

fn matcher(pattern: &Pattern) -> Result<Matcher, String> {
    let translated = match pattern {
        Pattern::Xsd(text) => {
            if let Some((_, is_one)) = DEFINED.iter().find(|(defined, _)| **defined == **text) {
                return Ok(Matcher::Defined(*is_one));
            }
            xsd::translate(text)?
        }
        Pattern::Ecma(text) => ecma::translate(text)?,
    };
    let compiled = RegexBuilder::new(&translated).size_limit(SIZE_LIMIT).nest_limit(NEST_LIMIT).build();
    compiled.map(Matcher::Regex).map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => "the pattern is too large".to_owned(),
        error => {
            // The engine draws the pattern over several lines and puts what is wrong on the last.
            let message = error.to_string();
            let last = message.lines().last().unwrap_or_default();
            format!("the pattern is beyond the engine: {}", last.trim_start_matches("error: "))
        }
    })
}

//! The facets of a scalar, as attributes.

use proc_macro2::Span;
use syn::meta::ParseNestedMeta;
use syn::{Error, Ident, LitInt, LitStr, Result};

/// The facets of a scalar, in the order in which they are written. Each is checked against its kind of literal only; whether
/// it holds is the runtime's business.
#[derive(Default)]
pub(crate) struct Facets {
    /// `length = 3` and the like: name and value.
    pub(crate) counts: Vec<(Ident, LitInt)>,
    /// `min_inclusive = "0"` and the like, `format`.
    pub(crate) texts: Vec<(Ident, LitStr)>,
    /// Expressions; whether the whole text must match.
    pub(crate) patterns: Vec<(LitStr, bool)>,
    /// The variant of `WhiteSpace`.
    pub(crate) white_space: Option<Ident>,
}

const COUNTS: [&str; 5] = ["length", "min_length", "max_length", "total_digits", "fraction_digits"];
const TEXTS: [&str; 6] = ["min_inclusive", "min_exclusive", "max_inclusive", "max_exclusive", "multiple_of", "format"];
const WHITE_SPACE: [(&str, &str); 3] = [("preserve", "Preserve"), ("replace", "Replace"), ("collapse", "Collapse")];

impl Facets {
    /// Takes an attribute, where it is a facet.
    pub(crate) fn take(&mut self, meta: &ParseNestedMeta<'_>) -> Result<bool> {
        let Some(name) = meta.path.get_ident() else { return Ok(false) };
        let word = name.to_string();
        if COUNTS.contains(&word.as_str()) {
            let value: LitInt = meta.value()?.parse()?;
            value.base10_parse::<u64>()?;
            once(self.counts.iter().map(|(known, _)| known), name)?;
            self.counts.push((name.clone(), value));
        } else if TEXTS.contains(&word.as_str()) {
            let value: LitStr = meta.value()?.parse()?;
            once(self.texts.iter().map(|(known, _)| known), name)?;
            self.texts.push((name.clone(), value));
        } else if word == "pattern" || word == "search" {
            self.patterns.push((meta.value()?.parse()?, word == "pattern"));
        } else if word == "white_space" {
            self.white_space = Some(white_space(&meta.value()?.parse()?)?);
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.counts.is_empty() && self.texts.is_empty() && self.patterns.is_empty() && self.white_space.is_none()
    }
}

/// The variant of `WhiteSpace` of this word.
pub(crate) fn white_space(word: &LitStr) -> Result<Ident> {
    let known = WHITE_SPACE.iter().find(|(known, _)| *known == word.value());
    let (_, variant) =
        known.ok_or_else(|| Error::new(word.span(), "want \"preserve\", \"replace\" or \"collapse\""))?;
    Ok(Ident::new(variant, Span::call_site()))
}

fn once<'a>(mut known: impl Iterator<Item = &'a Ident>, name: &Ident) -> Result<()> {
    if known.any(|known| known == name) {
        return Err(Error::new(name.span(), format!("`{name}` is given twice")));
    }
    Ok(())
}

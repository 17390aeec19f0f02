//! Drawing: values of a shape, the texts of those that have no parts.

use crate::shape::{Random, Shape};

/// Texts of any letters, without white space at their ends, which XML does not keep everywhere.
pub(crate) fn text(random: &mut Random, min: usize, max: usize) -> String {
    const LETTERS: [char; 12] = ['a', 'Z', '0', '9', '-', '.', 'ß', '日', '<', '&', '"', '\''];
    let count = random.between(min, max);
    (0..count).map(|_| *random.one_of(&LETTERS)).collect()
}

/// The text of a value without parts; none where it has parts.
pub(crate) fn scalar(shape: &Shape, random: &mut Random) -> Option<String> {
    Some(match shape {
        Shape::Text(min, max) => text(random, *min, *max),
        Shape::Words(words) => (*random.one_of(words)).to_owned(),
        Shape::Whole(low, high) => {
            let near = [*low, *high, (*low).max(0), low.saturating_add(1).min(*high)];
            random.one_of(&near).to_string()
        }
        Shape::Number => {
            (*random.one_of(&["0", "19.990", "-0.5", "100", "0.10", "12345678901234567890.123"])).to_owned()
        }
        Shape::Truth => random.often(50).to_string(),
        Shape::Date => {
            format!("{}-{:02}-{:02}", random.between(1900, 2100), random.between(1, 12), random.between(1, 28))
        }
        Shape::Nullable(_) | Shape::Many(..) | Shape::Record(_) | Shape::Either(_) | Shape::Again => return None,
    })
}

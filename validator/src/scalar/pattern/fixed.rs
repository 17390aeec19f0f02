//! Patterns of a fixed length over ASCII, as vendors write most of theirs: `[0-9]{4}-[0-9]{2}`, `[A-Z]{3}`. A look at each
//! character decides, in a fraction of the time that an engine takes to begin.
//!
//! In goes an expression of the engine's language, as the translators write it. What is anything else is left to the engine.

/// The characters that may stand at each place, each a set of ASCII characters by bit.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fixed(Box<[u128]>);

/// Places of one pattern, at most.
const MOST: usize = 64;

impl Fixed {
    /// Reads an expression from `\A` to `\z`; `None` where it is no such pattern.
    pub(super) fn new(translated: &str) -> Option<Self> {
        let whole = translated.strip_prefix(r"\A")?.strip_suffix(r"\z")?;
        let whole = whole.strip_prefix("(?:").and_then(|whole| whole.strip_suffix(')')).unwrap_or(whole);
        let mut rest = whole.as_bytes();
        let mut places = Vec::new();
        while !rest.is_empty() {
            let set = place(&mut rest)?;
            let count = count(&mut rest)?;
            if places.len() + count > MOST {
                return None;
            }
            places.resize(places.len() + count, set);
        }
        Some(Self(places.into()))
    }

    /// Whether it matches all of a text.
    pub(super) fn matches(&self, text: &str) -> bool {
        text.len() == self.0.len() && text.bytes().zip(&self.0).all(|(byte, set)| byte < 128 && set >> byte & 1 == 1)
    }
}

/// A character or a class of characters.
fn place(rest: &mut &[u8]) -> Option<u128> {
    match rest {
        // What is written for XSD has two pairs of brackets.
        [b'[', b'[', inside @ ..] => {
            *rest = inside;
            let set = class(rest)?;
            *rest = rest.strip_prefix(b"]")?;
            Some(set)
        }
        [b'[', inside @ ..] => {
            *rest = inside;
            class(rest)
        }
        _ => Some(1 << character(rest)?),
    }
}

/// A class of single characters and ranges, after its `[`. One with a class inside is none.
fn class(rest: &mut &[u8]) -> Option<u128> {
    let mut set = 0;
    while !rest.starts_with(b"]") {
        let low = character(rest)?;
        let high = match rest.strip_prefix(b"-") {
            Some(after) => {
                *rest = after;
                character(rest)?
            }
            None => low,
        };
        set |= (low..=high).fold(0, |set, byte| set | 1_u128 << byte);
    }
    *rest = rest.get(1..)?;
    Some(set)
}

/// An ASCII character as the translators write one that stands for itself: a letter, a digit, or a number `\x{2D}`.
fn character(rest: &mut &[u8]) -> Option<u8> {
    if let Some(number) = rest.strip_prefix(br"\x{") {
        let end = number.iter().position(|&byte| byte == b'}')?;
        let (number, after) = number.split_at(end);
        *rest = after.get(1..)?;
        return u8::from_str_radix(std::str::from_utf8(number).ok()?, 16).ok().filter(u8::is_ascii);
    }
    let (first, after) = rest.split_first()?;
    *rest = after;
    first.is_ascii_alphanumeric().then_some(*first)
}

/// How often a place is repeated: a number in braces, or once. Every other quantifier is none of these.
fn count(rest: &mut &[u8]) -> Option<usize> {
    match rest {
        [b'{', after @ ..] => {
            let end = after.iter().position(|&byte| byte == b'}')?;
            let (number, after) = after.split_at(end);
            *rest = after.get(1..)?;
            let number: usize = std::str::from_utf8(number).ok()?.parse().ok()?;
            let lazy = matches!(rest, [b'?' | b'*' | b'+' | b'{', ..]);
            (!lazy && number <= MOST).then_some(number)
        }
        [b'?' | b'*' | b'+', ..] => None,
        _ => Some(1),
    }
}

#[cfg(test)]
mod tests {
    use super::Fixed;

    #[test]
    fn places_of_ascii_are_read_and_nothing_else() {
        let one = Fixed::new(r"\A(?:[[0-9]]{4}\x{2D}[0-9]{2}[[A-Fa-f\x{2D}\x{5F}]]x)\z").unwrap();
        for text in ["2014-04-x", "2014-04Fx", "2014-04_x"] {
            assert!(one.matches(text), "{text}");
        }
        for text in ["", "2014-04Gx", "2014-04F", "2014-04Fxx", "2014-04Fa", "201é-04Fx"] {
            assert!(!one.matches(text), "{text}");
        }
        assert!(Fixed::new(r"\A\z").unwrap().matches(""));
        for other in [
            "[0-9]",
            r"\A[0-9]",
            r"\A[0-9]+\z",
            r"\A[0-9]?\z",
            r"\A[0-9]{2,3}\z",
            r"\A[0-9]{2}?\z",
            r"\A[0-9]{2}{3}\z",
            r"\A[0-9]{65}\z",
            r"\A[^0-9]\z",
            r"\A[[a-z]--[[b]]]\z",
            r"\A\p{Nd}\z",
            r"\A.\z",
            r"\Aa|b\z",
            r"\A(?:a)(?:b)\z",
            r"\A(?:a|b)\z",
            r"\A\x{E9}\z",
            r"\Aé\z",
        ] {
            assert_eq!(Fixed::new(other), None, "{other}");
        }
    }
}

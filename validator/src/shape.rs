//! The shape of a text: what it looks like without what it says.
//!
//! A capital letter becomes `A`, any other letter `a`, a digit `9`; what is between them stays. More than four of a kind in a
//! row are told by a class of length: `N10154` is `A9{5-8}`, `2024-01-03` is `9999-99-99`.

/// The longest shape, in characters: what is longer ends in `…`.
const LONGEST: usize = 48;

/// How many of a kind are written one by one.
const RUN: usize = 4;

/// The classes of length: up to so many.
const LENGTHS: [usize; 4] = [8, 16, 32, 64];

/// The shape of a text.
pub(crate) fn of(text: &str) -> String {
    let mut shape = String::new();
    let mut letters = text.chars().map(class).peekable();
    while let Some(class) = letters.next() {
        if shape.chars().count() >= LONGEST {
            shape.push('…');
            break;
        }
        let mut run = 1;
        while letters.next_if_eq(&class).is_some() {
            run += 1;
        }
        if run > RUN {
            shape.push(class);
            shape.push_str(&length(run));
        } else {
            shape.extend(std::iter::repeat_n(class, run));
        }
    }
    shape
}

/// The class of a length above [`RUN`]: `{5-8}`, `{9-16}`, `{65+}`.
fn length(run: usize) -> String {
    let mut least = RUN + 1;
    for most in LENGTHS {
        if run <= most {
            return format!("{{{least}-{most}}}");
        }
        least = most + 1;
    }
    format!("{{{least}+}}")
}

/// A text as it is, cut where it is long.
pub(crate) fn cut(text: &str) -> String {
    let mut letters = text.chars();
    let mut cut: String = letters.by_ref().take(LONGEST).collect();
    if letters.next().is_some() {
        cut.push('…');
    }
    cut
}

/// What stands for a letter of a payload: the one place where letters are masked.
pub(crate) fn class(letter: char) -> char {
    match letter {
        _ if letter.is_uppercase() => 'A',
        _ if letter.is_alphabetic() => 'a',
        _ if letter.is_numeric() => '9',
        _ if letter.is_ascii() && !letter.is_control() => letter,
        _ if letter.is_whitespace() => ' ',
        _ => '?',
    }
}

/// Whether a letter steers a terminal: control characters and changes of direction.
#[cfg(feature = "contracts")]
pub(crate) fn steers(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}')
}

#[cfg(test)]
mod tests {
    use super::{cut, of};

    #[test]
    fn a_shape_says_nothing_of_the_text() {
        for (text, shape) in [
            ("Declined", "Aa{5-8}"),
            ("2024-01-03 01:11:12", "9999-99-99 99:99:99"),
            ("N10154", "A9{5-8}"),
            ("zoë@example.com", "aaa@a{5-8}.aaa"),
            ("123456789", "9{9-16}"),
            ("", ""),
            ("\u{1}\u{202E}", "??"),
        ] {
            assert_eq!(of(text), shape, "{text}");
        }
        assert!(of(&"a-".repeat(1_000)).chars().count() <= 49);
        assert_eq!((of(&"a".repeat(64)), of(&"a".repeat(65))), ("a{33-64}".into(), "a{65+}".into()));
    }

    #[test]
    fn a_long_text_is_cut() {
        assert_eq!(cut("Declined"), "Declined");
        assert_eq!(cut(&"é".repeat(100)).chars().count(), 49);
    }
}

//! The shape of a value: what it looks like without what it says.
//!
//! A capital letter becomes `A`, any other letter `a`, a digit `9`; what is between them stays. Of more than four of a kind
//! in a row the first stands for all: `N10154` is `A9+`, `2024-01-03` is `9999-99-99`.

/// The longest shape, in characters: what is longer ends in `…`.
const LONGEST: usize = 48;

/// How many of a kind are written one by one.
const RUN: usize = 4;

/// The shape of a value.
pub(crate) fn masked(value: &str) -> Box<str> {
    let mut shape = String::new();
    let mut letters = value.chars().map(class).peekable();
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
            shape.extend([class, '+']);
        } else {
            shape.extend(std::iter::repeat_n(class, run));
        }
    }
    shape.into()
}

/// A value as it is, cut where it is long: for those who ask to see values.
pub(crate) fn shown(value: &str) -> Box<str> {
    let mut letters = value.chars();
    let mut shown: String = letters.by_ref().take(LONGEST).collect();
    if letters.next().is_some() {
        shown.push('…');
    }
    shown.into()
}

fn class(letter: char) -> char {
    match letter {
        _ if letter.is_uppercase() => 'A',
        _ if letter.is_alphabetic() => 'a',
        _ if letter.is_numeric() => '9',
        _ if letter.is_ascii() && !letter.is_control() => letter,
        _ if letter.is_whitespace() => ' ',
        _ => '?',
    }
}

#[cfg(test)]
mod tests {
    use super::{masked, shown};

    #[test]
    fn a_shape_says_nothing_of_the_value() {
        for (value, shape) in [
            ("Declined", "Aa+"),
            ("2024-01-03 01:11:12", "9999-99-99 99:99:99"),
            ("N10154", "A9+"),
            ("zoë@example.com", "aaa@a+.aaa"),
            ("", ""),
            ("\u{1}\u{202E}", "??"),
        ] {
            assert_eq!(&*masked(value), shape, "{value}");
        }
        assert!(masked(&"a-".repeat(1_000)).chars().count() <= 49);
        assert_eq!(&*shown("Declined"), "Declined");
        assert_eq!(shown(&"é".repeat(100)).chars().count(), 49);
    }
}

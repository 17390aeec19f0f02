//! What of a text may be turned, and into what: each letter and digit is a wheel with those of its kind on it.
//!
//! In goes a text, out come its [`Wheels`]. Which there are hangs on nothing that turning them changes but what
//! [`Wheels::is_like`] looks at, so that a text and what it becomes have the same wheels. Case, the block of a script, the length in
//! UTF-8, and everything that is neither letter nor digit stay.

use std::ops::Range;

use crate::shape;

const DIGITS: &[char] = &['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
const CAPITALS: &[char] = &[
    'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'P', 'Q', 'R', 'S', 'T', 'U', 'V', 'W',
    'X', 'Y', 'Z',
];
const LETTERS: &[char] = &[
    'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w',
    'x', 'y', 'z',
];
/// How many letters are hexadecimal digits too.
const HEXADECIMAL: usize = 6;

/// Characters of a script that stand together: so many code points.
const BLOCK: u32 = 64;

/// The two digits of a month, day, hour, minute or second: how many numbers they may be, and the first.
const MONTH: (u32, u32) = (12, 1);
/// Days that every month has.
const DAY: (u32, u32) = (28, 1);
const HOUR: (u32, u32) = (24, 0);
const SIXTY: (u32, u32) = (60, 0);

/// A part of a text that can be turned.
#[derive(Debug, Clone, PartialEq)]
enum Wheel {
    /// An ASCII character, and those that may stand in its place.
    Letter(usize, &'static [char]),
    /// Another character: the first of its block, and which of those behind it may stand in its place.
    Block(usize, u32, u64),
    /// Two digits: how many numbers they may be, and the first.
    Pair(usize, (u32, u32)),
}

/// The wheels of a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Wheels {
    wheels: Vec<Wheel>,
    /// What does not turn, with a mark for each wheel.
    fixed: String,
}

impl Wheels {
    /// The wheels of a text, of which the words that `is_word` knows stay: what stands between blanks, and runs of letters or
    /// of digits.
    pub(super) fn of(text: &[char], is_word: &dyn Fn(&str, bool) -> bool) -> Self {
        let mut open = vec![true; text.len()];
        for (range, is_token) in tokens(text).map(|range| (range, true)).chain(runs(text).map(|range| (range, false))) {
            let word: String = text.get(range.clone()).unwrap_or_default().iter().collect();
            if is_word(&word, is_token) {
                open.get_mut(range).unwrap_or_default().fill(false);
            }
        }
        let mut wheels = Vec::new();
        calendar(text, &mut open, &mut wheels);
        let number = Number::of(text);
        let is_hexadecimal = is_hexadecimal(text);
        for (at, (letter, is_open)) in text.iter().zip(open).enumerate() {
            if is_open {
                wheels.extend(if letter.is_ascii() {
                    letters(*letter, at, number, is_hexadecimal).map(|letters| Wheel::Letter(at, letters))
                } else {
                    letter.is_alphanumeric().then(|| block(at, *letter))
                });
            }
        }
        let mut fixed = text.to_vec();
        for wheel in &wheels {
            let (range, size) = (wheel.range(), wheel.size());
            fixed.get_mut(range).unwrap_or_default().fill(char::from_u32(0xF_0000 + size).unwrap_or('\0'));
        }
        Self { wheels, fixed: fixed.into_iter().collect() }
    }

    /// Whether another text has the same wheels, and what does not turn is the same.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self == other
    }

    /// Whether nothing turns.
    pub(super) fn is_empty(&self) -> bool {
        self.wheels.is_empty()
    }

    /// What does not turn, with a mark for each wheel.
    pub(super) fn fixed(&self) -> &str {
        &self.fixed
    }

    /// Where each wheel of a text of this kind stands, and on how many places it may.
    pub(super) fn read(&self, text: &[char]) -> Vec<(u32, u32)> {
        self.wheels.iter().map(|wheel| (wheel.read(text), wheel.size())).collect()
    }

    /// Turns the wheels of a text to where they are to stand.
    pub(super) fn write(&self, settings: &[(u32, u32)], text: &mut [char]) {
        self.wheels.iter().zip(settings).for_each(|(wheel, (number, _))| wheel.write(*number, text));
    }
}

impl Wheel {
    fn range(&self) -> Range<usize> {
        match self {
            Self::Letter(at, _) | Self::Block(at, ..) => *at..at + 1,
            Self::Pair(at, _) => *at..at + 2,
        }
    }

    fn size(&self) -> u32 {
        match self {
            Self::Letter(_, letters) => u32::try_from(letters.len()).unwrap_or(u32::MAX),
            Self::Block(.., members) => members.count_ones(),
            Self::Pair(_, (size, _)) => *size,
        }
    }

    fn read(&self, text: &[char]) -> u32 {
        match self {
            Self::Letter(at, letters) => {
                let found = letters.iter().position(|letter| text.get(*at) == Some(letter));
                found.and_then(|found| u32::try_from(found).ok()).unwrap_or_default()
            }
            Self::Block(at, first, members) => {
                let place = text.get(*at).map_or(0, |letter| u32::from(*letter).saturating_sub(*first)).min(BLOCK - 1);
                (members & ((1 << place) - 1)).count_ones()
            }
            Self::Pair(at, (_, first)) => pair(text, *at).unwrap_or_default().saturating_sub(*first),
        }
    }

    fn write(&self, number: u32, text: &mut [char]) {
        match self {
            Self::Letter(at, letters) => {
                if let (Some(place), Some(letter)) = (text.get_mut(*at), letters.get(number as usize)) {
                    *place = *letter;
                }
            }
            Self::Block(at, first, members) => {
                let mut places = (0..BLOCK).filter(|place| members >> place & 1 == 1);
                let letter = places.nth(number as usize).and_then(|place| char::from_u32(first + place));
                if let (Some(place), Some(letter)) = (text.get_mut(*at), letter) {
                    *place = letter;
                }
            }
            Self::Pair(at, (_, first)) => {
                let digits = [(number + first) / 10, (number + first) % 10];
                for (place, digit) in text.iter_mut().skip(*at).zip(digits) {
                    *place = char::from_digit(digit, 10).unwrap_or('0');
                }
            }
        }
    }
}

/// What may stand in the place of an ASCII character; none where it stays.
fn letters(letter: char, at: usize, number: Number, is_hexadecimal: bool) -> Option<&'static [char]> {
    let end = |all: &'static [char]| if is_hexadecimal { all.get(..HEXADECIMAL) } else { Some(all) };
    match letter {
        '0'..='9' => match number.keeps(at, letter) {
            Kept::Digit => None,
            Kept::Sign => DIGITS.get(1..),
            Kept::Nothing => Some(DIGITS),
        },
        // The mark of an exponent.
        'A'..='Z' | 'a'..='z' if number.is_number => None,
        'A'..='Z' => end(CAPITALS),
        'a'..='z' => end(LETTERS),
        _ => None,
    }
}

/// The characters of the same block that look like this one and are as long.
fn block(at: usize, letter: char) -> Wheel {
    let (class, first) = (shape::class(letter), u32::from(letter) / BLOCK * BLOCK);
    let is_alike = |other: char| {
        !other.is_ascii()
            && other.is_alphanumeric()
            && shape::class(other) == class
            && other.len_utf8() == letter.len_utf8()
    };
    let alike = (0..BLOCK).filter(|place| char::from_u32(first + place).is_some_and(is_alike));
    Wheel::Block(at, first, alike.fold(0, |members, place| members | 1 << place))
}

/// What of a digit stays.
enum Kept {
    /// The digit.
    Digit,
    /// That it is not 0.
    Sign,
    Nothing,
}

/// What a text is as a number: where its digits begin, its fraction and its exponent. The text's length for what is not there.
#[derive(Debug, Clone, Copy)]
struct Number {
    begin: usize,
    fraction: usize,
    exponent: usize,
    is_number: bool,
    is_zero: bool,
}

impl Number {
    fn of(text: &[char]) -> Self {
        let find = |wanted: &[char]| text.iter().position(|letter| wanted.contains(letter)).unwrap_or(text.len());
        let begin = usize::from(text.first().is_some_and(|sign| matches!(sign, '-' | '+')));
        let (exponent, fraction) = (find(&['e', 'E']), find(&['.']));
        let literal: String = text.iter().collect();
        let is_number = literal.parse::<f64>().is_ok() && literal.ends_with(|letter: char| letter.is_ascii_digit());
        let mut digits = literal.chars().take(exponent).filter(char::is_ascii_digit);
        let is_zero = digits.all(|digit| digit == '0');
        Self { begin, fraction, exponent, is_number, is_zero }
    }

    /// A number keeps its sign, how many digits it has before the point and behind it, and its exponent; so it stays an
    /// integer, and zero.
    fn keeps(self, at: usize, digit: char) -> Kept {
        let leads = at == self.begin || at > self.fraction;
        match self.is_number {
            true if self.is_zero || at > self.exponent || leads && digit == '0' => Kept::Digit,
            true if leads => Kept::Sign,
            _ => Kept::Nothing,
        }
    }
}

/// Whether all letters are hexadecimal digits and there are digits too.
fn is_hexadecimal(text: &[char]) -> bool {
    let mut letters = text.iter().filter(|letter| letter.is_alphanumeric());
    letters.clone().all(char::is_ascii_hexdigit) && letters.any(char::is_ascii_digit)
}

/// Finds dates and times as ISO 8601 writes them, which stay such.
fn calendar(text: &[char], open: &mut [bool], wheels: &mut Vec<Wheel>) {
    let mut digits = runs(text).filter(|run| text.get(run.start).is_some_and(char::is_ascii_digit)).peekable();
    let follows = |run: &Range<usize>, mark: char| run.len() == 2 && text.get(run.start.wrapping_sub(1)) == Some(&mark);
    let mut date_ends = None;
    while let Some(run) = digits.next() {
        let rest = [digits.peek().cloned(), digits.clone().nth(1)].map(|run| run.unwrap_or_default());
        let [second, third] = &rest;
        let is_next =
            |one: &Range<usize>, other: &Range<usize>, mark| other.start == one.end + 1 && follows(other, mark);
        let parts: &[(&Range<usize>, (u32, u32))] =
            if run.len() == 4 && is_next(&run, second, '-') && is_next(second, third, '-') {
                date_ends = Some(third.end);
                &[(second, MONTH), (third, DAY)]
            } else if run.len() == 2 && is_next(&run, second, ':') && is_next(second, third, ':') {
                &[(&run, HOUR), (second, SIXTY), (third, SIXTY)]
            } else if run.len() == 2 && is_next(&run, second, ':') {
                &[(&run, HOUR), (second, SIXTY)]
            } else {
                continue;
            };
        // A day that not every month has keeps its month, and what is no month, hour or minute stays none.
        let fits = |(part, (size, first)): &(&Range<usize>, (u32, u32))| {
            pair(text, part.start).is_some_and(|number| (*first..first + size).contains(&number))
        };
        let all_fit = parts.iter().all(fits);
        for (part, numbers) in parts {
            if all_fit && open.get((*part).clone()).is_some_and(|open| open.iter().all(|open| *open)) {
                wheels.push(Wheel::Pair(part.start, *numbers));
            }
            if all_fit || parts.len() == 2 {
                open.get_mut((*part).clone()).unwrap_or_default().fill(false);
            }
        }
        let steps = parts.iter().filter(|(part, _)| **part != run).count();
        digits.by_ref().take(steps).for_each(drop);
    }
    // `2024-01-03T01:11:12Z`
    if let Some(end) = date_ends {
        for (at, letter) in text.iter().enumerate().skip(end) {
            if at == end && *letter == 'T' || at + 1 == text.len() && *letter == 'Z' {
                open.get_mut(at..=at).unwrap_or_default().fill(false);
            }
        }
    }
}

/// The number of two digits.
fn pair(text: &[char], at: usize) -> Option<u32> {
    Some(text.get(at)?.to_digit(10)? * 10 + text.get(at + 1)?.to_digit(10)?)
}

/// What stands between blanks.
fn tokens(text: &[char]) -> impl Iterator<Item = Range<usize>> + Clone {
    ranges(text, |one, other| one.is_whitespace() == other.is_whitespace())
}

/// Runs of letters, and runs of digits.
fn runs(text: &[char]) -> impl Iterator<Item = Range<usize>> + Clone {
    let class = |letter: char| (letter.is_alphabetic(), letter.is_numeric());
    ranges(text, move |one, other| class(one) == class(other))
        .filter(|run| text.get(run.start).is_some_and(|letter| letter.is_alphanumeric()))
}

/// Cuts a text where two characters do not go together.
fn ranges<'t>(
    text: &'t [char],
    go_together: impl Fn(char, char) -> bool + Clone + 't,
) -> impl Iterator<Item = Range<usize>> + Clone + 't {
    let mut at = 0;
    text.chunk_by(move |one, other| go_together(*one, *other)).map(move |part| {
        at += part.len();
        at - part.len()..at
    })
}

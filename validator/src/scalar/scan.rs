//! A cursor over the bytes of a literal whose parts have fixed places: dates, times, durations, addresses.

/// What is left of a literal.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scan<'a> {
    rest: &'a [u8],
}

impl<'a> Scan<'a> {
    /// From its beginning.
    pub(super) fn new(literal: &'a str) -> Self {
        Self { rest: literal.as_bytes() }
    }

    /// Whether all of it is read.
    pub(super) fn is_end(&self) -> bool {
        self.rest.is_empty()
    }

    /// The end, or nothing.
    pub(super) fn end(&self) -> Option<()> {
        self.is_end().then_some(())
    }

    /// The next byte, which stays.
    pub(super) fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// The next byte, if it is one of these.
    pub(super) fn any(&mut self, of: &[u8]) -> Option<u8> {
        let byte = self.peek().filter(|byte| of.contains(byte))?;
        self.rest = &self.rest[1..];
        Some(byte)
    }

    /// This byte, or nothing.
    pub(super) fn byte(&mut self, byte: u8) -> Option<()> {
        self.any(&[byte]).map(|_| ())
    }

    /// As many digits as there are, possibly none.
    pub(super) fn digits(&mut self) -> &'a [u8] {
        let count = self.rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (digits, rest) = self.rest.split_at(count);
        self.rest = rest;
        digits
    }

    /// Exactly `count` digits, as a number; what follows may be a digit too.
    pub(super) fn fixed(&mut self, count: usize) -> Option<u32> {
        let (digits, rest) = self.rest.split_at_checked(count)?;
        let value = digits
            .iter()
            .try_fold(0_u32, |value, byte| byte.is_ascii_digit().then(|| value * 10 + u32::from(byte - b'0')))?;
        self.rest = rest;
        Some(value)
    }
}

/// The value of digits; beyond 10^24 it is clamped, far beyond what any date can hold.
pub(super) fn clamped(digits: &[u8]) -> i128 {
    const LIMIT: i128 = 1_000_000_000_000_000_000_000_000;
    digits.iter().fold(0, |value, digit| (value * 10 + i128::from(digit - b'0')).min(LIMIT))
}

/// Digits after a point, without the zeros at the end that add nothing to their value.
pub(super) fn without_trailing_zeros(digits: &[u8]) -> &[u8] {
    let zeros = digits.iter().rev().take_while(|digit| **digit == b'0').count();
    &digits[..digits.len() - zeros]
}

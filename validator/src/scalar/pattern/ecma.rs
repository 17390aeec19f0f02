//! ECMA 262's regular expressions, translated.
//!
//! Read as with the flag `u`, and as leniently as without it where that changes no meaning: `{`, `]` and `}` may stand for
//! themselves, and so may any escaped character that is no letter or digit. `\d`, `\w` and `\b` are ASCII's.

use std::iter::Peekable;
use std::str::Chars;

use super::xsd::literal;

/// The same expression in the engine's language, or why it is none of ECMA 262's or beyond the engine.
pub(super) fn translate(pattern: &str) -> Result<String, String> {
    let (translated, beyond) = read(pattern)?;
    beyond.map_or(Ok(translated), |what| Err(format!("the pattern has {what}, which the engine has not")))
}

/// Whether it is an expression, the engine's or not. Names of properties and groups are not looked up.
pub(in crate::scalar) fn is_regex(pattern: &str) -> bool {
    read(pattern).is_ok()
}

fn read(pattern: &str) -> Result<(String, Option<&'static str>), String> {
    let mut translation = Translation { rest: pattern.chars().peekable(), out: String::new(), beyond: None };
    translation.expression()?;
    Ok((translation.out, translation.beyond))
}

struct Translation<'a> {
    rest: Peekable<Chars<'a>>,
    out: String,
    /// What it has that the engine has not.
    beyond: Option<&'static str>,
}

/// What an escape stands for, or one member of a class.
enum Member {
    Char(char),
    /// A class of its own in the engine's language, with its brackets.
    Class(String),
    /// Half a character: no text has it alone.
    Surrogate,
}

const SPACE: &str = r"\t\n\x0B\x0C\r\x{FEFF}\x{2028}\x{2029}\p{Zs}";

impl Translation<'_> {
    fn expression(&mut self) -> Result<(), String> {
        let mut depth = 0_u32;
        // Whether there is an atom that a quantifier may follow.
        let mut has_atom = false;
        while let Some(char) = self.rest.next() {
            let is_atom = match char {
                '(' => {
                    depth += 1;
                    self.group()?;
                    false
                }
                ')' => {
                    depth = depth.checked_sub(1).ok_or("`)` without `(`")?;
                    self.out.push(')');
                    true
                }
                '|' => {
                    self.out.push('|');
                    false
                }
                '^' => {
                    self.out.push_str(r"\A");
                    false
                }
                '$' => {
                    self.out.push_str(r"\z");
                    false
                }
                '?' | '*' | '+' if !has_atom => return Err(format!("`{char}` has nothing to repeat")),
                '?' | '*' | '+' => {
                    self.out.push(char);
                    self.lazy();
                    false
                }
                '{' => match self.quantity() {
                    Some(_) if !has_atom => return Err("`{` has nothing to repeat".to_owned()),
                    Some(quantity) => {
                        self.out.push_str(&quantity);
                        self.lazy();
                        false
                    }
                    None => {
                        literal(&mut self.out, '{');
                        true
                    }
                },
                '[' => {
                    self.class()?;
                    true
                }
                '.' => {
                    self.out.push_str(r"[^\n\r\x{2028}\x{2029}]");
                    true
                }
                '\\' => self.atom_escape()?,
                char => {
                    literal(&mut self.out, char);
                    true
                }
            };
            has_atom = is_atom;
        }
        if depth > 0 { Err("`(` without `)`".to_owned()) } else { Ok(()) }
    }

    /// Whether the rest begins with this; it is read if it does.
    fn eat(&mut self, text: &str) -> bool {
        let mut ahead = self.rest.clone();
        let is_there = text.chars().all(|char| ahead.next() == Some(char));
        if is_there {
            self.rest = ahead;
        }
        is_there
    }

    /// The beginning of a group, after its `(`. Nothing is captured: only whether there is a match is asked.
    fn group(&mut self) -> Result<(), String> {
        if ["?=", "?!", "?<=", "?<!"].into_iter().any(|look| self.eat(look)) {
            self.beyond = Some("look-around");
        } else if self.eat("?<") {
            self.group_name()?;
        } else if !self.eat("?:") && self.rest.peek() == Some(&'?') {
            return Err("`(?` begins no group".to_owned());
        }
        self.out.push_str("(?:");
        Ok(())
    }

    /// The name of a group, up to its `>`.
    fn group_name(&mut self) -> Result<(), String> {
        let is_part = |char: char| char.is_alphanumeric() || matches!(char, '_' | '$' | '\u{200C}' | '\u{200D}');
        let mut length = 0_usize;
        while let Some(char) = self.rest.next_if(|char| is_part(*char)) {
            if length == 0 && char.is_numeric() {
                break;
            }
            length += 1;
        }
        if length > 0 && self.eat(">") { Ok(()) } else { Err("a group without a name".to_owned()) }
    }

    /// The `?` of a lazy quantifier changes what is matched, and not whether.
    fn lazy(&mut self) {
        self.rest.next_if_eq(&'?');
    }

    /// `{n}`, `{n,}` or `{n,m}`, after its `{`; nothing is read if it is none.
    fn quantity(&mut self) -> Option<String> {
        let mut ahead = self.rest.clone();
        let mut quantity = String::from("{");
        for char in ahead.by_ref() {
            quantity.push(char);
            match char {
                '0'..='9' => {}
                ',' if quantity.len() > 2 && !quantity[..quantity.len() - 1].contains(',') => {}
                '}' if quantity.len() > 2 => {
                    self.rest = ahead;
                    return Some(quantity);
                }
                _ => return None,
            }
        }
        None
    }

    /// An escape outside of a class; gives whether it is an atom.
    fn atom_escape(&mut self) -> Result<bool, String> {
        match self.rest.peek() {
            Some('b') => {
                self.rest.next();
                self.out.push_str(r"(?-u:\b)");
                return Ok(false);
            }
            Some('B') => {
                self.rest.next();
                self.beyond = Some(r"`\B`");
                return Ok(false);
            }
            Some('1'..='9') => {
                while self.rest.next_if(char::is_ascii_digit).is_some() {}
                self.beyond = Some("a back reference");
                return Ok(true);
            }
            Some('k') => {
                self.rest.next();
                if !self.eat("<") {
                    return Err(r"`\k` without a name".to_owned());
                }
                self.group_name()?;
                self.beyond = Some("a back reference");
                return Ok(true);
            }
            _ => {}
        }
        match self.escape()? {
            Member::Char(char) => literal(&mut self.out, char),
            Member::Class(class) => self.out.push_str(&class),
            Member::Surrogate => self.beyond = Some("half a character"),
        }
        Ok(true)
    }

    /// What a `\` stands for, inside and outside of a class.
    fn escape(&mut self) -> Result<Member, String> {
        let char = match self.rest.next() {
            Some('d') => return Ok(Member::Class("[0-9]".to_owned())),
            Some('D') => return Ok(Member::Class("[^0-9]".to_owned())),
            Some('w') => return Ok(Member::Class("[0-9A-Za-z_]".to_owned())),
            Some('W') => return Ok(Member::Class("[^0-9A-Za-z_]".to_owned())),
            Some('s') => return Ok(Member::Class(format!("[{SPACE}]"))),
            Some('S') => return Ok(Member::Class(format!("[^{SPACE}]"))),
            Some(kind @ ('p' | 'P')) => return self.property(kind),
            Some('u') => return self.code_unit(),
            Some('x') => self.hexadecimal(2).and_then(char::from_u32).ok_or(r"`\x` without two digits")?,
            Some('t') => '\t',
            Some('n') => '\n',
            Some('v') => '\u{B}',
            Some('f') => '\u{C}',
            Some('r') => '\r',
            Some('0') if !self.rest.peek().is_some_and(char::is_ascii_digit) => '\0',
            Some('c') => match self.rest.next() {
                Some(letter) if letter.is_ascii_alphabetic() => char::from(letter as u8 & 0x1F),
                _ => return Err(r"`\c` without a letter".to_owned()),
            },
            Some(char) if char.is_ascii_alphanumeric() => return Err(format!("`\\{char}` is no escape")),
            Some(char) => char,
            None => return Err("`\\` at the end".to_owned()),
        };
        Ok(Member::Char(char))
    }

    /// A property of characters, after `\p` or `\P`. The engine knows the names.
    fn property(&mut self, kind: char) -> Result<Member, String> {
        let mut name = String::new();
        let is_part = |char: &char| char.is_ascii_alphanumeric() || matches!(char, '_' | '=');
        if self.eat("{") {
            while let Some(char) = self.rest.next_if(is_part) {
                name.push(char);
            }
        }
        if name.is_empty() || !self.eat("}") {
            return Err(format!("`\\{kind}` without a property"));
        }
        Ok(Member::Class(format!("\\{kind}{{{name}}}")))
    }

    /// Exactly `count` hexadecimal digits.
    fn hexadecimal(&mut self, count: usize) -> Option<u32> {
        let mut ahead = self.rest.clone();
        let mut value = 0;
        for _ in 0..count {
            value = value * 16 + ahead.next()?.to_digit(16)?;
        }
        self.rest = ahead;
        Some(value)
    }

    /// `uXXXX`, two of them for one character beyond the first plane, or `u{…}`, after the `u`.
    fn code_unit(&mut self) -> Result<Member, String> {
        let value = if self.eat("{") {
            let mut value = 0_u32;
            let mut count = 0_usize;
            while let Some(digit) = self.rest.peek().and_then(|char| char.to_digit(16)) {
                self.rest.next();
                value = value.saturating_mul(16).saturating_add(digit);
                count += 1;
            }
            (count > 0 && self.eat("}") && value <= 0x10_FFFF).then_some(value)
        } else {
            self.hexadecimal(4)
        };
        let value = value.ok_or(r"`\u` without a code point")?;
        if let Some(char) = char::from_u32(value) {
            return Ok(Member::Char(char));
        }
        let rest = self.rest.clone();
        if value < 0xDC00 && self.eat("\\u") {
            if let Some(low) = self.hexadecimal(4).filter(|low| (0xDC00..0xE000).contains(low)) {
                let joined = char::from_u32(0x1_0000 + ((value - 0xD800) << 10) + (low - 0xDC00));
                return Ok(joined.map_or(Member::Surrogate, Member::Char));
            }
            self.rest = rest;
        }
        Ok(Member::Surrogate)
    }

    /// A class, after its `[`.
    fn class(&mut self) -> Result<(), String> {
        let is_negative = self.rest.next_if_eq(&'^').is_some();
        if self.rest.next_if_eq(&']').is_some() {
            // No character, or any.
            self.out.push_str(if is_negative { r"[\x{0}-\x{10FFFF}]" } else { r"[^\x{0}-\x{10FFFF}]" });
            return Ok(());
        }
        self.out.push_str(if is_negative { "[^" } else { "[" });
        loop {
            let first = match self.rest.next() {
                Some(']') => break,
                Some(char) => self.member(char)?,
                None => return Err("`[` without `]`".to_owned()),
            };
            let mut ahead = self.rest.clone();
            let is_range = ahead.next() == Some('-') && ahead.next() != Some(']');
            let last = match is_range {
                true => {
                    self.rest.next();
                    let char = self.rest.next().ok_or("`[` without `]`")?;
                    Some(self.member(char)?)
                }
                false => None,
            };
            match (first, last) {
                (Member::Char(first), Some(Member::Char(last))) if last < first => {
                    return Err(format!("`{first}-{last}` is out of order"));
                }
                (Member::Char(first), Some(Member::Char(last))) => {
                    literal(&mut self.out, first);
                    self.out.push('-');
                    literal(&mut self.out, last);
                }
                (first, None) => self.push(first),
                // `[\w-.]` is written for three members.
                (first, Some(last)) => {
                    self.push(first);
                    self.out.push_str(r"\-");
                    self.push(last);
                }
            }
        }
        self.out.push(']');
        Ok(())
    }

    fn member(&mut self, char: char) -> Result<Member, String> {
        match char {
            '\\' if self.rest.next_if_eq(&'b').is_some() => Ok(Member::Char('\u{8}')),
            '\\' => self.escape(),
            char => Ok(Member::Char(char)),
        }
    }

    fn push(&mut self, member: Member) {
        match member {
            Member::Char(char) => literal(&mut self.out, char),
            Member::Class(class) => self.out.push_str(&class),
            Member::Surrogate => self.beyond = Some("half a character"),
        }
    }
}

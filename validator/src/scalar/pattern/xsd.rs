//! XSD's regular expressions (XSD 1.0 part 2, appendix F), translated.
//!
//! They match a whole value, have no anchors, look-around or back references, and have class subtraction.

use std::fmt::Write as _;
use std::iter::Peekable;
use std::str::Chars;

use super::block::block;
use crate::scalar::name::{LATER, START};

/// Which characters are of a category.
///
/// The recommendation was written when no character was assigned beyond the Basic Multilingual Plane, and encourages to take
/// later versions of Unicode. The suite of the W3C and several engines hold categories, and what is not of one, to that plane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Categories {
    /// Those that Unicode says now.
    All,
    /// Those of them up to U+FFFF.
    BasicPlane,
}

/// An expression in the engine's language.
pub(super) struct Translated {
    pub(super) text: String,
    /// Whether it asks for the category of a character.
    pub(super) has_category: bool,
}

/// The same expression in the engine's language, or why it is none of XSD's.
pub(super) fn translate(pattern: &str, categories: Categories) -> Result<Translated, String> {
    let (rest, text) = (pattern.chars().peekable(), String::from(r"\A(?:"));
    let mut translation = Translation { rest, out: text, categories, has_category: false };
    translation.expression()?;
    translation.out.push_str(r")\z");
    Ok(Translated { text: translation.out, has_category: translation.has_category })
}

struct Translation<'a> {
    rest: Peekable<Chars<'a>>,
    out: String,
    categories: Categories,
    has_category: bool,
}

/// One member of a class.
enum Member {
    Char(char),
    /// A class of its own in the engine's language, with its brackets.
    Class(String),
}

impl Translation<'_> {
    fn expression(&mut self) -> Result<(), String> {
        let mut depth = 0_u32;
        // Whether there is an atom that a quantifier may follow.
        let mut has_atom = false;
        while let Some(char) = self.rest.next() {
            let is_atom = match char {
                '(' => {
                    depth += 1;
                    self.out.push_str("(?:");
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
                '?' | '*' | '+' | '{' if !has_atom => return Err(format!("`{char}` has nothing to repeat")),
                '?' | '*' | '+' => {
                    self.out.push(char);
                    false
                }
                '{' => {
                    self.quantity()?;
                    false
                }
                '[' => {
                    self.class()?;
                    true
                }
                ']' | '}' => return Err(format!("`{char}` without its opening")),
                '.' => {
                    self.out.push_str(r"[^\n\r]");
                    true
                }
                '\\' => {
                    match self.escape()? {
                        Member::Char(char) => literal(&mut self.out, char),
                        Member::Class(class) => self.out.push_str(&class),
                    }
                    true
                }
                char => {
                    literal(&mut self.out, char);
                    true
                }
            };
            has_atom = is_atom;
        }
        if depth > 0 { Err("`(` without `)`".to_owned()) } else { Ok(()) }
    }

    /// `{n}`, `{n,}` or `{n,m}`, after its `{`.
    fn quantity(&mut self) -> Result<(), String> {
        let inside: String = self.rest.by_ref().take_while(|char| *char != '}').collect();
        let (least, most) = inside.split_once(',').unwrap_or((&inside, ""));
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if least.is_empty() || !is_number(least) || !is_number(most) {
            return Err("`{` without a quantity".to_owned());
        }
        self.out.push('{');
        self.out.push_str(&inside);
        self.out.push('}');
        Ok(())
    }

    /// What a `\` stands for.
    fn escape(&mut self) -> Result<Member, String> {
        let class = match self.rest.next() {
            Some('n') => return Ok(Member::Char('\n')),
            Some('r') => return Ok(Member::Char('\r')),
            Some('t') => return Ok(Member::Char('\t')),
            Some(char @ ('\\' | '|' | '.' | '?' | '*' | '+' | '(' | ')' | '{' | '}' | '-' | '[' | ']' | '^')) => {
                return Ok(Member::Char(char));
            }
            Some('s') => r"[ \t\n\r]".to_owned(),
            Some('S') => r"[^ \t\n\r]".to_owned(),
            Some('i') => format!("[{START}]"),
            Some('I') => format!("[^{START}]"),
            Some('c') => format!("[{START}{LATER}]"),
            Some('C') => format!("[^{START}{LATER}]"),
            Some('d') => self.category(r"\p{Nd}".to_owned()),
            Some('D') => self.category(r"\P{Nd}".to_owned()),
            Some('w') => r"[^\p{P}\p{Z}\p{C}]".to_owned(),
            Some('W') => r"[\p{P}\p{Z}\p{C}]".to_owned(),
            Some(kind @ ('p' | 'P')) => self.property(kind == 'P')?,
            Some(char) => return Err(format!("`\\{char}` is no escape")),
            None => return Err("`\\` at the end".to_owned()),
        };
        Ok(Member::Class(class))
    }

    /// A category or a block, after `\p` or `\P`.
    fn property(&mut self, is_complement: bool) -> Result<String, String> {
        if self.rest.next() != Some('{') {
            return Err(r"`\p` without `{`".to_owned());
        }
        let name: String = self.rest.by_ref().take_while(|char| *char != '}').collect();
        if let Some(name) = name.strip_prefix("Is") {
            let (first, last) = block(name).ok_or_else(|| format!("no block is named `{name}`"))?;
            let not = if is_complement { "^" } else { "" };
            return Ok(format!(r"[{not}\x{{{first:X}}}-\x{{{last:X}}}]"));
        }
        let is_category = CATEGORIES.iter().any(|(major, minors)| match name.strip_prefix(*major) {
            Some("") => true,
            Some(minor) => minor.len() == 1 && minors.contains(minor),
            None => false,
        });
        match is_category {
            true if is_complement => Ok(self.category(format!(r"\P{{{name}}}"))),
            true => Ok(self.category(format!(r"\p{{{name}}}"))),
            false => Err(format!("no category is named `{name}`")),
        }
    }

    /// A category, or what is not of one, of the plane that is asked for.
    fn category(&mut self, class: String) -> String {
        self.has_category = true;
        match self.categories {
            Categories::All => class,
            Categories::BasicPlane => format!(r"[{class}&&[\x{{0}}-\x{{FFFF}}]]"),
        }
    }

    /// A class after its `[`, with the classes subtracted from it: `[a-z-[aeiou]]` becomes `[[a-z]--[[aeiou]]]`.
    fn class(&mut self) -> Result<(), String> {
        let mut depth = 1_u32;
        self.out.push_str("[[");
        loop {
            let is_subtracted = self.members()?;
            self.out.push(']');
            if !is_subtracted {
                break;
            }
            self.out.push_str("--[[");
            depth += 1;
        }
        self.out.push(']');
        // A subtraction ends its class.
        for _ in 1..depth {
            if self.rest.next() != Some(']') {
                return Err("`]` must follow a subtraction".to_owned());
            }
            self.out.push(']');
        }
        Ok(())
    }

    /// The members of a class up to its `]`, which is read, or to the `-[` of a subtraction, which is read too.
    fn members(&mut self) -> Result<bool, String> {
        if self.rest.next_if_eq(&'^').is_some() {
            self.out.push('^');
        }
        let mut is_empty = true;
        loop {
            let member = match self.rest.next() {
                None => return Err("`[` without `]`".to_owned()),
                Some(']') if is_empty => return Err("a class without a member".to_owned()),
                Some(']') => return Ok(false),
                Some('[') => return Err("`[` in a class".to_owned()),
                Some('-') if !is_empty && self.rest.next_if_eq(&'[').is_some() => return Ok(true),
                Some('\\') => self.escape()?,
                Some(char) => Member::Char(char),
            };
            is_empty = false;
            match member {
                Member::Class(class) => self.out.push_str(&class),
                Member::Char(first) => self.range(first)?,
            }
        }
    }

    /// A character, or the range that it begins.
    fn range(&mut self, first: char) -> Result<(), String> {
        literal(&mut self.out, first);
        let mut ahead = self.rest.clone();
        let is_range = ahead.next() == Some('-') && !matches!(ahead.next(), None | Some('[' | ']'));
        if !is_range {
            return Ok(());
        }
        self.rest.next();
        let last = match self.rest.next() {
            Some('\\') => self.escape()?,
            Some(char) => Member::Char(char),
            None => return Err("`[` without `]`".to_owned()),
        };
        match last {
            Member::Char(last) if last < first => return Err(format!("`{first}-{last}` is out of order")),
            Member::Char(last) => {
                self.out.push('-');
                literal(&mut self.out, last);
            }
            // `[+-\d]` is written for three members.
            Member::Class(class) => {
                self.out.push_str(r"\-");
                self.out.push_str(&class);
            }
        }
        Ok(())
    }
}

/// The general categories (appendix F.1.1).
const CATEGORIES: [(&str, &str); 7] =
    [("L", "ultmo"), ("M", "nce"), ("N", "dlo"), ("P", "cdseifo"), ("Z", "slp"), ("S", "mcko"), ("C", "cofn")];

/// A character that stands for itself.
pub(super) fn literal(out: &mut String, char: char) {
    if char.is_ascii_alphanumeric() {
        out.push(char);
    } else {
        write!(out, r"\x{{{:X}}}", u32::from(char)).expect("a string takes everything");
    }
}

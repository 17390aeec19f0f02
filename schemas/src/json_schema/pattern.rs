//! Regular expressions that are surely none. Which of the others an engine understands is for the engine to say.

use super::source::File;
use crate::document::NodeRef;
use crate::error::{Error, ErrorKind};

/// Refuses an expression that ECMA 262 cannot read: open groups and classes, a lone backslash, nothing to repeat.
///
/// # Errors
/// Where the expression is surely none; the error is at `node`.
pub(super) fn check(file: &File, node: NodeRef<'_>, expression: &str) -> Result<(), Error> {
    fault(expression).map_or(Ok(()), |fault| {
        Err(file.error(ErrorKind::Schema, node, format!("this is no regular expression: {fault}")))
    })
}

fn fault(expression: &str) -> Option<&'static str> {
    let (mut groups, mut in_class, mut repeatable) = (0_usize, false, false);
    let mut letters = expression.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => {
                if letters.next().is_none() {
                    return Some("it ends with a backslash");
                }
                repeatable = true;
            }
            ']' if in_class => (in_class, repeatable) = (false, true),
            _ if in_class => {}
            '[' => in_class = true,
            '(' => {
                groups += 1;
                repeatable = false;
                // `(?:`, `(?=`, `(?<name>`: the question mark repeats nothing.
                letters.next_if_eq(&'?');
            }
            ')' => {
                let Some(outer) = groups.checked_sub(1) else { return Some("a `)` closes nothing") };
                (groups, repeatable) = (outer, true);
            }
            '*' | '+' | '?' if !repeatable => return Some("there is nothing to repeat"),
            '|' | '^' => repeatable = false,
            _ => repeatable = true,
        }
    }
    match (in_class, groups) {
        (true, _) => Some("a `[` is not closed"),
        (false, 0) => None,
        (false, _) => Some("a `(` is not closed"),
    }
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn only_what_is_surely_wrong_is_refused() {
        for good in [
            "",
            "^a+$",
            "[]",
            "[^]",
            "[(*]",
            "a{,5}",
            "{",
            "]",
            "}",
            r"\(",
            r"\]",
            "(?:a|b)*?",
            "(?<name>x)",
            "^(?!-).*",
            r"^\p{L}+$",
            r"[\]]+",
            "a*?",
            "x+?",
        ] {
            assert_eq!(fault(good), None, "{good}");
        }
        for bad in ["(", ")", "[a", "*a", "a|+", r"\", "(a", "(*)", "a)"] {
            assert!(fault(bad).is_some(), "{bad}");
        }
    }
}

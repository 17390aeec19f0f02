//! Patterns in which `*` stands for any letters, or none.

/// Whether a text fits a pattern; at most the product of their lengths in steps.
#[must_use]
pub fn fits(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut at, mut seen) = (0, 0);
    // Where the last star is, and up to where it reaches.
    let mut star: Option<(usize, usize)> = None;
    while seen < text.len() {
        match pattern.get(at) {
            Some(b'*') => {
                star = Some((at, seen));
                at += 1;
            }
            Some(letter) if text.get(seen) == Some(letter) => {
                at += 1;
                seen += 1;
            }
            _ => match &mut star {
                None => return false,
                Some((from, reach)) => {
                    *reach += 1;
                    (at, seen) = (*from + 1, *reach);
                }
            },
        }
    }
    pattern.get(at..).unwrap_or_default().iter().all(|letter| *letter == b'*')
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_star_stands_for_any_letters() {
        for (pattern, text, want) in [
            ("neto/*", "neto/order", true),
            ("neto/*", "netoo/order", false),
            ("*word", "password", true),
            ("*pass*", "Xpassword", true),
            ("a*b*c", "aXbYbZc", true),
            ("a*b*c", "aXbYbZ", false),
            ("", "", true),
            ("*", "", true),
            ("", "a", false),
            ("/items/*/sku", "/items/*/sku", true),
        ] {
            assert_eq!(fits(pattern, text), want, "{pattern} {text}");
        }
    }
}

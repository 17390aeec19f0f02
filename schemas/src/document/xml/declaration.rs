//! The XML declaration: `[23] XMLDecl`.

use super::characters::{at, is_space};
use super::fault::{Checked, fault};
use crate::text::offset;

/// What an XML declaration says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::document) struct Declaration<'t> {
    /// The name of the encoding, and its offset.
    pub(in crate::document) encoding: Option<(&'t str, u32)>,
    /// Whether the document says that it needs no outside declarations.
    pub(in crate::document) standalone: bool,
}

impl Declaration<'_> {
    /// What of it bears on the reading of the text, whose encoding is behind it.
    pub(super) fn without_encoding(self) -> Declaration<'static> {
        Declaration { encoding: None, standalone: self.standalone }
    }
}

/// Reads what stands between `<?xml` and `?>`; `base` is its offset.
pub(super) fn parse(text: &str, base: u32) -> Checked<Declaration<'_>> {
    let mut declaration = Declaration::default();
    let mut seen = 0;
    let mut from = 0;
    loop {
        let spaces = text.bytes().skip(from).take_while(|&byte| is_space(byte)).count();
        let start = from + spaces;
        if start == text.len() {
            break;
        }
        let (name, value, value_at, end) = pseudo_attribute(text, start, base)?;
        let place = at(text, start, base);
        let rank = match name {
            "version" => 1,
            "encoding" => 2,
            "standalone" => 3,
            _ => return Err(fault("an XML declaration says version, encoding and standalone only", place)),
        };
        if spaces == 0 {
            return Err(fault("white space is missing in the XML declaration", place));
        }
        if seen == 0 && rank != 1 {
            return Err(
                fault("an XML declaration must begin with the version", place).help("write <?xml version=\"1.0\" …?>")
            );
        }
        if rank <= seen {
            return Err(fault(
                "the parts of an XML declaration are version, encoding, standalone, in this order",
                place,
            ));
        }
        seen = rank;
        let fits = match rank {
            1 => value
                .strip_prefix("1.")
                .is_some_and(|minor| !minor.is_empty() && minor.bytes().all(|b| b.is_ascii_digit())),
            2 => is_encoding_name(value),
            _ => matches!(value, "yes" | "no"),
        };
        if !fits {
            let message = match rank {
                1 => "the version of XML must be 1.0",
                2 => "this is no name of an encoding",
                _ => "standalone must be yes or no",
            };
            return Err(fault(message, at(text, value_at, base)));
        }
        match rank {
            1 => {}
            2 => declaration.encoding = Some((value, base.saturating_add(offset(value_at)))),
            _ => declaration.standalone = value == "yes",
        }
        from = end;
    }
    match seen {
        0 => Err(fault("an XML declaration must begin with the version", at(text, text.len(), base))
            .help("write <?xml version=\"1.0\" …?>")),
        _ => Ok(declaration),
    }
}

/// The declaration that a text begins with, where it does and is right. For finding out the encoding.
pub(in crate::document) fn leading(text: &str) -> Option<Declaration<'_>> {
    let rest = text.strip_prefix("<?xml")?;
    parse(rest.get(..rest.find("?>")?)?, offset("<?xml".len())).ok()
}

/// `name = "value"` at `from`: name, value, where the value begins, where all ends.
fn pseudo_attribute(text: &str, from: usize, base: u32) -> Checked<(&str, &str, usize, usize)> {
    let rest = text.get(from..).unwrap_or_default();
    let malformed = |local: usize, message: &'static str| fault(message, at(text, from + local, base));
    let name_end = rest.bytes().position(|byte| !byte.is_ascii_lowercase()).unwrap_or(rest.len());
    let space = |local: usize| local + rest.bytes().skip(local).take_while(|&byte| is_space(byte)).count();
    let equals = space(name_end);
    if rest.as_bytes().get(equals) != Some(&b'=') {
        return Err(malformed(equals, "an = is missing in the XML declaration"));
    }
    let open = space(equals + 1);
    let Some(&quote @ (b'"' | b'\'')) = rest.as_bytes().get(open) else {
        return Err(malformed(open, "a value in the XML declaration must stand in quotes"));
    };
    let value = rest.get(open + 1..).unwrap_or_default();
    let Some(length) = value.bytes().position(|byte| byte == quote) else {
        return Err(malformed(open, "a quote in the XML declaration is not closed"));
    };
    let (name, value) = (rest.get(..name_end).unwrap_or_default(), value.get(..length).unwrap_or_default());
    Ok((name, value, from + open + 1, from + open + 1 + length + 1))
}

/// `[81] EncName`.
pub(super) fn is_encoding_name(name: &str) -> bool {
    name.bytes().next().is_some_and(|first| first.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_declaration_holds_version_encoding_standalone_in_this_order() {
        for (text, good) in [
            (" version='1.0'", true),
            (" version = \"1.0\" ", true),
            (" version='1.1'", true),
            (" version='1.0' encoding='utf-8'", true),
            (" version='1.0' standalone='yes'", true),
            (" version='1.0'\nencoding=\"a.b_c-1\" standalone='no' ", true),
            ("", false),
            (" ", false),
            ("version='1.0'", false),
            (" encoding='utf-8'", false),
            (" version='1.0'encoding='utf-8'", false),
            (" version='1.0' standalone='no' encoding='utf-8'", false),
            (" version='1.0' version='1.0'", false),
            (" version='1.0' encoding='utf-8", false),
            (" version='1.0' encoding=utf-8", false),
            (" version='1.0' encoding='-utf'", false),
            (" version='1.0' encoding=''", false),
            (" version='1.0' standalone='YES'", false),
            (" version='2.0'", false),
            (" version='1.'", false),
            (" VERSION='1.0'", false),
            (" version='1.0' é", false),
        ] {
            assert_eq!(parse(text, 0).is_ok(), good, "{text}");
        }
    }
}

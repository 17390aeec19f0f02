//! A [`Baseline`] as the text of a `driftline.baseline.toml`: the same entries are the same text, in an order of their own,
//! so that a review sees what changed and nothing else.

use std::fmt;

use super::{Baseline, Entry};

/// What stands at the top of the file.
const HEAD: &str = "\
# Drift that was accepted on purpose: `driftline check --accept --reason TEXT [--expires DAY]` adds to it.
# An entry stands for every finding of its contract, kind and path; without an entry they count.
";

impl fmt::Display for Baseline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HEAD)?;
        for Entry { contract, kind, field, reason, expires } in self.entries() {
            f.write_str("\n[[accepted]]\n")?;
            let expires = expires.as_deref().unwrap_or_default();
            let keys = [
                ("contract", contract.as_str()),
                ("kind", kind.code()),
                ("path", field),
                ("reason", reason),
                ("expires", expires),
            ];
            for (key, value) in keys.into_iter().filter(|(_, value)| !value.is_empty()) {
                writeln!(f, "{key} = {}", Quoted(value))?;
            }
        }
        Ok(())
    }
}

/// A basic string of TOML (1.0, String).
struct Quoted<'t>(&'t str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("\"")?;
        for letter in self.0.chars() {
            match letter {
                '"' => f.write_str("\\\"")?,
                '\\' => f.write_str("\\\\")?,
                '\n' => f.write_str("\\n")?,
                letter if letter.is_control() => write!(f, "\\u{:04X}", u32::from(letter))?,
                letter => write!(f, "{letter}")?,
            }
        }
        f.write_str("\"")
    }
}

//! A record that is not in JSON, as JSON: so that one module knows envelopes, whatever they are written in.
//!
//! In go the keys and texts of a record in their order, out comes what becomes of each text. Long texts need not be told:
//! nothing hangs on what they say.

use driftline::schemas::document::{Kind, ReadOptions};
use driftline::schemas::{Document, NodeRef};
use driftline::{Value, to_json};

use super::envelope::{self, Part};

/// How long a text is that may be a word of an envelope.
const WORD: usize = 200;

/// What becomes of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// It stays.
    Kept,
    /// It is replaced.
    Value,
    /// It is a credential, of which nothing stays but how long it is.
    Credential,
}

/// A record in JSON, as it is told.
#[derive(Debug, Default)]
pub(super) struct Outline(String);

impl Outline {
    /// A dictionary or a list begins.
    pub(super) fn open(&mut self, bracket: char) {
        self.next();
        self.0.push(bracket);
    }

    /// A dictionary or a list ends.
    pub(super) fn close(&mut self, bracket: char) {
        self.0.push(bracket);
    }

    /// A key of a dictionary.
    pub(super) fn key(&mut self, key: &str) {
        self.text(key);
        self.0.push(':');
    }

    /// A text.
    pub(super) fn text(&mut self, text: &str) {
        self.next();
        let told = if text.len() > WORD { "" } else { text };
        self.0.push_str(&to_json(&Value::Text(told.to_owned())));
    }

    /// A value that is no text.
    pub(super) fn other(&mut self) {
        self.next();
        self.0.push_str("null");
    }

    fn next(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with(['{', '[', ':']) {
            self.0.push(',');
        }
    }

    /// What becomes of each text, in their order.
    pub(super) fn places(&self) -> Result<Vec<Place>, String> {
        let document = Document::read_str(&self.0, &ReadOptions::default()).map_err(|error| error.to_string())?;
        let mut places = Vec::new();
        // The next one last.
        let mut waiting = vec![(document.root(), Part::Envelope, false)];
        while let Some((node, part, is_credential)) = waiting.pop() {
            if node.kind() == Kind::String {
                places.push(match (part, is_credential) {
                    _ if part == Part::Kept => Place::Kept,
                    (_, true) => Place::Credential,
                    _ if part.keeps(node) => Place::Kept,
                    _ => Place::Value,
                });
            }
            let from = waiting.len();
            let is_dropped = |child: NodeRef<'_>| part == Part::Headers && envelope::is_credential(child);
            let children =
                node.children().map(|child| (child, part.of(node, child), is_credential || is_dropped(child)));
            waiting.extend(children);
            waiting.get_mut(from..).unwrap_or_default().reverse();
        }
        Ok(places)
    }
}

/// What stands for a credential.
pub(super) fn credential(text: &str) -> String {
    text.chars().map(|letter| if letter.is_whitespace() { letter } else { 'x' }).collect()
}

#[cfg(test)]
mod tests {
    use super::{Outline, Place};

    #[test]
    fn envelopes_are_known_whatever_they_are_written_in() {
        let mut outline = Outline::default();
        outline.open('{');
        outline.key("headers");
        outline.open('[');
        for (name, value) in [("Accept", "text/xml"), ("Cookie", "gzip"), ("Referer", "Jane")] {
            outline.open('[');
            outline.text(name);
            outline.text(value);
            outline.close(']');
        }
        outline.close(']');
        outline.key("port");
        outline.other();
        outline.key("body");
        outline.text("gzip");
        outline.close('}');
        use Place::{Credential, Kept, Value};
        assert_eq!(outline.places().unwrap(), [Kept, Kept, Kept, Credential, Kept, Value, Value]);
    }
}

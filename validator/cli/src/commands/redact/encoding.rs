//! From text back to the bytes of the encoding it was read from.

use driftline::schemas::Document;

/// How the bytes of a document are made of its text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Encoding {
    has_mark: bool,
    form: Form,
}

#[derive(Debug, Clone, Copy)]
enum Form {
    Utf8,
    Utf16(fn(u16) -> [u8; 2]),
    Latin1,
}

const FORMS: [Form; 4] = [Form::Utf8, Form::Utf16(u16::to_le_bytes), Form::Utf16(u16::to_be_bytes), Form::Latin1];

impl Encoding {
    /// The encoding that makes these bytes of the document's text, if there is one.
    pub(super) fn of(document: &Document<'_>, bytes: &[u8]) -> Option<Self> {
        let encodings = FORMS.into_iter().flat_map(|form| [false, true].map(|has_mark| Self { has_mark, form }));
        encodings.into_iter().find(|encoding| encoding.encode(document.text()) == bytes)
    }

    pub(super) fn encode(self, text: &str) -> Vec<u8> {
        let letters = self.has_mark.then_some('\u{FEFF}').into_iter().chain(text.chars());
        match self.form {
            Form::Utf8 => letters.collect::<String>().into_bytes(),
            Form::Utf16(bytes) => letters.collect::<String>().encode_utf16().flat_map(bytes).collect(),
            Form::Latin1 => letters.map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?')).collect(),
        }
    }
}

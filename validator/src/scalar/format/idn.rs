//! Labels of any script (IDNA 2008): RFC 5892's characters and contexts, RFC 5893's order of writing.
//!
//! Reasonable, not exact. Not checked: that a label is in normalization form C, and each character's stability under case
//! folding and compatibility (the blocks of compatibility characters are refused as a whole). Joining types and directions
//! are taken from scripts and blocks.

use std::borrow::Cow;
use std::sync::LazyLock;

use driftline_schemas::model::Pattern;

use super::punycode::{decode, encode};
use crate::scalar::pattern::Matcher;

const PREFIX: &str = "xn--";

/// What the characters of a label are asked, as ECMA 262 writes it.
struct Rules {
    /// Only letters in lower case or without case, marks, digits, and those with a rule of their own (RFC 5892, 2).
    valid: Matcher,
    /// The exceptions and compatibility blocks among them that are not allowed, and a mark at the beginning.
    disallowed: Matcher,
    /// A sign for which the neighbour that its context asks for is missing (RFC 5892, appendix A).
    out_of_context: Matcher,
    /// A katakana middle dot needs one of these anywhere.
    japanese: Matcher,
    /// What may stand before and after a zero width non-joiner.
    before_non_joiner: Matcher,
    virama_before: Matcher,
    after_non_joiner: Matcher,
}

/// The signs that suppress a vowel: canonical combining class 9.
const VIRAMA: &str = r"\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D3B\u0D3C\u0D4D\u0DCA\u0E3A\u0EBA\u0F84\u1039\u103A\u1714\u1715\u1734\u17D2\u1A60\u1B44\u1BAA\u1BAB\u1BF2\u1BF3\u2D7F\uA806\uA82C\uA8C4\uA953\uA9C0\uAAF6\uABED\u{10A3F}\u{11046}\u{11070}\u{1107F}\u{110B9}\u{11133}\u{11134}\u{111C0}\u{11235}\u{112EA}\u{1134D}\u{11442}\u{114C2}\u{115BF}\u{1163F}\u{116B6}\u{1172B}\u{11839}\u{1193D}\u{1193E}\u{119E0}\u{11A34}\u{11A47}\u{11A99}\u{11C3F}\u{11D44}\u{11D45}\u{11D97}";
/// Letters that join on both sides.
const DUAL_JOINING: &str = r"\u0620\u0626\u0628\u062A-\u062E\u0633-\u063F\u0641-\u0647\u0649\u064A\u066E\u066F\u0678-\u0687\u069A-\u06BF\u06C1\u06C2\u06CC\u06CE\u06D0\u06D1\u06FA-\u06FC\u06FF\p{Script=Syriac}\p{Script=Nko}\p{Script=Mandaic}\p{Script=Mongolian}\p{Script=Phags_Pa}";

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let matcher = |pattern: &str| Matcher::new(&Pattern::Ecma(pattern.into())).expect("the patterns here are good");
    let virama = VIRAMA;
    Rules {
        valid: matcher(
            r"^[\-\p{Ll}\p{Lo}\p{Lm}\p{Mn}\p{Mc}\p{Nd}\u00B7\u0375\u05F3\u05F4\u06FD\u06FE\u0F0B\u200C\u200D\u3007\u30FB]+$",
        ),
        disallowed: matcher(
            r"^\p{M}|[\u0640\u07FA\u302E\u302F\u3031-\u3035\u303B\u02B0-\u02B8\u1100-\u11FF\u1D2C-\u1D6A\u2100-\u214D\u3131-\u318E\uA960-\uA97C\uD7B0-\uD7FB\uF900-\uFA0D\uFB00-\uFDFF\uFE70-\uFEFC\uFF00-\uFFEF\u{1D400}-\u{1D7FF}\u{2F800}-\u{2FA1F}]",
        ),
        out_of_context: matcher(&format!(
            r"(?:^|[^l])\u00B7|\u00B7(?:[^l]|$)|\u0375(?:\P{{Script=Greek}}|$)|(?:^|\P{{Script=Hebrew}})[\u05F3\u05F4]|(?:^|[^{virama}])\u200D|[\u0660-\u0669].*[\u06F0-\u06F9]|[\u06F0-\u06F9].*[\u0660-\u0669]"
        )),
        japanese: matcher(r"[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]"),
        before_non_joiner: matcher(&format!(r"[{DUAL_JOINING}]\p{{Mn}}*$")),
        virama_before: matcher(&format!("[{virama}]$")),
        after_non_joiner: matcher(&format!(r"^\p{{Mn}}*[\p{{Script=Arabic}}{DUAL_JOINING}]")),
    }
});

/// A label in Unicode: decoded, if it is an A-label; `None` for one that stands for no U-label (RFC 5890, 2.3.2.1).
pub(super) fn unicode(label: &str) -> Option<Cow<'_, str>> {
    let is_encoded = label.get(..PREFIX.len()).is_some_and(|prefix| prefix.eq_ignore_ascii_case(PREFIX));
    if !is_encoded {
        return Some(Cow::Borrowed(label));
    }
    let encoded = &label[PREFIX.len()..];
    let decoded = decode(encoded).filter(|decoded| !decoded.is_ascii() && is_u_label(decoded))?;
    // Of several encodings one is right.
    let is_canonical = encode(&decoded).is_some_and(|again| again.eq_ignore_ascii_case(encoded));
    is_canonical.then_some(Cow::Owned(decoded))
}

/// How many octets a label that is not ASCII has as an A-label; `None` if it is no U-label.
pub(super) fn encoded_length(label: &str) -> Option<usize> {
    is_u_label(label).then(|| encode(label))?.map(|encoded| PREFIX.len() + encoded.len())
}

/// RFC 5891, 4.2.
fn is_u_label(label: &str) -> bool {
    let has_hyphens = label.chars().skip(2).take(2).eq("--".chars()) || label.starts_with('-') || label.ends_with('-');
    let rules = &*RULES;
    let mut parts = label.split('\u{200C}');
    let mut before = parts.next().unwrap_or_default();
    let joins = parts.all(|after| {
        let is_joined = rules.before_non_joiner.matches(before) && rules.after_non_joiner.matches(after);
        let is_good = is_joined || rules.virama_before.matches(before);
        before = after;
        is_good
    });
    !has_hyphens
        && joins
        && rules.valid.matches(label)
        && !rules.disallowed.matches(label)
        && !rules.out_of_context.matches(label)
        && (!label.contains('\u{30FB}') || rules.japanese.matches(label))
}

/// Whether it has a character that is written from right to left (RFC 5893, 1.4).
pub(super) fn has_right_to_left(label: &str) -> bool {
    label.chars().any(|char| is_right_to_left(char) || is_arabic_digit(char))
}

fn is_right_to_left(char: char) -> bool {
    let is_in_block = matches!(u32::from(char), 0x590..=0x8FF | 0x1_0800..=0x1_0FFF | 0x1_E800..=0x1_EFFF);
    is_in_block && !is_arabic_digit(char) && !is_european_digit(char)
}

fn is_arabic_digit(char: char) -> bool {
    matches!(char, '\u{660}'..='\u{669}')
}

fn is_european_digit(char: char) -> bool {
    matches!(char, '0'..='9' | '\u{6F0}'..='\u{6F9}')
}

/// RFC 5893, 2. Marks count as the letters of their block, since no label begins with one.
pub(super) fn keeps_bidi_rule(label: &str) -> bool {
    let (Some(first), Some(last)) = (label.chars().next(), label.chars().next_back()) else { return false };
    let has = |is_one: fn(char) -> bool| label.chars().any(is_one);
    if is_right_to_left(first) {
        let is_neutral = |char: char| char == '-' || matches!(char, '\u{200C}' | '\u{200D}' | '\u{300}'..='\u{36F}');
        let is_allowed =
            |char| is_right_to_left(char) || is_arabic_digit(char) || is_european_digit(char) || is_neutral(char);
        return label.chars().all(is_allowed) && last != '-' && !(has(is_arabic_digit) && has(is_european_digit));
    }
    let is_left_to_right = !is_arabic_digit(first) && !is_european_digit(first) && first != '-';
    is_left_to_right && !has_right_to_left(label) && last != '-'
}

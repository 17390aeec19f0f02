//! Names of hosts (RFC 1123, 2.1; RFC 5890, 2.3).

use super::idn;

/// How many octets a name has at most, without the dot of the root (RFC 1035, 2.3.4).
const LONGEST_NAME: usize = 253;
/// How many octets a label has at most.
const LONGEST_LABEL: usize = 63;

/// Letters, digits and hyphens; labels that begin with `xn--` are decoded and held to the rules of what they stand for.
pub(super) fn is_hostname(text: &str) -> bool {
    text.is_ascii() && is_name(text, text.split('.'))
}

/// Labels of any script; one of four full stops between them (RFC 3490, 3.1).
pub(super) fn is_idn_hostname(text: &str) -> bool {
    is_name(text, text.split(['.', '\u{3002}', '\u{FF0E}', '\u{FF61}']))
}

fn is_name<'a>(text: &str, labels: impl Iterator<Item = &'a str> + Clone) -> bool {
    // Before anything is looked at closely; each label of a name beyond ASCII gets no shorter by being encoded.
    let mut length = labels.clone().count() - 1;
    if text.chars().count() > LONGEST_NAME {
        return false;
    }
    let mut is_bidirectional = false;
    for label in labels.clone() {
        match encoded_length(label) {
            Some(octets) if octets <= LONGEST_LABEL => length += octets,
            Some(_) | None => return false,
        }
        is_bidirectional |= idn::unicode(label).is_some_and(|label| idn::has_right_to_left(&label));
    }
    // The rule of RFC 5893 is for every label of a name that has one written from right to left.
    let is_in_order = |label| idn::unicode(label).is_some_and(|label| idn::keeps_bidi_rule(&label));
    length <= LONGEST_NAME && (!is_bidirectional || labels.into_iter().all(is_in_order))
}

/// How many octets a label has in its ASCII form; `None` if it is no label.
fn encoded_length(label: &str) -> Option<usize> {
    let has_edge = label.starts_with('-') || label.ends_with('-');
    if label.is_empty() || has_edge {
        return None;
    }
    if !label.is_ascii() {
        return idn::encoded_length(label);
    }
    let is_label = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    (is_label && idn::unicode(label).is_some()).then_some(label.len())
}

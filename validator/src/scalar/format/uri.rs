//! URIs (RFC 3986) and IRIs (RFC 3987), whole and relative.

use std::net::Ipv6Addr;

/// Which characters stand for themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Charset {
    /// Those of RFC 3986.
    Ascii,
    /// Those beyond ASCII too.
    Unicode,
}

/// One that begins with a scheme.
pub(super) fn is_uri(text: &str, charset: Charset) -> bool {
    matches!(split_scheme(text), Some((Some(_), rest)) if is_hierarchical(rest, charset))
}

/// One with or without a scheme.
pub(super) fn is_reference(text: &str, charset: Charset) -> bool {
    matches!(split_scheme(text), Some((_, rest)) if is_hierarchical(rest, charset))
}

/// The scheme, if there is one, and what follows it; `None` for a colon in the first segment that ends no scheme.
fn split_scheme(text: &str) -> Option<(Option<&str>, &str)> {
    match text.find([':', '/', '?', '#']) {
        Some(at) if text[at..].starts_with(':') => {
            let scheme = &text[..at];
            let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
            let is_scheme = scheme.starts_with(|char: char| char.is_ascii_alphabetic()) && scheme.bytes().all(is_part);
            is_scheme.then_some((Some(scheme), &text[at + 1..]))
        }
        _ => Some((None, text)),
    }
}

/// What follows a scheme: authority, path, query and fragment.
fn is_hierarchical(text: &str, charset: Charset) -> bool {
    let (text, fragment) = text.split_once('#').unwrap_or((text, ""));
    let (text, query) = text.split_once('?').unwrap_or((text, ""));
    let (authority, path) = match text.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find('/').unwrap_or(rest.len())),
        None => ("", text),
    };
    let is_query =
        |char| is_path_char(char, charset) || char == '?' || (is_private(char) && charset == Charset::Unicode);
    is_authority(authority, charset)
        && is_encoded(path, |char| is_path_char(char, charset))
        && is_encoded(query, is_query)
        && is_encoded(fragment, |char| is_path_char(char, charset) || char == '?')
}

fn is_authority(text: &str, charset: Charset) -> bool {
    let (user, host_and_port) = text.split_once('@').unwrap_or(("", text));
    let after_literal = host_and_port.find(']').map_or(0, |at| at + 1);
    let port_at = host_and_port[after_literal..].find(':').map(|at| after_literal + at);
    let (host, port) = host_and_port.split_at(port_at.unwrap_or(host_and_port.len()));
    let is_host = match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        Some(literal) => is_ip_literal(literal),
        None => is_encoded(host, |char| is_name_char(char, charset)),
    };
    is_host
        && is_encoded(user, |char| is_name_char(char, charset) || char == ':')
        && port.bytes().skip(1).all(|byte| byte.is_ascii_digit())
}

/// `IP-literal`, without its brackets: an address, or one of a version to come.
fn is_ip_literal(text: &str) -> bool {
    match text.strip_prefix(['v', 'V']).and_then(|future| future.split_once('.')) {
        Some((version, address)) => {
            let is_address = |char| is_name_char(char, Charset::Ascii) || char == ':';
            let is_version = !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_hexdigit());
            is_version && !address.is_empty() && address.chars().all(is_address)
        }
        None => text.parse::<Ipv6Addr>().is_ok(),
    }
}

/// Whether each character is allowed, or is an octet as `%` and two digits.
pub(super) fn is_encoded(text: &str, is_allowed: impl Fn(char) -> bool) -> bool {
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        let is_digit = |char: Option<char>| char.is_some_and(|char| char.is_ascii_hexdigit());
        let is_good = if char == '%' { is_digit(chars.next()) && is_digit(chars.next()) } else { is_allowed(char) };
        if !is_good {
            return false;
        }
    }
    true
}

/// `unreserved` and `sub-delims`: what a registered name is made of.
fn is_name_char(char: char, charset: Charset) -> bool {
    char.is_ascii_alphanumeric()
        || matches!(char, '-' | '.' | '_' | '~' | '!' | '$' | '&' | '\'' | '(' | ')' | '*' | '+' | ',' | ';' | '=')
        || (charset == Charset::Unicode && is_universal(char))
}

/// `pchar` and the slash between segments.
fn is_path_char(char: char, charset: Charset) -> bool {
    is_name_char(char, charset) || matches!(char, ':' | '@' | '/')
}

/// `ucschar` (RFC 3987, 2.2): beyond ASCII, no control, no noncharacter, not for private use.
pub(super) fn is_universal(char: char) -> bool {
    let code = u32::from(char);
    let is_first_plane = matches!(code, 0xA0..=0xD7FF | 0xF900..=0xFDCF | 0xFDF0..=0xFFEF);
    let is_later_plane = matches!(code, 0x1_0000..=0xD_FFFF | 0xE_1000..=0xE_FFFF) && code & 0xFFFF < 0xFFFE;
    is_first_plane || is_later_plane
}

/// `iprivate` (RFC 3987, 2.2).
pub(super) fn is_private(char: char) -> bool {
    matches!(u32::from(char), 0xE000..=0xF8FF | 0xF_0000..=0xF_FFFD | 0x10_0000..=0x10_FFFD)
}

//! Mail addresses (RFC 5321, 4.1.2; RFC 6531, 3.3).

use std::net::{Ipv4Addr, Ipv6Addr};

use super::host::{is_hostname, is_idn_hostname};

/// `Mailbox` of RFC 5321.
pub(super) fn is_email(text: &str) -> bool {
    text.is_ascii() && is_mailbox(text, is_hostname)
}

/// The same with characters beyond ASCII in both parts.
pub(super) fn is_idn_email(text: &str) -> bool {
    is_mailbox(text, is_idn_hostname)
}

fn is_mailbox(text: &str, is_domain: fn(&str) -> bool) -> bool {
    // A quoted local part may have an `@`, a domain may not.
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let is_host = match domain.strip_prefix('[').and_then(|domain| domain.strip_suffix(']')) {
        Some(literal) => match literal.strip_prefix("IPv6:") {
            Some(address) => address.parse::<Ipv6Addr>().is_ok(),
            None => literal.parse::<Ipv4Addr>().is_ok(),
        },
        None => is_domain(domain),
    };
    // 4.5.3.1.1
    is_host && local.len() <= 64 && is_local_part(local)
}

fn is_local_part(text: &str) -> bool {
    match text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
        Some(quoted) => is_quoted(quoted),
        None => text.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atom_char)),
    }
}

/// What stands between the quotes: printable characters, of which `"` and `\` need a `\` before them.
fn is_quoted(text: &str) -> bool {
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        let is_good = match char {
            '"' => false,
            '\\' => chars.next().is_some_and(|char| matches!(char, ' '..='~')),
            char => matches!(char, ' '..='~') || !char.is_ascii(),
        };
        if !is_good {
            return false;
        }
    }
    true
}

fn is_atom_char(char: char) -> bool {
    char.is_ascii_alphanumeric() || !char.is_ascii() || "!#$%&'*+-/=?^_`{|}~".contains(char)
}

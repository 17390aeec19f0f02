//! The formats of strings (JSON Schema validation, 7.3), checked by hand after their specifications.

mod host;
mod idn;
mod mail;
mod pointer;
mod punycode;
mod template;
mod time;
mod uri;

use std::net::{Ipv4Addr, Ipv6Addr};

use driftline_schemas::model::Format;

use super::pattern::is_ecma_regex;

/// Whether a text is in a format. A format of an unknown name asserts nothing.
pub(crate) fn matches(format: &Format, text: &str) -> bool {
    match format {
        Format::DateTime => time::is_date_time(text),
        Format::Date => time::is_date(text),
        Format::Time => time::is_time(text),
        Format::Duration => time::is_duration(text),
        Format::DateTimeLocal => time::is_date_time_local(text, b"Tt"),
        Format::DateTimeSpace => time::is_date_time_local(text, b" "),
        Format::TimeLocal => time::is_time_local(text),
        Format::Email => mail::is_email(text),
        Format::IdnEmail => mail::is_idn_email(text),
        Format::Hostname => host::is_hostname(text),
        Format::IdnHostname => host::is_idn_hostname(text),
        // The standard library reads dotted decimals without leading zeros, and RFC 4291's addresses without a zone.
        Format::Ipv4 => text.parse::<Ipv4Addr>().is_ok(),
        Format::Ipv6 => text.parse::<Ipv6Addr>().is_ok(),
        Format::Uri => uri::is_uri(text, uri::Charset::Ascii),
        Format::UriReference => uri::is_reference(text, uri::Charset::Ascii),
        Format::Iri => uri::is_uri(text, uri::Charset::Unicode),
        Format::IriReference => uri::is_reference(text, uri::Charset::Unicode),
        Format::UriTemplate => template::is_uri_template(text),
        Format::Uuid => is_uuid(text),
        Format::JsonPointer => pointer::is_json_pointer(text),
        Format::RelativeJsonPointer => pointer::is_relative_json_pointer(text),
        Format::Regex => is_ecma_regex(text),
        Format::Other(_) => true,
    }
}

/// Hexadecimal digits in groups of 8, 4, 4, 4 and 12 (RFC 4122, 3), of any version and variant.
fn is_uuid(text: &str) -> bool {
    let has_form = text.bytes().enumerate().all(|(at, byte)| match at {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    });
    text.len() == 36 && has_form
}

#[cfg(test)]
mod tests;

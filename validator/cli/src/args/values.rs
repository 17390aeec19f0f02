//! Values of arguments: from their text, or what to say of it.

use driftline::schemas::model::Draft;
use driftline::{civil, millionths};

/// A share of the payloads: `0.1%`.
pub(super) fn share(text: &str) -> Result<u32, String> {
    millionths(text).ok_or_else(|| "a share is a number with a percent sign, up to 100%: 0.1%".to_owned())
}

/// A day: `2027-01-31`.
pub(super) fn day(text: &str) -> Result<String, String> {
    let is_day = text.len() == 10 && civil::Date::new(text).is_ok();
    is_day.then(|| text.to_owned()).ok_or_else(|| "a day is written as 2027-01-31".to_owned())
}

/// The draft of a JSON Schema by its name.
pub(super) fn draft(name: &str) -> Result<Draft, String> {
    let names = || Draft::NAMES.into_iter().map(|(name, _)| name);
    Draft::from_name(name).ok_or_else(|| format!("the drafts are {}", names().collect::<Vec<_>>().join(", ")))
}

/// A number of bytes: `64M`.
pub(super) fn size(text: &str) -> Result<usize, String> {
    let digits = text.trim_end_matches(|letter: char| !letter.is_ascii_digit());
    let shift = match text.get(digits.len()..).unwrap_or_default().to_ascii_lowercase().as_str() {
        "" | "b" => 0,
        "k" | "kib" => 10,
        "m" | "mib" => 20,
        "g" | "gib" => 30,
        unit => return Err(format!("`{unit}` is no unit: write K, M or G")),
    };
    let bytes = digits.parse::<usize>().ok().and_then(|number| number.checked_mul(1 << shift));
    bytes.filter(|bytes| *bytes > 0).ok_or_else(|| "a size is a number above 0, with K, M or G behind it".to_owned())
}

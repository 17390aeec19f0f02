//! What a terminal shows: whether there is one, how wide it is, and whether colours are seen.

use std::env;
use std::io::{self, IsTerminal};

use driftline::report::Look;

/// Columns where nobody says how wide the terminal is.
const WIDTH: usize = 100;

/// What the reader of standard output sees: colours on a terminal without `NO_COLOR` (no-color.org), lines as wide as
/// `COLUMNS` says or else the terminal itself; nothing of both where there is no terminal.
#[must_use]
pub fn look() -> Look {
    let output = io::stdout();
    if !output.is_terminal() {
        return Look::default();
    }
    let asked = terminal_size::terminal_size_of(output).map(|(terminal_size::Width(columns), _)| columns);
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    Look { width: Some(width(env::var("COLUMNS").ok().as_deref(), asked)), colour: !is_set("NO_COLOR") && !is_dumb() }
}

/// Whether standard error is a terminal that can show how far the work has come.
#[must_use]
pub fn shows_progress() -> bool {
    io::stderr().is_terminal() && !is_dumb()
}

/// The columns of a terminal: what is set goes before what the terminal says, which is nothing where it does not know.
fn width(set: Option<&str>, asked: Option<u16>) -> usize {
    let set = set.and_then(|columns| columns.trim().parse().ok());
    set.or(asked.map(usize::from)).filter(|columns| *columns > 0).unwrap_or(WIDTH)
}

/// Whether the terminal cannot move its cursor.
fn is_dumb() -> bool {
    env::var_os("TERM").is_some_and(|value| value == "dumb")
}

#[cfg(test)]
mod tests {
    use super::width;

    #[test]
    fn what_is_set_goes_before_what_the_terminal_says() {
        for (set, asked, want) in [
            (Some("72"), Some(120), 72),
            (None, Some(120), 120),
            (Some("wide"), Some(120), 120),
            (Some("0"), None, 100),
            (None, Some(0), 100),
            (None, None, 100),
        ] {
            assert_eq!(width(set, asked), want, "{set:?} {asked:?}");
        }
    }
}

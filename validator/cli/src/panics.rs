//! What is said of a fault of our own.
//!
//! The message of a panic may quote what it stumbled over, and that may be a payload: only its place in our code is told.

use std::io::{self, Write};
use std::panic::{self, PanicHookInfo};

/// From now on a panic says where it was and what to do, and nothing of what was at hand.
pub fn quiet_panics() {
    panic::set_hook(Box::new(|info| {
        // Where standard error is closed, the exit code is all that can be said.
        let _ = io::stderr().lock().write_all(told(info).as_bytes());
    }));
}

fn told(info: &PanicHookInfo<'_>) -> String {
    let place = info.location().map(|place| format!(" at {}:{}:{}", place.file(), place.line(), place.column()));
    let version = env!("CARGO_PKG_VERSION");
    format!(
        "error: driftline {version} has a fault{}; nothing of what was read is told here\n  = help: report the place at {}\n",
        place.unwrap_or_default(),
        env!("CARGO_PKG_REPOSITORY"),
    )
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::{panic, told};

    #[test]
    fn a_panic_tells_its_place_and_not_its_message() {
        let said = Arc::new(Mutex::new(String::new()));
        let into = Arc::clone(&said);
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| into.lock().unwrap().push_str(&told(info))));
        let text = "Zoë Johnson";
        // The message of this one quotes the text.
        let cut = panic::catch_unwind(|| text.get(..3).map(str::len).unwrap_or_else(|| panic!("inside {text}")));
        panic::set_hook(before);
        let said = said.lock().unwrap();
        assert!(cut.is_err() && said.contains("panics.rs:") && !said.contains("Johnson"), "{said}");
    }
}

//! Ctrl-C: the first one asks long work to end with what is known by then, the second ends the process.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

/// Sets `stop` when the process is asked to end, and ends it when it is asked again.
pub fn stop_on_signals(stop: &Arc<AtomicBool>) {
    for signal in [SIGINT, SIGTERM] {
        // In this order: what ends the process looks at the flag before the other sets it. Where signals cannot be had, the
        // process ends at the first one, as ever.
        let _ = flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(stop))
            .and_then(|_| flag::register(signal, Arc::clone(stop)));
    }
}

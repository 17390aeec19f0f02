//! The command `driftline`.

fn main() {}

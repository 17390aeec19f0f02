//! Code of another generation says what to do; a type without a root element cannot be a document.

use driftline::Payload;

driftline::generation!(1);
driftline::generation!(2);

#[derive(Payload)]
struct Rootless {
    name: String,
}

fn main() {
    driftline::to_xml(&Rootless { name: String::new() });
}

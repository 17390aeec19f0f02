//! Attributes on types that they do not belong on.

use driftline::Payload;

#[derive(Payload)]
struct Tuple(String, String);

#[derive(Payload)]
enum Bare {
    A,
}

#[derive(Payload)]
union Bits {
    a: u32,
}

#[derive(Payload)]
struct Borrowed<'a> {
    name: &'a str,
}

#[derive(Payload)]
#[payload(values)]
struct NoEnum {
    name: String,
}

#[derive(Payload)]
#[payload(transparent, scalar)]
struct Both(String);

#[derive(Payload)]
#[payload(transparent, lenient)]
struct LenientNewtype(String);

#[derive(Payload)]
#[payload(json_root = "wrap")]
struct Rootless {
    name: String,
}

#[derive(Payload)]
#[payload(rot = "Event")]
struct Misspelt {
    name: String,
}

#[derive(Payload)]
#[payload(root = "a", root = "b")]
struct Twice {
    name: String,
}

#[derive(Payload)]
#[payload(max_length = 3)]
struct Faceted {
    name: String,
}

fn main() {
    // An impl stands in for each, so that only the mistakes are told.
    let _ = driftline::from_str::<Tuple>("");
    let _ = driftline::from_str::<Misspelt>("").map(|value| driftline::to_xml(&value));
}

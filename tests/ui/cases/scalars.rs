//! Facets that say nothing, or of what has none.

use driftline::Payload;

#[derive(Payload)]
#[payload(scalar, max_length = "3")]
struct Quoted(String);

#[derive(Payload)]
#[payload(scalar, max_length = 3, max_length = 4)]
struct Twice(String);

#[derive(Payload)]
#[payload(scalar, white_space = "trim")]
struct Spaces(String);

#[derive(Payload)]
#[payload(scalar)]
struct Inner(#[payload(name = "x")] String);

fn main() {}

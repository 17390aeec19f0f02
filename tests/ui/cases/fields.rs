//! Attributes of fields that exclude each other.

use driftline::{Constant, Payload, Rest};

#[derive(Payload)]
struct Fields {
    #[payload(attribute, text)]
    both: String,
    #[payload(rest, name = "x")]
    rest: Rest,
    #[payload(rest)]
    more: Rest,
    #[payload(name = "both")]
    again: String,
    #[payload(name = "same")]
    one: String,
    #[payload(name = "same")]
    other: String,
    #[payload(name = "same", attribute)]
    no_fault: String,
}

#[derive(Payload)]
struct Words {
    #[payload(constant = 1u8)]
    constant: Constant,
    #[payload(default)]
    unheard_of: String,
    #[payload(name = 5)]
    number: String,
}

fn main() {}

//! Enumerations and unions that could not be told apart.

use driftline::{Payload, Unknown, Value};

#[derive(Payload)]
#[payload(values)]
enum Values {
    #[payload(value = "a")]
    A,
    #[payload(value = "a")]
    Again,
    #[payload(value = 1)]
    OfAnotherKind,
    Nameless,
    #[payload(unknown)]
    Unknown(Unknown<Self>),
    #[payload(unknown)]
    More(Unknown<Self>),
}

#[derive(Payload)]
#[payload(values)]
enum Booleans {
    #[payload(value = true)]
    True,
    #[payload(unknown)]
    Unknown(Unknown<Self>),
}

#[derive(Payload)]
#[payload(values)]
enum Holding {
    #[payload(value = "a")]
    A(String),
}

#[derive(Payload)]
#[payload(tag = "kind")]
enum Tagged {
    #[payload(value = "a")]
    A(String),
    #[payload(value = "a")]
    B(String),
    C(String),
    D,
}

#[derive(Payload)]
#[payload(untagged)]
enum Untagged {
    #[payload(value = "a")]
    A(String),
    #[payload(unknown)]
    Unknown(Value),
}

fn main() {}

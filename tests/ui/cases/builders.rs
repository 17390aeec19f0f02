//! Builders that cannot be derived.

use driftline::Builder;

#[derive(Builder)]
enum Status {
    Sent,
}

#[derive(Builder)]
struct Pair(String, String);

#[derive(Builder)]
struct Any<T> {
    value: T,
}

fn main() {}

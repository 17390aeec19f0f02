//! Input never runs away: not in depth, not in time.

use std::thread;

use driftline::{Payload, Value, from_str, to_json};

#[derive(Debug, PartialEq, Payload)]
struct Node {
    name: Option<String>,
    child: Option<Box<Self>>,
    children: Option<Vec<Self>>,
    a: Option<String>,
    b: Option<String>,
    c: Option<String>,
    d: Option<String>,
    e: Option<driftline::civil::DateTime>,
    f: Option<driftline::civil::DateTime>,
    g: Option<driftline::civil::DateTime>,
}

#[derive(Debug, PartialEq, Payload)]
#[payload(untagged)]
enum Either {
    One(Box<One>),
    Other(Box<Other>),
}

#[derive(Debug, PartialEq, Payload)]
struct One {
    next: Either,
}

#[derive(Debug, PartialEq, Payload)]
struct Other {
    next: Either,
}

fn nested(open: &str, close: &str, depth: usize) -> String {
    open.repeat(depth) + "{}" + &close.repeat(depth)
}

/// Reads, writes and drops on a stack of 2 MB.
fn on_a_small_stack<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> T {
    let small = thread::Builder::new().stack_size(2 << 20).spawn(run).expect("a thread");
    small.join().expect("neither a panic nor an overflow")
}

#[test]
fn types_are_read_to_a_depth_and_no_deeper() {
    on_a_small_stack(|| {
        let deep = nested(r#"{"child":"#, "}", 128);
        assert_eq!(to_json(&from_str::<Node>(&deep).unwrap()), deep);
        let lists = nested(r#"{"children":["#, "]}", 64);
        assert_eq!(to_json(&from_str::<Node>(&lists).unwrap()), lists);
        let values = nested("[", "]", 128);
        assert_eq!(to_json(&from_str::<Value>(&values).unwrap()), values);
        for text in [nested(r#"{"child":"#, "}", 129), nested(r#"{"child":"#, "}", 400)] {
            let error = from_str::<Node>(&text).unwrap_err();
            assert!(error.to_string().ends_with("nested too deep"), "{error}");
        }
    });
}

#[test]
fn unions_within_unions_end_in_an_error() {
    let error = on_a_small_stack(|| from_str::<Either>(&nested(r#"{"next":"#, "}", 60)).unwrap_err());
    assert!(error.to_string().ends_with("too many unions within unions"), "{error}");
}

#[test]
fn what_is_not_declared_costs_no_more_than_it_is_long() {
    use std::fmt::Write as _;
    let mut text = String::from("{");
    for at in 0..200_000 {
        let _ = write!(text, "\"key{at}\":{at},");
    }
    text.push_str("\"name\":\"x\"}");
    let node: Node = from_str(&text).unwrap();
    assert_eq!(node.name.as_deref(), Some("x"));
    let value: Value = from_str(&text).unwrap();
    assert_eq!(to_json(&value), text);
    let error = from_str::<Vec<Either>>(&format!("[{}1]", r#"{"next":1},"#.repeat(20_000))).unwrap_err();
    assert_eq!(error.position().line, 1);
}

//! Records with more fields than one function reads.

use driftline::{Payload, Rest, from_str, to_json};

#[derive(Debug, PartialEq, Payload)]
struct Wide {
    n01: u8,
    n02: u8,
    n03: u8,
    n04: u8,
    n05: u8,
    n06: u8,
    n07: u8,
    n08: u8,
    n09: u8,
    n10: u8,
    n11: u8,
    n12: u8,
    n13: u8,
    n14: u8,
    n15: u8,
    n16: u8,
    n17: Option<Box<Self>>,
    n18: String,
    #[payload(rest)]
    rest: Rest,
}

fn numbers() -> String {
    (1..=16).map(|at| format!("\"n{at:02}\":{at},")).collect()
}

#[test]
fn a_wide_record_keeps_every_field_in_its_place() {
    let inner = format!("{{{}\"n18\":\"inner\"}}", numbers());
    let text = format!("{{{}\"n17\":{inner},\"n18\":\"outer\",\"more\":1.50}}", numbers());
    let wide: Wide = from_str(&text).unwrap();
    assert_eq!((wide.n01, wide.n16, wide.n18.as_str()), (1, 16, "outer"));
    assert_eq!(wide.n17.as_ref().map(|inner| inner.n18.as_str()), Some("inner"));
    assert_eq!(to_json(&wide), text);
}

#[test]
fn a_fault_in_a_later_part_is_at_its_field() {
    let error = from_str::<Wide>(&format!("{{{}\"n18\":18}}", numbers())).unwrap_err();
    assert_eq!((error.path(), error.to_string().contains("want text")), ("/n18", true), "{error}");
    let error = from_str::<Wide>(&format!("{{{}}}", numbers().trim_end_matches(','))).unwrap_err();
    assert_eq!(error.path(), "/n18");
}

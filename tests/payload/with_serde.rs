//! serde's derives beside ours, through the hidden re-export that generated code names.

use driftline::{Decimal, Nullable, Payload, Unknown, from_str};

#[derive(Debug, PartialEq, Payload, ::driftline::serde::Serialize, ::driftline::serde::Deserialize)]
#[serde(crate = "::driftline::serde")]
struct Line {
    #[payload(name = "Total")]
    #[serde(rename = "Total")]
    total: Decimal,
    #[payload(name = "Status")]
    #[serde(rename = "Status")]
    status: Status,
    note: Nullable<String>,
}

#[derive(Debug, PartialEq, Payload, ::driftline::serde::Serialize, ::driftline::serde::Deserialize)]
#[serde(crate = "::driftline::serde")]
#[payload(values)]
enum Status {
    #[payload(value = "On Hold")]
    #[serde(rename = "On Hold")]
    OnHold,
    #[payload(unknown)]
    #[serde(untagged)]
    Unknown(Unknown<Self>),
}

#[test]
fn a_type_is_read_by_us_and_passed_on_by_serde() {
    for (status, total) in [("On Hold", "19.990"), ("Teleported", "1e400")] {
        let line: Line = from_str(&format!(r#"{{"Total":{total},"Status":"{status}","note":null}}"#)).unwrap();
        let passed_on = serde_json::to_string(&line).unwrap();
        assert_eq!(passed_on, format!(r#"{{"Total":"{total}","Status":"{status}","note":null}}"#));
        assert_eq!(serde_json::from_str::<Line>(&passed_on).unwrap(), line);
    }
}

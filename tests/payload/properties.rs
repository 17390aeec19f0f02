//! What holds for any value.

use driftline::{Decimal, Payload, Value, from_str, to_json, to_xml};
use proptest::prelude::{Strategy, any, prop};
use proptest::{prop_assert, prop_assert_eq, proptest};

#[derive(Debug, PartialEq, Payload)]
#[payload(root = "text")]
struct Text {
    #[payload(attribute)]
    attribute: String,
    element: Vec<String>,
}

/// `scaled / 10^scale`, written out.
fn literal(scaled: i64, scale: usize) -> String {
    let digits = format!("{:0>width$}", scaled.unsigned_abs(), width = scale + 1);
    let (whole, fraction) = digits.split_at(digits.len() - scale);
    let sign = if scaled < 0 { "-" } else { "" };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// Characters that XML 1.0 can hold.
fn xml_text() -> impl Strategy<Value = String> {
    let holds = |character: &char| !matches!(character, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    prop::collection::vec(any::<char>().prop_filter("held by XML", holds), 0..12)
        .prop_map(|characters| characters.into_iter().collect())
}

fn json_value() -> impl Strategy<Value = String> {
    let leaf = proptest::prop_oneof![
        proptest::strategy::Just("null".to_owned()),
        any::<bool>().prop_map(|value| value.to_string()),
        "-?(0|[1-9][0-9]{0,20})(\\.[0-9]{1,9})?([eE][+-]?[0-9]{1,3})?",
        "[a-z&<\u{e9}\u{1f600}]{0,6}".prop_map(|text| format!("\"{text}\"")),
    ];
    leaf.prop_recursive(4, 32, 5, |inner| {
        proptest::prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(|items| format!("[{}]", items.join(","))),
            prop::collection::btree_map("[a-z]{1,4}", inner, 0..5).prop_map(|members| {
                let members: Vec<_> = members.into_iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
                format!("{{{}}}", members.join(","))
            }),
        ]
    })
}

proptest! {
    #[test]
    fn decimals_are_ordered_as_their_values(
        one in any::<i64>(), other in any::<i64>(), scale in 0_usize..9, other_scale in 0_usize..9,
    ) {
        let (one, other) = (one >> (scale * 6), other >> (other_scale * 6));
        let read = |scaled, scale| Decimal::new(&literal(scaled, scale)).unwrap();
        let value = |scaled: i64, scale: usize| i128::from(scaled) * 10_i128.pow(u32::try_from(9 - scale).unwrap());
        let want = value(one, scale).cmp(&value(other, other_scale));
        prop_assert_eq!(read(one, scale).cmp(&read(other, other_scale)), want);
        let whole = value(one, scale) % 1_000_000_000 == 0;
        prop_assert_eq!(read(one, scale).to_i64(), whole.then(|| i64::try_from(value(one, scale) / 1_000_000_000).unwrap()));
    }

    #[test]
    fn any_text_survives_xml(attribute in xml_text(), element in prop::collection::vec(xml_text(), 0..3)) {
        let text = Text { attribute, element };
        let written = to_xml(&text);
        prop_assert_eq!(from_str(&written), Ok(text), "{}", written);
    }

    #[test]
    fn any_text_survives_json(text in any::<String>()) {
        let value = Value::Text(text);
        prop_assert_eq!(from_str(&to_json(&value)), Ok(value));
    }

    #[test]
    fn any_json_is_written_as_it_was_read(text in json_value()) {
        prop_assert_eq!(to_json(&from_str::<Value>(&text).unwrap()), text);
    }

    #[test]
    fn bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        prop_assert!(driftline::from_slice::<Text>(&bytes).is_err());
    }
}

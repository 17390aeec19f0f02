//! Strict JSON: the kinds must match, and every fault is at its place.

use driftline::{Decimal, Map, Nullable, Payload, Rest, Unknown, from_str, to_json, to_json_with};

#[derive(Debug, PartialEq, Payload)]
struct Order {
    #[payload(name = "orderNo")]
    number: OrderNumber,
    #[payload(name = "type")]
    kind: OrderType,
    total: Decimal,
    note: Option<Nullable<String>>,
    items: Vec<Item>,
    #[payload(rest)]
    rest: Rest,
}

#[derive(Debug, PartialEq, Payload)]
struct Item {
    sku: String,
    #[payload(name = "itemQuantity")]
    quantity: u32,
    r#type: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Payload)]
#[payload(scalar, pattern = r"\d+-\d+", max_length = 12)]
struct OrderNumber(String);

#[derive(Debug, Clone, PartialEq, Eq, Hash, Payload)]
#[payload(values)]
enum OrderType {
    #[payload(value = "new_order")]
    New,
    #[payload(value = "order_cancellation")]
    Cancellation,
    #[payload(unknown)]
    Unknown(Unknown<Self>),
}

const ORDER: &str = r#"{"orderNo":"1000-4612","type":"new_order","total":19.990,"note":null,"items":[{"sku":"A&1","itemQuantity":2,"type":"x"}],"extra":{"b":[1e400,{"c":""}],"a":false}}"#;

#[test]
fn an_order_is_read_and_written_back_digit_by_digit() {
    let order: Order = from_str(ORDER).unwrap();
    assert_eq!(order.total.to_string(), "19.990");
    assert_eq!(order.note, Some(Nullable::Null));
    assert_eq!(&*order.number, "1000-4612");
    assert_eq!(to_json(&order), ORDER);
    assert_eq!(
        from_str::<Order>(&to_json_with(&order, driftline::WriteOptions { indent: Some(2), declaration: true })),
        Ok(order)
    );
}

#[test]
fn absent_null_and_a_value_are_three_things() {
    let note = |note: &str| {
        let text = format!(r#"{{"orderNo":"1-1","type":"new_order","total":0,{note}"items":[]}}"#);
        let order: Order = from_str(&text).unwrap();
        assert_eq!(to_json(&order), text);
        order.note
    };
    assert_eq!(note(""), None);
    assert_eq!(note(r#""note":null,"#), Some(Nullable::Null));
    assert_eq!(note(r#""note":"","#), Some(Nullable::Value(String::new())));
}

#[test]
fn every_fault_is_told_with_its_place_and_without_the_payload() {
    for (from, to, want) in [
        (r#""1000-4612""#, r#""secret""#, r"1:12 /orderNo: want a match of pattern \d+-\d+"),
        (r#""1000-4612""#, r#""1000-46121234567""#, "1:12 /orderNo: want at most 12 characters"),
        ("19.990", r#""19.990""#, "1:51 /total: got text, want a number"),
        ("19.990", "null", "1:51 /total: got null, want a number"),
        (r#""items":"#, r#""articles":"#, "1:1 /items: `items` is required and not sent"),
        (r#"[{"sku""#, r#"[{"SKU""#, "1:79 /items/0/sku: `sku` is required and not sent"),
        (r#"[{"sku""#, r#"[{},{"sku""#, "1:79 /items/0/sku: `sku` is required and not sent"),
        (":2,", ":2.5,", "1:107 /items/0/itemQuantity: want an integer"),
        (":2,", ":-2,", "1:107 /items/0/itemQuantity: want an integer of type u32"),
        (r#""x""#, "null", "1:116 /items/0/type: got null, want text"),
        (r#"[{"sku":"A&1","itemQuantity":2,"type":"x"}]"#, "{}", "1:78 /items: got an object, want an array"),
        (r#"[{"sku":"A&1","itemQuantity":2,"type":"x"}]"#, "[7]", "1:79 /items/0: got an integer, want an object"),
    ] {
        assert!(ORDER.contains(from), "{from}");
        let error = from_str::<Order>(&ORDER.replacen(from, to, 1)).unwrap_err().to_string();
        assert!(error.starts_with(want), "got  {error}\nwant {want}");
    }
}

#[test]
fn of_a_key_sent_twice_the_last_counts() {
    let order: Order = from_str(&ORDER.replacen(r#""total":19.990"#, r#""total":"x","total":1"#, 1)).unwrap();
    assert_eq!(order.total, 1.into());
}

#[test]
fn an_unknown_value_is_kept_and_written_back() {
    let text = ORDER.replacen("new_order", "order_return", 1);
    let order: Order = from_str(&text).unwrap();
    assert!(matches!(&order.kind, OrderType::Unknown(unknown) if unknown.as_str() == "order_return"));
    assert_eq!(order.kind.to_string(), "order_return");
    assert_eq!(to_json(&order), text);
}

#[test]
fn unknown_cannot_hold_what_is_known() {
    assert!(Unknown::<OrderType>::new("new_order").is_none());
    assert_eq!("new_order".parse(), Ok(OrderType::New));
    assert_eq!(OrderType::try_from("order_cancellation"), Ok(OrderType::Cancellation));
    assert_eq!(Unknown::<OrderType>::new("other").map(OrderType::Unknown), OrderType::try_from("other").ok());
}

#[derive(Debug, PartialEq, Payload)]
struct Prices {
    currency: String,
    #[payload(rest)]
    by_sku: Map<Decimal>,
}

#[test]
fn a_map_keeps_the_order_and_the_last_of_a_key() {
    let prices: Prices = from_str(r#"{"b":1.0,"currency":"AUD","a":2,"b":3.00}"#).unwrap();
    assert_eq!(prices.by_sku.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["b", "a"]);
    assert_eq!(to_json(&prices), r#"{"currency":"AUD","b":3.00,"a":2}"#);
    let error = from_str::<Prices>(r#"{"currency":"AUD","a/~":"x"}"#).unwrap_err();
    assert_eq!(error.to_string(), "1:25 /a~1~0: got text, want a number");
}

#[derive(Debug, PartialEq, Payload)]
#[payload(transparent)]
struct Orders(Vec<Item>);

#[test]
fn a_transparent_type_is_what_is_in_it() {
    let orders: Orders = from_str(r#"[{"sku":"A","itemQuantity":1}]"#).unwrap();
    assert_eq!(to_json(&orders), r#"[{"sku":"A","itemQuantity":1}]"#);
    assert_eq!(from_str::<Orders>("{}").unwrap_err().to_string(), "1:1 (the payload): got an object, want an array");
}

#[test]
fn what_is_no_document_is_told_as_such() {
    let error = from_str::<Order>("{\n  \"orderNo\" 1}").unwrap_err();
    assert!(matches!(error.kind(), driftline::ReadErrorKind::Syntax(_)));
    assert!(error.to_string().starts_with("2:13: "), "{error}");
}

//! JSON types with everything strict.

use driftline::{Constant, Decimal, Map, Nullable, Payload, Rest, Unknown, Value, from_str, to_json};

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

#[derive(Debug, PartialEq, Payload)]
#[payload(tag = "IsSuccessful")]
enum Creation {
    #[payload(value = true)]
    Success(Success),
    #[payload(value = false)]
    Failure(Failure),
    #[payload(unknown)]
    Unknown(Value),
}

#[derive(Debug, PartialEq, Payload)]
struct Success {
    #[payload(name = "IsSuccessful", constant = true)]
    is_successful: Constant,
    #[payload(name = "OrderId")]
    order_id: String,
}

#[derive(Debug, PartialEq, Payload)]
struct Failure {
    #[payload(name = "IsSuccessful", constant = true)]
    is_successful: Constant,
    #[payload(name = "ResponseCode")]
    code: i64,
}

#[derive(Debug, PartialEq, Payload)]
#[payload(untagged)]
enum IdOrObject {
    Id(String),
    Object(Box<Item>),
    Many(Vec<IdOrObject>),
}

#[derive(Debug, PartialEq, Payload)]
#[payload(transparent)]
struct Prices(Map<Decimal>);

const ORDER: &str = r#"{"orderNo":"1000-4612","type":"new_order","total":19.990,"note":null,"items":[{"sku":"A&1","itemQuantity":2,"type":"x"}],"extra":{"b":[1e400,{"c":""}],"a":false}}"#;

#[test]
fn an_order_is_read_and_written_back_digit_by_digit() {
    let order: Order = from_str(ORDER).unwrap();
    assert_eq!(order.total.to_string(), "19.990");
    assert_eq!(order.note, Some(Nullable::Null));
    assert_eq!(&*order.number, "1000-4612");
    assert_eq!(to_json(&order), ORDER);
}

//! Types as generated from an XSD: XML, and the JSON that Neto's serializer makes of the same message.

use driftline::{Decimal, Payload, Rest, Unknown, WriteOptions, civil, from_str, to_json, to_xml, to_xml_with};

#[derive(Debug, PartialEq, Payload)]
#[payload(root = "Event", lenient)]
struct Event {
    #[payload(name = "CurrentTime")]
    current_time: civil::DateTime,
    #[payload(name = "EventID")]
    event_id: u64,
    #[payload(name = "Order")]
    order: EventOrder,
}

#[derive(Debug, PartialEq, Payload)]
#[payload(lenient)]
struct EventOrder {
    #[payload(name = "OrderID")]
    order_id: String,
    #[payload(name = "OrderStatus")]
    order_status: OrderStatus,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Payload)]
#[payload(values)]
enum OrderStatus {
    #[payload(value = "Pick")]
    Pick,
    #[payload(value = "On Hold")]
    OnHold,
    #[payload(unknown)]
    Unknown(Unknown<Self>),
}

const EVENT: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<Event>
  <CurrentTime>2014-01-03 01:11:12</CurrentTime>
  <EventID>34</EventID>
  <Order>
    <OrderID>N10154</OrderID>
    <OrderStatus>Pick</OrderStatus>
  </Order>
</Event>
";

#[test]
fn an_event_is_read_and_written_back_to_the_letter() {
    let event: Event = from_str(EVENT).unwrap();
    assert_eq!((event.current_time.hour(), event.event_id), (1, 34));
    assert_eq!(event.order.order_status, OrderStatus::Pick);
    assert_eq!(to_xml_with(&event, WriteOptions { indent: Some(2), declaration: true }), EVENT);
}

#[test]
fn the_order_of_elements_is_free_and_that_of_the_schema_is_written() {
    let moved = EVENT.replacen("  <EventID>34</EventID>\n", "", 1);
    let moved = moved.replacen("</Event>", "<EventID>34</EventID></Event>", 1);
    assert_eq!(from_str::<Event>(&moved), from_str(EVENT));
}

#[test]
fn every_fault_of_xml_is_told_with_its_place() {
    for (from, to, want) in [
        ("34", "x34", "4:12 /Event/EventID: want an integer"),
        ("34", " 34\n ", ""),
        ("2014-01-03 ", "2014-02-30 ", "3:16 /Event/CurrentTime: want a date and time"),
        ("OrderID>N10154</OrderID", "ID>N10154</ID", "5:3 /Event/Order/OrderID: `OrderID` is required and not sent"),
        ("<Order>", "<EventID/><Order>", "5:3 /Event/EventID[2]: `EventID` is sent again"),
        (
            "<OrderStatus>",
            "<OrderStatus><b/>",
            "7:18 /Event/Order/OrderStatus: got an element with children, want text",
        ),
        ("Event>", "event>", "2:1 /event: want a document `Event`"),
        ("<Event>", "<Event xmlns=\"urn:neto\">", "2:1 /Event: want a document `Event`"),
    ] {
        let text = EVENT.replace(from, to);
        assert_ne!(text, EVENT, "{from}");
        let error = from_str::<Event>(&text).map_or_else(|error| error.to_string(), |_| String::new());
        assert_eq!(error, want);
    }
}

#[derive(Debug, PartialEq, Payload)]
#[payload(root = "GetOrderResponse", json_root = "either", lenient)]
struct Response {
    #[payload(name = "Order")]
    orders: Vec<Order>,
    #[payload(name = "Ack")]
    ack: Option<String>,
    #[payload(name = "Messages")]
    messages: Option<Messages>,
}

#[derive(Debug, PartialEq, Payload)]
#[payload(lenient)]
struct Order {
    #[payload(name = "OrderID")]
    id: String,
    #[payload(name = "UnitPrice")]
    price: Option<Decimal>,
    #[payload(name = "Signature")]
    signature: Option<bool>,
    #[payload(name = "DateRequired")]
    date_required: Option<civil::DateTime>,
    #[payload(name = "Instruction")]
    instruction: Option<String>,
    #[payload(name = "Note")]
    notes: Vec<String>,
    #[payload(rest)]
    rest: Rest,
}

#[derive(Debug, PartialEq, Payload)]
#[payload(lenient)]
struct Messages {
    #[payload(name = "Error")]
    errors: Vec<Error>,
}

#[derive(Debug, PartialEq, Payload)]
#[payload(lenient)]
struct Error {
    #[payload(name = "Message")]
    message: String,
}

/// What is read, written as JSON again: every leaf a string, every list an array, nothing that is absent.
#[test]
fn the_wobbles_of_one_serializer_mean_the_same() {
    const ONE: &str = r#"{"Order":[{"OrderID":"N1","UnitPrice":"5.950","Signature":"true","Note":["a"]}]}"#;
    const NONE: &str = r#"{"Order":[]}"#;
    const BARE: &str = r#"{"Order":[{"OrderID":"N1","Note":[]}]}"#;
    for (text, want) in [
        (ONE, ONE),
        (r#"{"Order":{"OrderID":"N1","UnitPrice":5.950,"Signature":"True","Note":"a"}}"#, ONE),
        (r#"{"GetOrderResponse":{"Order":{"OrderID":["N1"],"UnitPrice":["5.950"],"Signature":true,"Note":"a"}}}"#, ONE),
        (r#"{"Order":[{"OrderID":"N1","UnitPrice":" 5.950 ","Signature":1,"Note":["a"],"DateRequired":""}]}"#, ONE),
        (r#"{"Order":""}"#, NONE),
        (r#"{"Order":null,"Messages":""}"#, NONE),
        (r#"{"Messages":[]}"#, NONE),
        ("{}", NONE),
        (r#"{"Order":{"OrderID":"N1","UnitPrice":"","Signature":[],"DateRequired":null,"Note":""}}"#, BARE),
        (r#"{"Order":{"OrderID":"N1"}}"#, BARE),
        (r#"{"Messages":[{"Error":{"Message":"m"}}]}"#, r#"{"Order":[],"Messages":{"Error":[{"Message":"m"}]}}"#),
        (r#"{"Order":{"OrderID":5,"Instruction":""}}"#, r#"{"Order":[{"OrderID":"5","Instruction":"","Note":[]}]}"#),
    ] {
        match from_str::<Response>(text) {
            Ok(response) => assert_eq!(to_json(&response), want, "{text}"),
            Err(error) => panic!("{text}: {error}"),
        }
    }
}

#[test]
fn what_is_not_tolerated_is_an_error() {
    for (text, want) in [
        (r#"{"Order":{"UnitPrice":"1"}}"#, "1:10 /Order/OrderID: `OrderID` is required and not sent"),
        (r#"{"Order":{"OrderID":["a","b"]}}"#, "1:21 /Order/OrderID: got an array, want text"),
        (r#"{"Order":{"OrderID":[]}}"#, "1:21 /Order/OrderID: got an array, want text"),
        (r#"{"Order":{"OrderID":"a","UnitPrice":"free"}}"#, "1:37 /Order/UnitPrice: want a decimal number"),
        (r#"{"Order":{"OrderID":"a","UnitPrice":"free"}}"#, "1:37 /Order/UnitPrice: want a decimal number"),
        (r#"{"Order":[{"OrderID":"a"},{"OrderID":{}}]}"#, "1:38 /Order/1/OrderID: got an object, want text"),
        (r#"{"Order":"N1"}"#, "1:10 /Order: got text, want an object"),
        (r#"{"Order":[""]}"#, "1:11 /Order/0/OrderID: `OrderID` is required and not sent"),
    ] {
        assert_eq!(from_str::<Response>(text).unwrap_err().to_string(), want);
    }
}

#[test]
fn empty_elements_are_absent_where_the_type_is_not_empty() {
    let text = "<GetOrderResponse><Order><OrderID/><UnitPrice/><DateRequired></DateRequired><Instruction/></Order>\
                <Messages/><Ack>Error</Ack></GetOrderResponse>";
    let response: Response = from_str(text).unwrap();
    let order = &response.orders[0];
    assert_eq!((order.id.as_str(), &order.price, &order.date_required), ("", &None, &None));
    assert_eq!(order.instruction.as_deref(), Some(""));
    assert_eq!(response.messages, Some(Messages { errors: Vec::new() }));
    let none: Response = from_str("<GetOrderResponse><Order/></GetOrderResponse>").unwrap();
    assert_eq!(none.orders, []);
    let error = from_str::<Response>("<GetOrderResponse><Order/><Order/></GetOrderResponse>").unwrap_err();
    assert_eq!(error.to_string(), "1:19 /GetOrderResponse/Order[1]/OrderID: `OrderID` is required and not sent");
}

#[test]
fn what_is_not_declared_is_kept_in_the_rest() {
    let text = "<GetOrderResponse><Order a=\"1\"><OrderID>N1</OrderID><X><Y b=\"&amp;\">1</Y><Y/>t</X><Z/><X>2</X></Order>\
                </GetOrderResponse>";
    let response: Response = from_str(text).unwrap();
    let xml = to_xml_with(&response, WriteOptions { indent: None, declaration: false });
    assert_eq!(xml, text);
    let json = to_json(&response);
    let want = r##"{"Order":[{"OrderID":"N1","Note":[],"a":"1","X":[{"Y":[{"b":"&","#text":"1"},""],"#text":"t"},"2"],"Z":""}]}"##;
    assert_eq!(json, want);
    assert!(to_xml(&response).starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<GetOrderResponse>"));
}

//! Generated types of every vendor: each good sample is read, written in its syntax, and is still the same message.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod vendors {
    driftline::include!("ecomnow_order_notification");
    driftline::include!("ecomnow_webhook");
    driftline::include!("neto_event_2014");
    driftline::include!("neto_event_2024");
    driftline::include!("neto_get_cart");
    driftline::include!("neto_get_cart_response");
    driftline::include!("ordermesh_inbound_order");
    driftline::include!("ordermesh_merchant_notifications");
}

mod impact;
mod same;
mod validate;

use std::path::{Path, PathBuf};

use driftline::{ReadError, Root};
use vendors::{
    ecomnow_order_notification, ecomnow_webhook, neto_event_2014, neto_event_2024, neto_get_cart,
    neto_get_cart_response, ordermesh_inbound_order, ordermesh_merchant_notifications as ordermesh,
};

/// Reads a payload and writes it again in its syntax.
type Trip = fn(&[u8]) -> Result<String, ReadError>;

/// The types of each contract. Of several the one that is named as the root element of an XML sample, else the first.
const CONTRACTS: [(&str, &str, Trip); 12] = [
    ("ecomnow/order-notification", "", json::<ecomnow_order_notification::OrderNotification>),
    ("ecomnow/webhook", "", json::<ecomnow_webhook::Webhook>),
    ("neto/get-cart-request", "GetCart", either::<neto_get_cart::GetCart>),
    ("neto/get-cart-response", "GetCart", either::<neto_get_cart_response::GetCart>),
    ("neto/get-cart-response", "GetCartResponse", either::<neto_get_cart_response::GetCartResponse>),
    ("neto/order-notification@2014", "Event", either::<neto_event_2014::Event>),
    ("neto/order-notification@2024", "Event", either::<neto_event_2024::Event>),
    ("ordermesh/inbound-order", "", json::<ordermesh_inbound_order::InboundOrder>),
    ("ordermesh/order-creation", "", json::<ordermesh::OrderCreation>),
    ("ordermesh/order-update", "", json::<ordermesh::OrderUpdate>),
    ("ordermesh/shipment-created", "", json::<ordermesh::ShipmentCreated>),
    ("ordermesh/shipment-update", "", json::<ordermesh::ShipmentUpdate>),
];

fn json<T: driftline::Payload>(bytes: &[u8]) -> Result<String, ReadError> {
    driftline::from_slice::<T>(bytes).map(|value| driftline::to_json(&value))
}

fn either<T: Root>(bytes: &[u8]) -> Result<String, ReadError> {
    let value = driftline::from_slice::<T>(bytes)?;
    Ok(if bytes.first() == Some(&b'<') { driftline::to_xml(&value) } else { driftline::to_json(&value) })
}

/// Every good sample of every vendor, with the contract that claims it.
fn samples() -> Vec<(PathBuf, String)> {
    let vendors = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas/vendors");
    let mut samples = Vec::new();
    for vendor in std::fs::read_dir(vendors).unwrap().map(|entry| entry.unwrap().path()) {
        for path in
            std::fs::read_dir(vendor.join("samples/good")).into_iter().flatten().map(|entry| entry.unwrap().path())
        {
            let Some(payload) = path.to_str().and_then(|path| path.strip_suffix(".expect.toml")) else { continue };
            let sidecar = std::fs::read_to_string(&path).unwrap();
            let contract = sidecar.lines().find_map(|line| line.strip_prefix("contract = ")).expect("a contract");
            samples.push((PathBuf::from(payload), contract.trim_matches('"').to_owned()));
        }
    }
    samples.sort();
    samples
}

#[test]
fn every_good_sample_is_read_and_written_as_the_same_message() {
    let samples = samples();
    assert!(samples.len() >= 29, "only {} samples", samples.len());
    let mut failures = Vec::new();
    for (path, contract) in samples {
        let bytes = std::fs::read(&path).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let named = |root: &str| root.is_empty() || text.contains(&format!("<{root}>"));
        let mut types = CONTRACTS.iter().filter(|(name, ..)| *name == contract);
        let first = types.clone().next().unwrap_or_else(|| panic!("{contract} is not listed"));
        let (.., trip) = types.find(|(_, root, _)| named(root)).unwrap_or(first);
        let failure = match trip(&bytes) {
            Ok(written) => {
                same::difference(&bytes, written.as_bytes()).map(|difference| format!("{difference}\n{written}"))
            }
            Err(error) => Some(error.to_string()),
        };
        failures.extend(failure.map(|failure| format!("{}: {failure}", path.display())));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn an_unknown_status_is_kept_and_a_known_one_cannot_be_unknown() {
    let sample =
        b"<Event><CurrentTime>2024-01-03 01:11:12</CurrentTime><EventID>12</EventID><EventType>Order</EventType>\
        <Order><OrderID>N1</OrderID><OrderStatus>Teleported</OrderStatus></Order></Event>";
    let event: neto_event_2024::Event = driftline::from_slice(sample).unwrap();
    assert!(matches!(event.order.order_status, neto_event_2024::OrderStatusType::Unknown(_)));
    assert!(driftline::to_xml(&event).contains("<OrderStatus>Teleported</OrderStatus>"));
}

#[test]
fn what_is_lost_is_seen() {
    for (one, other) in [
        ("<a><b>1</b><c/></a>", "<a><b>2</b></a>"),
        ("<a><b>1</b><b>2</b></a>", "<a><b>2</b><b>1</b></a>"),
        ("<a b='1'/>", "<a/>"),
        (r#"{"a": 19.990}"#, r#"{"a": 19.99}"#),
        (r#"{"a": [1, 2]}"#, r#"{"a": [1]}"#),
    ] {
        assert!(same::difference(one.as_bytes(), other.as_bytes()).is_some(), "{one} {other}");
        assert_eq!(same::difference(one.as_bytes(), one.as_bytes()), None);
    }
}

#[test]
fn the_types_of_the_largest_message_are_short() {
    let source = include_str!(concat!(env!("OUT_DIR"), "/neto_get_cart_response.rs"));
    let lines = source.lines().filter(|line| !line.trim_start().starts_with("///")).count();
    assert!(lines <= 300, "{lines} lines without documentation");
}

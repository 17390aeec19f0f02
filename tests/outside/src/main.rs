//! Reads what two vendors send, one XML and one JSON, and hears what is not as their schemas say.

driftline::include!("shipment");
driftline::include!("refund");

use driftline::Contract;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Typed reading: the same call for XML and JSON.
    let xml = "<Shipment><OrderID>N1001</OrderID><Status>Sent</Status><Kilos>1.250</Kilos></Shipment>";
    let sent: shipment::Shipment = driftline::from_str(xml)?;
    println!("{} is {:?}, {} kg", sent.order_id, sent.status, sent.kilos);

    let refunded: refund::Refund = driftline::from_str(r#"{"orderId": "N1001", "amount": 19.90}"#)?;
    println!("{} got {} back", refunded.order_id, refunded.amount);

    // Checking: loaded once, shared between threads, for every payload that comes in.
    let contract = Contract::load("schemas/shipment.xsd")?;
    let moved = xml.replace("Sent", "Teleported").replace("OrderID", "OrderId");
    for finding in contract.check(moved.as_bytes()).findings() {
        println!("{finding:#}"); // with the place in the schema; `finding.kind`, `.path`, `.position` for programs
    }
    Ok(())
}

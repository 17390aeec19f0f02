//! Generates the types of every vendor's schema, so that generated code must compile and read what the vendors send.

use std::error::Error;
use std::path::{Path, PathBuf};

use driftline_codegen::Config;

/// Where the vendors' schemas are.
const VENDORS: &str = "../schemas/vendors";

/// Every schema file of every vendor, and its module.
const SCHEMAS: [(&str, &str); 8] = [
    ("ecomnow/order-notification.json", "ecomnow_order_notification"),
    ("ecomnow/webhook.json", "ecomnow_webhook"),
    ("neto/get-cart/GetCart.xsd", "neto_get_cart"),
    ("neto/get-cart/GetCartResponse.xsd", "neto_get_cart_response"),
    ("neto/order-notification/2014/EventSchema.xsd", "neto_event_2014"),
    ("neto/order-notification/2024/EventSchema.xsd", "neto_event_2024"),
    ("ordermesh/inbound-order.json", "ordermesh_inbound_order"),
    ("ordermesh/merchant-notifications.json", "ordermesh_merchant_notifications"),
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={VENDORS}");
    let mut found = Vec::new();
    schemas_in(Path::new(VENDORS), &mut found)?;
    found.sort();
    let listed: Vec<PathBuf> = SCHEMAS.iter().map(|(path, _)| Path::new(VENDORS).join(path)).collect();
    if found != listed {
        return Err(format!("SCHEMAS lists {listed:#?}, the folder has {found:#?}").into());
    }
    let add =
        |config: Config, (path, module): &(&str, &str)| config.schema(format!("{VENDORS}/{path}")).module(*module);
    // The README's example, which is compiled as a documentation test too.
    let readme = Config::new().schema("outside/schemas/shipment.xsd").schema("outside/schemas/refund.json");
    SCHEMAS.iter().fold(readme, add).compile()?;
    Ok(())
}

/// The schema files in a folder, without the samples.
fn schemas_in(folder: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            if path.file_name().is_some_and(|name| name != "samples") {
                schemas_in(&path, found)?;
            }
        } else if path.extension().is_some_and(|extension| extension == "xsd" || extension == "json") {
            found.push(path);
        }
    }
    Ok(())
}

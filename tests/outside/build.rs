//! Generates a module for each schema: `shipment` and `refund`.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let config = driftline_codegen::Config::new().schema("schemas/shipment.xsd").schema("schemas/refund.json");
    for note in config.compile()? {
        println!("cargo::warning={note}"); // where a type is wider than its schema, and why
    }
    Ok(())
}

//! Checking against what else there is to check with, in one run, so that only ratios matter.
//!
//! Run: `cargo bench -p driftline-tests --bench check`. Each group parses and checks from bytes, as a receiver does.

use driftline::schemas::files::Disk;
use driftline::{Contract, ContractOptions};

const VENDORS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../schemas/vendors");

fn main() {
    divan::main();
}

fn contract(schema: &str) -> Contract {
    let options = ContractOptions::default();
    Contract::load_from(&format!("{VENDORS}/{schema}"), options, &Disk).expect("the vendors' schemas load")
}

/// An order of about 1 KB: the vendor's sample with more lines.
fn order() -> String {
    let line = |number: usize| {
        format!(
            "{{\"skuNr\": \"NHCBDFSJ&P20027-{number}\", \"itemName\": \"Full Spectrum Joint and Pain Balm\", \
             \"itemQuantity\": {number}, \"itemPrice\": 60.0, \"itemTotal\": {}.0}}",
            60 * number
        )
    };
    let lines: Vec<_> = (1..8).map(line).collect();
    format!("{{\"orderNo\": \"1000-4612\", \"type\": \"new_order\", \"items\": [{}]}}", lines.join(", "))
}

#[divan::bench_group(name = "json_order_1kb")]
mod json_order {
    use divan::counter::BytesCount;
    use divan::{Bencher, black_box};

    #[divan::bench]
    fn driftline(bencher: Bencher<'_, '_>) {
        let (contract, body) = (super::contract("ecomnow/order-notification.json"), super::order());
        assert!(contract.check(body.as_bytes()).findings().is_empty());
        bencher.counter(BytesCount::of_str(&body)).bench(|| contract.check(black_box(body.as_bytes())));
    }

    #[divan::bench]
    fn serde_json_and_jsonschema(bencher: Bencher<'_, '_>) {
        let text = std::fs::read_to_string(format!("{}/ecomnow/order-notification.json", super::VENDORS))
            .expect("it is there");
        let schema = serde_json::from_str(&text).expect("it is JSON");
        let validator = jsonschema::options().should_validate_formats(true).build(&schema).expect("it is a schema");
        let body = super::order();
        bencher.counter(BytesCount::of_str(&body)).bench(|| {
            let value: serde_json::Value = serde_json::from_slice(black_box(body.as_bytes())).expect("it is JSON");
            assert!(validator.is_valid(&value));
        });
    }
}

#[divan::bench_group(name = "xml_event_1kb")]
mod xml_event {
    use divan::counter::{BytesCount, ItemsCount};
    use divan::{Bencher, black_box};

    #[divan::bench]
    fn driftline(bencher: Bencher<'_, '_>) {
        let (contract, body) =
            (super::contract("neto/order-notification/2024/EventSchema.xsd"), driftline_tests::payloads::event());
        assert_eq!(body.len(), 1_024);
        assert!(contract.check(body.as_bytes()).findings().is_empty());
        bencher.counter(ItemsCount::new(1_usize)).bench(|| contract.check(black_box(body.as_bytes())));
    }

    #[divan::bench]
    fn bare_event_loop(bencher: Bencher<'_, '_>) {
        let body = driftline_tests::payloads::event();
        bencher.counter(BytesCount::of_str(&body)).bench(|| super::event_loop(black_box(&body)));
    }
}

#[divan::bench_group(name = "xml_carts_5mb", sample_count = 20)]
mod xml_carts {
    use divan::counter::BytesCount;
    use divan::{Bencher, black_box};

    const SIZE: usize = 5_000_000;

    #[divan::bench]
    fn driftline(bencher: Bencher<'_, '_>) {
        let (contract, body) =
            (super::contract("neto/get-cart/GetCartResponse.xsd"), driftline_tests::payloads::carts(SIZE));
        assert!(contract.check(body.as_bytes()).findings().is_empty());
        bencher.counter(BytesCount::of_str(&body)).bench(|| contract.check(black_box(body.as_bytes())));
    }

    #[divan::bench]
    fn bare_event_loop(bencher: Bencher<'_, '_>) {
        let body = driftline_tests::payloads::carts(SIZE);
        bencher.counter(BytesCount::of_str(&body)).bench(|| super::event_loop(black_box(&body)));
    }
}

/// The events of `quick-xml` and nothing else: what any reader on top of it costs at least.
fn event_loop(text: &str) -> usize {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut events = 0;
    while !matches!(reader.read_event().expect("it is well-formed"), quick_xml::events::Event::Eof) {
        events += 1;
    }
    events
}

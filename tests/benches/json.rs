//! JSON beside `serde_json` and `jsonschema`, which read a value first and then validate it; from bytes to the answer, all
//! in one run, so that only ratios matter.
//!
//! Run: `cargo bench -p driftline-tests --bench json`. Driftline reads, validates and looks with the lens of the declared
//! world, and knows every place. Before the groups stands how much memory one check of the large array takes, each engine
//! in a process of its own.

use std::collections::BTreeMap;
use std::process::Command;

use driftline::schemas::files::Disk;
use driftline::{Contract, ContractOptions};

const SCHEMA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../schemas/vendors/ecomnow/order-notification.json");

/// Lines of an order of 1 KB, and of one of 22 MB.
const FEW: usize = 7;
const MANY: usize = 146_000;

/// Names the engine whose memory a process is to show, and the payload.
const ENGINE: &str = "DRIFTLINE_BENCH_ENGINE";
const PAYLOAD: &str = "DRIFTLINE_BENCH_PAYLOAD";

fn main() {
    match (std::env::var(ENGINE), std::env::var(PAYLOAD)) {
        (Ok(engine), Ok(payload)) => check_once(&engine, &payload),
        _ => {
            show_memory();
            divan::main();
        }
    }
}

/// An order of so many lines: the vendor's sample with more of them.
fn order(lines: usize) -> String {
    let line = |number: usize| {
        format!(
            "{{\"skuNr\": \"NHCBDFSJ&P20027-{number}\", \"itemName\": \"Full Spectrum Joint and Pain Balm\", \
             \"itemQuantity\": {number}, \"itemPrice\": 60.0, \"itemTotal\": {}.0}}",
            60 * number
        )
    };
    let lines: Vec<_> = (1..=lines).map(line).collect();
    format!("{{\"orderNo\": \"1000-4612\", \"type\": \"new_order\", \"items\": [{}]}}", lines.join(", "))
}

fn schema() -> String {
    std::fs::read_to_string(SCHEMA).expect("the vendor's schema is there")
}

/// The same schema with patterns that look ahead, at the order's number and at the SKU of each line: 8 of the 39 values of
/// an order of 1 KB are then the judge's.
fn judged_schema() -> String {
    let judged = schema()
        .replace("\"^[0-9]+-[0-9]+$\"", "\"^(?!0000)[0-9]+-[0-9]+$\"")
        .replace("\"minLength\": 1", "\"minLength\": 1, \"pattern\": \"^(?!0)[A-Z]+\"");
    assert_eq!(judged.matches("(?!").count(), 2);
    judged
}

fn contract(schema: &str) -> Contract {
    let files = BTreeMap::from([("schema.json".to_owned(), schema.as_bytes().to_vec())]);
    Contract::load_from("schema.json", ContractOptions::default(), &files).expect("it is a schema")
}

fn validator(schema: &str) -> jsonschema::Validator {
    let schema = serde_json::from_str(schema).expect("it is JSON");
    jsonschema::options().should_validate_formats(true).build(&schema).expect("it is a schema")
}

fn is_valid(validator: &jsonschema::Validator, body: &[u8]) -> bool {
    let value: serde_json::Value = serde_json::from_slice(body).expect("it is JSON");
    validator.is_valid(&value)
}

/// Checks a payload once and prints the most memory that this took, in bytes.
fn check_once(engine: &str, payload: &str) {
    let body = std::fs::read(payload).expect("the payload was written");
    let is_clean = match engine {
        "driftline" => {
            let contract = Contract::load_from(SCHEMA, ContractOptions::default(), &Disk).expect("it is a schema");
            contract.check(&body).findings().is_empty()
        }
        _ => is_valid(&validator(&schema()), &body),
    };
    assert!(is_clean);
    say(&peak().unwrap_or_default().to_string());
}

/// The most memory that this process has held, where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<u64>().ok()? * 1024)
}

#[expect(clippy::cast_precision_loss, reason = "for people to read")]
fn show_memory() {
    let body = order(MANY);
    let payload = std::env::temp_dir().join(format!("driftline-bench-{}.json", std::process::id()));
    std::fs::write(&payload, &body).expect("the temporary folder can be written to");
    let itself = std::env::current_exe().expect("it runs");
    for engine in ["driftline", "serde_json_and_jsonschema"] {
        let output = Command::new(&itself).env(ENGINE, engine).env(PAYLOAD, &payload).output().expect("it runs");
        let peak: u64 = String::from_utf8_lossy(&output.stdout).trim().parse().unwrap_or_default();
        if peak == 0 {
            say(&format!("memory, {engine}: not known here"));
        } else {
            say(&format!("memory, {engine}: {:.2} times the payload", peak as f64 / body.len() as f64));
        }
    }
    std::fs::remove_file(&payload).expect("it was written");
}

#[expect(clippy::print_stdout, reason = "a benchmark reports to who runs it")]
fn say(line: &str) {
    println!("{line}");
}

/// The walk decides all of it.
#[divan::bench_group(name = "order_1kb", sample_size = 200)]
mod order_1kb {
    use divan::counter::BytesCount;
    use divan::{Bencher, black_box};
    use driftline::schemas::document::{Document, ReadOptions};

    #[divan::bench]
    fn driftline(bencher: Bencher<'_, '_>) {
        let (contract, body) = (super::contract(&super::schema()), super::order(super::FEW));
        assert!(contract.foreign().next().is_none() && contract.check(body.as_bytes()).findings().is_empty());
        bencher.counter(BytesCount::of_str(&body)).bench(|| contract.check(black_box(body.as_bytes())));
    }

    #[divan::bench]
    fn driftline_reading_only(bencher: Bencher<'_, '_>) {
        let (body, options) = (super::order(super::FEW), ReadOptions::default());
        bencher
            .counter(BytesCount::of_str(&body))
            .bench(|| Document::read(black_box(body.as_bytes()), &options).is_ok());
    }

    #[divan::bench]
    fn serde_json_and_jsonschema(bencher: Bencher<'_, '_>) {
        let (validator, body) = (super::validator(&super::schema()), super::order(super::FEW));
        assert!(super::is_valid(&validator, body.as_bytes()));
        bencher.counter(BytesCount::of_str(&body)).bench(|| super::is_valid(&validator, black_box(body.as_bytes())));
    }
}

/// The judge decides the patterns.
#[divan::bench_group(name = "order_1kb_with_judge", sample_size = 200)]
mod order_1kb_with_judge {
    use divan::counter::BytesCount;
    use divan::{Bencher, black_box};

    #[divan::bench]
    fn driftline(bencher: Bencher<'_, '_>) {
        let (contract, body) = (super::contract(&super::judged_schema()), super::order(super::FEW));
        assert_eq!(contract.foreign().count(), 2);
        assert_eq!(contract.check(body.as_bytes()).verdict(), driftline::Verdict::Valid);
        bencher.counter(BytesCount::of_str(&body)).bench(|| contract.check(black_box(body.as_bytes())));
    }

    #[divan::bench]
    fn serde_json_and_jsonschema(bencher: Bencher<'_, '_>) {
        let (validator, body) = (super::validator(&super::judged_schema()), super::order(super::FEW));
        assert!(super::is_valid(&validator, body.as_bytes()));
        bencher.counter(BytesCount::of_str(&body)).bench(|| super::is_valid(&validator, black_box(body.as_bytes())));
    }
}

/// The judge decides all of it: the payload is a schema, whose contract is the metaschema.
#[divan::bench_group(name = "schema_2kb_by_judge_alone", sample_size = 50)]
mod schema_by_judge_alone {
    use divan::counter::BytesCount;
    use divan::{Bencher, black_box};

    const METASCHEMA: &str = r#"{"$ref": "https://json-schema.org/draft/2020-12/schema"}"#;

    #[divan::bench]
    fn driftline(bencher: Bencher<'_, '_>) {
        let (contract, body) = (super::contract(METASCHEMA), super::schema());
        assert_eq!(contract.foreign().count(), 1);
        assert_eq!(contract.check(body.as_bytes()).verdict(), driftline::Verdict::Valid);
        bencher.counter(BytesCount::of_str(&body)).bench(|| contract.check(black_box(body.as_bytes())));
    }

    #[divan::bench]
    fn serde_json_and_jsonschema(bencher: Bencher<'_, '_>) {
        let (validator, body) = (super::validator(METASCHEMA), super::schema());
        assert!(super::is_valid(&validator, body.as_bytes()));
        bencher.counter(BytesCount::of_str(&body)).bench(|| super::is_valid(&validator, black_box(body.as_bytes())));
    }
}

/// An array of 146,000 objects.
#[divan::bench_group(name = "array_22mb", sample_count = 10, sample_size = 1)]
mod array_22mb {
    use divan::counter::BytesCount;
    use divan::{Bencher, black_box};

    #[divan::bench]
    fn driftline(bencher: Bencher<'_, '_>) {
        let (contract, body) = (super::contract(&super::schema()), super::order(super::MANY));
        assert!(contract.check(body.as_bytes()).findings().is_empty());
        bencher.counter(BytesCount::of_str(&body)).bench(|| contract.check(black_box(body.as_bytes())));
    }

    #[divan::bench]
    fn serde_json_and_jsonschema(bencher: Bencher<'_, '_>) {
        let (validator, body) = (super::validator(&super::schema()), super::order(super::MANY));
        bencher.counter(BytesCount::of_str(&body)).bench(|| super::is_valid(&validator, black_box(body.as_bytes())));
    }
}

/// A thousand faults of one object of 1 MB, each with its place: by the walk, and by the judge alone.
#[divan::bench_group(name = "thousand_faults_1mb", sample_count = 10, sample_size = 1)]
mod thousand_faults {
    use divan::{Bencher, black_box};

    const COUNT: usize = 20_000;

    /// Of 20,000 members every twentieth is `wrong`.
    fn members(right: &str, wrong: &str) -> String {
        let value = |at: usize| if at.is_multiple_of(20) { wrong } else { right };
        let members: Vec<_> = (0..COUNT).map(|at| format!("\"member{at}\": {}", value(at))).collect();
        members.join(", ")
    }

    #[divan::bench]
    fn by_the_walk(bencher: Bencher<'_, '_>) {
        let contract = super::contract(r#"{"type": "object", "additionalProperties": {"type": "string"}}"#);
        let body = format!("{{{}}}", members("\"thirty-six letters are not all wrong\"", "12345"));
        assert_eq!(contract.check(body.as_bytes()).findings().len(), 1_000);
        bencher.bench(|| contract.check(black_box(body.as_bytes())));
    }

    #[divan::bench]
    fn by_the_judge(bencher: Bencher<'_, '_>) {
        let contract = super::contract(r#"{"$ref": "https://json-schema.org/draft/2020-12/schema"}"#);
        let body =
            format!("{{\"properties\": {{{}}}}}", members("{\"title\": \"twenty-odd letters more\"}", "\"no schema\""));
        assert_eq!(contract.check(body.as_bytes()).findings().len(), 1_000);
        bencher.bench(|| contract.check(black_box(body.as_bytes())));
    }
}

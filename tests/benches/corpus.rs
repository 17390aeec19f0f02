//! A corpus of captures beside the least that anybody does with one: every line parsed and its body validated.
//!
//! Run: `cargo bench -p driftline-tests --bench corpus`. Only ratios within one run matter. Against Redocly's `drift`, where it
//! is installed, the same file is checked with `redocly drift exchanges.ndjson --api openapi.yaml`: the measure is a tenth of
//! its time.

use std::io::Write;
use std::path::PathBuf;

use driftline_cli::{Look, Streams, Watch};

const SCHEMA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../schemas/vendors/ecomnow/order-notification.json");

/// How many exchanges.
const EXCHANGES: usize = 20_000;

fn main() {
    divan::main();
    // Whoever cannot remove a file from the system's temporary folder leaves it there.
    let _ = std::fs::remove_file(corpus());
}

/// A file of exchanges of about 500 bytes, each with a good order; written once.
fn corpus() -> PathBuf {
    let path = std::env::temp_dir().join(format!("driftline-corpus-{}.ndjson", std::process::id()));
    if !path.exists() {
        let mut file = std::io::BufWriter::new(std::fs::File::create(&path).expect("there is a temporary folder"));
        for number in 0..EXCHANGES {
            let line = |quantity: usize| {
                format!(
                    "{{\"skuNr\":\"NHCBDFSJ&P{number}-{quantity}\",\"itemName\":\"Full Spectrum Balm\",\
                     \"itemQuantity\":{quantity},\"itemPrice\":60.0,\"itemTotal\":{}.0}}",
                    60 * quantity
                )
            };
            writeln!(
                file,
                "{{\"time\":\"2024-01-{:02}T10:00:00Z\",\"headers\":{{\"content-type\":\"application/json\",\"host\":\
                 \"api.example.com\",\"user-agent\":\"vendor/1.0\"}},\"method\":\"POST\",\"path\":\"/orders\",\"body\":\
                 {{\"orderNo\":\"1000-{number}\",\"type\":\"new_order\",\"items\":[{},{}]}}}}",
                number % 28 + 1,
                line(1),
                line(2)
            )
            .expect("there is room for ten megabytes");
        }
        file.flush().expect("there is room for ten megabytes");
    }
    path
}

/// Checks the corpus with so many threads.
fn check(threads: &str) {
    let path = corpus();
    let mut output = Vec::new();
    let streams = Streams {
        input: &mut std::io::empty(),
        output: &mut output,
        errors: &mut std::io::sink(),
        look: Look::default(),
        watch: Watch::default(),
    };
    let path = path.to_str().expect("temporary folders have plain names");
    let exit = driftline_cli::run(["driftline", "check", path, "--threads", threads], streams);
    assert_eq!(exit.code(), 0, "{}", String::from_utf8_lossy(&output));
}

#[divan::bench_group(name = "corpus_of_exchanges", sample_count = 20)]
mod exchanges {
    use divan::Bencher;
    use divan::counter::ItemsCount;

    #[divan::bench(args = ["1", "2"])]
    fn driftline(bencher: Bencher<'_, '_>, threads: &str) {
        super::corpus();
        bencher.counter(ItemsCount::new(super::EXCHANGES)).bench_local(|| super::check(threads));
    }

    #[divan::bench]
    fn serde_json_and_jsonschema(bencher: Bencher<'_, '_>) {
        let schema = std::fs::read_to_string(super::SCHEMA).expect("it is there");
        let schema = serde_json::from_str(&schema).expect("it is JSON");
        let validator = jsonschema::options().should_validate_formats(true).build(&schema).expect("it is a schema");
        let path = super::corpus();
        bencher.counter(ItemsCount::new(super::EXCHANGES)).bench_local(|| {
            let text = std::fs::read_to_string(&path).expect("it was written");
            for line in text.lines() {
                let envelope: serde_json::Value = serde_json::from_str(line).expect("it is JSON");
                assert!(validator.is_valid(&envelope["body"]));
            }
        });
    }
}

//! Generating the types of all vendors together, from their files on: what a build script costs when it runs.
//!
//! Run: `cargo bench -p driftline-tests --bench generate`, and with `--profile dev` for what a build script is compiled with.

use driftline_codegen::{Options, generate};
use driftline_schemas::catalog::{self, Catalog};
use driftline_schemas::{json_schema, load_all};

fn main() {
    divan::main();
}

/// Every version of every message of every vendor.
#[divan::bench]
fn vendors(bencher: divan::Bencher<'_, '_>) {
    let vendors = catalog::vendors().expect("the vendors load");
    let versions: Vec<_> =
        vendors.iter().flat_map(|vendor| &vendor.messages).flat_map(|message| &message.versions).collect();
    bencher.bench(|| {
        let lengths = versions.iter().map(|version| {
            let reading = version.reading(&json_schema::Options::default());
            let model = load_all(&[&version.schema], &reading, &Catalog).expect("the vendors load");
            generate(&model, &Options::named(&version.schema)).source.len()
        });
        lengths.sum::<usize>()
    });
}

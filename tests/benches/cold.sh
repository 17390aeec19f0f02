#!/usr/bin/env bash
# What it costs to have a code generator in build.rs: a cold `cargo build` of a crate that generates types for one schema, with
# ours and with others, one after the other. Prints crates, seconds on the clock, and seconds of processors, which are to be
# compared on a machine that has other work. Fetches from crates.io, before anything is measured.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A crate: its name, its build dependencies, the body of its build script.
crate() {
    mkdir -p "$work/$1/src"
    printf '[package]\nname = "cold-%s"\nversion = "0.0.0"\nedition = "2024"\n\n[workspace]\n\n[build-dependencies]\n%s\n' \
        "$1" "$2" >"$work/$1/Cargo.toml"
    printf 'fn main() {\n%s\n}\n' "$3" >"$work/$1/build.rs"
    printf '//! Nothing but its build script.\n' >"$work/$1/src/lib.rs"
    cp "$root"/tests/outside/schemas/* "$work/$1/"
    (cd "$work/$1" && cargo fetch --quiet)
}

measure() {
    cd "$work/$1"
    local crates TIMEFORMAT='%R %U %S' times
    crates=$(cargo tree --offline --edges normal,build --prefix none --no-dedupe | sort -u | grep -vc '^cold-')
    times=$({ time CARGO_TARGET_DIR="$work/target-$1" cargo build --quiet --offline; } 2>&1)
    awk -v name="$1" -v crates="$crates" \
        '{ printf "%-12s %4d crates %7.1f s on the clock %7.1f s of processors\n", name, crates, $1, $2 + $3 }' <<<"$times"
}

crate driftline "driftline-codegen = { path = \"$root/codegen\" }" \
    'driftline_codegen::Config::new().schema("shipment.xsd").schema("refund.json").compile().unwrap();'
crate typify 'typify = "0.8"
schemars = "0.8"
serde_json = "1"
syn = "2"
prettyplease = "0.2"' '
    let schema = serde_json::from_str::<schemars::schema::RootSchema>(include_str!("refund.json")).unwrap();
    let mut types = typify::TypeSpace::default();
    types.add_root_schema(schema).unwrap();
    let text = prettyplease::unparse(&syn::parse2::<syn::File>(types.to_stream()).unwrap());
    std::fs::write(std::path::Path::new(&std::env::var("OUT_DIR").unwrap()).join("refund.rs"), text).unwrap();'
crate xsd-parser 'xsd-parser = "1"' '
    use xsd_parser::{Config, config::{GeneratorFlags, Schema}};
    let config = Config::default().with_schema(Schema::File("shipment.xsd".into())).with_generator_flags(GeneratorFlags::all());
    let text = xsd_parser::generate(config).unwrap().to_string();
    std::fs::write(std::path::Path::new(&std::env::var("OUT_DIR").unwrap()).join("shipment.rs"), text).unwrap();'

for name in driftline typify xsd-parser; do
    (measure "$name")
done

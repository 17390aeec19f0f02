//! `validate()` beside `check`: of every capture that is read, both find the same, but for what the value does not hold any more.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use driftline::schemas::files::Disk;
use driftline::{Contract, ContractOptions, Finding, Root, SchemaText, World};
use driftline_cli::capture::{self, Form, Item};

use super::impact::files;
use super::vendors::{neto_event_2014, neto_event_2024, neto_get_cart, neto_get_cart_response};

/// What `validate` finds in a payload, where it is read.
type Validate = fn(&[u8]) -> Option<Vec<Finding>>;

/// The schema and the types of each message in XML, by the root element.
const SCHEMAS: [(&str, &str, &[Validate]); 4] = [
    (
        "neto/get-cart/GetCart.xsd",
        "get-cart/request",
        &[|bytes| validated::<neto_get_cart::GetCart>(bytes, &neto_get_cart::SCHEMA)],
    ),
    (
        "neto/get-cart/GetCartResponse.xsd",
        "get-cart/response",
        &[
            |bytes| validated::<neto_get_cart_response::GetCartResponse>(bytes, &neto_get_cart_response::SCHEMA),
            |bytes| validated::<neto_get_cart_response::GetCart>(bytes, &neto_get_cart_response::SCHEMA),
        ],
    ),
    (
        "neto/order-notification/2014/EventSchema.xsd",
        "order-notification",
        &[|bytes| validated::<neto_event_2014::Event>(bytes, &neto_event_2014::SCHEMA)],
    ),
    (
        "neto/order-notification/2024/EventSchema.xsd",
        "order-notification",
        &[|bytes| validated::<neto_event_2024::Event>(bytes, &neto_event_2024::SCHEMA)],
    ),
];

fn validated<T: Root>(bytes: &[u8], schema: &SchemaText) -> Option<Vec<Finding>> {
    driftline::from_slice::<T>(bytes).ok().map(|value| schema.validate(&value, ""))
}

/// The XML captures of a vendor whose name has this in it.
fn bodies(part: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let mut paths = Vec::new();
    for folder in ["captures/neto", "../schemas/vendors/neto/samples"] {
        files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut paths);
    }
    let mut bodies = Vec::new();
    for path in paths.into_iter().filter(|path| path.to_string_lossy().contains(part)) {
        let bytes = std::fs::read(&path).unwrap();
        capture::read(&bytes, Form::of_name(&path).unwrap(), &mut |item| {
            if let Item::Capture(capture) = item {
                bodies.push((path.clone(), capture.body.to_vec()));
            }
        });
    }
    bodies.retain(|(_, body)| body.trim_ascii_start().starts_with(b"<"));
    bodies
}

fn keys(findings: &[Finding]) -> BTreeSet<(&'static str, String)> {
    findings.iter().map(|finding| (finding.kind.code(), finding.path.clone())).collect()
}

#[test]
fn validate_finds_what_check_finds_and_reading_keeps() {
    let (mut held, mut both) = (0, 0);
    for (schema, part, types) in SCHEMAS {
        let options = ContractOptions { world: World::Strict, judge: false, ..ContractOptions::default() };
        let schema = format!("{}/../schemas/vendors/{schema}", env!("CARGO_MANIFEST_DIR"));
        let contract = Contract::load_from(&schema, options, &Disk).unwrap();
        for (path, body) in bodies(part) {
            let Some(own) = types.iter().find_map(|validate| validate(&body)) else { continue };
            let check = contract.check(&body);
            let (own, wanted) = (keys(&own), keys(check.findings()));
            held += 1;
            both += own.intersection(&wanted).count();
            assert!(own.is_subset(&wanted), "{}: {own:?}, check: {wanted:?}", path.display());
            // What no field takes and what stands in another order is not in the value.
            let is_kept = |(code, _): &&(&str, String)| !matches!(*code, "undocumented-field" | "order-changed");
            let lost: Vec<_> = wanted.difference(&own).filter(is_kept).collect();
            assert!(lost.is_empty(), "{}: only check finds {lost:?}", path.display());
        }
    }
    assert!(held >= 20 && both >= 5, "{held} payloads were held, with {both} findings");
}

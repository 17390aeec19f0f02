//! The schemas that schemars gives of generated types, beside those that the types were generated from.

use std::fmt;
use std::path::Path;

use driftline_codegen::{Options, generate};
use driftline_schemas::files::Disk;
use driftline_schemas::{json_schema, load_all};
use jsonschema::canonical::Containment;
use serde_json::{Value, json};

use crate::bench::{self, Module};

/// What the comparisons came to.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Schemas that cover the original.
    pub(crate) covers: usize,
    /// Schemas of which that could not be decided.
    pub(crate) undecided: usize,
    /// Payloads that both accept.
    accepted: usize,
}

impl Tally {
    /// Compares the schema that a type has with the original: it covers that, and it accepts the same payloads.
    pub(crate) fn add(&mut self, original: &Value, scratch: &str, module: &Module) {
        let given = bench::schema(scratch, module);
        let known = renamed(&given, &format!("random_{scratch}.{0}.{0}", module.name));
        let given: Value = serde_json::from_str(&given).unwrap();
        let [wide, narrow] = [&known, original].map(|schema| jsonschema::canonicalize(schema).unwrap());
        // Nothing of these schemas is left out, so that they cover each other; and what is decided to be wider is wrong too.
        match (wide.covers(&narrow), narrow.covers(&wide)) {
            (Ok(Containment::No), _) | (_, Ok(Containment::No)) => {
                panic!("it is not what it was made of:\n{given:#}\n{original:#}")
            }
            (Ok(Containment::Yes), _) => self.covers += 1,
            (Ok(Containment::Unknown) | Err(_), _) => self.undecided += 1,
        }
        let [wide, narrow] = [&given, original].map(|schema| jsonschema::validator_for(schema).unwrap());
        for payload in &module.payloads {
            let value = serde_json::from_str(payload).unwrap();
            assert!(narrow.is_valid(&value), "{payload}\n{original:#}");
            assert!(wide.is_valid(&value), "{payload}\n{given:#}");
            self.accepted += 1;
        }
    }
}

/// The same schema with the names that the original has for its parts: those of definitions mean nothing, but more is decided
/// where they are the same. The root that is a definition too is the root again.
fn renamed(given: &str, prefix: &str) -> Value {
    let root = format!("\"#/$defs/{prefix}\"");
    let named = given.replace(&root, "\"#\"").replace(&format!("{prefix}.defs."), "");
    let mut schema: Value = serde_json::from_str(&named).unwrap();
    if let Some(again) = schema.get_mut("$defs").and_then(|definitions| definitions.as_object_mut()?.remove(prefix)) {
        let is_same = |(key, value): (&String, &Value)| schema.get(key) == Some(value);
        assert!(again.as_object().unwrap().iter().all(is_same), "{again:#}\n{schema:#}");
    }
    schema
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { covers, undecided, accepted } = self;
        write!(f, "{covers} schemas cover their originals, {undecided} are undecided, {accepted} payloads are accepted")
    }
}

/// The vendors' JSON Schemas: file, definition and good samples.
const VENDORS: [(&str, &str, &[&str]); 8] = [
    ("ecomnow/order-notification", "", &["order-notification-cancellation", "order-notification-new-order"]),
    ("ecomnow/webhook", "", &["webhook-register", "webhook-update-no-authentication"]),
    ("ordermesh/inbound-order", "", &["inbound-order"]),
    ("ordermesh/merchant-notifications", "", &["order-update", "shipment-update"]),
    ("ordermesh/merchant-notifications", "OrderCreation", &["order-creation-failure", "order-creation-success"]),
    ("ordermesh/merchant-notifications", "OrderUpdate", &["order-update"]),
    ("ordermesh/merchant-notifications", "ShipmentCreated", &["shipment-created"]),
    ("ordermesh/merchant-notifications", "ShipmentUpdate", &["shipment-update"]),
];

/// A vendor's schema, or one of its definitions with all others beside.
fn original(file: &Path, definition: &str) -> Value {
    let mut schema: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    if !definition.is_empty() {
        let reference = format!("#/$defs/{definition}");
        schema = json!({"$schema": schema["$schema"], "$ref": reference, "$defs": schema["$defs"].take()});
    }
    schema
}

#[test]
#[expect(clippy::print_stdout, reason = "how much was decided is told")]
fn the_types_of_the_vendors_have_schemas_that_cover_the_originals() {
    let vendors = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas/vendors");
    let (mut modules, mut originals) = (Vec::new(), Vec::new());
    for (at, (file, definition, samples)) in VENDORS.into_iter().enumerate() {
        let path = vendors.join(format!("{file}.json"));
        let fragment = if definition.is_empty() { String::new() } else { format!("#/$defs/{definition}") };
        let asked = format!("{}{fragment}", path.display());
        let model = load_all(&[&asked], &json_schema::Options::default(), &Disk).unwrap();
        let name = format!("vendor{at}");
        let options = Options { module: name.clone(), json_schema: true, ..Options::named(&asked) };
        let generated = generate(&model, &options);
        let good = path.parent().unwrap().join("samples/good");
        let sample = |sample: &&str| std::fs::read_to_string(good.join(format!("{sample}.json"))).unwrap();
        let (payloads, root) = (samples.iter().map(sample).collect(), generated.roots[0].clone());
        let schema = Some("draft2020_12");
        modules.push(Module { name, source: generated.source, root, payloads, write: "to_json", schema });
        originals.push(original(&path, definition));
    }
    let written = bench::written("vendors", &modules);
    assert!(written.iter().flatten().all(Result::is_ok), "{written:?}");
    let mut tally = Tally::default();
    for (module, original) in modules.iter().zip(&originals) {
        tally.add(original, "vendors", module);
    }
    println!("{tally}");
    assert!(tally.covers > 0, "{tally}");
}

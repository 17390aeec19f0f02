//! Random JSON Schemas.

use std::collections::BTreeMap;

use driftline_codegen::{Options, generate};
use driftline_schemas::document::{Document, Kind, NodeRef, ReadOptions};
use driftline_schemas::{json_schema, load_all};
use serde_json::{Value, json};

use crate::bench::{self, Module};
use crate::draw;
use crate::json_schema::Tally;
use crate::shape::{self, Member, Random, Shape};

/// How deep the root may stand in itself.
const AGAIN: usize = 3;

fn schema(shape: &Shape) -> Value {
    match shape {
        Shape::Text(min, max) => json!({"type": "string", "minLength": min, "maxLength": max}),
        Shape::Words(words) => json!({"enum": words}),
        Shape::Whole(low, high) => json!({"type": "integer", "minimum": low, "maximum": high}),
        Shape::Number => json!({"type": "number"}),
        Shape::Truth => json!({"type": "boolean"}),
        Shape::Date => json!({"type": "string", "format": "date"}),
        Shape::Nullable(inner) => json!({"anyOf": [schema(inner), {"type": "null"}]}),
        Shape::Many(item, min, max) => {
            json!({"type": "array", "items": schema(item), "minItems": min, "maxItems": max})
        }
        Shape::Record(members) => object(members, None),
        Shape::Either(records) => {
            json!({"oneOf": records.iter().map(|(tag, members)| object(members, Some(tag))).collect::<Vec<_>>()})
        }
        Shape::Again => json!({"$ref": "#"}),
    }
}

fn object(members: &[Member], tag: Option<&str>) -> Value {
    let mut properties: BTreeMap<&str, Value> =
        members.iter().map(|member| (member.name, schema(&member.shape))).collect();
    let mut required: Vec<&str> =
        members.iter().filter(|member| member.is_required).map(|member| member.name).collect();
    if let Some(tag) = tag {
        properties.insert("kind", json!({"const": tag}));
        required.push("kind");
    }
    json!({"type": "object", "properties": properties, "required": required})
}

/// A value of a shape, as a text whose digits are as they are drawn.
fn draw(shape: &Shape, root: &Shape, random: &mut Random, again: usize) -> String {
    match shape {
        Shape::Text(..) | Shape::Words(_) | Shape::Date => json!(draw::scalar(shape, random).unwrap()).to_string(),
        Shape::Whole(..) | Shape::Number | Shape::Truth => draw::scalar(shape, random).unwrap(),
        Shape::Nullable(_) if random.often(40) => "null".to_owned(),
        Shape::Nullable(inner) => draw(inner, root, random, again),
        Shape::Many(item, min, max) => {
            let count = random.between(*min, *max);
            let items: Vec<String> = (0..count).map(|_| draw(item, root, random, again)).collect();
            format!("[{}]", items.join(","))
        }
        Shape::Record(members) => record(members, None, root, random, again),
        Shape::Either(records) => {
            let (tag, members) = random.one_of(records);
            record(members, Some(tag), root, random, again)
        }
        Shape::Again => draw(root, root, random, again + 1),
    }
}

/// An object, now and then with a member that the schema does not name.
fn record(members: &[Member], tag: Option<&str>, root: &Shape, random: &mut Random, again: usize) -> String {
    let mut parts: Vec<String> = tag.iter().map(|tag| format!("\"kind\":{}", json!(tag))).collect();
    for member in members {
        let may = again < AGAIN || !matches!(member.shape, Shape::Again);
        if member.is_required || (may && random.often(50)) {
            parts.push(format!("{}:{}", json!(member.name), draw(&member.shape, root, random, again)));
        }
    }
    if random.often(20) {
        parts.push(r#""x-extra":{"a":[1.50,null,"b"]}"#.to_owned());
    }
    format!("{{{}}}", parts.join(","))
}

/// What a document says, the members of its objects in the order of their names and numbers as they are written.
fn said(node: NodeRef<'_>) -> String {
    let join = |parts: Vec<String>| parts.join(",");
    match node.kind() {
        Kind::Object => {
            let mut members: Vec<String> =
                node.children().map(|member| format!("{}:{}", json!(member.name()), said(member))).collect();
            members.sort_unstable();
            format!("{{{}}}", join(members))
        }
        Kind::Array => format!("[{}]", join(node.children().map(said).collect())),
        Kind::String => json!(node.value()).to_string(),
        _ => node.value().to_owned(),
    }
}

#[test]
#[expect(clippy::print_stdout, reason = "how much was decided is told")]
fn what_is_drawn_from_a_json_schema_comes_back_equal_and_is_accepted() {
    let (mut modules, mut judges) = (Vec::new(), Vec::new());
    for seed in 0..crate::schemas() {
        let mut random = Random::new(seed);
        let root = shape::root(&mut random);
        let mut text = schema(&root);
        text["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
        let judge = jsonschema::validator_for(&text).unwrap();
        let files = BTreeMap::from([("root.json".to_owned(), text.to_string().into_bytes())]);
        let model = load_all(&["root.json"], &json_schema::Options::default(), &files).unwrap();
        let module = format!("json{seed}");
        let options =
            Options { module: module.clone(), root_name: "Root".to_owned(), json_schema: true, ..Options::default() };
        let generated = generate(&model, &options);
        assert_eq!(generated.notes, [], "{text}");
        let payloads: Vec<String> = (0..crate::PAYLOADS).map(|_| draw(&root, &root, &mut random, 0)).collect();
        for payload in &payloads {
            assert!(judge.is_valid(&serde_json::from_str(payload).unwrap()), "drawn wrongly: {payload}\n{text}");
        }
        let root = generated.roots[0].clone();
        modules.push(Module {
            name: module,
            source: generated.source,
            root,
            payloads,
            write: "to_json",
            schema: Some("draft2020_12"),
        });
        judges.push((judge, text));
    }
    let written = bench::written("json", &modules);
    let mut tally = Tally::default();
    for (module, (written, (judge, schema))) in modules.iter().zip(written.iter().zip(judges)) {
        tally.add(&schema, "json", module);
        for (sent, written) in module.payloads.iter().zip(written) {
            let written = written.as_ref().unwrap_or_else(|error| panic!("{error}\n{sent}\n{schema}"));
            let of = |text: &str| said(Document::read_str(text, &ReadOptions::default()).unwrap().root());
            assert_eq!(of(sent), of(written), "{schema}");
            assert!(judge.is_valid(&serde_json::from_str(written).unwrap()), "not accepted: {written}\n{schema}");
        }
    }
    println!("{tally}");
    assert!(tally.covers > 0, "{tally}");
}

//! A pattern and a text: whatever a pattern is, it is compiled or refused, and matching it ends.

use std::collections::BTreeMap;

use driftline::{Contract, ContractOptions};

use crate::bundle::parts;

/// A pattern, as XSD and as ECMA 262 would have it, and a text.
pub fn pattern(bytes: &[u8]) {
    let mut parts = parts(bytes).map(String::from_utf8_lossy);
    let (pattern, text) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let (quoted, payload) = (json(&pattern), json(&text));
    check(format!("{{\"pattern\":{quoted}}}"), &payload);
    check(format!("{{\"patternProperties\":{{{quoted}:false}}}}"), &format!("{{{payload}:1}}"));
    let schema = format!(
        r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"><xs:simpleType>
        <xs:restriction base="xs:string"><xs:pattern value="{}"/></xs:restriction></xs:simpleType></xs:element></xs:schema>"#,
        xml(&pattern)
    );
    check(schema, &format!("<a>{}</a>", xml(&text)));
}

fn check(schema: String, payload: &str) {
    let files = BTreeMap::from([("schema".to_owned(), schema.into_bytes())]);
    if let Ok(contract) = Contract::load_from("schema", ContractOptions::default(), &files) {
        // Whatever it says, it says it soon.
        let _ = contract.check(payload.as_bytes());
    }
}

fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

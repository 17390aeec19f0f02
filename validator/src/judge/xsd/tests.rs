//! What the engine keeps.

use std::collections::BTreeMap;
use std::fmt::Write;

use driftline_schemas::document::{Document, ReadOptions};
use driftline_schemas::xsd;

use super::{Engine, NAMES_KEPT, Opinion};

#[test]
fn names_of_payloads_do_not_fill_the_memory() {
    let schema = br#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="r"><xs:complexType>
        <xs:sequence><xs:any processContents="lax" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
        </xs:complexType></xs:element></xs:schema>"#;
    let files = BTreeMap::from([("a.xsd".to_owned(), schema.to_vec())]);
    let engine = Engine::new(&xsd::load(&["a.xsd"], &files).unwrap()).unwrap();
    let names = || engine.schema.lock().unwrap().name_table.len();
    let ask = |text: &str| {
        let document = Document::read_str(text, &ReadOptions::default()).unwrap();
        assert!(matches!(engine.ask(&document), Opinion::Holds));
    };
    let mut many = "<r>".to_owned();
    for number in 0..=NAMES_KEPT {
        write!(many, "<n{number}/>").unwrap();
    }
    many.push_str("</r>");
    ask(&many);
    assert!(names() > NAMES_KEPT);
    ask("<r><a/></r>");
    assert!(names() < NAMES_KEPT);
}

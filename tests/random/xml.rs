//! Random XML Schemas.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use driftline::{Contract, ContractOptions, Verdict};
use driftline_codegen::{Options, generate};
use driftline_schemas::document::{Document, ReadOptions};
use driftline_schemas::xsd;

use crate::bench::{self, Module};
use crate::shape::{self, Member, Random, Shape};
use crate::{draw, probe};

/// How deep the root may stand in itself.
const AGAIN: usize = 3;

/// The declaration of an element; `occurs` is said of it already.
fn element(name: &str, shape: &Shape, occurs: &str, out: &mut String) {
    let plain =
        |type_: &str, out: &mut String| write!(out, "<xs:element name='{name}' type='xs:{type_}'{occurs}/>").unwrap();
    match shape {
        Shape::Text(min, max) => {
            let facets = format!("<xs:minLength value='{min}'/><xs:maxLength value='{max}'/>");
            restricted(name, "string", &facets, occurs, out);
        }
        Shape::Words(words) => {
            let facets: String = words.iter().map(|word| format!("<xs:enumeration value='{word}'/>")).collect();
            restricted(name, "string", &facets, occurs, out);
        }
        Shape::Whole(low, high) => {
            let facets = format!("<xs:minInclusive value='{low}'/><xs:maxInclusive value='{high}'/>");
            restricted(name, "integer", &facets, occurs, out);
        }
        Shape::Number => plain("decimal", out),
        Shape::Truth => plain("boolean", out),
        Shape::Date => plain("date", out),
        Shape::Nullable(inner) => {
            let occurs = format!(" nillable='true'{}", occurs.replace(" nillable='true'", ""));
            element(name, inner, &occurs, out);
        }
        Shape::Many(item, min, max) => {
            let nillable = if occurs.contains("nillable") { " nillable='true'" } else { "" };
            element(name, item, &format!("{nillable} minOccurs='{min}' maxOccurs='{max}'"), out);
        }
        Shape::Record(members) => {
            write!(out, "<xs:element name='{name}'{occurs}><xs:complexType>").unwrap();
            sequence(members, out);
            out.push_str("</xs:complexType></xs:element>");
        }
        Shape::Either(records) => {
            write!(out, "<xs:element name='{name}'{occurs}><xs:complexType><xs:choice>").unwrap();
            for (at, (_, members)) in records.iter().enumerate() {
                element(&format!("case{at}"), &Shape::Record(members.clone()), "", out);
            }
            out.push_str("</xs:choice></xs:complexType></xs:element>");
        }
        Shape::Again => write!(out, "<xs:element ref='Document'{occurs}/>").unwrap(),
    }
}

fn restricted(name: &str, base: &str, facets: &str, occurs: &str, out: &mut String) {
    write!(
        out,
        "<xs:element name='{name}'{occurs}><xs:simpleType><xs:restriction base='xs:{base}'>{facets}</xs:restriction>\
         </xs:simpleType></xs:element>"
    )
    .unwrap();
}

/// Members: elements in their order, and behind them as attributes those that can be.
fn sequence(members: &[Member], out: &mut String) {
    let (attributes, elements): (Vec<&Member>, Vec<&Member>) = members.iter().partition(|member| is_attribute(member));
    out.push_str("<xs:sequence>");
    for member in elements {
        element(member.name, &member.shape, if member.is_required { "" } else { " minOccurs='0'" }, out);
    }
    out.push_str("</xs:sequence>");
    for member in attributes {
        let type_ = if matches!(member.shape, Shape::Truth) { "boolean" } else { "date" };
        let need = if member.is_required { "required" } else { "optional" };
        write!(out, "<xs:attribute name='{}' type='xs:{type_}' use='{need}'/>", member.name).unwrap();
    }
}

fn is_attribute(member: &Member) -> bool {
    matches!(member.shape, Shape::Truth | Shape::Date) && member.name.len().is_multiple_of(2)
}

/// An element, or several.
fn draw(name: &str, shape: &Shape, root: &Shape, random: &mut Random, again: usize, out: &mut String) {
    match shape {
        Shape::Nullable(inner) if random.often(40) && takes_nil(inner) => {
            write!(out, "<{name} xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:nil='true'/>").unwrap();
        }
        Shape::Nullable(inner) => draw(name, inner, root, random, again, out),
        Shape::Many(item, min, max) => {
            (0..random.between(*min, *max)).for_each(|_| draw(name, item, root, random, again, out));
        }
        Shape::Record(members) => record(name, members, root, random, again, out),
        Shape::Either(records) => {
            let at = random.below(records.len());
            write!(out, "<{name}>").unwrap();
            record(&format!("case{at}"), &records[at].1, root, random, again, out);
            write!(out, "</{name}>").unwrap();
        }
        Shape::Again => draw("Document", root, root, random, again + 1, out),
        Shape::Text(..) | Shape::Words(_) | Shape::Whole(..) | Shape::Number | Shape::Truth | Shape::Date => {
            write!(out, "<{name}>{}</{name}>", escaped(&draw::scalar(shape, random).unwrap())).unwrap();
        }
    }
}

/// Whether null can be said of it: a list or a record with required attributes says more.
fn takes_nil(shape: &Shape) -> bool {
    match shape {
        Shape::Record(members) => !members.iter().any(is_attribute),
        Shape::Many(..) => false,
        Shape::Nullable(inner) => takes_nil(inner),
        Shape::Text(..) | Shape::Words(_) | Shape::Whole(..) | Shape::Number | Shape::Truth | Shape::Date => true,
        Shape::Either(_) | Shape::Again => true,
    }
}

fn record(name: &str, members: &[Member], root: &Shape, random: &mut Random, again: usize, out: &mut String) {
    let mut content = String::new();
    write!(out, "<{name}").unwrap();
    for member in members {
        let may = again < AGAIN || !matches!(member.shape, Shape::Again);
        // How many there are of several is said by their own numbers alone.
        if member.is_required || member.shape.is_many() || (may && random.often(50)) {
            if is_attribute(member) {
                write!(out, " {}='{}'", member.name, draw::scalar(&member.shape, random).unwrap()).unwrap();
            } else {
                draw(member.name, &member.shape, root, random, again, &mut content);
            }
        }
    }
    write!(out, ">{content}</{name}>").unwrap();
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[test]
fn what_is_drawn_from_an_xml_schema_comes_back_equal_and_is_accepted() {
    let (mut modules, mut contracts) = (Vec::new(), Vec::new());
    for seed in 0..crate::schemas() {
        let mut random = Random::new(1_000 + seed);
        let root = shape::root(&mut random);
        let mut text = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>".to_owned();
        element("Document", &root, "", &mut text);
        text.push_str("</xs:schema>");
        let files = BTreeMap::from([("root.xsd".to_owned(), text.clone().into_bytes())]);
        let model = xsd::load(&["root.xsd"], &files).unwrap_or_else(|error| panic!("{error:#}\n{text}"));
        let contract = Contract::load_from("root.xsd", ContractOptions::default(), &files).unwrap();
        let module = format!("xml{seed}");
        let options = Options { module: module.clone(), ..Options::default() };
        let generated = generate(&model, &options);
        assert_eq!(generated.notes, [], "{text}");
        let draw_one = |random: &mut Random| {
            let mut payload = String::new();
            draw("Document", &root, &root, random, 0, &mut payload);
            payload
        };
        let payloads: Vec<String> = (0..crate::PAYLOADS).map(|_| draw_one(&mut random)).collect();
        for payload in &payloads {
            let check = contract.check(payload.as_bytes());
            assert_eq!(check.verdict(), Verdict::Valid, "drawn wrongly: {:?}\n{payload}\n{text}", check.findings());
        }
        let root = generated.roots[0].clone();
        modules.push(Module { name: module, source: generated.source, root, payloads, write: "to_xml", schema: None });
        contracts.push((contract, text));
    }
    for (module, (written, (contract, schema))) in
        modules.iter().zip(bench::written("xml", &modules).iter().zip(contracts))
    {
        for (sent, written) in module.payloads.iter().zip(written) {
            let written = written.as_ref().unwrap_or_else(|error| panic!("{error}\n{sent}\n{schema}"));
            let [before, after] =
                [sent, written].map(|text| Document::read_str(text, &ReadOptions::default()).unwrap());
            let mut respelt = String::new();
            let same = probe::same(before.root(), after.root(), 0, &mut respelt);
            assert_eq!((same, respelt.as_str()), (Ok(()), ""), "{sent}\n{written}\n{schema}");
            assert_eq!(
                contract.check(written.as_bytes()).verdict(),
                Verdict::Valid,
                "not accepted: {written}\n{schema}"
            );
        }
    }
}

//! Every mistake that a `contract.toml` can hold, and the place and help that its error names.

use std::collections::BTreeMap;

use super::load;
use crate::contracts::{Literal, PointerRule};
use crate::document::Syntax;
use crate::json_schema::Options;
use crate::mapping::{RootForm, Wobble};
use crate::model::Draft;

const GOOD: &str = r##"vendor = "acme"
title = "Acme"

[[message]]
name = "order"
title = "An order"
direction = "receive"
syntaxes = ["xml", "json"]

[[message.recognise]]
header = { name = "X-Event", equals = "order" }
[[message.recognise]]
pointer = "/kind"
any_of = ["new", 7, true]
absent = "/other"
syntax = "json"

[[message.version]]
name = "1"
schema = "order/1.xsd"
root = "Order"
[[message.version]]
name = "2"
schema = "order/2.xsd"
root = ["Order", "OrderList"]

[message.json]
root = "either"
tolerate = ["one-for-list", "text-scalars"]
[message.xml]
tolerate = ["empty-element"]

[[message]]
name = "refund"
title = "A refund"
direction = "send"
syntaxes = ["json"]
[[message.recognise]]
child = "refund"
[[message.version]]
schema = "refund.json"
root = "#/$defs/Refund"
draft = "7"
formats = "annotate"
"##;

fn read(toml: &str) -> Result<crate::contracts::Vendor, crate::error::Error> {
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for name in ["acme/order/1.xsd", "acme/order/2.xsd", "acme/refund.json"] {
        files.insert(name.to_owned(), Vec::new());
    }
    files.insert("acme/contract.toml".to_owned(), toml.as_bytes().to_vec());
    load("acme/contract.toml", &files)
}

#[test]
fn everything_that_a_contract_says_is_read() {
    let vendor = read(GOOD).unwrap();
    let [order, refund] = vendor.messages.as_slice() else { panic!("two messages") };
    assert_eq!((order.name.as_str(), refund.name.as_str()), ("acme/order", "acme/refund"));
    let contracts: Vec<_> = order.versions.iter().map(|version| version.contract.as_str()).collect();
    assert_eq!(contracts, ["acme/order@1", "acme/order@2"]);
    assert_eq!(order.versions[1].schema, "acme/order/2.xsd");
    assert_eq!(order.versions[1].roots, ["Order", "OrderList"]);
    assert_eq!(order.recognise[0].header.as_ref().unwrap().name, "X-Event");
    let any_of = vec![Literal::Text("new".into()), Literal::Number("7".into()), Literal::Boolean(true)];
    assert_eq!(order.recognise[1].pointer, Some(PointerRule { pointer: "/kind".into(), any_of }));
    assert_eq!(order.recognise[1].syntax, Some(Syntax::Json));
    assert_eq!(order.mapping.json.root, RootForm::Either);
    assert!(order.mapping.json.tolerates(Wobble::TextScalars) && !order.mapping.json.tolerates(Wobble::ListForOne));
    assert!(order.mapping.empty_element_is_absent);
    assert_eq!(refund.versions[0].contract, "acme/refund");
    assert_eq!(refund.versions[0].schema, "acme/refund.json#/$defs/Refund");
    let asked = Options { draft: Some(Draft::Draft4), ..Options::default() };
    let reading = refund.versions[0].reading(&asked);
    assert_eq!((reading.draft, reading.formats_annotate), (Some(Draft::Draft7), true));
    assert_eq!(order.versions[0].reading(&asked).draft, Some(Draft::Draft4));
}

#[test]
fn every_mistake_is_named_with_its_place_and_the_way_out() {
    let cases: &[(&str, &str, &str, &str)] = &[
        // replace this, by this: expect this place and message, and this in the help
        ("\"Acme\"", "\"Acme", "2:14: not TOML", ""),
        ("vendor = \"acme\"", "vendor = \"other\"", "1:10: the vendor is called `other` and its folder `acme`", "same"),
        ("vendor = \"acme\"", "", "1:1: the file needs the key `vendor`", ""),
        ("vendor = \"acme\"", "vendor = \"Acme\"", "1:10: a name cannot hold `A`", "lower-case"),
        ("title = \"An order\"", "titel = \"An order\"", "6:1: [[message]] has no key `titel`", "mean `title`"),
        ("title = \"An order\"", "title = \" \"", "6:9: `title` is empty", ""),
        ("title = \"An order\"", "title = 7", "6:9: `title` has to be a string, got type integer", ""),
        ("\"receive\"", "\"recieve\"", "7:13: `direction` cannot be `recieve`", "mean `receive`"),
        ("\"receive\"", "\"sideways\"", "7:13: `direction` cannot be `sideways`", "receive, send"),
        ("[\"xml\", \"json\"]", "[]", "8:12: `syntaxes` is empty", "xml"),
        ("[\"xml\", \"json\"]", "[\"xml\", \"xml\"]", "8:20: this syntax is listed twice", ""),
        ("[\"xml\", \"json\"]", "\"xml\"", "8:12: `syntaxes` has to be an array, got type string", ""),
        ("[\"xml\", \"json\"]", "[\"json\"]", "30:1: [message.xml] without xml", ""),
        ("[\"xml\", \"json\"]", "[\"xml\"]", "27:1: [message.json] without json", ""),
        ("name = \"X-Event\", ", "", "11:10: header needs the key `name`", ""),
        ("pointer = \"/kind\"", "pointer = \"kind\"", "13:11: a JSON Pointer begins with `/`", "/kind"),
        ("pointer = \"/kind\"\n", "", "13:10: there is no `pointer`", "pointer"),
        ("any_of = [", "equals = \"new\"\nany_of = [", "15:10: `any_of` stands beside `equals`", "keep one"),
        ("any_of = [", "any_of = [[], ", "14:11: `any_of` has to be a string, a boolean", ""),
        ("name = \"2\"\n", "", "needs the key `name`", ""),
        ("name = \"2\"", "name = \"1\"", "23:8: there are two contracts `acme/order@1`", ""),
        ("order/2.xsd", "order/3.xsd", "24:10: there is no file `acme/order/3.xsd`", "relative"),
        ("order/2.xsd", "order/2.yaml", "24:10: a schema file ends in .xsd or .json", ""),
        ("\"text-scalars\"", "\"text-scalar\"", "29:29: `tolerate` cannot be `text-scalar`", "mean `text-scalars`"),
        ("\"either\"", "\"maybe\"", "28:8: `root` cannot be `maybe`", "omit, wrap, either"),
        ("\"empty-element\"", "\"\"", "31:13: `tolerate` is empty", ""),
        ("name = \"refund\"", "name = \"order\"", "34:8: there are two messages `acme/order`", ""),
        ("name = \"refund\"", "name = \"re fund\"", "34:8: a name cannot hold ` `", ""),
        ("child = \"refund\"", "", "this entry has no condition", "every payload"),
        ("child = \"refund\"", "shild = \"refund\"", "39:1: [[message.recognise]] has no key `shild`", "mean `child`"),
        ("draft = \"7\"", "draft = \"next\"", "43:9: `draft` cannot be `next`", "4, 6, 7, 2019-09, 2020-12"),
        ("\"annotate\"", "\"anotate\"", "44:11: `formats` cannot be `anotate`", "mean `annotate`"),
        ("root = \"Order\"", "draft = \"7\"", "21:9: this is said of a JSON Schema", ""),
        ("\"#/$defs/Refund\"", "\"Refund\"", "42:8: the root of a JSON Schema is a fragment", ""),
        ("\"#/$defs/Refund\"", "[\"#/a\", \"#/b\"]", "a JSON Schema has one root", ""),
    ];
    let mut wrong = String::new();
    for (from, to, want, help) in cases {
        assert!(GOOD.contains(from), "{from} is in the good contract");
        let got = match read(&GOOD.replacen(from, to, 1)) {
            Ok(_) => "no error".to_owned(),
            Err(error) => format!("{error:#}"),
        };
        if !got.starts_with("acme/contract.toml:") || !got.contains(want) || !got.contains(help) {
            wrong.push_str(&format!("{from} -> {to}\n  want {want} ({help})\n  got  {got}\n"));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn a_contract_without_messages_rules_or_versions_is_refused() {
    let head = "vendor = \"acme\"\ntitle = \"Acme\"\n";
    assert!(read(head).unwrap_err().message().contains("no message"));
    let message = "[[message]]\nname = \"a\"\ntitle = \"A\"\ndirection = \"send\"\nsyntaxes = [\"json\"]\n";
    assert!(read(&format!("{head}{message}")).unwrap_err().message().contains("recognised"));
    let rule = "[[message.recognise]]\nchild = \"a\"\n";
    assert!(read(&format!("{head}{message}{rule}")).unwrap_err().message().contains("no version"));
    let xml = message.replace("json", "xml");
    let version = "[[message.version]]\nschema = \"refund.json\"\n";
    assert!(read(&format!("{head}{xml}{rule}{version}")).unwrap_err().message().contains("says nothing of XML"));
}

#[test]
fn a_file_that_is_no_text_is_an_error() {
    let files: BTreeMap<String, Vec<u8>> = [("acme/contract.toml".to_owned(), vec![b'a', 0xff])].into();
    assert!(load("acme/contract.toml", &files).unwrap_err().to_string().contains("not UTF-8"));
    assert!(load("nowhere/contract.toml", &files).is_err());
}

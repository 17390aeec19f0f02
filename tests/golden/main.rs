//! Golden cases of the code generator: a folder each, with a schema and the source that is generated from it, notes at its
//! end. `BLESS=1` rewrites what is expected; the diff is for review.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use driftline_codegen::{Integration, Options, Override, generate};
use driftline_schemas::files::Disk;

/// What is expected must compile: a case that is missing here fails the test below.
mod compiled {
    include!("alike/expected.rs");
    include!("branches/expected.rs");
    include!("chosen/expected.rs");
    include!("content/expected.rs");
    include!("cycles/expected.rs");
    include!("event/expected.rs");
    include!("facets/expected.rs");
    include!("integrated/expected.rs");
    include!("names/expected.rs");
    include!("namespaces/expected.rs");
    include!("places/expected.rs");
    include!("prose/expected.rs");
    include!("redefine/expected.rs");
    include!("roots/expected.rs");
    include!("serde/expected.rs");
    include!("unions/expected.rs");
    include!("wider/expected.rs");
}

/// What stands for types that are generated otherwise.
mod own {
    /// Money, as somebody would write it by hand.
    #[derive(Debug, Clone, PartialEq, Eq, driftline::Payload, driftline::Builder)]
    pub(crate) struct Money {
        pub(crate) amount: driftline::Decimal,
        pub(crate) currency: Option<String>,
    }
}

/// What is chosen for the case of this name.
fn chosen(case: &str) -> Options {
    let overrides = [
        Override::replace("Money", "crate::own::Money"),
        Override::rename("Order/lines/*", "OrderLine"),
        Override::derive("Order*", "Eq, ::core::clone::Clone"),
    ];
    let overrides = overrides.into_iter().collect::<Result<_, _>>().unwrap();
    let all = Integration::NAMES.map(|(_, integration)| integration).to_vec();
    match case {
        "chosen" => {
            Options { non_exhaustive: true, builders: true, json_schema: true, overrides, ..Options::default() }
        }
        "integrated" => Options { integrations: all, serde: true, ..Options::default() },
        "serde" => Options { serde: true, ..Options::default() },
        _ => Options::default(),
    }
}

/// The folder of the cases.
fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("golden")
}

/// What is generated from the schema of a case.
fn generated(folder: &Path) -> String {
    let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
    let file = ["schema.xsd", "schema.json"].into_iter().find(|file| folder.join(file).exists()).expect("a schema");
    let model =
        driftline_schemas::load(folder.join(file).to_str().unwrap(), &Disk).unwrap_or_else(|error| panic!("{error:#}"));
    let options =
        Options { module: name.clone(), source_name: file.to_owned(), root_name: "Root".to_owned(), ..chosen(&name) };
    let generated = generate(&model, &options);
    let mut text = generated.source;
    for note in &generated.notes {
        let file = note.file.rsplit('/').next().unwrap();
        writeln!(text, "// note: {file}:{}: {}: {}", note.position, note.what, note.why).unwrap();
    }
    text
}

/// The first difference of two texts, with its line.
fn difference(got: &str, want: &str) -> String {
    let lines = got.lines().zip(want.lines()).zip(1..);
    let first = lines.into_iter().find(|((got, want), _)| got != want);
    first.map_or_else(
        || format!("got {} lines, want {}", got.lines().count(), want.lines().count()),
        |((got, want), line)| format!("line {line}\n  got  {got}\n  want {want}"),
    )
}

#[test]
fn every_case_generates_what_is_expected() {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(cases()).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    let source = include_str!("main.rs");
    let is_compiled = |path: &Path| source.contains(&format!("{}/expected.rs", path.file_name().unwrap().display()));
    assert!(!folders.is_empty() && folders.iter().all(|path| is_compiled(path)), "a case is not compiled: {folders:?}");
    let bless = std::env::var_os("BLESS").is_some();
    let mut failures = String::new();
    for folder in folders {
        let got = generated(&folder);
        let expected = folder.join("expected.rs");
        let want = std::fs::read_to_string(&expected).unwrap_or_default();
        if got == want {
            continue;
        }
        if bless {
            std::fs::write(&expected, got).unwrap();
        } else {
            writeln!(failures, "{}: {}", expected.display(), difference(&got, &want)).unwrap();
        }
    }
    assert!(failures.is_empty(), "{failures}BLESS=1 rewrites");
}

#[test]
fn a_type_goes_through_serde_both_ways_and_its_facets_are_checked() {
    let json = r#"{"orderId":"P12","status":"on hold","total":"19.990","lines":[{"sku":"a"}]}"#;
    let order: compiled::serde::Order = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_string(&order).unwrap(), json);
    let unknown = json.replace("on hold", "teleported");
    let order: compiled::serde::Order = serde_json::from_str(&unknown).unwrap();
    assert_eq!(serde_json::to_string(&order).unwrap(), unknown);
    assert!(serde_json::from_str::<compiled::serde::Order>(&json.replace("P12", "X12")).is_err());
}

/// A document with everything that the content models of the case allow.
const ORDER: &str = r##"<order xmlns="urn:shop" sizes="1.0 20.50" limit="unbounded"><company><name>A &amp; B</name><parent><name/></parent></company><cash amount="1.50"/><card amount="2.00"><number>4111</number></card><address xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="ForeignAddress"><city>Perth</city><country>AU</country></address><sku>a</sku><sku>b</sku><quantity>2</quantity><sku>c</sku><note>See <b>both <date>2024-01-03</date></b>, and<x xmlns="urn:x" y="1"><z>2</z></x>.</note><e xmlns="urn:e"/></order>"##;

#[test]
fn whatever_stands_in_a_content_model_comes_back_in_order() {
    use compiled::content::{AnyAddress, Limit, Order, PaymentElement, PersonOrCompany};
    let order: Order = driftline::from_str(ORDER).unwrap();
    assert!(matches!(&order.person_or_company, PersonOrCompany::Company(company) if company.parent.is_some()));
    assert!(matches!(order.payment[..], [PaymentElement::Cash(_), PaymentElement::Card(_)]));
    assert!(matches!(&order.address, AnyAddress::ForeignAddress(address) if address.country == "AU"));
    assert!(matches!(order.limit, Some(Limit::Unbounded(_))));
    assert_eq!(order.sku_or_quantity.len(), 4);
    let options = driftline::WriteOptions { declaration: false, ..driftline::WriteOptions::default() };
    assert_eq!(driftline::to_xml_with(&order, options), ORDER);
    let again: Order = driftline::from_str(&driftline::to_json(&order)).unwrap();
    assert_eq!(driftline::to_json(&again), driftline::to_json(&order));
}

#[test]
fn a_value_is_validated_by_the_walk_from_the_place_of_its_type_on() {
    let known = r#"{"event":"order.cancelled","reason":"stock"}"#;
    let unknown = known.replace("stock", "teleported");
    let found = |text: &str| {
        let value: compiled::unions::Notification = driftline::from_str(text).unwrap();
        let findings = value.validate();
        findings.iter().map(|finding| (finding.kind.code(), finding.path.clone())).collect::<Vec<_>>()
    };
    assert_eq!(found(known), []);
    assert_eq!(found(&unknown), [("new-enum-value", "/reason".to_owned())]);
    let part: compiled::unions::Cancelled = driftline::from_str(&unknown).unwrap();
    assert_eq!(part.validate().len(), 1);
}

#[test]
fn a_value_of_an_xsd_is_validated_as_the_xml_that_it_is() {
    let found = |text: &str| {
        let value: compiled::content::Order = driftline::from_str(text).unwrap();
        let findings = value.validate();
        findings.iter().map(|finding| (finding.kind.code(), finding.path.clone())).collect::<Vec<_>>()
    };
    assert_eq!(found(ORDER), []);
    assert_eq!(
        found(&ORDER.replace("<quantity>2", "<quantity>0")),
        [("number-out-of-range", "/order/quantity".to_owned())]
    );
    let undeclared = ORDER.replace("<e xmlns=\"urn:e\"/>", "<e xmlns=\"urn:shop\"/>");
    assert_eq!(found(&undeclared), [("undocumented-field", "/order/e".to_owned())]);
    let part: compiled::content::AnyAddress = driftline::from_str("<a xmlns=\"urn:shop\"><city/></a>").unwrap();
    assert_eq!(part.validate(), []);
}

/// Elements of two namespaces and of none, attributes of one name in two namespaces, a type that holds itself, a group that
/// repeats.
const NAMESPACES: &str = r#"<order xmlns="urn:order" xmlns:ns0="urn:common" ns0:unit="kg" unit="box"><buyer ns0:id="b"><name xmlns="urn:common">B</name><owes xmlns="urn:common"><value>1.50</value><next><value>2</value></next></owes></buyer><note>own</note><note xmlns="urn:common">theirs</note><plain xmlns="">p</plain><total currency="AUD"><value>19.990</value></total><sku>a</sku><sku>b</sku><price><value>3</value></price><part><party/><lead ns0:id="c"><name xmlns="urn:common">C</name></lead></part></order>"#;

#[test]
fn namespaces_stay_apart_and_what_is_redefined_is_the_new_type() {
    use compiled::{namespaces, redefine};
    let options = driftline::WriteOptions { declaration: false, ..driftline::WriteOptions::default() };
    let order: namespaces::Order = driftline::from_str(NAMESPACES).unwrap();
    assert_eq!((order.note_2.as_deref(), order.note.as_deref()), (Some("own"), Some("theirs")));
    assert!(matches!(order.sku_or_price[..], [_, namespaces::SkuOrPrice::Sku(_), namespaces::SkuOrPrice::Price(_)]));
    let written = driftline::to_xml_with(&order, options);
    assert_eq!(driftline::from_str::<namespaces::Order>(&written).unwrap(), order);
    assert_eq!(order.validate(), []);
    assert_eq!(order.buyer.owes.as_ref().map(namespaces::AmountType::validate), Some(Vec::new()));
    assert_eq!(order.total.validate(), []);
    let text = "<order><parcel at=\"2024-01-03\" by=\"me\"><to><street/><city/><country>AU</country></to><sku>ab</sku>\
                <quantity>1</quantity><price>2.0</price></parcel></order>";
    let order: redefine::Order = driftline::from_str(text).unwrap();
    assert_eq!(driftline::to_xml_with(&order, options), text);
    assert_eq!(order.validate(), []);
    assert!("a".parse::<redefine::Code>().is_err() && "elevenchars".parse::<redefine::Code>().is_err());
}

#[test]
fn what_is_chosen_holds_together() {
    use compiled::chosen::{Money, Order, OrderLine};
    let price = || Money::builder().amount("9.95").build();
    let line = OrderLine::builder().sku("A-1").price(price().unwrap()).build_(true).build().unwrap();
    let order = || Order::builder().order_id("N1").total(price().unwrap());
    let built = order().lines(vec![line]).status("paid").parent(order().build().unwrap()).build().unwrap();
    let json = r#"{"orderId":"N1","total":{"amount":9.95},"lines":[{"sku":"A-1","price":{"amount":9.95},"build":true}],"status":"paid","parent":{"orderId":"N1","total":{"amount":9.95},"lines":[]}}"#;
    assert_eq!(driftline::to_json(&built), json);
    assert_eq!(driftline::from_str::<Order>(json).unwrap(), built);
    let missing = Order::builder().order_id("N1").build().unwrap_err();
    assert_eq!((missing.to_string().as_str(), missing.is_missing()), ("`Order.total` is missing", true));
    let wrong = order().order_id("X1").build().unwrap_err();
    assert_eq!((wrong.field(), wrong.is_missing()), ("Order.order_id", false));
    assert!(!wrong.to_string().contains("X1"), "{wrong}");
}

#[test]
fn the_schema_of_a_type_is_its_part_of_the_schema_under_the_definitions_of_whoever_asks() {
    use driftline::schemars1::SchemaGenerator;
    let mut generator = SchemaGenerator::default();
    let reference = |schema: driftline::schemars1::Schema| schema.get("$ref").cloned();
    let line = generator.subschema_for::<Vec<compiled::chosen::OrderLine>>();
    assert_eq!(line.get("items").and_then(|items| items.get("$ref")), Some(&"#/$defs/OrderLine".into()), "{line:?}");
    assert_eq!(reference(generator.subschema_for::<compiled::chosen::Order>()), Some("#/$defs/Order".into()));
    let names: Vec<&str> = generator.definitions().keys().map(String::as_str).collect();
    let parts = ["", ".defs.currency", ".defs.money"].map(|part| format!("golden.compiled.chosen{part}"));
    assert_eq!(names, [&["Order", "OrderLine"][..], &parts.each_ref().map(String::as_str)].concat());
}

#[test]
fn values_of_other_crates_keep_what_was_written() {
    let xml = r#"<Shipment Days="2024-01-03 2024-02-29Z"><Sent>2024-01-03T10:00:00+10:00</Sent><Due>2024-02-29</Due><At>24:00:00</At><Takes>P1DT2H</Takes><Track>HTTPS://Example.com</Track><Kilos>1.250</Kilos><Price>19.90</Price></Shipment>"#;
    let sent: compiled::integrated::Shipment = driftline::from_str(xml).unwrap();
    assert_eq!(sent.sent.value().unwrap().to_string(), "2024-01-03T00:00:00Z");
    assert!(sent.at.as_ref().unwrap().value().is_none());
    assert_eq!(sent.kilos.value().unwrap().scale(), 3);
    assert_eq!(sent.price.value().unwrap().to_string(), "19.90");
    assert_eq!(sent.track.as_ref().unwrap().value().unwrap().path(), "/");
    let options = driftline::WriteOptions { declaration: false, ..driftline::WriteOptions::default() };
    assert_eq!(driftline::to_xml_with(&sent, options), xml);
    let through: compiled::integrated::Shipment = serde_json::from_str(&serde_json::to_string(&sent).unwrap()).unwrap();
    assert_eq!(through, sent);
    let wrong = driftline::from_str::<compiled::integrated::Shipment>(&xml.replace("19.90", "19.901")).unwrap_err();
    assert!(wrong.to_string().contains("/Shipment/Price"), "{wrong}");
}

#[test]
fn a_branch_of_several_elements_is_a_record() {
    use compiled::branches::{Payment, PaymentBankChoice, PaymentCardChoice};
    let options = driftline::WriteOptions { declaration: false, ..driftline::WriteOptions::default() };
    let bodies = [
        "<card>4111</card><expires>2027-01</expires>",
        "<bank>B</bank><iban>I</iban><bic>C</bic><code>1</code><reason/>",
        "<cash>true</cash><note>n</note>",
        "<voucher>1</voucher><voucher>2</voucher>",
    ];
    for body in bodies {
        let text = format!("<payment><amount>1.50</amount>{body}</payment>");
        let payment: Payment = driftline::from_str(&text).unwrap();
        assert_eq!(driftline::to_xml_with(&payment, options).replace("<reason></reason>", "<reason/>"), text);
        let json = driftline::to_json(&payment);
        assert_eq!(driftline::from_str::<Payment>(&json).unwrap(), payment, "{json}");
        assert_eq!(payment.validate(), [], "{text}");
        if let PaymentCardChoice::Bank(bank) = &payment.card_choice {
            assert!(matches!(&bank.choice, PaymentBankChoice::Iban(account) if account.bic == "C"));
            assert_eq!(json, r#"{"amount":"1.50","bank":"B","iban":"I","bic":"C","code":"1","reason":""}"#);
        }
    }
    let refused = [
        ("", "1:1 /payment/cash: `cash` is required and not sent"),
        ("<card>4111</card>", "1:1 /payment/expires: `expires` is required and not sent"),
        ("<cash>1</cash><bank>B</bank><account/>", "1:59 /payment/account: `cash` is sent again"),
    ];
    for (body, want) in refused {
        let text = format!("<payment><amount>1.50</amount>{body}</payment>");
        assert_eq!(driftline::from_str::<Payment>(&text).unwrap_err().to_string(), want);
    }
}

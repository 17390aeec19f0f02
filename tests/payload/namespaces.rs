//! XML in full: namespaces, attributes, text beside attributes, `xsi:nil`, and the writer's escapes.

use driftline::{Decimal, Nullable, Payload, Rest, from_str, to_json, to_xml};

#[derive(Debug, PartialEq, Payload)]
#[payload(root = "invoice", namespace = "urn:a", lenient)]
struct Invoice {
    #[payload(attribute)]
    id: String,
    #[payload(attribute, name = "lang", namespace = "http://www.w3.org/XML/1998/namespace")]
    language: Option<String>,
    #[payload(name = "total")]
    total: Amount,
    #[payload(name = "due")]
    due: Option<Nullable<Decimal>>,
    #[payload(name = "plain", namespace = "")]
    plain: Option<String>,
    #[payload(rest)]
    rest: Rest,
}

#[derive(Debug, PartialEq, Payload)]
#[payload(lenient)]
struct Amount {
    #[payload(attribute)]
    currency: Option<String>,
    #[payload(text)]
    value: Option<Decimal>,
}

#[test]
fn prefixes_do_not_matter_and_namespaces_do() {
    let text = "<p:invoice xmlns:p='urn:a' xmlns:q='urn:q' id='1' xml:lang='en' q:extra='x'>\
                <p:total currency='A&#38;B'>19.990</p:total>\
                <p:due xsi:nil='true' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'/>\
                <plain>&lt;]]&gt;&#13;</plain><total>other</total></p:invoice>";
    let invoice: Invoice = from_str(text).unwrap();
    assert_eq!(invoice.total.value.as_ref().map(ToString::to_string).as_deref(), Some("19.990"));
    assert_eq!(invoice.due, Some(Nullable::Null));
    assert_eq!(invoice.plain.as_deref(), Some("<]]>\r"));
    assert_eq!(invoice.rest.0.len(), 2);
    let written = to_xml(&invoice);
    let want = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                <invoice xmlns=\"urn:a\" id=\"1\" xml:lang=\"en\" xmlns:ns0=\"urn:q\" ns0:extra=\"x\">\
                <total currency=\"A&amp;B\">19.990</total>\
                <due xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/>\
                <plain xmlns=\"\">&lt;]]&gt;&#13;</plain><total xmlns=\"\">other</total></invoice>";
    assert_eq!(written, want);
    assert_eq!(from_str(&written), Ok(invoice));
}

#[test]
fn a_missing_attribute_is_told_as_one() {
    let error = from_str::<Invoice>("\n <invoice xmlns='urn:a'><total/></invoice>").unwrap_err();
    assert_eq!(error.to_string(), "2:2 /invoice/@id: `id` is required and not sent");
    let error = from_str::<Invoice>("<invoice xmlns='urn:a' id='1'><total xmlns=''/></invoice>").unwrap_err();
    assert_eq!(error.to_string(), "1:1 /invoice/total: `total` is required and not sent");
}

#[test]
fn text_beside_attributes_has_two_forms_in_json() {
    let bare: Invoice = from_str(r#"{"id":"1","total":"19.990"}"#).unwrap();
    let full: Invoice = from_str(r##"{"id":1,"total":{"#text":19.990}}"##).unwrap();
    assert_eq!(bare, full);
    assert_eq!(to_json(&full), r##"{"id":"1","total":{"#text":"19.990"}}"##);
    let empty: Invoice = from_str("<invoice xmlns='urn:a' id='1'><total currency='AUD'/></invoice>").unwrap();
    assert_eq!(empty.total, Amount { currency: Some("AUD".to_owned()), value: None });
}

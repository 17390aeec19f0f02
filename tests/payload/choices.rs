//! Choices and types: what is told apart by the name of the element, and by `xsi:type`.

use driftline::{Member, Nullable, Payload, Value, WriteOptions, from_str, to_json, to_xml_with};

#[derive(Debug, PartialEq, Payload)]
#[payload(root = "shape", namespace = "urn:s", lenient)]
struct Drawing {
    #[payload(choice)]
    first: Figure,
    title: Option<String>,
    #[payload(choice)]
    parts: Vec<Part>,
    fill: Option<Fill>,
}

#[derive(Debug, PartialEq, Payload)]
#[payload(choice, namespace = "urn:s")]
enum Figure {
    #[payload(name = "circle")]
    Circle(u32),
    #[payload(name = "square")]
    Square(Nullable<u32>),
}

#[derive(Debug, PartialEq, Payload)]
#[payload(choice, namespace = "urn:s")]
enum Part {
    #[payload(name = "line")]
    Line(u32),
    #[payload(name = "line", namespace = "urn:t")]
    OtherLine(u32),
    #[payload(text)]
    Text(String),
    #[payload(rest)]
    Other(Member),
}

#[derive(Debug, PartialEq, Payload)]
#[payload(types, namespace = "urn:s")]
enum Fill {
    #[payload(name = "Plain", declared)]
    Plain(Plain),
    #[payload(name = "Striped")]
    Striped(Striped),
}

#[derive(Debug, PartialEq, Payload)]
struct Plain {
    #[payload(attribute)]
    colour: String,
}

#[derive(Debug, PartialEq, Payload)]
struct Striped {
    #[payload(attribute)]
    colour: String,
    #[payload(attribute)]
    width: u8,
}

fn written(drawing: &Drawing) -> String {
    to_xml_with(drawing, WriteOptions { indent: None, declaration: false })
}

#[test]
fn elements_come_back_in_their_order_with_their_names() {
    let text = "<shape xmlns=\"urn:s\"><square>4</square><title>T</title>a<line>1</line><line xmlns=\"urn:t\">2</line>b\
                <x a=\"1\"><y/>c</x><line>3</line><fill xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
                xsi:type=\"Striped\" colour=\"red\" width=\"2\"/></shape>";
    let drawing: Drawing = from_str(text).unwrap();
    assert_eq!(drawing.first, Figure::Square(Nullable::Value(4)));
    assert_eq!(drawing.parts.len(), 6);
    assert!(matches!(&drawing.parts[4], Part::Other(member) if member.name == "x"));
    assert_eq!(written(&drawing), text);
}

#[test]
fn in_json_elements_of_one_name_are_an_array() {
    let text = r#"{"circle":1,"line":[1,2],"other":{"y":1},"fill":{"xsi:type":"Striped","colour":"red","width":2}}"#;
    let drawing: Drawing = from_str(text).unwrap();
    let [Part::Line(1), Part::Line(2), Part::Other(other)] = &drawing.parts[..] else { panic!("{drawing:?}") };
    assert!(matches!(other.value, Value::Record(_)));
    let again: Drawing = from_str(&to_json(&drawing)).unwrap();
    assert_eq!(again.fill, drawing.fill);
    assert_eq!(to_json(&again), to_json(&drawing));
}

#[test]
fn too_little_too_much_and_an_unknown_type_are_errors_at_their_place() {
    let errors = [
        ("<shape xmlns='urn:s'/>", "1:1 /shape/circle: `circle` is required and not sent"),
        (
            "<shape xmlns='urn:s'><circle>1</circle><square>2</square></shape>",
            "1:40 /shape/square: `circle` is sent again",
        ),
        ("<shape xmlns='urn:s'><circle>x</circle></shape>", "1:30 /shape/circle: want an integer"),
        (
            "<shape xmlns='urn:s' xmlns:i='http://www.w3.org/2001/XMLSchema-instance'><circle>1</circle><fill i:type='Dotted'/></shape>",
            "1:106 /shape/fill/@i:type: `xsi:type` tells no variant that is known",
        ),
    ];
    for (text, want) in errors {
        assert_eq!(from_str::<Drawing>(text).unwrap_err().to_string(), want);
    }
}

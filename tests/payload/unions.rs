//! Unions: a known variant with a bad body is an error at its field, and only an unknown tag is unknown.

use driftline::{Constant, Integer, Nullable, Payload, Value, from_str, to_json};

#[derive(Debug, PartialEq, Payload)]
#[payload(tag = "IsSuccessful")]
enum Creation {
    #[payload(value = true)]
    Success(Success),
    #[payload(value = false)]
    Failure(Box<Failure>),
    #[payload(unknown)]
    Unknown(Value),
}

#[derive(Debug, PartialEq, Payload)]
struct Success {
    #[payload(name = "OrderId")]
    order_id: String,
    #[payload(name = "IsSuccessful", constant = true)]
    is_successful: Constant,
    #[payload(name = "EventType", constant = "OrderCreation")]
    event_type: Option<Constant>,
}

#[derive(Debug, PartialEq, Payload)]
struct Failure {
    #[payload(name = "IsSuccessful", constant = false)]
    is_successful: Constant,
    #[payload(name = "ResponseCode")]
    code: Status,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Payload)]
#[payload(values)]
enum Status {
    #[payload(value = 400)]
    #[payload(value = 422)]
    Bad,
    #[payload(value = 500)]
    Broken,
}

#[test]
fn the_tag_names_the_variant() {
    for text in [
        r#"{"OrderId":"1","IsSuccessful":true}"#,
        r#"{"OrderId":"1","IsSuccessful":true,"EventType":"OrderCreation"}"#,
        r#"{"IsSuccessful":false,"ResponseCode":400}"#,
        r#"{"IsSuccessful":"maybe","Other":[1.0,null]}"#,
        r#"{"Other":{}}"#,
    ] {
        assert_eq!(to_json(&from_str::<Creation>(text).unwrap()), text);
    }
    assert!(matches!(from_str(r#"{"IsSuccessful":null}"#), Ok(Creation::Unknown(_))));
    assert!(matches!(from_str(r#"{"IsSuccessful":"true"}"#), Ok(Creation::Unknown(_))));
}

#[test]
fn a_known_variant_with_a_bad_body_is_an_error_at_its_field() {
    for (text, want) in [
        (r#"{"IsSuccessful":true}"#, "1:1 /OrderId: `OrderId` is required and not sent"),
        (r#"{"IsSuccessful":true,"OrderId":7}"#, "1:32 /OrderId: got an integer, want text"),
        (r#"{"IsSuccessful":false,"ResponseCode":"400"}"#, "1:38 /ResponseCode: got text, want a number"),
        (
            r#"{"IsSuccessful":false,"ResponseCode":401}"#,
            "1:38 /ResponseCode: want one of the values of the enumeration",
        ),
        (r#"{"IsSuccessful":true,"OrderId":"","EventType":"X"}"#, "1:47 /EventType: want the only value of the schema"),
        (r#"{"IsSuccessful":true,"OrderId":"","EventType":1}"#, "1:47 /EventType: got an integer, want text"),
        ("[]", "1:1 (the payload): got an array, want an object"),
    ] {
        assert_eq!(from_str::<Creation>(text).unwrap_err().to_string(), want);
    }
}

#[test]
fn numbers_of_an_enumeration_are_known_by_value() {
    let read = |text: &str| from_str::<Status>(text);
    assert_eq!(read("400.0"), Ok(Status::Bad));
    assert_eq!(read("4.22e2"), Ok(Status::Bad));
    assert_eq!(to_json(&read("500").unwrap()), "500");
}

#[derive(Debug, PartialEq, Payload)]
#[payload(tag = "kind")]
enum Closed {
    #[payload(value = "a")]
    A(Value),
}

#[test]
fn without_an_unknown_variant_an_unknown_tag_is_an_error() {
    for (text, want) in [
        (r#"{"kind":"b"}"#, "1:9 /kind: want one of the values of the enumeration"),
        ("{}", "1:1 (the payload): `kind` tells no variant that is known"),
        ("<a><kind>b</kind></a>", "1:10 /a/kind: want one of the values of the enumeration"),
        ("<a kind='b'/>", "1:10 /a/@kind: want one of the values of the enumeration"),
    ] {
        assert_eq!(from_str::<Closed>(text).unwrap_err().to_string(), want);
    }
    assert!(from_str::<Closed>("<a><kind> a </kind></a>").is_ok());
}

#[derive(Debug, PartialEq, Payload)]
#[payload(untagged)]
enum Id {
    Number(Integer),
    Text(Nullable<String>),
    Whole(Success),
    Many(Vec<Self>),
}

#[test]
fn an_untagged_union_takes_the_first_that_reads() {
    for text in ["12", r#""12""#, "null", r#"[1,["a",null]]"#, r#"{"OrderId":"1","IsSuccessful":true}"#] {
        assert_eq!(to_json(&from_str::<Id>(text).unwrap()), text);
    }
    let error = from_str::<Id>(r#"[1,{"OrderId":"1","IsSuccessful":false}]"#).unwrap_err();
    assert_eq!(error.to_string(), "1:34 /1/IsSuccessful: want the only value of the schema");
}

#[derive(Debug, PartialEq, Payload)]
struct Wide {
    a: Option<Integer>,
    #[payload(rest)]
    rest: driftline::Rest,
}

#[derive(Debug, PartialEq, Payload)]
struct Narrow {
    a: Option<Integer>,
    b: Option<String>,
    #[payload(rest)]
    rest: driftline::Rest,
}

#[derive(Debug, PartialEq, Payload)]
#[payload(untagged)]
enum Shaped {
    Any(Value),
    Wide(Wide),
    Narrow(Narrow),
}

#[test]
fn of_variants_that_read_the_one_that_knows_most_is_taken() {
    assert!(matches!(from_str(r#"{"a":1,"c":2}"#), Ok(Shaped::Wide(_))));
    assert!(matches!(from_str(r#"{"a":1,"b":"x"}"#), Ok(Shaped::Narrow(_))));
    assert!(matches!(from_str(r#"{"a":1,"b":2}"#), Ok(Shaped::Wide(_))));
    assert!(matches!(from_str("[1]"), Ok(Shaped::Any(_))));
}

#[test]
fn another_kind_is_kept_and_a_bad_body_is_not() {
    use driftline::{Guess, Loose};

    assert!(matches!(from_str::<Loose<Wide>>(r#"{"a":1}"#), Ok(Loose::Known(_))));
    assert!(matches!(from_str::<Loose<Wide>>("[1.50]"), Ok(Loose::Other(_))));
    let error = from_str::<Loose<Wide>>(r#"{"a":"one"}"#).unwrap_err();
    assert_eq!(error.path(), "/a");
    let guess: Guess<Wide> = from_str(r#"{"a":"one"}"#).unwrap();
    assert!(matches!(guess, Guess::Other(_)));
    assert_eq!(to_json(&guess), r#"{"a":"one"}"#);
}

#[test]
fn leaves_are_counted_by_what_holds_them() {
    let value: Wide = from_str(r#"{"a":1,"b":[true,null],"c":{"d":""}}"#).unwrap();
    let counted = driftline::payload::leaves(&value);
    assert_eq!((counted.typed, counted.untyped), (1, 3));
}

#[derive(Debug, PartialEq, Payload)]
#[payload(untagged)]
enum Hooks {
    Meta(Vec<MetaHook>),
    Local(Vec<LocalHook>),
}

#[derive(Debug, PartialEq, Payload)]
struct MetaHook {
    id: MetaId,
    #[payload(rest)]
    rest: driftline::Rest,
}

#[derive(Debug, PartialEq, Payload)]
#[payload(values)]
enum MetaId {
    #[payload(value = "identity")]
    Identity,
    #[payload(unknown)]
    Unknown(driftline::Unknown<Self>),
}

#[derive(Debug, PartialEq, Payload)]
struct LocalHook {
    id: String,
    entry: Option<String>,
}

#[derive(Debug, PartialEq, Payload)]
#[payload(untagged)]
enum Repository {
    Meta(Meta),
    Local(Local),
}

#[derive(Debug, PartialEq, Payload)]
struct Meta {
    repo: MetaId,
    hooks: Vec<MetaHook>,
}

#[derive(Debug, PartialEq, Payload)]
struct Local {
    repo: String,
    hooks: Vec<LocalHook>,
}

#[test]
fn of_variants_that_fit_alike_the_one_is_read_that_leaves_least_untyped() {
    let is_local = |text: &str| matches!(from_str::<Repository>(text), Ok(Repository::Local(_)));
    assert!(is_local(r#"{"repo": "local", "hooks": []}"#));
    assert!(is_local(r#"{"repo": "identity", "hooks": [{"id": "mine", "entry": "x"}]}"#));
    assert!(!is_local(r#"{"repo": "identity", "hooks": [{"id": "identity"}]}"#));
}

#[test]
fn of_lists_the_one_is_read_whose_items_know_most() {
    let read = |text: &str| from_str::<Hooks>(text).unwrap();
    assert!(matches!(read(r#"[{"id": "mine", "entry": "x"}]"#), Hooks::Local(_)));
    assert!(matches!(read(r#"[{"id": "identity"}]"#), Hooks::Meta(_)));
    assert!(matches!(read("[]"), Hooks::Meta(_)));
}

/// A union of itself, every variant of which leaves something untyped.
#[derive(Debug, PartialEq, Payload)]
#[payload(untagged)]
enum Nest {
    One(Box<NestOne>),
    Other(Box<NestOther>),
}

#[derive(Debug, PartialEq, Payload)]
struct NestOne {
    next: Option<Nest>,
    #[payload(rest)]
    rest: driftline::Rest,
}

#[derive(Debug, PartialEq, Payload)]
struct NestOther {
    next: Option<Nest>,
    #[payload(rest)]
    rest: driftline::Rest,
}

#[test]
fn looking_for_the_best_variant_ends_where_it_would_cost_too_much() {
    let depth = 60;
    let text = format!("{}{{\"x\":1}}{}", r#"{"x":1,"next":"#.repeat(depth), "}".repeat(depth));
    assert_eq!(to_json(&from_str::<Nest>(&text).unwrap()).len(), text.len());
}

//! A large list read item by item.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use driftline::{ItemErrorKind, ReadErrorKind, items};

#[derive(Debug, PartialEq, driftline::Payload)]
struct Order {
    #[payload(name = "ID")]
    id: String,
    #[payload(name = "Quantity")]
    quantity: Option<u8>,
}

/// A reader of one byte at a time, which counts them.
struct Slow<'t>(&'t [u8], Rc<Cell<usize>>);

impl Read for Slow<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.1.set(self.1.get() + 1);
        self.0.read(into.get_mut(..1).unwrap_or_default())
    }
}

/// The IDs and errors of the items at a path, the same from a slice and byte by byte.
fn read(text: &str, path: &str) -> Vec<String> {
    let line = |item: Result<Order, driftline::ItemError>| match item {
        Ok(order) => order.id,
        Err(error) => error.to_string(),
    };
    let at_once: Vec<String> = items::<Order, _>(text.as_bytes(), path).map(line).collect();
    let slow: Vec<String> = items::<Order, _>(Slow(text.as_bytes(), Rc::default()), path).map(line).collect();
    assert_eq!(at_once, slow, "{text}");
    at_once
}

#[test]
fn the_elements_at_the_path_are_read_and_nothing_else() {
    let table: [(&str, &[&str]); 12] = [
        ("<R><O><ID>1</ID></O><O><ID>2</ID></O></R>", &["1", "2"]),
        ("<R/>", &[]),
        ("<R><P><O><ID>1</ID></O></P><O><ID>2</ID></O><O><O><ID>3</ID></O><ID>4</ID></O></R>", &["2", "4"]),
        (
            "<?xml version='1.0'?>\n<!-- <R> --><R a='>'><!-- <O> --><![CDATA[<O>]]><?x <O>?><O\n><ID>a&lt;</ID></O></R>",
            &["a<"],
        ),
        ("<R><O x='/>'><ID><![CDATA[</O>]]></ID></O></R>", &["</O>"]),
        ("<!DOCTYPE R [<!ENTITY e 'x>y'><!-- ' -->]><R><O><ID>&e;</ID></O></R>", &["x>y"]),
        ("<p:R xmlns:p='urn:p'><p:O xmlns=''><ID>1</ID></p:O></p:R>", &["1"]),
        (
            "<R>\n <O><ID>1</ID></O>\n <é/><O>\n<Quantity>300</Quantity><ID>2</ID></O><O>\n</O><O><ID>4</ID></O></R>",
            &[
                "1",
                "4:11 /R/O[2]/Quantity: want an integer of type u8",
                "4:39 /R/O[3]/ID: `ID` is required and not sent",
                "4",
            ],
        ),
        ("<R><O><ID>1</Id></O><O><ID>2</ID></O></R>", &["1:12 /R/O[1]: ", "2"]),
        ("<R><O><ID>1</ID></O></S>", &["1", "1:21 (the document): an end tag that ends no element that is open"]),
        ("<R><O><ID>1</ID></O><O><ID>", &["1", "1:21 (the document): the document ends before its end"]),
        (
            "<?xml version='1.0' encoding='latin1'?><R/>",
            &["1:1 (the document): want UTF-8: no other encoding is read item by item"],
        ),
    ];
    for (text, want) in table {
        let got = read(text, "/R/O");
        let is_same = |(got, want): (&String, &&str)| got == want || want.ends_with(": ") && got.starts_with(want);
        assert!(got.len() == want.len() && got.iter().zip(want).all(is_same), "{text}\n{got:#?}");
    }
}

#[test]
fn lists_in_several_parents_are_one_list() {
    let text = "<R><P><O><ID>1</ID></O></P><P/><P><O><ID>2</ID></O><O/></P></R>";
    assert_eq!(read(text, "/R/P/O"), ["1", "2", "1:52 /R/P[3]/O[2]/ID: `ID` is required and not sent"]);
    assert_eq!(read("<O><ID>1</ID></O>", "/O"), ["1"]);
    assert_eq!(read("<O/>", "/O"), ["1:1 /O/ID: `ID` is required and not sent"]);
}

#[test]
fn no_more_is_read_than_the_items_need() {
    let one = "<O><ID>1</ID></O>";
    let text = format!("<R>{}</R>", one.repeat(1_000));
    let count = Rc::new(Cell::new(0));
    let orders = items::<Order, _>(Slow(text.as_bytes(), Rc::clone(&count)), "/R/O");
    for (number, order) in orders.enumerate() {
        assert_eq!(order.unwrap().id, "1");
        assert_eq!(count.get(), "<R>".len() + one.len() * (number + 1));
    }
}

#[test]
fn an_item_that_is_too_long_ends_the_reading() {
    let text = format!("<R><O><ID>1</ID></O><O>{}</O></R>", " ".repeat(1 << 20));
    let mut orders = items::<Order, _>(text.as_bytes(), "/R/O").with_longest(1 << 18);
    assert!(orders.next().unwrap().is_ok());
    let error = orders.next().unwrap().unwrap_err();
    assert_eq!(
        (error.number(), error.to_string()),
        (2, "1:21 (the document): the item is longer than one may be".to_owned())
    );
    assert!(orders.next().is_none());
}

#[test]
fn what_stands_around_the_items_must_be_short() {
    let text = format!("<R a='{}'><O><ID>1</ID></O></R>", " ".repeat(1 << 15));
    assert_eq!(read(&text, "/R/O"), ["1:1 (the document): what stands around the items is longer than it may be"]);
}

/// A reader that fails behind some bytes.
struct Torn(&'static [u8]);

impl Read for Torn {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self.0.read(into) {
            Ok(0) => Err(io::Error::other("torn")),
            other => other,
        }
    }
}

#[test]
fn an_error_of_the_reader_is_told_once() {
    let mut orders = items::<Order, _>(Torn(b"<R><O><ID>1</ID></O><O>"), "/R/O");
    assert!(orders.next().unwrap().is_ok());
    let error = orders.next().unwrap().unwrap_err();
    assert!(matches!(error.kind(), ItemErrorKind::Io(_)), "{error}");
    assert!(orders.next().is_none());
    let mut orders = items::<Order, _>(&b"\xFE\xFF\0<"[..], "/R/O");
    let error = orders.next().unwrap().unwrap_err();
    assert!(matches!(error.kind(), ItemErrorKind::Read(ReadErrorKind::Syntax(_))), "{error}");
}

/// The same from a slice and byte by byte, with what a JSON of these items is.
#[test]
fn the_values_at_the_path_of_json_are_read_and_nothing_else() {
    let table: [(&str, &str, &[&str]); 21] = [
        (r#"{"orders": [{"ID": "1"}, {"ID": "2"}]}"#, "/orders", &["1", "2"]),
        (r#"[{"ID": "1"},{"ID": "2"}]"#, "", &["1", "2"]),
        (r#"{"orders": []}"#, "/orders", &[]),
        (r#"{"orders": {"ID": "1"}}"#, "/orders", &["1"]),
        (r#"{"other": [{"ID": "0"}, "]", 1, null], "orders": [{"ID": "1"}]}"#, "/orders", &["1"]),
        (r#"{"a": {"orders": [{"ID": "0"}]}, "orders": 5}"#, "/none", &[]),
        (r#"{"pages": [{"orders": [{"ID": "1"}]}, {}, {"orders": [{"ID": "2"}]}]}"#, "/pages/orders", &["1", "2"]),
        (r#"[[{"ID": "1"}], [[{"ID": "2"}]]]"#, "", &["1", "2"]),
        (r#"{"a/b~": [{"ID": "1"}]}"#, "/a~1b~0", &["1"]),
        (r#"{"\u006frders": [{"ID": "\"]}\\"}]}"#, "/orders", &[r#""]}\"#]),
        (
            "{\"orders\": [{\"ID\": \"1\"},\n {\"Quantity\": 300, \"ID\": \"é\"}, {\"ID\":\n  2}, {\"ID\": \"4\"}]}",
            "/orders",
            &[
                "1",
                "2:15 /orders/1/Quantity: want an integer of type u8",
                "3:3 /orders/2/ID: got an integer, want text",
                "4",
            ],
        ),
        (r#"[7, {"ID": "2"}]"#, "", &["1:2 /0: got an integer, want an object", "2"]),
        ("7", "", &["1:1 (the document): got an integer, want an object"]),
        (r#"[{"ID": 1 2}, {"ID": "2"}]"#, "", &["1:11 /0: ", "2"]),
        (r#"[{"ID": "1"}"#, "", &["1", "1:13 (the document): the document ends before its end"]),
        (r#"[{"ID": "1"}, {"ID"#, "", &["1", "1:15 (the document): the document ends before its end"]),
        (r#"[{"ID": "1"}}"#, "", &["1", "1:13 (the document): want a value"]),
        (r#"[{"ID": "1"}] 5"#, "", &["1", "1:15 (the document): there is more behind the document"]),
        (r#"{orders: [{"ID": "1"}]}"#, "/orders", &["1:2 (the document): want a key in quotes"]),
        (r#"{"orders" [{"ID": "1"}]}"#, "/orders", &["1:11 (the document): want `:` behind a key"]),
        (r#"{"orders": }"#, "/orders", &["1:12 (the document): want a value"]),
    ];
    for (text, path, want) in table {
        let got = read(text, path);
        let is_same = |(got, want): (&String, &&str)| got == want || want.ends_with(": ") && got.starts_with(want);
        assert!(got.len() == want.len() && got.iter().zip(want).all(is_same), "{text}\n{got:#?}");
    }
}

#[test]
fn no_more_of_json_is_held_than_one_item() {
    /// Orders without end.
    struct Endless(u64);

    impl Read for Endless {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let one: &[u8] = if self.0 == 0 { br#"{"orders":["# } else { br#"{"ID":"1"},"# };
            self.0 += 1;
            into[..one.len()].copy_from_slice(one);
            Ok(one.len())
        }
    }
    let orders = items::<Order, _>(Endless(0), "/orders").with_longest(64);
    assert_eq!(orders.take(20_000).filter(|order| order.as_ref().is_ok_and(|order| order.id == "1")).count(), 20_000);
    let nested = "[".repeat(100_000);
    let found: Vec<_> = items::<Order, _>(nested.as_bytes(), "").collect();
    assert!(matches!(&found[..], [Err(_)]), "{found:?}");
}

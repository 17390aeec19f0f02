//! Checked scalars: what cannot be built cannot be read either.

use driftline::{Decimal, FacetError, Integer, List, Payload, Uuid, civil, from_str, to_json, to_xml};

#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Payload)]
#[payload(scalar, max_length = 5, min_length = 1, white_space = "collapse")]
struct Name(String);

#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Payload)]
#[payload(scalar, min_inclusive = "0", max_exclusive = "1000", fraction_digits = 2, multiple_of = "0.05")]
struct Money(Decimal);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Payload)]
#[payload(scalar, max_inclusive = "10")]
struct Count(u8);

#[derive(Debug, Clone, PartialEq, Eq, Payload)]
#[payload(scalar, format = "date-time-space", min_inclusive = "2000-01-01T00:00:00")]
struct Placed(civil::DateTime);

#[derive(Debug, Clone, PartialEq, Eq, Payload)]
#[payload(scalar, search = "^A", search = "[0-9]")]
struct Code(Name);

#[test]
fn a_value_is_checked_however_it_is_made() {
    assert_eq!(Name::new("abc".to_owned()).unwrap().into_inner(), "abc");
    assert_eq!(Name::new(String::new()), Err(FacetError::MinLength(1)));
    assert_eq!(Name::try_from("abcdef"), Err(FacetError::MaxLength(5)));
    assert_eq!(" a \n b ".parse::<Name>().as_deref(), Ok("a b"));
    assert_eq!("19.990".parse::<Money>(), Err(FacetError::MultipleOf("0.05")));
    assert_eq!("19.950".parse::<Money>().unwrap().to_string(), "19.950");
    assert_eq!("1000".parse::<Money>(), Err(FacetError::MaxExclusive("1000")));
    assert_eq!(Count::new(11), Err(FacetError::MaxInclusive("10")));
    assert_eq!(*Count::new(10).unwrap(), 10);
    assert_eq!("2014-01-03T01:11:12".parse::<Placed>(), Err(FacetError::Format("date-time-space")));
    assert_eq!("1999-01-03 01:11:12".parse::<Placed>(), Err(FacetError::MinInclusive("2000-01-01T00:00:00")));
    assert!("2014-01-03 01:11:12".parse::<Placed>().is_ok());
    assert_eq!("A1".parse::<Code>().unwrap().as_ref().as_ref(), "A1");
    assert_eq!("A".parse::<Code>(), Err(FacetError::Pattern("[0-9]")));
    assert_eq!("A12345".parse::<Code>(), Err(FacetError::MaxLength(5)));
}

#[derive(Debug, PartialEq, Payload)]
#[payload(root = "line")]
struct Line {
    name: Name,
    count: Count,
    ids: List<Uuid>,
    weight: f64,
    code: Integer,
}

#[test]
fn scalars_read_and_write_in_both_syntaxes() {
    let xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<line><name>a b</name><count>7</count>\
               <ids>261c6102-0b72-4506-9a84-98a80a03e7f0 261C6102-0B72-4506-9A84-98A80A03E7F0</ids>\
               <weight>INF</weight><code>+0123456789012345678901234567890</code></line>";
    let line: Line = from_str(xml).unwrap();
    assert_eq!(line.ids[0], line.ids[1]);
    assert_eq!(to_xml(&line), xml);
    let want = "{\"name\":\"a b\",\"count\":7,\"ids\":\"261c6102-0b72-4506-9a84-98a80a03e7f0 \
                261C6102-0B72-4506-9A84-98A80A03E7F0\",\"weight\":\"INF\",\"code\":123456789012345678901234567890}";
    assert_eq!(to_json(&line), want);
    let blanks = xml.replace("a b", "\n a   b ").replace(">7<", "> 7 <");
    assert_eq!(from_str::<Line>(&blanks), Ok(line));
}

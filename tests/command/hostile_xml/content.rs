//! Content models: counters, choices, orders, nesting.

use super::{all, content, each};

#[test]
fn content_models_made_to_hurt_end_soon() {
    let b = |occurs: &str| format!("<xs:element name=\"b\" type=\"xs:int\" {occurs}/>");
    let sequence = |inner: &str, occurs: &str| format!("<xs:sequence {occurs}>{inner}</xs:sequence>");
    let most = "minOccurs=\"0\" maxOccurs=\"999999999\"";
    let least = "minOccurs=\"999999999\" maxOccurs=\"999999999\"";
    let bs = |count: usize| format!("<a>{}</a>", "<b>1</b>".repeat(count));
    let alternatives = each(500, |at| format!("<xs:element name=\"b{at}\" type=\"xs:int\"/>"));
    let optional = each(500, |at| format!("<xs:element name=\"b{at}\" type=\"xs:int\" minOccurs=\"0\"/>"));
    let backwards = |count: usize| format!("<a>{}</a>", each(count, |at| format!("<b{0}>1</b{0}>", count - 1 - at)));
    let nested = |depth: usize| {
        let inner =
            (0..depth).fold(b("minOccurs=\"0\""), |inner, _| sequence(&inner, "minOccurs=\"0\" maxOccurs=\"2\""));
        content(&format!("<xs:sequence>{inner}<xs:element name=\"c\"/></xs:sequence>"))
    };
    all(vec![
        (
            "many of at most very many",
            content(&sequence(&b(most), "")),
            format!("{}<x/></a>", bs(100_000).trim_end_matches("</a>")),
            1,
            "/a/x",
        ),
        ("few of at least very many", content(&sequence(&b(least), "")), bs(3), 1, "count-out-of-range"),
        ("none of at least very many", content(&sequence(&b(least), "")), "<a/>".to_owned(), 1, "missing-field"),
        ("many of at least very many", content(&sequence(&b(least), "")), bs(100_000), 1, "count-out-of-range"),
        (
            "very many of very many",
            content(&sequence(&b(most), most)),
            format!("{}<x/></a>", bs(100_000).trim_end_matches("</a>")),
            1,
            "/a/x",
        ),
        (
            "too many of a thousand",
            content(&sequence(&b("maxOccurs=\"1000\""), "")),
            bs(50_000),
            1,
            "count-out-of-range",
        ),
        (
            "a choice of 500, again and again",
            content(&format!("<xs:choice maxOccurs=\"unbounded\">{alternatives}</xs:choice>")),
            format!("{}<x/></a>", backwards(500).trim_end_matches("</a>")),
            1,
            "/a/x",
        ),
        (
            "two of a choice of 500",
            content(&format!("<xs:choice>{alternatives}</xs:choice>")),
            "<a><b0>1</b0><b499>1</b499></a>".to_owned(),
            1,
            "forbidden-field",
        ),
        // A warning: the generated types read it whole.
        ("500 backwards", content(&sequence(&optional, "")), backwards(500), 0, "order-changed"),
        (
            "all of 500, twice",
            content(&format!("<xs:all>{optional}</xs:all>")),
            format!("<a>{}</a>", each(1_000, |at| format!("<b{0}>1</b{0}>", at % 500))),
            1,
            "duplicate-field",
        ),
        ("sequences in sequences", nested(100), bs(10_000), 2, "schema.xsd:1:"),
        ("sequences in a few sequences", nested(8), bs(10_000), 1, "/a/b"),
    ]);
}

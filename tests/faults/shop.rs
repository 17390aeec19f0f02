//! A shop: namespaces, attributes, choices, groups, nil, xsi:type, substitution, wildcards, lists, unions, keys.

use super::{Case, Subject};

pub(crate) const SUBJECT: Subject = Subject {
    schema: "tests/faults/shop.xsd",
    document: "tests/faults/shop.xml",
    cases: CASES,
    pairs: &[
        ("a required attribute is missing", "a fixed attribute is another"),
        ("an element is missing", "a key is there again"),
        ("an element has another name", "an element of a list is no number"),
        ("both alternatives are sent", "too many are sent"),
        ("nil is not allowed", "a reference to a key leads nowhere"),
        ("a type is not derived", "a type is blocked"),
        ("an ID is there again", "a reference to an ID leads nowhere"),
        ("a unique value is there again", "a substitute has a value out of range"),
        ("too few are sent", "an empty element has text"),
        ("two elements are in the wrong order", "a wildcard takes a declared element with a fault"),
    ],
};

const CASES: &[Case] = &[
    // Attributes.
    Case(
        "a required attribute is missing",
        &[("<s:Shop", "▸<s:Shop"), (" currency=\"AUD\"", "")],
        "missing-field",
        "/s:Shop/@currency",
    ),
    Case("a fixed attribute is another", &[("\"2.00\"", "\"▸2.01\"")], "constant-changed", "/s:Shop/@version"),
    Case("an attribute has a new value", &[("\"AUD\"", "\"▸USD\"")], "new-enum-value", "/s:Shop/@currency"),
    Case("an attribute is no date", &[("\"2014-01-03\"", "\"▸yesterday\"")], "format-changed", "/s:Shop/@opened"),
    Case(
        "an attribute is not declared",
        &[(" opened=", " ▸colour=\"red\" opened=")],
        "undocumented-field",
        "/s:Shop/@colour",
    ),
    Case("an attribute has other letters", &[("currency=", "▸Currency=")], "miscased-field", "/s:Shop/@Currency"),
    Case("an attribute has another name", &[("currency=", "▸currencyCode=")], "renamed-field", "/s:Shop/@currencyCode"),
    Case(
        "an attribute is in a namespace",
        &[("currency=", "▸p:currency=")],
        "namespace-changed",
        "/s:Shop/@p:currency",
    ),
    Case(
        "an attribute lost its namespace",
        &[("p:region=\"QLD\"", "▸region=\"QLD\"")],
        "namespace-changed",
        "/s:Shop/@region",
    ),
    Case("a global attribute breaks its pattern", &[("\"QLD\"", "\"▸Qld\"")], "pattern-mismatch", "/s:Shop/@p:region"),
    Case(
        "a wildcard takes a declared attribute with a fault",
        &[("\"NSW\"", "\"▸nsw\"")],
        "pattern-mismatch",
        "/s:Shop/s:Products/s:Product[3]/@p:region",
    ),
    Case(
        "a wildcard does not take an attribute",
        &[("id=\"i3\"", "id=\"i3\" ▸colour=\"red\"")],
        "undocumented-field",
        "/s:Shop/s:Products/s:Product[3]/@colour",
    ),
    Case(
        "an attribute is prohibited",
        &[("lang=\"en\"", "▸tone=\"loud\"")],
        "undocumented-field",
        "/s:Shop/s:Products/s:Product[1]/s:Title/@tone",
    ),
    // Elements.
    Case(
        "an element is missing",
        &[("<s:Product code=\"C\"", "▸<s:Product code=\"C\""), ("      <s:Price>30</s:Price>\n", "")],
        "missing-field",
        "/s:Shop/s:Products/s:Product[3]/Price",
    ),
    Case(
        "an element is not declared",
        &[("<s:Gift/>", "<s:Gift/>\n      ▸<s:Colour>red</s:Colour>")],
        "undocumented-field",
        "/s:Shop/s:Products/s:Product[2]/s:Colour",
    ),
    Case(
        "an element is sent again",
        &[("<s:Price>30</s:Price>", "<s:Price>30</s:Price>\n      ▸<s:Price>31</s:Price>")],
        "duplicate-field",
        "/s:Shop/s:Products/s:Product[3]/s:Price[2]",
    ),
    Case(
        "an element has another name",
        &[("<s:Price>30</s:Price>", "▸<s:UnitPrice>30</s:UnitPrice>")],
        "renamed-field",
        "/s:Shop/s:Products/s:Product[3]/s:UnitPrice",
    ),
    Case(
        "an element stands one level lower",
        &[
            ("      <s:Price>20</s:Price>\n", ""),
            ("<s:Photo>back</s:Photo>", "<s:Photo>back</s:Photo>\n        ▸<s:Price>20</s:Price>"),
        ],
        "moved-field",
        "/s:Shop/s:Products/s:Product[2]/s:Photos/s:Price",
    ),
    Case(
        "two elements are in the wrong order",
        &[
            ("      <s:Title>Table</s:Title>\n", ""),
            ("<s:Price>30</s:Price>", "<s:Price>30</s:Price>\n      ▸<s:Title>Table</s:Title>"),
        ],
        "order-changed",
        "/s:Shop/s:Products/s:Product[3]/s:Title",
    ),
    Case(
        "the last element comes first of four",
        &[("      <s:Gift/>\n", ""), ("      <s:Title>Chair", "      ▸<s:Gift/>\n      <s:Title>Chair")],
        "order-changed",
        "/s:Shop/s:Products/s:Product[2]/s:Gift",
    ),
    Case(
        "an element is in another namespace",
        &[("<s:Title>Table</s:Title>", "▸<p:Title>Table</p:Title>")],
        "namespace-changed",
        "/s:Shop/s:Products/s:Product[3]/p:Title",
    ),
    Case(
        "an element is in no namespace",
        &[("<s:Title>Table</s:Title>", "▸<Title>Table</Title>")],
        "namespace-changed",
        "/s:Shop/s:Products/s:Product[3]/Title",
    ),
    Case(
        "an element of another schema is in this namespace",
        &[("<p:Weight>1.5</p:Weight>", "▸<s:Weight>1.5</s:Weight>")],
        "namespace-changed",
        "/s:Shop/s:Products/s:Product[1]/s:Weight",
    ),
    Case(
        "the namespace of the whole is another",
        &[("<s:Shop xmlns:s=\"urn:shop\"", "▸<s:Shop xmlns:s=\"urn:shop:2\"")],
        "namespace-changed",
        "/s:Shop",
    ),
    Case(
        "too many are sent",
        &[("<s:Tag>old</s:Tag>", "<s:Tag>old</s:Tag>\n      ▸<s:Tag>rare</s:Tag>")],
        "count-out-of-range",
        "/s:Shop/s:Products/s:Product[2]/s:Tag[4]",
    ),
    Case(
        "too few are sent",
        &[("<s:Photos>", "▸<s:Photos>"), ("        <s:Photo>back</s:Photo>\n", "")],
        "count-out-of-range",
        "/s:Shop/s:Products/s:Product[2]/s:Photos/Photo",
    ),
    // Choices and groups.
    Case(
        "both alternatives are sent",
        &[("</s:Email>", "</s:Email>\n    ▸<s:Phone>07 5550 0000</s:Phone>")],
        "forbidden-field",
        "/s:Shop/s:Contact/s:Phone",
    ),
    Case(
        "no alternative is sent",
        &[("<s:Contact>\n    <s:Email>jo@example.com</s:Email>\n", "▸<s:Contact>\n")],
        "missing-field",
        "/s:Shop/s:Contact/Email",
    ),
    Case(
        "an alternative is not whole",
        &[(
            "<s:Contact>\n    <s:Email>jo@example.com</s:Email>",
            "▸<s:Contact>\n    <s:Street>1 Example Street</s:Street>",
        )],
        "missing-field",
        "/s:Shop/s:Contact/City",
    ),
    // Nil, xsi:type, substitution.
    Case(
        "nil is not allowed",
        &[("<s:Price>20</s:Price>", "▸<s:Price xsi:nil=\"true\"/>")],
        "null-sent",
        "/s:Shop/s:Products/s:Product[2]/s:Price",
    ),
    Case(
        "nil has content",
        &[("<s:Note xsi:nil=\"true\"/>", "<s:Note xsi:nil=\"true\">▸second</s:Note>")],
        "type-changed",
        "/s:Shop/s:Note[2]",
    ),
    Case(
        "nil is no boolean",
        &[("<s:Note xsi:nil=\"true\"/>", "<s:Note xsi:nil=\"▸maybe\"/>")],
        "type-changed",
        "/s:Shop/s:Note[2]/@xsi:nil",
    ),
    Case("a type is not known", &[("\"s:Card\"", "\"▸s:Cash\"")], "substituted-type", "/s:Shop/s:Payment/@xsi:type"),
    Case(
        "a type is not derived",
        &[("\"s:Card\"", "\"▸s:Deposit\"")],
        "substituted-type",
        "/s:Shop/s:Payment/@xsi:type",
    ),
    Case(
        "a type is abstract",
        &[("<s:Payment xsi:type=\"s:Card\"", "▸<s:Payment"), ("    <s:Digits>0000</s:Digits>\n", "")],
        "substituted-type",
        "/s:Shop/s:Payment",
    ),
    Case(
        "a part of a derived type is missing",
        &[("<s:Payment ", "▸<s:Payment "), ("    <s:Digits>0000</s:Digits>\n", "")],
        "missing-field",
        "/s:Shop/s:Payment/Digits",
    ),
    Case(
        "a type is blocked",
        &[(
            "<s:Deposit>\n    <s:Amount>5</s:Amount>",
            "<s:Deposit xsi:type=\"▸s:DatedDeposit\">\n    <s:Amount>5</s:Amount>\n    <s:Due>2024-01-03</s:Due>",
        )],
        "substituted-type",
        "/s:Shop/s:Deposit/@xsi:type",
    ),
    Case(
        "an element is no substitute",
        &[("<s:Film seconds=\"90\"/>", "▸<s:Sound seconds=\"90\"/>")],
        "undocumented-field",
        "/s:Shop/s:Media/s:Sound",
    ),
    Case(
        "the element to be substituted is abstract",
        &[("<s:Film seconds=\"90\"/>", "▸<s:Medium seconds=\"90\"/>")],
        "substituted-type",
        "/s:Shop/s:Media/s:Medium",
    ),
    Case(
        "a substitute has a value out of range",
        &[("seconds=\"1\"", "seconds=\"▸601\"")],
        "number-out-of-range",
        "/s:Shop/s:Media/s:Picture[2]/@seconds",
    ),
    // Wildcards.
    Case(
        "a wildcard takes a declared element with a fault",
        &[(">2.5<", ">▸heavy<")],
        "type-changed",
        "/s:Shop/s:Extra/p:Weight",
    ),
    Case(
        "a wildcard does not take the own namespace",
        &[("<p:Weight>2.5</p:Weight>", "▸<s:Film seconds=\"1\"/>")],
        "undocumented-field",
        "/s:Shop/s:Extra/s:Film",
    ),
    Case(
        "a strict wildcard knows no such element",
        &[("<p:Weight>3.5</p:Weight>", "▸<p:Colour>red</p:Colour>")],
        "undocumented-field",
        "/s:Shop/s:Known/p:Colour",
    ),
    // Content.
    Case(
        "an element of a list is no number",
        &[("1 2 3", "▸1 zwei 3")],
        "type-changed",
        "/s:Shop/s:Products/s:Product[1]/s:Sizes",
    ),
    Case(
        "a list is too long",
        &[("1 2 3", "▸1 2 3 4 5")],
        "length-out-of-range",
        "/s:Shop/s:Products/s:Product[1]/s:Sizes",
    ),
    Case(
        "no member of a union takes it",
        &[(">plenty<", ">▸some<")],
        "type-changed",
        "/s:Shop/s:Products/s:Product[1]/s:Stock",
    ),
    Case(
        "an empty element has text",
        &[("<s:Gift/>", "<s:Gift>▸yes</s:Gift>")],
        "type-changed",
        "/s:Shop/s:Products/s:Product[2]/s:Gift",
    ),
    Case(
        "an empty element has an element",
        &[("<s:Gift/>", "<s:Gift>▸<s:Note/></s:Gift>")],
        "undocumented-field",
        "/s:Shop/s:Products/s:Product[2]/s:Gift/s:Note",
    ),
    Case("text stands between elements", &[("</s:Email>", "</s:Email>▸or")], "type-changed", "/s:Shop/s:Contact"),
    // Identity.
    Case(
        "an ID is there again",
        &[("id=\"i3\"", "id=\"▸i1\"")],
        "rule-violated",
        "/s:Shop/s:Products/s:Product[3]/@id",
    ),
    Case(
        "a reference to an ID leads nowhere",
        &[("like=\"i1\"", "like=\"▸i9\"")],
        "rule-violated",
        "/s:Shop/s:Products/s:Product[2]/@like",
    ),
    Case(
        "a key is there again",
        &[("<s:Product code=\"B\"", "▸<s:Product code=\"A\""), ("product=\"B\"", "product=\"A\"")],
        "rule-violated",
        "/s:Shop/s:Products/s:Product[2]",
    ),
    Case(
        "a key is missing",
        &[("<s:Product code=\"B\"", "▸<s:Product"), ("product=\"B\"", "product=\"A\"")],
        "rule-violated",
        "/s:Shop/s:Products/s:Product[2]",
    ),
    Case(
        "a reference to a key leads nowhere",
        &[("<s:Line product=\"C\"/>", "▸<s:Line product=\"X\"/>")],
        "rule-violated",
        "/s:Shop/s:Orders/s:Order[2]/s:Line",
    ),
    Case(
        "a unique value is there again",
        &[("<s:Order>\n      <s:Number>7002<", "▸<s:Order>\n      <s:Number>07001<")],
        "rule-violated",
        "/s:Shop/s:Orders/s:Order[2]",
    ),
];

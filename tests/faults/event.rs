//! An event of Neto: `xs:all`, a fixed value, an enumeration, a format of the vendor's own.

use super::{Case, Subject};

pub(crate) const SUBJECT: Subject = Subject {
    schema: "schemas/vendors/neto/order-notification/2024/EventSchema.xsd",
    document: "schemas/vendors/neto/samples/good/order-notification-2024.xml",
    cases: CASES,
    pairs: &[
        ("an element is missing", "a value is new"),
        ("an element is missing", "an element is not declared"),
        ("an element has another name", "a text is too long"),
        ("an element is sent again", "a fixed value is another"),
        ("an attribute is not declared", "a date has another form"),
        ("text stands between elements", "a value is new"),
        ("text stands between elements", "an element stands one level lower"),
        ("the root is in a namespace", "a number is none"),
        ("a child is in another namespace", "a date has another form"),
    ],
};

const CASES: &[Case] = &[
    Case(
        "an element is missing",
        &[("<Event>", "▸<Event>"), ("  <EventID>34</EventID>\n", "")],
        "missing-field",
        "/Event/EventID",
    ),
    Case(
        "an element is not declared",
        &[("  </Order>", "    ▸<Warehouse>B</Warehouse>\n  </Order>")],
        "undocumented-field",
        "/Event/Order/Warehouse",
    ),
    Case(
        "an element is sent again",
        &[("</EventID>", "</EventID>\n  ▸<EventID>35</EventID>")],
        "duplicate-field",
        "/Event/EventID[2]",
    ),
    Case(
        "an element has another name",
        &[("<OrderStatus>Pick</OrderStatus>", "▸<Status>Pick</Status>")],
        "renamed-field",
        "/Event/Order/Status",
    ),
    Case(
        "an element has other letters",
        &[("<OrderID>N10154</OrderID>", "▸<OrderId>N10154</OrderId>")],
        "miscased-field",
        "/Event/Order/OrderId",
    ),
    Case(
        "an element stands one level lower",
        &[("  <EventID>34</EventID>\n", ""), ("<Order>\n", "<Order>\n    ▸<EventID>34</EventID>\n")],
        "moved-field",
        "/Event/Order/EventID",
    ),
    Case(
        "an element stands one level higher",
        &[("    <OrderStatus>Pick</OrderStatus>\n", ""), ("</Event>", "  ▸<OrderStatus>Pick</OrderStatus>\n</Event>")],
        "moved-field",
        "/Event/OrderStatus",
    ),
    Case(
        "a child is in another namespace",
        &[("<Order>", "▸<Order xmlns=\"urn:orders\">")],
        "namespace-changed",
        "/Event/Order",
    ),
    Case("the root is in a namespace", &[("<Event>", "▸<Event xmlns=\"urn:events\">")], "namespace-changed", "/Event"),
    Case(
        "the root has another name",
        &[("<Event>", "▸<Events>"), ("</Event>", "</Events>")],
        "unknown-contract",
        "/Events",
    ),
    Case("a value is new", &[(">Pick<", ">▸Declined<")], "new-enum-value", "/Event/Order/OrderStatus"),
    Case(
        "a date has another form",
        &[(">2024-01-03 01:11:12<", ">▸2024-01-03T01:11:12Z<")],
        "format-changed",
        "/Event/CurrentTime",
    ),
    Case(
        "a date is impossible",
        &[(">2024-01-03 01:11:12<", ">▸2024-02-30 01:11:12<")],
        "format-changed",
        "/Event/CurrentTime",
    ),
    Case("a text is too long", &[(">N10154<", ">▸N101540000000000<")], "length-out-of-range", "/Event/Order/OrderID"),
    Case(
        "a fixed value is another",
        &[("<EventType>Order<", "<EventType>▸Payment<")],
        "constant-changed",
        "/Event/EventType",
    ),
    Case("a number is none", &[(">34<", ">▸E-34<")], "type-changed", "/Event/EventID"),
    Case("a number is empty", &[("<EventID>34</EventID>", "▸<EventID/>")], "type-changed", "/Event/EventID"),
    Case("an attribute is not declared", &[("<Event>", "<Event ▸store=\"1\">")], "undocumented-field", "/Event/@store"),
    Case("text stands between elements", &[("</OrderID>", "</OrderID>▸and")], "type-changed", "/Event/Order"),
    Case(
        "elements stand in a text",
        &[(">N10154<", ">▸<Prefix>N</Prefix><Number>10154</Number><")],
        "type-changed",
        "/Event/Order/OrderID",
    ),
    Case(
        "a text stands for an element with children",
        &[(
            "<Order>\n    <OrderID>N10154</OrderID>\n    <OrderStatus>Pick</OrderStatus>\n  </Order>",
            "<Order>▸N10154</Order>",
        )],
        "type-changed",
        "/Event/Order",
    ),
];

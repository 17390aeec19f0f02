//! An answer of Neto: carts and lines in their numbers, a sequence, `xs:all`, a repeated choice.

use super::{Case, Subject};

pub(crate) const SUBJECT: Subject = Subject {
    schema: "schemas/vendors/neto/get-cart/GetCartResponse.xsd",
    document: "tests/faults/response.xml",
    cases: CASES,
    pairs: &[
        ("a number of the third line is a word", "an option has a part that is not declared"),
        ("a number of the third line is a word", "a price of the third line has a comma"),
        ("a field of the third line is sent again", "a container is sent again"),
        ("a word is no boolean", "an acknowledgement is new"),
        ("two elements are in the wrong order", "an error has a part that is not declared"),
        ("the last element comes first of three", "a word is no boolean"),
        ("a line lost the element around it", "a name of the second line has other letters"),
    ],
};

const CASES: &[Case] = &[
    Case(
        "a number of the third line is a word",
        &[(">13<", ">▸three<")],
        "type-changed",
        "/GetCart/Cart[2]/OrderLines/OrderLine[3]/Quantity",
    ),
    Case(
        "a price of the third line has a comma",
        &[(">5.950<", ">▸5,950<")],
        "type-changed",
        "/GetCart/Cart[2]/OrderLines/OrderLine[3]/UnitPrice",
    ),
    Case(
        "a field of the third line is sent again",
        &[("<UnitPrice>", "▸<SKU>B-4</SKU>\n        <UnitPrice>")],
        "duplicate-field",
        "/GetCart/Cart[2]/OrderLines/OrderLine[3]/SKU[2]",
    ),
    Case(
        "a name of the second line has other letters",
        &[("<SKU>B-2</SKU>", "▸<Sku>B-2</Sku>")],
        "miscased-field",
        "/GetCart/Cart[2]/OrderLines/OrderLine[2]/Sku",
    ),
    Case(
        "an option has a part that is not declared",
        &[("<Value>Red</Value>", "<Value>Red</Value>\n            ▸<Colour>Red</Colour>")],
        "undocumented-field",
        "/GetCart/Cart[2]/OrderLines/OrderLine[2]/ExtraOptions/ExtraOption[2]/Colour",
    ),
    Case(
        "a field is in another namespace",
        &[("<Quantity>12</Quantity>", "▸<q:Quantity xmlns:q=\"urn:q\">12</q:Quantity>")],
        "namespace-changed",
        "/GetCart/Cart[2]/OrderLines/OrderLine[2]/q:Quantity",
    ),
    Case(
        "an attribute is not declared",
        &[("<City>", "<City ▸code=\"BNE\">")],
        "undocumented-field",
        "/GetCart/Cart[2]/BillingAddress/City/@code",
    ),
    Case("a word is no boolean", &[(">True<", ">▸Yes<")], "new-enum-value", "/GetCart/Cart[2]/IsProcessed"),
    Case("an acknowledgement is new", &[("<Ack>Warning<", "<Ack>▸Partial<")], "new-enum-value", "/GetCart/Ack"),
    Case(
        "a container is sent again",
        &[("<CartTotal>99.00", "▸<OrderLines/>\n    <CartTotal>99.00")],
        "duplicate-field",
        "/GetCart/Cart[1]/OrderLines[2]",
    ),
    Case(
        "a line lost the element around it",
        &[("<CartTotal>150.25", "▸<OrderLine><SKU>B-4</SKU></OrderLine>\n    <CartTotal>150.25")],
        "undocumented-field",
        "/GetCart/Cart[2]/OrderLine",
    ),
    Case(
        "a line stands for an option",
        &[(
            "<ExtraOption>\n            <Name>Wrapping</Name>\n            <Value>Red</Value>\n          </ExtraOption>",
            "▸<OrderLine><SKU>B-4</SKU></OrderLine>",
        )],
        "undocumented-field",
        "/GetCart/Cart[2]/OrderLines/OrderLine[2]/ExtraOptions/OrderLine",
    ),
    Case(
        "two elements are in the wrong order",
        &[
            ("  <CurrentTime>2024-01-03 01:20:00</CurrentTime>\n", ""),
            ("</Ack>\n", "</Ack>\n  ▸<CurrentTime>2024-01-03 01:20:00</CurrentTime>\n"),
        ],
        "order-changed",
        "/GetCart/CurrentTime",
    ),
    Case(
        "the last element comes first of three",
        &[
            (
                "  <Messages>
    <Warning>
      <Message>The limit was lowered.</Message>
    </Warning>
    <Error>
      <Message>No such cart.</Message>
      <SeverityCode>Error</SeverityCode>
    </Error>
  </Messages>\n",
                "",
            ),
            ("<CurrentTime>", "▸<Messages><Error><Message>No such cart.</Message></Error></Messages>\n  <CurrentTime>"),
        ],
        "order-changed",
        "/GetCart/Messages",
    ),
    Case(
        "one of many comes too late",
        &[("</Ack>", "</Ack>\n  ▸<Cart><CartID>1044</CartID></Cart>")],
        "order-changed",
        "/GetCart/Cart[3]",
    ),
    Case(
        "an error has a part that is not declared",
        &[("<SeverityCode>Error<", "▸<Field>CartID</Field>\n      <SeverityCode>Error<")],
        "undocumented-field",
        "/GetCart/Messages/Error/Field",
    ),
    Case(
        "an alternative is not declared",
        &[("<Error>\n", "▸<Info><Message>Hello.</Message></Info>\n    <Error>\n")],
        "undocumented-field",
        "/GetCart/Messages/Info",
    ),
    Case(
        "text stands between lines",
        &[("      <OrderLine>\n        <SKU>B-2<", "      ▸and\n      <OrderLine>\n        <SKU>B-2<")],
        "type-changed",
        "/GetCart/Cart[2]/OrderLines",
    ),
];

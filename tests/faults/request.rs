//! A request of Neto: choices and groups that tell whether at least one filter and one selector are sent.

use super::{Case, Subject};

pub(crate) const SUBJECT: Subject = Subject {
    schema: "schemas/vendors/neto/get-cart/GetCart.xsd",
    document: "schemas/vendors/neto/samples/good/get-cart-request.xml",
    cases: CASES,
    pairs: &[
        ("a value of the second is new", "a selector is new"),
        ("no selector is sent", "a number is a word"),
        ("a filter is not declared", "a date has another form"),
        ("a filter has other letters", "a filter is in another namespace"),
        ("a text is too long", "a value of the second is new"),
    ],
};

const CASES: &[Case] = &[
    Case(
        "no filter element is sent",
        &[(
            "<GetCart>\n  <Filter>\n    <CheckoutStatus>Open</CheckoutStatus>\n    <CheckoutStatus>Abandoned</CheckoutStatus>
    <DateUpdatedFrom>2024-01-01 00:00:00</DateUpdatedFrom>\n    <DateUpdatedTo>2024-01-31 23:59:59</DateUpdatedTo>
    <Page>0</Page>\n    <Limit>50</Limit>\n    <OutputSelector>CartID</OutputSelector>
    <OutputSelector>CustomerEmail</OutputSelector>\n    <OutputSelector>OrderLines</OutputSelector>
    <OutputSelector>CartTotal</OutputSelector>\n  </Filter>\n",
            "▸<GetCart>\n",
        )],
        "missing-field",
        "/GetCart/Filter",
    ),
    Case(
        "no selector is sent",
        &[
            ("<Filter>", "▸<Filter>"),
            ("    <OutputSelector>CartID</OutputSelector>\n    <OutputSelector>CustomerEmail</OutputSelector>
    <OutputSelector>OrderLines</OutputSelector>\n    <OutputSelector>CartTotal</OutputSelector>\n", ""),
        ],
        "missing-field",
        "/GetCart/Filter/OutputSelector",
    ),
    Case(
        "no filter is sent, only selectors",
        &[(
            "<Filter>\n    <CheckoutStatus>Open</CheckoutStatus>\n    <CheckoutStatus>Abandoned</CheckoutStatus>
    <DateUpdatedFrom>2024-01-01 00:00:00</DateUpdatedFrom>\n    <DateUpdatedTo>2024-01-31 23:59:59</DateUpdatedTo>
    <Page>0</Page>\n    <Limit>50</Limit>\n",
            "▸<Filter>\n",
        )],
        "missing-field",
        "/GetCart/Filter/CartID",
    ),
    Case(
        "the filter is sent again",
        &[("</Filter>", "</Filter>\n  ▸<Filter><Page>1</Page><OutputSelector>CartID</OutputSelector></Filter>")],
        "duplicate-field",
        "/GetCart/Filter[2]",
    ),
    Case(
        "a selector is new",
        &[(">CustomerEmail<", ">▸CustomerPhone<")],
        "new-enum-value",
        "/GetCart/Filter/OutputSelector[2]",
    ),
    Case(
        "a value of the second is new",
        &[(">Abandoned<", ">▸Lost<")],
        "new-enum-value",
        "/GetCart/Filter/CheckoutStatus[2]",
    ),
    Case("a number is a word", &[("<Page>0<", "<Page>▸first<")], "type-changed", "/GetCart/Filter/Page"),
    Case(
        "a date has another form",
        &[(">2024-01-31 23:59:59<", ">▸2024-01-31<")],
        "format-changed",
        "/GetCart/Filter/DateUpdatedTo",
    ),
    Case(
        "a filter is not declared",
        &[("<Limit>50</Limit>", "<Limit>50</Limit>\n    ▸<Sort>asc</Sort>")],
        "undocumented-field",
        "/GetCart/Filter/Sort",
    ),
    Case(
        "a filter has other letters",
        &[
            ("<DateUpdatedFrom>", "▸<date_updated_from>"),
            ("</DateUpdatedFrom>", "</date_updated_from>"),
        ],
        "miscased-field",
        "/GetCart/Filter/date_updated_from",
    ),
    Case(
        "a filter is in another namespace",
        &[("<Limit>50</Limit>", "▸<n:Limit xmlns:n=\"urn:neto\">50</n:Limit>")],
        "namespace-changed",
        "/GetCart/Filter/n:Limit",
    ),
    Case(
        "a text is too long",
        &[("<Page>0</Page>", "<Page>0</Page>\n    <CartID>▸0123456789abcdef</CartID>")],
        "length-out-of-range",
        "/GetCart/Filter/CartID",
    ),
];

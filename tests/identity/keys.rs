//! `key` and `unique`: what repeats, what is missing, what is no value.

use crate::{assert_findings, contract};

/// A list of items, which hold names, parts and items: with a constraint for the list, and one for each item.
fn list(constraint: &str, inner: &str) -> String {
    format!(
        r#"<xs:element name="list">
            <xs:complexType><xs:sequence><xs:element ref="item" minOccurs="0" maxOccurs="unbounded"/></xs:sequence></xs:complexType>
            {constraint}
        </xs:element>
        <xs:element name="item"><xs:complexType>
            <xs:sequence>
                <xs:element name="name" type="xs:string" minOccurs="0" maxOccurs="2" nillable="true"/>
                <xs:element name="part" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:attribute name="no" type="xs:int"/></xs:complexType></xs:element>
                <xs:element ref="item" minOccurs="0" maxOccurs="unbounded"/>
            </xs:sequence>
            <xs:attribute name="id" type="xs:int"/>
        </xs:complexType>{inner}</xs:element>"#
    )
}

fn constraint(kind: &str, selector: &str, fields: &[&str]) -> String {
    let fields: String = fields.iter().map(|field| format!(r#"<xs:field xpath="{field}"/>"#)).collect();
    list(&format!(r#"<xs:{kind} name="c"><xs:selector xpath="{selector}"/>{fields}</xs:{kind}>"#), "")
}

#[test]
fn a_repeated_value_is_told_at_the_element_that_repeats_it() {
    let repeated = "want a value of unique `c` that line 1 does not have";
    assert_findings(
        &contract(&constraint("unique", "item", &["@id"])),
        &[
            (r#"<list/>"#, &[]),
            (r#"<list><item id="1"/><item id="2"/></list>"#, &[]),
            (r#"<list><item/><item/></list>"#, &[]),
            ("<list><item id=\"1\"/>\n ¦<item id=\"1\"/></list>", &[repeated]),
            ("<list><item id=\"1\"/>\n ¦<item id=\" 01 \"/></list>", &["/list/item[2]: rule-violated: got `item`"]),
            ("<list><item id=\"1\"/>\n¦<item id=\"1\"/>\n¦<item id=\"1\"/></list>", &[repeated, repeated]),
            // Not what the selector leads to.
            (r#"<list><item id="1"><item id="1"/></item></list>"#, &[]),
        ],
    );
}

#[test]
fn a_key_must_be_there() {
    let missing = "got nothing, want the field `@id` of key `c`";
    assert_findings(
        &contract(&constraint("key", "item", &["@id"])),
        &[
            (r#"<list><item id="1"/><item id="2"/></list>"#, &[]),
            (r#"<list><item id="1"/>¦<item/></list>"#, &[missing]),
            (r#"<list>¦<item/>¦<item/></list>"#, &[missing, missing]),
            (r#"<list><item id="1"/>¦<item id="1"/></list>"#, &["key `c`"]),
            // No value, which is told, and not that the key is missing too.
            (r#"<list><item id="¦x"/><item id="¦x"/></list>"#, &["type-changed", "type-changed"]),
        ],
    );
}

#[test]
fn several_fields_are_one_value() {
    assert_findings(
        &contract(&constraint("unique", "item", &["@id", "name"])),
        &[
            (r#"<list><item id="1"><name>a</name></item><item id="1"><name>b</name></item></list>"#, &[]),
            (r#"<list><item id="1"/><item id="1"/></list>"#, &[]),
            (r#"<list><item id="1"><name>a</name></item>¦<item id="1"><name>a</name></item></list>"#, &["line 1"]),
        ],
    );
    // Where one value ends is part of it.
    assert_findings(
        &contract(&constraint("unique", "item", &["name", "part/@no"])),
        &[(
            r#"<list><item><name>1:n</name><part no="1"/></item><item><name>1</name><part no="11"/></item></list>"#,
            &[],
        )],
    );
}

#[test]
fn a_field_leads_to_one_simple_value_at_most() {
    assert_findings(
        &contract(&constraint("unique", "item", &["name"])),
        &[
            (
                r#"<list><item><name>a</name>¦<name>b</name></item></list>"#,
                &["want one value only for the field `name` of unique `c`"],
            ),
            (r#"<list><item><name>a</name>¦<name>a</name></item></list>"#, &["/list/item/name[2]: rule-violated"]),
        ],
    );
    assert_findings(
        &contract(&constraint("unique", "item", &["part"])),
        &[
            (
                r#"<list><item>¦<part/></item></list>"#,
                &["want a value without parts for the field `part` of unique `c`"],
            ),
            (r#"<list><item/></list>"#, &[]),
        ],
    );
    assert_findings(
        &contract(&constraint("unique", "item", &["part/@no"])),
        &[
            (r#"<list><item><part no="1"/><part/></item></list>"#, &[]),
            (r#"<list><item><part no="1"/><part no="¦2"/></item></list>"#, &["/list/item/part[2]/@no: rule-violated"]),
        ],
    );
}

#[test]
fn what_is_nil_has_no_value_and_no_key_may_be_nillable() {
    let nil = r#"<name xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>"#;
    assert_findings(
        &contract(&constraint("unique", "item", &["name"])),
        &[(&format!("<list><item>{nil}</item><item>{nil}</item><item><name/></item></list>"), &[])],
    );
    let never = "want an element that can never be nil for the field `name` of key `c`";
    assert_findings(
        &contract(&constraint("key", "item", &["name"])),
        &[
            (&format!("<list><item>¦{nil}</item></list>"), &[never]),
            ("<list><item>¦<name>a</name></item></list>", &[never]),
            ("<list>¦<item/></list>", &["want the field `name` of key `c`"]),
        ],
    );
}

#[test]
fn selectors_lead_to_children_descendants_alternatives_and_the_element_itself() {
    for (selector, selected) in [
        ("item", [false, true, false, false]),
        ("./item", [false, true, false, false]),
        (".//item", [false, true, true, false]),
        ("*", [false, true, false, false]),
        (".//*", [false, true, true, true]),
        ("item/item", [false, false, true, false]),
        ("item/part|item/item", [false, false, true, true]),
        (".", [true, false, false, false]),
        (".//.", [true, true, true, true]),
        ("item/item/item", [false; 4]),
    ] {
        // Nothing has the field, so each element that is selected is told.
        let contract = contract(&constraint("key", selector, &["@none"]));
        let mark = |at: usize| if selected[at] { "¦" } else { "" };
        let marked = format!("{}<list>{}<item>{}<part/>{}<item/></item></list>", mark(0), mark(1), mark(3), mark(2));
        let count = selected.iter().filter(|is| **is).count();
        assert_findings(&contract, &[(&marked, &vec!["the field `@none` of key `c`"; count])]);
    }
}

#[test]
fn fields_lead_below_the_element_that_is_selected() {
    for (field, same) in [
        ("part/@no", true),
        (".//@no", true),
        (".//part/@no", true),
        ("*/@no", true),
        ("name|part/@no", true),
        ("@no", false),
        ("part/part/@no", false),
    ] {
        let contract = contract(&constraint("unique", "item", &[field]));
        let mark = if same { "¦" } else { "" };
        let marked = format!(r#"<list><item><part no="1"/></item>{mark}<item><part no="1"/></item></list>"#);
        let words: &[&str] = if same { &["unique `c`"] } else { &[] };
        assert_findings(&contract, &[(&marked, words)]);
    }
}

#[test]
fn elements_inside_one_another_have_values_of_their_own() {
    assert_findings(
        &contract(&constraint("key", ".//item", &["@id"])),
        &[
            (r#"<list><item id="1"><item id="2"><item id="3"/></item></item></list>"#, &[]),
            (r#"<list><item id="1"><item id="2"/>¦<item id="2"/></item></list>"#, &["/list/item/item[2]: "]),
            // An element has its value when it ends: of two of which one holds the other the outer one is told.
            (r#"<list>¦<item id="1"><item id="2"><item id="1"/></item></item></list>"#, &["/list/item: "]),
        ],
    );
}

#[test]
fn a_constraint_holds_for_each_element_of_its_declaration_alone() {
    let key = r#"<xs:key name="parts"><xs:selector xpath="part"/><xs:field xpath="@no"/></xs:key>"#;
    let contract = contract(&list("", key));
    assert_findings(
        &contract,
        &[
            (r#"<list><item><part no="1"/></item><item><part no="1"/></item></list>"#, &[]),
            (r#"<list><item><part no="1"/>¦<part no="1"/></item></list>"#, &["key `parts"]),
            (r#"<list><item><part no="1"/><item><part no="1"/>¦<part no="1"/></item></item></list>"#, &["key `parts"]),
        ],
    );
}

#[test]
fn what_repeats_in_constraints_inside_one_another_is_told_once() {
    let recursive = r#"<xs:element name="n">
        <xs:complexType><xs:sequence><xs:element ref="n" minOccurs="0" maxOccurs="unbounded"/></xs:sequence><xs:attribute name="k"/></xs:complexType>
        <xs:unique name="c"><xs:selector xpath=".//n"/><xs:field xpath="@k"/></xs:unique>
    </xs:element>"#;
    assert_findings(
        &contract(recursive),
        &[
            (r#"<n><n><n><n k="a"/>¦<n k="a"/></n></n></n>"#, &["/n/n/n/n[2]: "]),
            (r#"<n><n><n k="a"/></n><n>¦<n k="a"/></n></n>"#, &["/n/n[2]/n: "]),
            (r#"<n k="a"><n k="a"/></n>"#, &[]),
        ],
    );
}

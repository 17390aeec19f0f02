//! The rules of the grammar, one per kind of element: part 1, 3.x.2 "XML Representation", and part 2, 4.1.2.
//!
//! What XSD 1.1 adds (`assert`, `alternative`, `openContent`, `override` …) is admitted where it may stand: it is not
//! understood here, and marked for a judge.

use super::value::Value;
use super::{Attribute, Count, Rule, Slot};

const fn may(name: &'static str, value: Value) -> Attribute {
    Attribute { name, value, required: false }
}

const fn must(name: &'static str, value: Value) -> Attribute {
    Attribute { name, value, required: true }
}

const FORM: Value = Value::OneOf(&["qualified", "unqualified"]);
const DERIVATION: Value = Value::Set(&["extension", "restriction"]);
const BLOCK: Value = Value::Set(&["extension", "restriction", "substitution"]);
const SIMPLE_FINAL: Value = Value::Set(&["list", "union", "restriction"]);
const PROCESS: Value = Value::OneOf(&["strict", "lax", "skip"]);
const MIN: Attribute = may("minOccurs", Value::Count);
const MAX: Attribute = may("maxOccurs", Value::Max);
const DEFAULT: Attribute = may("default", Value::Any);
const FIXED: Attribute = may("fixed", Value::Any);
const NAME: Attribute = must("name", Value::NcName);
const REF: Attribute = must("ref", Value::QName);
const TYPE: Attribute = may("type", Value::QName);
const LOCATION: Attribute = must("schemaLocation", Value::Any);

pub(super) static SCHEMA: Rule = Rule {
    name: "schema",
    attributes: &[
        may("targetNamespace", Value::Namespace),
        may("version", Value::Any),
        may("elementFormDefault", FORM),
        may("attributeFormDefault", FORM),
        may("blockDefault", BLOCK),
        may("finalDefault", Value::Set(&["extension", "restriction", "list", "union"])),
        may("defaultAttributes", Value::QName),
        may("xpathDefaultNamespace", Value::Any),
    ],
    slots: &[
        &Slot { count: Count::Many, children: &[&INCLUDE, &IMPORT, &REDEFINE, &OVERRIDE, &ANNOTATION] },
        &Slot { count: Count::Optional, children: &[&DEFAULT_OPEN_CONTENT] },
        &Slot {
            count: Count::Many,
            children: &[
                &GLOBAL_SIMPLE_TYPE,
                &GLOBAL_COMPLEX_TYPE,
                &GLOBAL_GROUP,
                &GLOBAL_ATTRIBUTE_GROUP,
                &GLOBAL_ELEMENT,
                &GLOBAL_ATTRIBUTE,
                &NOTATION,
                &ANNOTATION,
            ],
        },
    ],
    is_open: false,
};
static INCLUDE: Rule = Rule { name: "include", attributes: &[LOCATION], slots: &[], is_open: false };
static IMPORT: Rule = Rule {
    name: "import",
    attributes: &[may("namespace", Value::Namespace), may("schemaLocation", Value::Any)],
    slots: &[],
    is_open: false,
};
static REDEFINE: Rule = Rule {
    name: "redefine",
    attributes: &[LOCATION],
    slots: &[&Slot {
        count: Count::Many,
        children: &[&ANNOTATION, &GLOBAL_SIMPLE_TYPE, &GLOBAL_COMPLEX_TYPE, &GLOBAL_GROUP, &GLOBAL_ATTRIBUTE_GROUP],
    }],
    is_open: false,
};
static OVERRIDE: Rule = Rule {
    name: "override",
    attributes: &[LOCATION],
    slots: &[&Slot {
        count: Count::Many,
        children: &[
            &ANNOTATION,
            &GLOBAL_SIMPLE_TYPE,
            &GLOBAL_COMPLEX_TYPE,
            &GLOBAL_GROUP,
            &GLOBAL_ATTRIBUTE_GROUP,
            &GLOBAL_ELEMENT,
            &GLOBAL_ATTRIBUTE,
            &NOTATION,
        ],
    }],
    is_open: false,
};
static DEFAULT_OPEN_CONTENT: Rule = Rule {
    name: "defaultOpenContent",
    attributes: &[may("appliesToEmpty", Value::Boolean), may("mode", Value::OneOf(&["interleave", "suffix"]))],
    slots: &[&Slot { count: Count::One, children: &[&ANY] }],
    is_open: false,
};
pub(super) static ANNOTATION: Rule = Rule {
    name: "annotation",
    attributes: &[],
    slots: &[&Slot { count: Count::Many, children: &[&APPINFO, &DOCUMENTATION] }],
    is_open: false,
};
static APPINFO: Rule = Rule { name: "appinfo", attributes: &[], slots: &[], is_open: true };
static DOCUMENTATION: Rule = Rule { name: "documentation", attributes: &[], slots: &[], is_open: true };

static INLINE_TYPE: Slot = Slot { count: Count::Optional, children: &[&LOCAL_SIMPLE_TYPE, &LOCAL_COMPLEX_TYPE] };
static ALTERNATIVES: Slot = Slot { count: Count::Many, children: &[&ALTERNATIVE] };
static CONSTRAINTS: Slot = Slot { count: Count::Many, children: &[&UNIQUE, &KEY, &KEYREF] };
static GLOBAL_ELEMENT: Rule = Rule {
    name: "element",
    attributes: &[
        NAME,
        TYPE,
        may("substitutionGroup", Value::QName),
        DEFAULT,
        FIXED,
        may("nillable", Value::Boolean),
        may("abstract", Value::Boolean),
        may("final", DERIVATION),
        may("block", BLOCK),
    ],
    slots: &[&INLINE_TYPE, &ALTERNATIVES, &CONSTRAINTS],
    is_open: false,
};
static LOCAL_ELEMENT: Rule = Rule {
    name: "element",
    attributes: &[
        may("name", Value::NcName),
        may("ref", Value::QName),
        TYPE,
        MIN,
        MAX,
        DEFAULT,
        FIXED,
        may("nillable", Value::Boolean),
        may("block", BLOCK),
        may("form", FORM),
        may("targetNamespace", Value::Any),
    ],
    slots: &[&INLINE_TYPE, &ALTERNATIVES, &CONSTRAINTS],
    is_open: false,
};
static ALTERNATIVE: Rule = Rule {
    name: "alternative",
    attributes: &[may("test", Value::Any), TYPE, may("xpathDefaultNamespace", Value::Any)],
    slots: &[&INLINE_TYPE],
    is_open: false,
};

static PATHS: Slot = Slot { count: Count::One, children: &[&SELECTOR] };
static FIELDS: Slot = Slot { count: Count::Some, children: &[&FIELD] };
static UNIQUE: Rule = Rule { name: "unique", attributes: &[NAME], slots: &[&PATHS, &FIELDS], is_open: false };
static KEY: Rule = Rule { name: "key", attributes: &[NAME], slots: &[&PATHS, &FIELDS], is_open: false };
static KEYREF: Rule = Rule {
    name: "keyref",
    attributes: &[NAME, must("refer", Value::QName)],
    slots: &[&PATHS, &FIELDS],
    is_open: false,
};
static SELECTOR: Rule = Rule {
    name: "selector",
    attributes: &[must("xpath", Value::Any), may("xpathDefaultNamespace", Value::Any)],
    slots: &[],
    is_open: false,
};
static FIELD: Rule = Rule {
    name: "field",
    attributes: &[must("xpath", Value::Any), may("xpathDefaultNamespace", Value::Any)],
    slots: &[],
    is_open: false,
};

static ONE_SIMPLE_TYPE: Slot = Slot { count: Count::Optional, children: &[&LOCAL_SIMPLE_TYPE] };
static GLOBAL_ATTRIBUTE: Rule = Rule {
    name: "attribute",
    attributes: &[NAME, TYPE, DEFAULT, FIXED, may("inheritable", Value::Boolean)],
    slots: &[&ONE_SIMPLE_TYPE],
    is_open: false,
};
static LOCAL_ATTRIBUTE: Rule = Rule {
    name: "attribute",
    attributes: &[
        may("name", Value::NcName),
        may("ref", Value::QName),
        TYPE,
        may("use", Value::OneOf(&["optional", "required", "prohibited"])),
        DEFAULT,
        FIXED,
        may("form", FORM),
        may("targetNamespace", Value::Any),
        may("inheritable", Value::Boolean),
    ],
    slots: &[&ONE_SIMPLE_TYPE],
    is_open: false,
};
static ATTRIBUTES: Slot = Slot { count: Count::Many, children: &[&LOCAL_ATTRIBUTE, &ATTRIBUTE_GROUP_REF] };
static ANY_ATTRIBUTES: Slot = Slot { count: Count::Optional, children: &[&ANY_ATTRIBUTE] };
static ASSERTS: Slot = Slot { count: Count::Many, children: &[&ASSERT] };
static GLOBAL_ATTRIBUTE_GROUP: Rule =
    Rule { name: "attributeGroup", attributes: &[NAME], slots: &[&ATTRIBUTES, &ANY_ATTRIBUTES], is_open: false };
static ATTRIBUTE_GROUP_REF: Rule = Rule { name: "attributeGroup", attributes: &[REF], slots: &[], is_open: false };
static ANY_ATTRIBUTE: Rule = Rule {
    name: "anyAttribute",
    attributes: &[
        may("namespace", Value::Namespaces),
        may("processContents", PROCESS),
        may("notNamespace", Value::Any),
        may("notQName", Value::Any),
    ],
    slots: &[],
    is_open: false,
};
static ASSERT: Rule = Rule {
    name: "assert",
    attributes: &[may("test", Value::Any), may("xpathDefaultNamespace", Value::Any)],
    slots: &[],
    is_open: false,
};

static OPEN_CONTENTS: Slot = Slot { count: Count::Optional, children: &[&OPEN_CONTENT] };
static MODEL: Slot = Slot { count: Count::Optional, children: &[&GROUP_REF, &ALL, &CHOICE, &SEQUENCE] };
static COMPLEX_BODY: [&Slot; 6] = [
    &Slot { count: Count::Alone, children: &[&SIMPLE_CONTENT, &COMPLEX_CONTENT] },
    &OPEN_CONTENTS,
    &MODEL,
    &ATTRIBUTES,
    &ANY_ATTRIBUTES,
    &ASSERTS,
];
static GLOBAL_COMPLEX_TYPE: Rule = Rule {
    name: "complexType",
    attributes: &[
        NAME,
        may("mixed", Value::Boolean),
        may("abstract", Value::Boolean),
        may("final", DERIVATION),
        may("block", DERIVATION),
        may("defaultAttributesApply", Value::Boolean),
    ],
    slots: &COMPLEX_BODY,
    is_open: false,
};
static LOCAL_COMPLEX_TYPE: Rule = Rule {
    name: "complexType",
    attributes: &[may("mixed", Value::Boolean), may("defaultAttributesApply", Value::Boolean)],
    slots: &COMPLEX_BODY,
    is_open: false,
};
static SIMPLE_CONTENT: Rule = Rule {
    name: "simpleContent",
    attributes: &[],
    slots: &[&Slot { count: Count::One, children: &[&TEXT_RESTRICTION, &TEXT_EXTENSION] }],
    is_open: false,
};
static COMPLEX_CONTENT: Rule = Rule {
    name: "complexContent",
    attributes: &[may("mixed", Value::Boolean)],
    slots: &[&Slot { count: Count::One, children: &[&CONTENT_RESTRICTION, &CONTENT_EXTENSION] }],
    is_open: false,
};
const BASE: &[Attribute] = &[must("base", Value::QName)];
static CONTENT: [&Slot; 5] = [&OPEN_CONTENTS, &MODEL, &ATTRIBUTES, &ANY_ATTRIBUTES, &ASSERTS];
static CONTENT_RESTRICTION: Rule = Rule { name: "restriction", attributes: BASE, slots: &CONTENT, is_open: false };
static CONTENT_EXTENSION: Rule = Rule { name: "extension", attributes: BASE, slots: &CONTENT, is_open: false };
static TEXT_RESTRICTION: Rule = Rule {
    name: "restriction",
    attributes: BASE,
    slots: &[&ONE_SIMPLE_TYPE, &FACETS, &ATTRIBUTES, &ANY_ATTRIBUTES, &ASSERTS],
    is_open: false,
};
static TEXT_EXTENSION: Rule =
    Rule { name: "extension", attributes: BASE, slots: &[&ATTRIBUTES, &ANY_ATTRIBUTES, &ASSERTS], is_open: false };
static OPEN_CONTENT: Rule = Rule {
    name: "openContent",
    attributes: &[may("mode", Value::OneOf(&["none", "interleave", "suffix"]))],
    slots: &[&Slot { count: Count::Optional, children: &[&ANY] }],
    is_open: false,
};

static PARTICLES: [&Slot; 1] =
    [&Slot { count: Count::Many, children: &[&LOCAL_ELEMENT, &GROUP_REF, &CHOICE, &SEQUENCE, &ANY] }];
static ALL_PARTICLES: [&Slot; 1] = [&Slot { count: Count::Many, children: &[&LOCAL_ELEMENT] }];
static GLOBAL_GROUP: Rule = Rule {
    name: "group",
    attributes: &[NAME],
    slots: &[&Slot { count: Count::One, children: &[&GROUP_ALL, &GROUP_CHOICE, &GROUP_SEQUENCE] }],
    is_open: false,
};
static GROUP_REF: Rule = Rule { name: "group", attributes: &[REF, MIN, MAX], slots: &[], is_open: false };
static SEQUENCE: Rule = Rule { name: "sequence", attributes: &[MIN, MAX], slots: &PARTICLES, is_open: false };
static CHOICE: Rule = Rule { name: "choice", attributes: &[MIN, MAX], slots: &PARTICLES, is_open: false };
static ALL: Rule = Rule {
    name: "all",
    attributes: &[may("minOccurs", Value::OneOf(&["0", "1"])), may("maxOccurs", Value::OneOf(&["1"]))],
    slots: &ALL_PARTICLES,
    is_open: false,
};
static GROUP_SEQUENCE: Rule = Rule { name: "sequence", attributes: &[], slots: &PARTICLES, is_open: false };
static GROUP_CHOICE: Rule = Rule { name: "choice", attributes: &[], slots: &PARTICLES, is_open: false };
static GROUP_ALL: Rule = Rule { name: "all", attributes: &[], slots: &ALL_PARTICLES, is_open: false };
static ANY: Rule = Rule {
    name: "any",
    attributes: &[
        may("namespace", Value::Namespaces),
        may("processContents", PROCESS),
        may("notNamespace", Value::Any),
        may("notQName", Value::Any),
        MIN,
        MAX,
    ],
    slots: &[],
    is_open: false,
};

static SIMPLE_BODY: [&Slot; 1] = [&Slot { count: Count::One, children: &[&SIMPLE_RESTRICTION, &LIST, &UNION] }];
static GLOBAL_SIMPLE_TYPE: Rule =
    Rule { name: "simpleType", attributes: &[NAME, may("final", SIMPLE_FINAL)], slots: &SIMPLE_BODY, is_open: false };
static LOCAL_SIMPLE_TYPE: Rule = Rule { name: "simpleType", attributes: &[], slots: &SIMPLE_BODY, is_open: false };
static SIMPLE_RESTRICTION: Rule = Rule {
    name: "restriction",
    attributes: &[may("base", Value::QName)],
    slots: &[&ONE_SIMPLE_TYPE, &FACETS],
    is_open: false,
};
static LIST: Rule =
    Rule { name: "list", attributes: &[may("itemType", Value::QName)], slots: &[&ONE_SIMPLE_TYPE], is_open: false };
static UNION: Rule = Rule {
    name: "union",
    attributes: &[may("memberTypes", Value::QNames)],
    slots: &[&Slot { count: Count::Many, children: &[&LOCAL_SIMPLE_TYPE] }],
    is_open: false,
};

const VALUE: &[Attribute] = &[must("value", Value::Any)];
const VALUE_FIXED: &[Attribute] = &[must("value", Value::Any), may("fixed", Value::Boolean)];
static FACETS: Slot = Slot {
    count: Count::Many,
    children: &[
        &LENGTH,
        &MIN_LENGTH,
        &MAX_LENGTH,
        &PATTERN,
        &ENUMERATION,
        &WHITE_SPACE,
        &MIN_INCLUSIVE,
        &MIN_EXCLUSIVE,
        &MAX_INCLUSIVE,
        &MAX_EXCLUSIVE,
        &TOTAL_DIGITS,
        &FRACTION_DIGITS,
        &ASSERTION,
        &EXPLICIT_TIMEZONE,
    ],
};
static LENGTH: Rule = Rule { name: "length", attributes: VALUE_FIXED, slots: &[], is_open: false };
static MIN_LENGTH: Rule = Rule { name: "minLength", attributes: VALUE_FIXED, slots: &[], is_open: false };
static MAX_LENGTH: Rule = Rule { name: "maxLength", attributes: VALUE_FIXED, slots: &[], is_open: false };
static PATTERN: Rule = Rule { name: "pattern", attributes: VALUE, slots: &[], is_open: false };
static ENUMERATION: Rule = Rule { name: "enumeration", attributes: VALUE, slots: &[], is_open: false };
static WHITE_SPACE: Rule = Rule { name: "whiteSpace", attributes: VALUE_FIXED, slots: &[], is_open: false };
static MIN_INCLUSIVE: Rule = Rule { name: "minInclusive", attributes: VALUE_FIXED, slots: &[], is_open: false };
static MIN_EXCLUSIVE: Rule = Rule { name: "minExclusive", attributes: VALUE_FIXED, slots: &[], is_open: false };
static MAX_INCLUSIVE: Rule = Rule { name: "maxInclusive", attributes: VALUE_FIXED, slots: &[], is_open: false };
static MAX_EXCLUSIVE: Rule = Rule { name: "maxExclusive", attributes: VALUE_FIXED, slots: &[], is_open: false };
static TOTAL_DIGITS: Rule = Rule { name: "totalDigits", attributes: VALUE_FIXED, slots: &[], is_open: false };
static FRACTION_DIGITS: Rule = Rule { name: "fractionDigits", attributes: VALUE_FIXED, slots: &[], is_open: false };
static ASSERTION: Rule = Rule {
    name: "assertion",
    attributes: &[may("test", Value::Any), may("xpathDefaultNamespace", Value::Any)],
    slots: &[],
    is_open: false,
};
static EXPLICIT_TIMEZONE: Rule = Rule { name: "explicitTimezone", attributes: VALUE_FIXED, slots: &[], is_open: false };

static NOTATION: Rule = Rule {
    name: "notation",
    attributes: &[NAME, may("public", Value::Any), may("system", Value::Any)],
    slots: &[],
    is_open: false,
};

//! Types in words: `text, 1 to 15 characters`, `one of New, Pick, Dispatched`.

use driftline::schemas::Model;
use driftline::schemas::model::{ByKind, Content, Facet, Facets, Occurs, Primitive, Scalar, Shape, TypeId};

/// Values of an enumeration that are named; of more only the number is said beside them.
const VALUES: usize = 8;

/// `1`, `0..1`, `1..*`.
pub(super) fn occurs(occurs: Occurs) -> String {
    match occurs.max {
        Some(max) if max == occurs.min => max.to_string(),
        Some(max) => format!("{}..{max}", occurs.min),
        None => format!("{}..*", occurs.min),
    }
}

/// What a value of this type is.
pub(super) fn type_(model: &Model, id: TypeId) -> String {
    match &model.type_(id).shape {
        Shape::Any => "anything".to_owned(),
        Shape::Never => "nothing: it must not be there".to_owned(),
        Shape::Scalar(scalar) => scalar_words(scalar),
        Shape::List { item, .. } => format!("list, separated by blanks, of {}", shallow(model, *item)),
        Shape::Union { members, .. } => {
            members.iter().map(|member| shallow(model, *member)).collect::<Vec<_>>().join(" or ")
        }
        Shape::Record(record) => match &record.content {
            Content::Members => "object".to_owned(),
            Content::Empty => "empty element".to_owned(),
            Content::Text(_) => "text with attributes".to_owned(),
            Content::Elements { mixed: true, .. } => "text and elements".to_owned(),
            Content::Elements { mixed: false, .. } => "elements".to_owned(),
        },
        Shape::Array(_) => "array".to_owned(),
        Shape::ByKind(kinds) => kinds_words(model, kinds),
        Shape::Enumeration(literals) => values(literals.len(), literals.iter().map(|literal| literal.json.to_string())),
        Shape::All { parts, .. } => {
            let mut words: Vec<_> = parts.iter().map(|part| shallow(model, *part)).collect();
            words.dedup();
            words.join(" and ")
        }
        Shape::AnyOf(variants) => format!("at least one of {} variants", variants.len()),
        Shape::OneOf(variants) => format!("one of {} variants", variants.len()),
        Shape::Not(_) => "not what is named".to_owned(),
        Shape::If { .. } => "depends on a condition".to_owned(),
        Shape::Foreign(foreign) => format!("{}: a judge decides", foreign.construct),
    }
}

/// What a value of this type is, without what its own parts are, so that types of types end.
fn shallow(model: &Model, id: TypeId) -> String {
    match &model.type_(id).shape {
        Shape::Scalar(scalar) => scalar_words(scalar),
        Shape::Union { .. } => "one of several types".to_owned(),
        Shape::All { .. } => "several conditions".to_owned(),
        Shape::ByKind(_) => "several kinds".to_owned(),
        Shape::List { .. } => "list".to_owned(),
        Shape::Any
        | Shape::Never
        | Shape::Record(_)
        | Shape::Array(_)
        | Shape::Enumeration(_)
        | Shape::AnyOf(_)
        | Shape::OneOf(_)
        | Shape::Not(_)
        | Shape::If { .. }
        | Shape::Foreign(_) => type_(model, id),
    }
}

fn kinds_words(model: &Model, kinds: &ByKind) -> String {
    let ByKind { null, boolean, number, string, array, object } = kinds;
    let typed = [*string, *number, *array, *object].into_iter().flatten().map(|id| shallow(model, id));
    let mut words: Vec<_> = typed.collect();
    words.extend(boolean.then(|| "boolean".to_owned()));
    words.extend(null.then(|| "null".to_owned()));
    words.join(" or ")
}

fn scalar_words(scalar: &Scalar) -> String {
    let Facets { enumeration, is_constant, format, .. } = &scalar.facets;
    if let ([only], true) = (enumeration.as_slice(), *is_constant) {
        return format!("always {}", only.text);
    }
    if !enumeration.is_empty() {
        return values(enumeration.len(), enumeration.iter().map(|value| value.text.to_string()));
    }
    let mut words = match format {
        Some(format) => format.value.name().to_owned(),
        None => primitive(scalar.primitive).to_owned(),
    };
    for facet in facet_words(&scalar.facets) {
        words.push_str(", ");
        words.push_str(&facet);
    }
    words
}

fn facet_words(facets: &Facets) -> Vec<String> {
    let mut words = Vec::new();
    let number = |facet: &Option<Facet<u64>>| facet.as_ref().map(|facet| facet.value);
    match (number(&facets.length), number(&facets.min_length), number(&facets.max_length)) {
        (Some(length), ..) => words.push(format!("{length} long")),
        (None, Some(min), Some(max)) => words.push(format!("{min} to {max} long")),
        (None, Some(min), None) => words.push(format!("at least {min} long")),
        (None, None, Some(max)) => words.push(format!("at most {max} long")),
        (None, None, None) => {}
    }
    let bounds = [
        ("at least", &facets.min_inclusive),
        ("above", &facets.min_exclusive),
        ("at most", &facets.max_inclusive),
        ("below", &facets.max_exclusive),
        ("a multiple of", &facets.multiple_of),
    ];
    words.extend(bounds.iter().filter_map(|(word, facet)| facet.as_ref().map(|it| format!("{word} {}", it.value))));
    words.extend(number(&facets.total_digits).map(|digits| format!("{digits} digits")));
    words.extend(number(&facets.fraction_digits).map(|digits| format!("{digits} fraction digits")));
    for pattern in facets.patterns.iter().flatten() {
        words.push(format!("pattern {}", pattern.value.as_str()));
    }
    words
}

fn values(count: usize, values: impl Iterator<Item = String>) -> String {
    let named: Vec<String> = values.take(VALUES).collect();
    let more = if count > VALUES { format!(", … ({count} values)") } else { String::new() };
    format!("one of {}{more}", named.join(", "))
}

const fn primitive(primitive: Primitive) -> &'static str {
    match primitive {
        Primitive::String => "text",
        Primitive::Boolean => "boolean",
        Primitive::Decimal => "number",
        Primitive::Integer => "integer",
        Primitive::Float => "float",
        Primitive::Double => "double",
        Primitive::Duration => "duration",
        Primitive::DateTime => "date and time",
        Primitive::Time => "time",
        Primitive::Date => "date",
        Primitive::GYearMonth => "year and month",
        Primitive::GYear => "year",
        Primitive::GMonthDay => "month and day",
        Primitive::GDay => "day",
        Primitive::GMonth => "month",
        Primitive::HexBinary => "hexadecimal octets",
        Primitive::Base64Binary => "base64 octets",
        Primitive::AnyUri => "URI",
        Primitive::QName => "qualified name",
        Primitive::Notation => "notation",
        Primitive::Null => "null",
    }
}

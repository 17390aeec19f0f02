//! A scalar made ready, and the one pass over its rules by which values are accepted and faults named.

use std::cmp::Ordering;
use std::ops::ControlFlow;

use driftline_schemas::model::{Facet, Format, Pattern, Primitive, Scalar, WhiteSpace};
use driftline_schemas::number::Decimal;
use driftline_schemas::text::Origin;

use super::enumeration::Enumeration;
use super::format;
use super::key::key;
use super::limit::{Bound, Lengths, Precision};
use super::pattern::PatternGroup;
use super::range::Range;
use super::value::Value;
use super::white_space;
use crate::finding::{Got, Kind, ValueKind, Want};

/// A scalar made ready for checking, once.
#[derive(Debug)]
pub(crate) struct ScalarPlan {
    primitive: Primitive,
    draft4: bool,
    white_space: WhiteSpace,
    enumeration: Option<Enumeration>,
    format: Option<Facet<Format>>,
    patterns: Vec<PatternGroup>,
    lengths: Option<Lengths>,
    bounds: Vec<Bound>,
    precisions: Vec<Precision>,
    /// Whether a JSON string has nothing but its length to answer for.
    is_free_text: bool,
    /// What all of this comes to for most numbers.
    range: Option<Range>,
    /// Whether it comes to nothing for texts: any is accepted.
    any_text: bool,
    /// Patterns that only a judge can decide.
    judged: Vec<Facet<Pattern>>,
    /// Whether another facet was left out, which nobody decides.
    is_partial: bool,
}

/// A value as it stands in a payload.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Input<'a> {
    /// XML character data or attribute value, or text that an XSD type is to read (an XSD's JSON as text): decoded, white
    /// space not yet processed.
    Text(&'a str),
    /// A JSON string under a JSON Schema.
    String(&'a str),
    /// A JSON number as written.
    Number(&'a str),
    Boolean(bool),
    Null,
}

/// What is wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) kind: Kind,
    pub(crate) got: Got,
    pub(crate) want: Want,
    /// The facet that is not satisfied; `None` for a fault of the type.
    pub(crate) origin: Option<Origin>,
}

/// A rule that a value breaks, without words: the same for two values of which one plan says the same.
#[cfg(feature = "contracts")]
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Breach {
    /// The kind of rule, and where it lies in the plan.
    rule: (u8, usize),
    /// Of a value that is none of the type, what that is.
    kind: Option<Kind>,
    got: Got,
}

/// A rule that a value breaks, before it is put into words.
enum Broken<'p> {
    Type(Kind),
    Enumeration(&'p Enumeration),
    Format(&'p Facet<Format>),
    Pattern(&'p PatternGroup),
    Length(&'p Lengths, Origin),
    Bound(&'p Bound),
    Precision(&'p Precision),
}

/// Why a pattern with a category is not decided for every text.
const CONTESTED: &str = "engines differ on the category of a character beyond U+FFFF, where one is sent";

impl ScalarPlan {
    /// Makes a scalar ready. `draft4` makes 1.0 no integer. Each facet that cannot be checked here is left out and returned
    /// with its place and the reason, for a judge to decide.
    pub(crate) fn new(scalar: &Scalar, draft4: bool) -> (Self, Vec<(Origin, String)>) {
        let Scalar { primitive, facets, decoration: _, base: _ } = scalar;
        let primitive = *primitive;
        // `whiteSpace` is fixed for every type but strings (XSD 1.0 part 2, 4.3.6).
        let white_space = if primitive == Primitive::String { facets.white_space } else { WhiteSpace::Collapse };
        let mut beyond = Vec::new();
        let mut enumeration = Enumeration::new(primitive, white_space, &facets.enumeration, facets.is_constant);
        if matches!(primitive, Primitive::QName | Primitive::Notation) {
            let names = enumeration.take();
            beyond.extend(names.map(|names| (names.origin, "names are enumerated by their namespaces".to_owned())));
        }
        let mut keep = |refused| beyond.push(refused);
        let mut judged = Vec::new();
        let mut pattern = |group: &Vec<Facet<Pattern>>| {
            PatternGroup::new(group).unwrap_or_else(|refused| {
                keep(refused);
                judged.extend(group.iter().filter(|pattern| matches!(pattern.value, Pattern::Ecma(_))).cloned());
                None
            })
        };
        let patterns: Vec<_> = facets.patterns.iter().filter_map(&mut pattern).collect();
        let bounds = Bound::all(primitive, facets).filter_map(|bound| bound.map_err(&mut keep).ok()).collect();
        let precisions = Precision::all(facets).filter_map(|limit| limit.map_err(&mut keep).ok()).collect();
        let lengths = Lengths::new(primitive, facets);
        let format = facets.format.clone();
        let range = Range::new(primitive, facets);
        let is_partial = beyond.len() > judged.len();
        let contested = patterns.iter().filter(|group| group.has_category());
        beyond.extend(contested.map(|group| (group.origin, CONTESTED.to_owned())));
        let no_form = enumeration.is_none() && format.is_none() && patterns.is_empty();
        let is_free_text = no_form && primitive == Primitive::String;
        let any_text = no_form && matches!(primitive, Primitive::String | Primitive::AnyUri) && lengths.is_none();
        let plan = Self {
            primitive,
            draft4,
            white_space,
            enumeration,
            format,
            patterns,
            lengths,
            bounds,
            precisions,
            is_free_text,
            range,
            any_text,
            judged,
            is_partial,
        };
        (plan, beyond)
    }

    /// The patterns that only a judge can decide: what it accepts may break them.
    pub(crate) fn judged(&self) -> &[Facet<Pattern>] {
        &self.judged
    }

    /// Whether it has another facet that cannot be checked: what it accepts may be wrong all the same.
    pub(crate) fn is_partial(&self) -> bool {
        self.is_partial
    }

    /// Whether engines differ on a text of XSD that it accepts: on what category a character is of.
    pub(crate) fn is_contested(&self, text: &str) -> bool {
        let process = || white_space::process(text, self.white_space);
        self.patterns.iter().any(|group| group.has_category() && group.is_contested(&process()))
    }

    /// Whether two texts of XSD are the same value. Texts that are no values are compared as they are.
    pub(crate) fn equal(&self, one: &str, other: &str) -> bool {
        let (one, other) = (white_space::process(one, self.white_space), white_space::process(other, self.white_space));
        match (Value::from_text(self.primitive, &one), Value::from_text(self.primitive, &other)) {
            (Some(one), Some(other)) => one.compare(&other).is_some_and(Ordering::is_eq),
            _ => one == other,
        }
    }

    /// Whether what it accepts is right: nobody else is to be asked, and nothing was left out.
    #[inline]
    pub(crate) fn is_whole(&self) -> bool {
        self.judged.is_empty() && !self.is_partial
    }

    /// What a text of XSD stands for, as a key: the same for equal values, another one for any other value of any type.
    /// `None` for a text that is no value. `prefix` says which namespace a prefix of a name stands for.
    pub(crate) fn key<'p>(&self, text: &str, prefix: &dyn Fn(&str) -> Option<&'p str>) -> Option<String> {
        let text = white_space::process(text, self.white_space);
        key(self.primitive, &Value::from_text(self.primitive, &text)?, prefix)
    }

    /// Whether it takes every JSON string.
    #[inline]
    pub(crate) fn takes_any_string(&self) -> bool {
        self.is_free_text && self.lengths.is_none()
    }

    /// Whether the value is in the value space and satisfies every facet.
    #[inline]
    pub(crate) fn accepts(&self, input: Input<'_>) -> bool {
        match input {
            Input::Text(_) if self.any_text => true,
            Input::Number(literal) | Input::Text(literal) => {
                self.range.as_ref().is_some_and(|range| range.accepts(literal)) || self.satisfies(input)
            }
            Input::String(text) if self.is_free_text => {
                self.lengths.as_ref().is_none_or(|lengths| lengths.exceeded(&Value::Text(text)).is_none())
            }
            Input::String(_) | Input::Boolean(_) | Input::Null => self.satisfies(input),
        }
    }

    /// Whether no rule is broken, by each of them.
    #[inline(never)]
    fn satisfies(&self, input: Input<'_>) -> bool {
        self.check(input, &mut |_, _| ControlFlow::Break(())).is_continue()
    }

    /// What generated types hold its values in, facets aside.
    pub(crate) fn held(&self) -> Held {
        match (self.primitive, self.format.as_ref().map(|format| &format.value)) {
            (Primitive::String, Some(Format::Uuid)) => Held::Uuid,
            (Primitive::String, Some(Format::Date)) | (Primitive::Date, _) => Held::Date,
            (Primitive::String, Some(Format::Time | Format::TimeLocal)) | (Primitive::Time, _) => Held::Time,
            (Primitive::String, Some(Format::DateTime | Format::DateTimeLocal | Format::DateTimeSpace))
            | (Primitive::DateTime, _) => Held::DateTime,
            (
                Primitive::Boolean
                | Primitive::Decimal
                | Primitive::Integer
                | Primitive::Float
                | Primitive::Double
                | Primitive::Null,
                _,
            ) => Held::Native,
            (
                Primitive::String
                | Primitive::Duration
                | Primitive::GYearMonth
                | Primitive::GYear
                | Primitive::GMonthDay
                | Primitive::GDay
                | Primitive::GMonth
                | Primitive::HexBinary
                | Primitive::Base64Binary
                | Primitive::AnyUri
                | Primitive::QName
                | Primitive::Notation,
                _,
            ) => Held::Text,
        }
    }

    /// What its values are, in words.
    pub(crate) fn words(&self) -> String {
        words(self.primitive).0.to_owned()
    }

    /// Every fault of the value: of its type, or else of its enumeration, or else of its format, or else of each facet.
    pub(crate) fn faults(&self, input: Input<'_>, report: &mut dyn FnMut(Fault)) {
        let whole = self.check(input, &mut |broken, got| {
            report(self.fault(broken, got));
            ControlFlow::Continue(())
        });
        debug_assert!(whole.is_continue(), "nothing stops before the last rule");
    }

    /// Every rule that the value breaks, as long as the caller goes on. Whatever `faults` tells apart is told apart here.
    #[cfg(feature = "contracts")]
    pub(crate) fn breaches(
        &self,
        input: Input<'_>,
        show: &mut dyn FnMut(Breach) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        if self.accepts(input) {
            return ControlFlow::Continue(());
        }
        self.check(input, &mut |broken, got| {
            let (rule, kind) = match broken {
                Broken::Type(kind) => ((0, 0), Some(kind)),
                Broken::Enumeration(_) => ((1, 0), None),
                Broken::Format(_) => ((2, 0), None),
                Broken::Pattern(group) => ((3, std::ptr::from_ref(group).addr()), None),
                Broken::Length(_, origin) => ((4, origin.span.start as usize), None),
                Broken::Bound(bound) => ((5, std::ptr::from_ref(bound).addr()), None),
                Broken::Precision(precision) => ((6, std::ptr::from_ref(precision).addr()), None),
            };
            show(Breach { rule, kind, got })
        })
    }

    /// Whether it says the same of all texts, and of all numbers, of one length.
    #[cfg(feature = "contracts")]
    pub(crate) fn sees_only_length(&self) -> bool {
        self.is_free_text && self.is_whole()
    }

    /// Holds a value to the rules in their order, as long as the caller goes on.
    fn check(&self, input: Input<'_>, report: &mut dyn FnMut(Broken<'_>, Got) -> ControlFlow<()>) -> ControlFlow<()> {
        let primitive = self.primitive;
        let processed;
        let (text, value) = match input {
            Input::Text(text) => {
                processed = white_space::process(text, self.white_space);
                (&*processed, Value::from_text(primitive, &processed))
            }
            Input::String(text) if is_bare(primitive) => (text, None),
            Input::String(text) => (text, Value::from_text(primitive, text)),
            Input::Number(literal) => (literal, Value::from_number(primitive, literal, self.draft4)),
            Input::Boolean(value) => {
                let value = (primitive == Primitive::Boolean).then_some(Value::Boolean(value));
                (if matches!(value, Some(Value::Boolean(true))) { "true" } else { "false" }, value)
            }
            Input::Null => ("null", (primitive == Primitive::Null).then_some(Value::Null)),
        };
        match value {
            None => report(Broken::Type(self.type_fault(input)), self.got_kind(input)),
            Some(value) => self.check_facets(text, &value, report),
        }
    }

    fn check_facets(
        &self,
        text: &str,
        value: &Value<'_>,
        report: &mut dyn FnMut(Broken<'_>, Got) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        if let Some(enumeration) = self.enumeration.as_ref().filter(|enumeration| !enumeration.has(value)) {
            return report(Broken::Enumeration(enumeration), got(text, value));
        }
        if let (Some(format), Value::Text(text)) = (&self.format, value)
            && !format::matches(&format.value, text)
        {
            return report(Broken::Format(format), got(text, value));
        }
        for group in self.patterns.iter().filter(|group| !group.matches(text)) {
            report(Broken::Pattern(group), got(text, value))?;
        }
        if let Some(lengths) = &self.lengths
            && let Some(origin) = lengths.exceeded(value)
        {
            report(Broken::Length(lengths, origin), got(text, value))?;
        }
        for bound in self.bounds.iter().filter(|bound| !bound.admits(value)) {
            report(Broken::Bound(bound), got(text, value))?;
        }
        for precision in self.precisions.iter().filter(|precision| !precision.admits(value)) {
            report(Broken::Precision(precision), got(text, value))?;
        }
        ControlFlow::Continue(())
    }

    /// What kind of fault it is to be outside of the value space.
    fn type_fault(&self, input: Input<'_>) -> Kind {
        match input {
            Input::Null => Kind::NullSent,
            Input::Number(_) | Input::Boolean(_) => Kind::TypeChanged,
            Input::Text(text) | Input::String(text) if text.trim_ascii().is_empty() => Kind::TypeChanged,
            Input::Text(_) if is_bare(self.primitive) => Kind::TypeChanged,
            Input::String(text) if is_bare(self.primitive) => {
                let reads = match self.primitive {
                    Primitive::Boolean => ["true", "false"].iter().any(|word| text.eq_ignore_ascii_case(word)),
                    Primitive::Null => false,
                    primitive => Value::from_number(primitive, text.trim_ascii(), self.draft4).is_some(),
                };
                if reads { Kind::Stringified } else { Kind::TypeChanged }
            }
            Input::Text(_) | Input::String(_) => Kind::FormatChanged,
        }
    }

    /// What was got instead of a value of the space.
    fn got_kind(&self, input: Input<'_>) -> Got {
        Got::Value(match input {
            Input::Text(text) | Input::String(text) if text.trim_ascii().is_empty() => ValueKind::Empty,
            Input::Text(_) | Input::String(_) => ValueKind::Text,
            Input::Number(literal) => match Decimal::parse(literal) {
                // In draft 4 the literal decides, and this one is no integer.
                Some(number) if number.is_integer() && self.primitive != Primitive::Integer => ValueKind::Integer,
                _ => ValueKind::Number,
            },
            Input::Boolean(_) => ValueKind::Boolean,
            Input::Null => ValueKind::Null,
        })
    }

    fn fault(&self, broken: Broken<'_>, got: Got) -> Fault {
        let (kind, want, origin) = match broken {
            Broken::Type(Kind::FormatChanged) => {
                (Kind::FormatChanged, Want::Format(words(self.primitive).1.to_owned()), None)
            }
            Broken::Type(kind) => (kind, Want::Type(words(self.primitive).0.to_owned()), None),
            Broken::Enumeration(enumeration) if enumeration.is_constant => {
                (Kind::ConstantChanged, Want::Constant, Some(enumeration.origin))
            }
            Broken::Enumeration(enumeration) => {
                (Kind::NewEnumValue, Want::OneOf(enumeration.count), Some(enumeration.origin))
            }
            Broken::Format(format) => {
                (Kind::FormatChanged, Want::Format(format.value.name().to_owned()), Some(format.origin))
            }
            Broken::Pattern(group) => {
                (Kind::PatternMismatch, Want::Pattern(group.text.clone().into()), Some(group.origin))
            }
            Broken::Length(Lengths { min, max }, origin) => {
                let value = |facet: &Option<Facet<u64>>| facet.as_ref().map(|facet| facet.value);
                (Kind::LengthOutOfRange, Want::Length { min: value(min), max: value(max) }, Some(origin))
            }
            Broken::Bound(bound) => (Kind::NumberOutOfRange, Want::Bound(bound.to_string()), Some(bound.origin)),
            Broken::Precision(precision) => {
                (Kind::PrecisionExceeded, Want::Bound(precision.to_string()), Some(precision.origin))
            }
        };
        Fault { kind, got, want, origin }
    }
}

/// What was got of the right type: numbers by kind, all else by length.
fn got(text: &str, value: &Value<'_>) -> Got {
    match value {
        Value::Number(number) if number.decimal().is_integer() => Got::Value(ValueKind::Integer),
        Value::Number(_) | Value::Float(_) => Got::Value(ValueKind::Number),
        Value::Boolean(_) => Got::Value(ValueKind::Boolean),
        Value::Null => Got::Value(ValueKind::Null),
        Value::Text(_) | Value::Duration(_) | Value::Moment(_) | Value::Hex(_) | Value::Base64(_) => {
            Got::Text { length: text.chars().count() as u64 }
        }
    }
}

/// Whether JSON has values of this type that are no strings.
fn is_bare(primitive: Primitive) -> bool {
    match primitive {
        Primitive::Boolean
        | Primitive::Decimal
        | Primitive::Integer
        | Primitive::Float
        | Primitive::Double
        | Primitive::Null => true,
        Primitive::String
        | Primitive::Duration
        | Primitive::DateTime
        | Primitive::Time
        | Primitive::Date
        | Primitive::GYearMonth
        | Primitive::GYear
        | Primitive::GMonthDay
        | Primitive::GDay
        | Primitive::GMonth
        | Primitive::HexBinary
        | Primitive::Base64Binary
        | Primitive::AnyUri
        | Primitive::QName
        | Primitive::Notation => false,
    }
}

/// What generated types hold values in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Held {
    Text,
    Date,
    Time,
    DateTime,
    Uuid,
    /// A number, a boolean, `null`.
    Native,
}

/// A type in words, and its name.
fn words(primitive: Primitive) -> (&'static str, &'static str) {
    match primitive {
        Primitive::String => ("text", "xs:string"),
        Primitive::Boolean => ("a boolean", "xs:boolean"),
        Primitive::Decimal => ("a number", "xs:decimal"),
        Primitive::Integer => ("an integer", "xs:integer"),
        Primitive::Float => ("a number", "xs:float"),
        Primitive::Double => ("a number", "xs:double"),
        Primitive::Duration => ("a duration", "xs:duration"),
        Primitive::DateTime => ("a date and time", "xs:dateTime"),
        Primitive::Time => ("a time", "xs:time"),
        Primitive::Date => ("a date", "xs:date"),
        Primitive::GYearMonth => ("a year and month", "xs:gYearMonth"),
        Primitive::GYear => ("a year", "xs:gYear"),
        Primitive::GMonthDay => ("a day of a year", "xs:gMonthDay"),
        Primitive::GDay => ("a day of a month", "xs:gDay"),
        Primitive::GMonth => ("a month", "xs:gMonth"),
        Primitive::HexBinary => ("hexadecimal octets", "xs:hexBinary"),
        Primitive::Base64Binary => ("Base64 octets", "xs:base64Binary"),
        Primitive::AnyUri => ("a URI", "xs:anyURI"),
        Primitive::QName => ("a qualified name", "xs:QName"),
        Primitive::Notation => ("the name of a notation", "xs:NOTATION"),
        Primitive::Null => ("null", "null"),
    }
}

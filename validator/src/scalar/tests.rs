//! Tables of values for each type and facet.

use driftline_schemas::model::{EnumValue, Facet, Facets, Format, Pattern, Primitive, Scalar, WhiteSpace};
use driftline_schemas::text::Origin;

use super::plan::Fault;
use super::{Input, ScalarPlan};
use crate::finding::{Got, Kind, ValueKind, Want};

mod facets;
mod types;

fn facet<T>(value: T) -> Option<Facet<T>> {
    Some(Facet { value, origin: Origin::default() })
}

fn literal(text: &str) -> Option<Facet<Box<str>>> {
    facet(text.into())
}

fn values(texts: &[&str]) -> Vec<EnumValue> {
    let value = |text: &&str| EnumValue { text: (*text).into(), docs: None, origin: Origin::default() };
    texts.iter().map(value).collect()
}

fn patterns(texts: &[&str], language: fn(Box<str>) -> Pattern) -> Vec<Facet<Pattern>> {
    let pattern = |text: &&str| Facet { value: language((*text).into()), origin: Origin::default() };
    texts.iter().map(pattern).collect()
}

/// A plan of which nothing is left to a judge.
fn plan(primitive: Primitive, facets: Facets) -> ScalarPlan {
    let (plan, beyond) = ScalarPlan::new(&Scalar { primitive, facets, decoration: None, base: None }, false);
    assert!(beyond.is_empty(), "{beyond:?}");
    plan
}

/// Every fault, and that there is one exactly where the value is not accepted.
fn faults(plan: &ScalarPlan, input: Input<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    plan.faults(input, &mut |fault| faults.push(fault));
    assert_eq!(plan.accepts(input), faults.is_empty(), "{input:?}: {faults:?}");
    faults
}

fn kinds(plan: &ScalarPlan, input: Input<'_>) -> Vec<Kind> {
    faults(plan, input).into_iter().map(|fault| fault.kind).collect()
}

/// Holds each text to the plan.
fn check(plan: &ScalarPlan, good: &[&str], bad: &[&str], kind: Kind) {
    for text in good {
        assert_eq!(kinds(plan, Input::Text(text)), [], "{text:?}");
    }
    for text in bad {
        assert_eq!(kinds(plan, Input::Text(text)), [kind], "{text:?}");
    }
}

//! Faults: findings on the way, with what the walk needs to know of them until it is done.

use driftline_schemas::document::{NodeId, NodeRef};
use driftline_schemas::model::Field;
use driftline_schemas::text::{Origin, Span};

use super::path::Rendered;
use super::{Ground, Walk};
use crate::finding::{Finding, Got, Impact, Kind, SchemaPlace, ValueKind, Want};
use crate::impact;
use crate::masked::Masked;

/// A finding on the way.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) finding: Finding,
    /// Whether the schema's own law is broken, or only the declared world left.
    pub(super) law: bool,
    pub(super) detail: Detail,
}

/// What may make one finding of two faults.
#[derive(Debug)]
pub(super) enum Detail {
    /// Nothing.
    Plain,
    /// A field is missing in an object or element that stands in another.
    Missing { object: NodeId, parent: Option<NodeId>, name: Box<str> },
    /// A field is too much there.
    Extra { object: NodeId, parent: Option<NodeId>, name: Box<str> },
}

impl<'d> Walk<'_, 'd> {
    /// A fault at the current path, against the schema's law.
    pub(super) fn fault(&mut self, kind: Kind, span: Span, got: Got, want: Want, origin: Option<Origin>) {
        if self.probing {
            self.failed = true;
            return;
        }
        let rendered = self.path.render();
        self.record(kind, span, rendered, (got, want), origin, (true, Detail::Plain));
    }

    /// Something at the current path that breaks no law.
    pub(super) fn note(&mut self, kind: Kind, span: Span, got: Got, want: Want, origin: Option<Origin>) {
        if !self.probing {
            let rendered = self.path.render();
            self.record(kind, span, rendered, (got, want), origin, (false, Detail::Plain));
        }
    }

    /// A required field is missing in the object or element at the current path, which is `node`.
    pub(super) fn missing(&mut self, node: NodeRef<'d>, field: &Field, prefix: &str) {
        if self.probing {
            self.failed = true;
            return;
        }
        let mut rendered = self.path.render();
        let token = format!("{prefix}{}", field.name.local);
        rendered.token(&token, &token);
        let name = field.name.local.clone();
        let detail = Detail::Missing { object: node.id(), parent: self.containers_around(node), name };
        let origin = field.required_origin.unwrap_or(field.origin);
        let span = self.start_of(node);
        self.record(
            Kind::MissingField,
            span,
            rendered,
            (Got::Absent, Want::Name(field.name.local.to_string())),
            Some(origin),
            (true, detail),
        );
        let is_tag = self.ground.plan.is_tag(field.origin);
        self.set_impact(if is_tag { Impact::Harmless } else { impact::of_absence(field) });
    }

    /// A field is sent too few times in the element at the current path, which is `node`.
    pub(super) fn too_few(&mut self, node: NodeRef<'d>, field: &Field, words: (Got, Want)) {
        if self.probing {
            self.failed = true;
            return;
        }
        let mut rendered = self.path.render();
        rendered.token(&field.name.local, &field.name.local);
        let span = self.start_of(node);
        self.record(Kind::CountOutOfRange, span, rendered, words, Some(field.origin), (true, Detail::Plain));
    }

    /// Keeps a fault.
    pub(super) fn record(
        &mut self,
        kind: Kind,
        span: Span,
        path: Rendered,
        (got, want): (Got, Want),
        origin: Option<Origin>,
        (law, detail): (bool, Detail),
    ) {
        // What branches of branches find again and again must not fill the memory either.
        self.work = self.work.saturating_sub(path.path.len() as u64 + 1);
        let shape = self.shape(kind, &got, span);
        let finding = Finding {
            kind,
            path: path.path,
            field: path.field,
            span,
            position: self.document.position(span.start),
            schema: origin.map(|origin| self.schema_place(origin)),
            impact: self.impact(kind, origin, (&got, &want)),
            got,
            want,
            shape,
            times: 1,
            alternatives: Vec::new(),
        };
        self.faults.push(Fault { finding, law, detail });
    }

    /// What a kind of finding does, where that is certain. A union without what tells its variants apart is kept whole.
    fn impact(&self, kind: Kind, origin: Option<Origin>, words: (&Got, &Want)) -> Option<Impact> {
        if origin.is_some_and(|origin| self.ground.plan.is_tag(origin)) {
            return Some(Impact::Harmless);
        }
        let written = origin.is_some_and(|origin| origin != Origin::default());
        self.reading.impact(kind, written, words)
    }

    /// What the value of a finding looks like, where it is about one.
    fn shape(&self, kind: Kind, got: &Got, span: Span) -> Option<Masked> {
        let is_about_a_value = matches!(
            kind,
            Kind::TypeChanged
                | Kind::Stringified
                | Kind::NewEnumValue
                | Kind::ConstantChanged
                | Kind::FormatChanged
                | Kind::PatternMismatch
                | Kind::LengthOutOfRange
                | Kind::NumberOutOfRange
                | Kind::PrecisionExceeded
        );
        // An object, an array and an element with parts have no shape of their own, and what is empty has none.
        let kind = match got {
            Got::Text { .. } | Got::Value(ValueKind::Text) => ValueKind::Text,
            Got::Value(kind @ (ValueKind::Integer | ValueKind::Number | ValueKind::Boolean)) => *kind,
            _ => return None,
        };
        let value = span.of(self.document.text()).trim_matches('"');
        let is_scalar = is_about_a_value && !value.starts_with('<');
        is_scalar.then(|| Masked::value(kind, value, self.ground.show_values))
    }

    /// Says of the fault that was just told what it does.
    pub(super) fn set_impact(&mut self, impact: Impact) {
        if let Some(fault) = self.faults.last_mut().filter(|_| !self.probing) {
            fault.finding.impact = Some(impact);
        }
    }

    /// A place in the schema, looked up once for each walk.
    pub(super) fn schema_place(&mut self, origin: Origin) -> SchemaPlace {
        let Ground { model, plan, .. } = self.ground;
        self.places.entry(origin).or_insert_with(|| plan.places.of(model, origin)).clone()
    }

    /// Where what is missing in a node is reported: its beginning.
    pub(super) fn start_of(&self, node: NodeRef<'d>) -> Span {
        Span::at(if node.kind() == driftline_schemas::document::Kind::Element {
            node.name_span().start
        } else {
            node.span().start
        })
    }

    /// The object or element around `node`, which the current path leads to.
    pub(super) fn containers_around(&self, node: NodeRef<'d>) -> Option<NodeId> {
        self.path.containers().find(|id| *id != node.id()).or_else(|| {
            // The root of a JSON document is no step.
            let root = self.document.root();
            (root != node && root.kind() == driftline_schemas::document::Kind::Object).then(|| root.id())
        })
    }
}

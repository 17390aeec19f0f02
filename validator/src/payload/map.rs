//! Objects whose keys are data.

use driftline_schemas::NodeRef;
use driftline_schemas::document::Kind;

use super::error::ReadError;
use super::input::Input;
use super::output::Output;
use super::table::{Place, Shape};
use super::traits::{Payload, Undeclared};

/// Values by name, in the order of the payload: a JSON object whose keys the schema does not list (`additionalProperties`).
/// Of a key that is sent twice the last value counts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Map<T>(Vec<(String, T)>);

impl<T> Map<T> {
    /// The value of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&T> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// Sets the value of this name, at its place if there is one, else at the end. Returns the value it replaces.
    pub fn insert(&mut self, name: impl Into<String>, value: T) -> Option<T> {
        let name = name.into();
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => Some(std::mem::replace(known, value)),
            None => {
                self.0.push((name, value));
                None
            }
        }
    }

    /// Names and values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T> Default for Map<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> FromIterator<(String, T)> for Map<T> {
    fn from_iter<I: IntoIterator<Item = (String, T)>>(entries: I) -> Self {
        let mut map = Self::default();
        for (name, value) in entries {
            map.insert(name, value);
        }
        map
    }
}

impl<T: Payload> Undeclared for Map<T> {
    fn read_undeclared(record: Input<'_>, nodes: &[NodeRef<'_>]) -> Result<Self, ReadError> {
        // The last of a name counts, at the place of the first: found by sorting, since keys are input and may be many.
        let mut order: Vec<usize> = (0..nodes.len()).collect();
        order.sort_by_key(|at| nodes[*at].local_name());
        let mut last = vec![None; nodes.len()];
        for alike in order.chunk_by(|one, other| nodes[*one].local_name() == nodes[*other].local_name()) {
            if let (Some(first), Some(end)) = (alike.first(), alike.last()) {
                last[*first] = Some(nodes[*end]);
            }
        }
        let entries = last.into_iter().flatten();
        let read = |node: NodeRef<'_>| Ok((node.local_name().to_owned(), T::read(record.child(node)?)?));
        entries.map(read).collect::<Result<_, _>>().map(Self)
    }

    fn write_undeclared(&self, output: &mut Output) {
        for (name, value) in &self.0 {
            output.begin(Place::Element, name, "");
            value.write(output);
            output.end();
        }
    }
}

impl<T: Payload> Payload for Map<T> {
    const SHAPE: Shape = Shape::Record;

    fn read(input: Input<'_>) -> Result<Self, ReadError> {
        let node = input.node();
        match node.kind() {
            Kind::Object | Kind::Element => {
                let children = node.children().filter(|child| child.is_named());
                Self::read_undeclared(input, &children.collect::<Vec<_>>())
            }
            Kind::String if input.is_lenient() && node.value().is_empty() => Ok(Self::default()),
            Kind::Attribute
            | Kind::Namespace
            | Kind::Text
            | Kind::Array
            | Kind::String
            | Kind::Number
            | Kind::Boolean
            | Kind::Null => Err(input.wrong_kind("an object")),
        }
    }

    fn write(&self, output: &mut Output) {
        let lenient = output.begin_record(None);
        self.write_undeclared(output);
        output.end_record(lenient);
    }
}

//! `xs:list`: items in one text, separated by white space.

use std::borrow::Cow;
use std::ops::{Deref, DerefMut};

use driftline_schemas::model::WhiteSpace;

use super::error::ReadError;
use super::input::Input;
use super::output::Output;
use super::scalar::{read_scalar, write_scalar};
use super::table::{ScalarKind, Shape};
use super::traits::{Payload, Scalar};
use crate::value::FacetError;

/// A list in one text, its items separated by white space (XSD part 2, 2.5.1.2). A list of elements is a `Vec`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct List<T>(pub Vec<T>);

impl<T: Scalar> Scalar for List<T> {
    const KIND: ScalarKind = ScalarKind::Text;
    const WHITE_SPACE: WhiteSpace = WhiteSpace::Collapse;

    fn parse(text: &str) -> Result<Self, FacetError> {
        let items = text.split([' ', '\t', '\r', '\n']).filter(|item| !item.is_empty());
        items.map(T::parse).collect::<Result<_, _>>().map(Self)
    }

    fn text(&self) -> Cow<'_, str> {
        self.0.iter().map(Scalar::text).collect::<Vec<_>>().join(" ").into()
    }
}

impl<T: Scalar> Payload for List<T> {
    const SHAPE: Shape = Shape::Text;

    fn read(input: Input<'_>) -> Result<Self, ReadError> {
        read_scalar(input)
    }

    fn write(&self, output: &mut Output) {
        write_scalar(self, output);
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Deref for List<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.0
    }
}

impl<T> DerefMut for List<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        &mut self.0
    }
}

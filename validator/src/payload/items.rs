//! A large list read item by item: what stands at a path of a document, one at a time, in the memory that one of them takes.
//!
//! In goes a reader, out comes an iterator of values. What lies outside of the items is looked at only for where they begin and
//! end; an item is a document of its own, read as every other one is.

mod cut;
mod error;
mod json;
mod window;
mod xml;

use std::io::Read;
use std::marker::PhantomData;

use driftline_schemas::document::{Document, ReadOptions, Syntax};

use super::read::from_node;
use super::traits::Payload;
use cut::{Cut, Stop};
pub use error::{ItemError, ItemErrorKind};
use window::Window;

/// The most bytes of one item, where nothing else is said.
const LONGEST: usize = 64 << 20;

/// Reads what stands at a path of a large document, one at a time.
///
/// The path has the names from the top on, each after a `/`: of elements without prefixes in XML, of members in JSON, where an
/// array at the path or on the way is entered. In XML every element at the path is an item, whatever its namespace. A path that
/// leads nowhere gives no items. The document is in UTF-8; in XML
/// the document type declaration and the start tags around an item take at most 16 KiB together.
///
/// ```
/// #[derive(driftline::Payload)]
/// struct Order {
///     #[payload(name = "OrderID")]
///     id: String,
/// }
///
/// let response = "<Orders>\n  <Order><OrderID>N1</OrderID></Order>\n  <Order/>\n  <Order><OrderID>N3</OrderID></Order>\n</Orders>";
/// let mut orders = driftline::items::<Order, _>(response.as_bytes(), "/Orders/Order");
/// assert_eq!(orders.next().unwrap()?.id, "N1");
/// let error = orders.next().unwrap().err().unwrap();
/// assert_eq!(error.to_string(), "3:3 /Orders/Order[2]/OrderID: `OrderID` is required and not sent");
/// assert_eq!(orders.next().unwrap()?.id, "N3");
/// assert!(orders.next().is_none());
/// # Ok::<(), driftline::ItemError>(())
/// ```
pub fn items<T: Payload, R: Read>(reader: R, path: &str) -> Items<T, R> {
    let path = path.split('/').skip(1).map(Into::into).collect();
    Items { window: Window::new(reader, LONGEST), state: State::New(path), item: PhantomData }
}

/// The items of a large document; made by [`items`].
///
/// An item that is no value of the type is an error and costs itself alone. What keeps the rest from being read is the last
/// error: that the reader fails, that the document is not well-formed outside of its items, that it ends before its end.
#[derive(Debug)]
pub struct Items<T, R> {
    window: Window<R>,
    state: State,
    item: PhantomData<fn() -> T>,
}

#[derive(Debug)]
enum State {
    /// Nothing is read yet; the path.
    New(Vec<Box<str>>),
    Xml(xml::Scan),
    Json(json::Scan),
    Done,
}

impl<T, R> Items<T, R> {
    /// Limits the bytes of one item, 64 MiB otherwise. A longer one is an error, and no more is read.
    #[must_use]
    pub fn with_longest(mut self, bytes: usize) -> Self {
        self.window.set_longest(bytes);
        self
    }
}

impl<T: Payload, R: Read> Iterator for Items<T, R> {
    type Item = Result<T, ItemError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.cut() {
            Ok(Some(cut)) => Some(value(&cut)),
            Ok(None) => {
                self.state = State::Done;
                None
            }
            Err(stop) => {
                self.state = State::Done;
                Some(Err(ItemError::stop(stop)))
            }
        }
    }
}

impl<T, R: Read> Items<T, R> {
    /// The text of the next item.
    fn cut(&mut self) -> Result<Option<Cut>, Stop> {
        if let State::New(path) = &mut self.state {
            let path = std::mem::take(path);
            self.state = match self.window.begin()? {
                Syntax::Xml => State::Xml(xml::Scan::new(path)),
                Syntax::Json => State::Json(json::Scan::new(path)),
            };
        }
        match &mut self.state {
            State::Xml(scan) => scan.next(&mut self.window),
            State::Json(scan) => scan.next(&mut self.window),
            State::New(_) | State::Done => Ok(None),
        }
    }
}

/// Reads the text of an item.
fn value<T: Payload>(cut: &Cut) -> Result<T, ItemError> {
    let document = match Document::read_str(&cut.text, &ReadOptions::default()) {
        Ok(document) => document,
        Err(error) => return Err(ItemError::syntax(cut, error)),
    };
    let mut node = document.root();
    for _ in 0..cut.within {
        node = node.elements().next().unwrap_or(node);
    }
    from_node(node).map_err(|error| ItemError::read(cut, &error, document.position(cut.start_in_text())))
}

//! Things as rows of a table.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::listing::Listing;
use super::{ExportError, Sink};

/// A column of a table.
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) holds: Holds,
}

/// What stands in a column.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// Words, and numbers in full.
    Text,
    Count,
    /// A number for sorting; the one in full stands beside it.
    Real,
    Flag,
    List,
}

pub(super) const fn text(name: &'static str) -> Column {
    Column { name, holds: Holds::Text }
}

pub(super) const fn count(name: &'static str) -> Column {
    Column { name, holds: Holds::Count }
}

pub(super) const fn real(name: &'static str) -> Column {
    Column { name, holds: Holds::Real }
}

pub(super) const fn flag(name: &'static str) -> Column {
    Column { name, holds: Holds::Flag }
}

pub(super) const fn list(name: &'static str) -> Column {
    Column { name, holds: Holds::List }
}

/// What stands in a cell: something that its column holds, or nothing.
#[derive(Debug)]
pub(super) enum Cell<'a> {
    Nothing,
    Text(Cow<'a, str>),
    /// A number in full; its column holds text.
    Number(Decimal),
    Count(u64),
    Real(f64),
    Flag(bool),
    List(Vec<Cow<'a, str>>),
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(words: &'a str) -> Self {
        Self::Text(words.into())
    }
}

impl From<String> for Cell<'_> {
    fn from(words: String) -> Self {
        Self::Text(words.into())
    }
}

impl From<u64> for Cell<'_> {
    fn from(n: u64) -> Self {
        Self::Count(n)
    }
}

impl From<f64> for Cell<'_> {
    fn from(number: f64) -> Self {
        Self::Real(number)
    }
}

impl From<Decimal> for Cell<'_> {
    fn from(number: Decimal) -> Self {
        Self::Number(number.normalize())
    }
}

impl From<bool> for Cell<'_> {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl<'a> From<&'a [String]> for Cell<'a> {
    fn from(items: &'a [String]) -> Self {
        Self::List(items.iter().map(|item| item.as_str().into()).collect())
    }
}

impl<'a> FromIterator<&'a str> for Cell<'a> {
    fn from_iter<I: IntoIterator<Item = &'a str>>(items: I) -> Self {
        Self::List(items.into_iter().map(Cow::from).collect())
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(cell: Option<T>) -> Self {
        cell.map_or(Self::Nothing, Into::into)
    }
}

/// Takes rows, a cell a column.
pub(super) trait Table {
    fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), ExportError>;
    fn finish(self) -> Result<(), ExportError>;
}

/// Writes things as rows.
pub(super) struct Rows<L, T> {
    listing: L,
    table: T,
}

impl<L, T> Rows<L, T> {
    pub(super) fn new(listing: L, table: T) -> Self {
        Self { listing, table }
    }
}

impl<L: Listing, T: Table> Sink<L::Item> for Rows<L, T> {
    fn put(&mut self, item: &L::Item) -> Result<(), ExportError> {
        self.listing.rows(item, &mut |cells| self.table.row(cells))
    }

    fn finish(self: Box<Self>) -> Result<(), ExportError> {
        self.table.finish()
    }
}

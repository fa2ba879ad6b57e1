//! RFC 4180: UTF-8, CRLF, quotation marks where they are needed. Lists are JSON arrays, as in the database.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::{Terminator, Writer, WriterBuilder};

use super::ExportError;
use super::table::{Cell, Column, Table};

/// By which some spreadsheets know that a file is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

pub(super) struct Csv<W: Write> {
    out: Writer<W>,
}

impl<W: Write> Csv<W> {
    pub(super) fn new(mut out: W, columns: &[Column], bom: bool) -> Result<Self, ExportError> {
        if bom {
            out.write_all(BYTE_ORDER_MARK.as_bytes())?;
        }
        let mut out = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
        out.write_record(columns.iter().map(|column| column.name)).map_err(io::Error::from)?;
        Ok(Self { out })
    }
}

impl<W: Write> Table for Csv<W> {
    fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), ExportError> {
        for cell in cells {
            self.out.write_field(words(cell).as_bytes()).map_err(io::Error::from)?;
        }
        Ok(self.out.write_record(None::<&[u8]>).map_err(io::Error::from)?)
    }

    fn finish(mut self) -> Result<(), ExportError> {
        Ok(self.out.flush()?)
    }
}

fn words<'a>(cell: &'a Cell<'_>) -> Cow<'a, str> {
    match cell {
        Cell::Nothing => "".into(),
        Cell::Text(words) => defused(words),
        Cell::Number(number) => number.to_string().into(),
        Cell::Count(n) => n.to_string().into(),
        Cell::Real(number) => number.to_string().into(),
        Cell::Flag(flag) => flag.to_string().into(),
        Cell::List(items) => serde_json::Value::from_iter(items.iter().map(AsRef::as_ref)).to_string().into(),
    }
}

/// Words that a spreadsheet would run as a formula, with an apostrophe before them, which makes them words again. A
/// number's sign stays: it is no word.
fn defused(words: &str) -> Cow<'_, str> {
    if words.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { format!("'{words}").into() } else { words.into() }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::{Cell, words};

    #[test]
    fn formulas_become_words_and_numbers_stay() {
        for (cell, expected) in [
            (Cell::from("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")"),
            (Cell::from("-5"), "'-5"),
            (Cell::from("@sum"), "'@sum"),
            (Cell::from("+1"), "'+1"),
            (Cell::from("\t=1"), "'\t=1"),
            (Cell::from("a=1"), "a=1"),
            (Cell::from(Decimal::new(-50, 1)), "-5"),
            (Cell::from(-2.5), "-2.5"),
            (Cell::from_iter(["=1", "é\""]), "[\"=1\",\"é\\\"\"]"),
            (Cell::Nothing, ""),
        ] {
            assert_eq!(words(&cell), expected);
        }
    }
}

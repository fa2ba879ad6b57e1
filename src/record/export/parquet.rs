//! Apache Parquet: typed columns, lists as lists, Zstandard.
//!
//! Numbers of the text are strings, since no decimal type of the format has the digits that each asks for.

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;

use super::ExportError;
use super::table::{Cell, Column, Holds, Table};

/// Rows of a group at most, which is what is held before it is written.
const GROUP_ROWS: usize = 50_000;
/// Bytes of words at most in a group of long rows.
const GROUP_BYTES: usize = 64 << 20;

pub(super) struct Parquet<W: Write + Send> {
    out: SerializedFileWriter<W>,
    columns: Vec<Values>,
    rows: usize,
    bytes: usize,
}

impl<W: Write + Send> Parquet<W> {
    pub(super) fn new(out: W, columns: &[Column]) -> Result<Self, ExportError> {
        let fields: String = columns.iter().map(field).collect();
        let schema = parse_message_type(&format!("message onrecord {{ {fields} }}")).map_err(failed)?;
        let level = ZstdLevel::try_new(1).map_err(failed)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(level))
            .set_created_by(concat!("onrecord ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let out = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties)).map_err(failed)?;
        let columns = columns.iter().map(|column| Values::new(column.holds)).collect();
        Ok(Self { out, columns, rows: 0, bytes: 0 })
    }

    fn write_group(&mut self) -> Result<(), ParquetError> {
        let mut group = self.out.next_row_group()?;
        for values in &mut self.columns {
            values.write(&mut group)?;
        }
        group.close()?;
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }
}

impl<W: Write + Send> Table for Parquet<W> {
    fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), ExportError> {
        for (values, cell) in self.columns.iter_mut().zip(cells) {
            self.bytes += values.push(cell);
        }
        self.rows += 1;
        if self.rows >= GROUP_ROWS || self.bytes >= GROUP_BYTES {
            self.write_group().map_err(failed)?;
        }
        Ok(())
    }

    fn finish(mut self) -> Result<(), ExportError> {
        if self.rows > 0 {
            self.write_group().map_err(failed)?;
        }
        self.out.finish().map_err(failed)?;
        Ok(self.out.inner_mut().flush()?)
    }
}

/// A column in the words of a schema.
fn field(column: &Column) -> String {
    let name = column.name;
    match column.holds {
        Holds::Text => format!("OPTIONAL BYTE_ARRAY {name} (STRING);"),
        Holds::Count => format!("OPTIONAL INT64 {name};"),
        Holds::Real => format!("OPTIONAL DOUBLE {name};"),
        Holds::Flag => format!("OPTIONAL BOOLEAN {name};"),
        Holds::List => {
            format!(
                "REQUIRED GROUP {name} (LIST) {{ REPEATED GROUP list {{ REQUIRED BYTE_ARRAY element (STRING); }} }}"
            )
        }
    }
}

/// The values of a column, and for each of its cells whether it has one: 1, or 0. In a list, `repeated` tells for each
/// value whether it stands in the list of the one before.
enum Values {
    Text { values: Vec<ByteArray>, defined: Vec<i16> },
    Count { values: Vec<i64>, defined: Vec<i16> },
    Real { values: Vec<f64>, defined: Vec<i16> },
    Flag { values: Vec<bool>, defined: Vec<i16> },
    List { values: Vec<ByteArray>, defined: Vec<i16>, repeated: Vec<i16> },
}

impl Values {
    fn new(holds: Holds) -> Self {
        let defined = Vec::new();
        match holds {
            Holds::Text => Self::Text { values: Vec::new(), defined },
            Holds::Count => Self::Count { values: Vec::new(), defined },
            Holds::Real => Self::Real { values: Vec::new(), defined },
            Holds::Flag => Self::Flag { values: Vec::new(), defined },
            Holds::List => Self::List { values: Vec::new(), defined, repeated: Vec::new() },
        }
    }

    /// Takes a cell: how many bytes of words it holds.
    fn push(&mut self, cell: &Cell<'_>) -> usize {
        let mut bytes = 0;
        match self {
            Self::Text { values, defined } => {
                let value = match cell {
                    Cell::Text(words) => Some(ByteArray::from(words.as_bytes().to_vec())),
                    Cell::Number(number) => Some(ByteArray::from(number.to_string().into_bytes())),
                    _ => None,
                };
                bytes = value.as_ref().map_or(0, ByteArray::len);
                keep(value, values, defined);
            }
            Self::Count { values, defined } => {
                let value = if let Cell::Count(n) = cell { i64::try_from(*n).ok() } else { None };
                keep(value, values, defined);
            }
            Self::Real { values, defined } => {
                let value = if let Cell::Real(number) = cell { Some(*number) } else { None };
                keep(value, values, defined);
            }
            Self::Flag { values, defined } => {
                let value = if let Cell::Flag(flag) = cell { Some(*flag) } else { None };
                keep(value, values, defined);
            }
            Self::List { values, defined, repeated } => {
                let items = if let Cell::List(items) = cell { items.as_slice() } else { &[] };
                for (at, item) in items.iter().enumerate() {
                    bytes += item.len();
                    values.push(ByteArray::from(item.as_bytes().to_vec()));
                    defined.push(1);
                    repeated.push(i16::from(at > 0));
                }
                if items.is_empty() {
                    defined.push(0);
                    repeated.push(0);
                }
            }
        }
        bytes
    }

    /// Writes the column and empties it.
    fn write<W: Write + Send>(&mut self, group: &mut SerializedRowGroupWriter<'_, W>) -> Result<(), ParquetError> {
        match self {
            Self::Text { values, defined } => write::<ByteArrayType, W>(group, values, defined, None),
            Self::Count { values, defined } => write::<Int64Type, W>(group, values, defined, None),
            Self::Real { values, defined } => write::<DoubleType, W>(group, values, defined, None),
            Self::Flag { values, defined } => write::<BoolType, W>(group, values, defined, None),
            Self::List { values, defined, repeated } => {
                write::<ByteArrayType, W>(group, values, defined, Some(repeated))
            }
        }
    }
}

fn keep<T>(value: Option<T>, values: &mut Vec<T>, defined: &mut Vec<i16>) {
    defined.push(i16::from(value.is_some()));
    values.extend(value);
}

fn write<D: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: &mut Vec<D::T>,
    defined: &mut Vec<i16>,
    mut repeated: Option<&mut Vec<i16>>,
) -> Result<(), ParquetError> {
    if let Some(mut column) = group.next_column()? {
        let repeated = repeated.as_ref().map(|levels| levels.as_slice());
        column.typed::<D>().write_batch(values, Some(defined), repeated)?;
        column.close()?;
    }
    values.clear();
    defined.clear();
    if let Some(levels) = &mut repeated {
        levels.clear();
    }
    Ok(())
}

fn failed(error: ParquetError) -> ExportError {
    ExportError::Write(match error {
        ParquetError::External(source) => match source.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(source) => io::Error::other(source),
        },
        error => io::Error::other(error),
    })
}

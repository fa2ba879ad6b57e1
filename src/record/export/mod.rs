//! The public forms as files that other tools read.
//!
//! What is written is a listing: a kind of thing with its line of JSON and its row of a table. Formats that know more
//! of a kind than that (annotations, entities, a page) are sinks of their own.

mod annotation;
mod brat;
mod csv;
mod ftm;
mod html;
mod jsonld;
mod labelstudio;
mod lines;
mod listing;
#[cfg(feature = "parquet")]
mod parquet;
mod table;

use std::io::{self, Write};

use self::listing::{Articles, Claims, Evidence, Facts, Quotes};
use self::table::Rows;
use crate::model::{self, ArticleRecord, Dossier, QuoteRecord};
use crate::store::{Store, StoreError, walk};

pub use brat::{CONFIGURATION, Standoff};

/// What can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Kind {
    Claims,
    Evidence,
    Facts,
    Quotes,
    Articles,
}

impl Kind {
    /// What they are called.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Claims => "claims",
            Self::Evidence => "evidence",
            Self::Facts => "facts",
            Self::Quotes => "quotes",
            Self::Articles => "articles",
        }
    }
}

/// How it can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// One JSON object a line, as `onrecord schema` describes it.
    Ndjson,
    /// RFC 4180.
    Csv,
    /// Apache Parquet.
    #[cfg(feature = "parquet")]
    Parquet,
    /// JSON-LD: schema.org's `Claim`, Web Annotations.
    Jsonld,
    /// A folder of texts and annotations for brat.
    Brat,
    /// Tasks for Label Studio.
    Labelstudio,
    /// Statements of FollowTheMoney.
    Ftm,
    /// A page to read.
    Html,
}

impl Format {
    /// Every format that this program was built with.
    pub const ALL: &'static [Self] = &[
        Self::Ndjson,
        Self::Csv,
        #[cfg(feature = "parquet")]
        Self::Parquet,
        Self::Jsonld,
        Self::Brat,
        Self::Labelstudio,
        Self::Ftm,
        Self::Html,
    ];

    /// Its name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ndjson => "ndjson",
            Self::Csv => "csv",
            #[cfg(feature = "parquet")]
            Self::Parquet => "parquet",
            Self::Jsonld => "jsonld",
            Self::Brat => "brat",
            Self::Labelstudio => "labelstudio",
            Self::Ftm => "ftm",
            Self::Html => "html",
        }
    }

    /// The format of that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.as_str() == name)
    }

    /// Whether it is a table: of a claim it then holds what its passages add up to.
    #[must_use]
    pub const fn is_table(self) -> bool {
        match self {
            Self::Csv => true,
            #[cfg(feature = "parquet")]
            Self::Parquet => true,
            _ => false,
        }
    }

    /// Whether it is no text.
    #[must_use]
    pub const fn is_binary(self) -> bool {
        self.is_table() && !matches!(self, Self::Csv)
    }

    /// Whether it can say what there is to say of a kind.
    #[must_use]
    pub const fn suits(self, kind: Kind) -> bool {
        match self {
            Self::Ndjson | Self::Csv => true,
            #[cfg(feature = "parquet")]
            Self::Parquet => true,
            Self::Jsonld => matches!(kind, Kind::Claims | Kind::Facts),
            Self::Brat | Self::Labelstudio => matches!(kind, Kind::Articles),
            Self::Ftm => matches!(kind, Kind::Claims | Kind::Articles),
            Self::Html => matches!(kind, Kind::Claims),
        }
    }
}

/// Why something could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The database could not be read.
    #[error("the database could not be read")]
    Store(#[from] StoreError),
    /// What was read could not be written.
    #[error("the export could not be written")]
    Write(#[from] io::Error),
}

impl From<serde_json::Error> for ExportError {
    fn from(error: serde_json::Error) -> Self {
        Self::Write(error.into())
    }
}

/// Takes things one by one and writes them.
pub trait Sink<T: ?Sized> {
    /// Writes one.
    ///
    /// # Errors
    /// Where it cannot be written, or what it hangs together with cannot be read.
    fn put(&mut self, item: &T) -> Result<(), ExportError>;

    /// Writes what comes behind the last one.
    ///
    /// # Errors
    /// Where it cannot be written.
    fn finish(self: Box<Self>) -> Result<(), ExportError>;
}

/// What a format can be asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Whether a CSV file begins with a byte order mark, by which some spreadsheets know UTF-8.
    pub bom: bool,
}

/// Where claims or their passages go; `None` where the format does not suit them.
///
/// # Errors
/// Where the beginning cannot be written.
pub fn claims<'a>(
    kind: Kind,
    format: Format,
    options: Options,
    store: &'a dyn Store,
    out: impl Write + Send + 'a,
) -> Result<Option<Box<dyn Sink<Dossier> + 'a>>, ExportError> {
    Ok(Some(match (kind, format) {
        (Kind::Claims, Format::Jsonld) => Box::new(jsonld::Claims::new(out, store)?),
        (Kind::Claims, Format::Ftm) => Box::new(ftm::Claims::new(out, store)?),
        (Kind::Claims, Format::Html) => Box::new(html::Pack::new(out, store)?),
        (Kind::Claims, _) => return listed(Claims { store }, format, options, out),
        (Kind::Evidence, _) => return listed(Evidence { store }, format, options, out),
        _ => return Ok(None),
    }))
}

/// Where articles or their facts go; `None` where the format does not suit them.
///
/// # Errors
/// Where the beginning cannot be written.
pub fn articles<'a>(
    kind: Kind,
    format: Format,
    options: Options,
    out: impl Write + Send + 'a,
) -> Result<Option<Box<dyn Sink<ArticleRecord> + 'a>>, ExportError> {
    Ok(Some(match (kind, format) {
        (Kind::Facts, Format::Jsonld) => Box::new(jsonld::Annotations::new(out)?),
        (Kind::Articles, Format::Labelstudio) => Box::new(labelstudio::Tasks::new(out)?),
        (Kind::Articles, Format::Ftm) => Box::new(ftm::Articles::new(out)?),
        (Kind::Articles, _) => return listed(Articles, format, options, out),
        (Kind::Facts, _) => return listed(Facts, format, options, out),
        _ => return Ok(None),
    }))
}

/// Where quotes go; `None` where the format does not suit them.
///
/// # Errors
/// Where the beginning cannot be written.
pub fn quotes<'a>(
    format: Format,
    options: Options,
    store: &'a dyn Store,
    out: impl Write + Send + 'a,
) -> Result<Option<Box<dyn Sink<QuoteRecord> + 'a>>, ExportError> {
    listed(Quotes { store }, format, options, out)
}

/// The formats that are the same for every kind.
fn listed<'a, L: listing::Listing + 'a>(
    listing: L,
    format: Format,
    options: Options,
    out: impl Write + Send + 'a,
) -> Result<Option<Box<dyn Sink<L::Item> + 'a>>, ExportError> {
    Ok(Some(match format {
        Format::Ndjson => Box::new(lines::Lines::new(listing, out)),
        Format::Csv => Box::new(Rows::new(listing, csv::Csv::new(out, L::COLUMNS, options.bom)?)),
        #[cfg(feature = "parquet")]
        Format::Parquet => Box::new(Rows::new(listing, parquet::Parquet::new(out, L::COLUMNS)?)),
        _ => return Ok(None),
    }))
}

/// Calls `each` with the passages of a claim, those at hand or those of the store.
fn passages(
    dossier: &Dossier,
    store: &dyn Store,
    mut each: impl FnMut(&model::Evidence) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    match &dossier.passages {
        Some(passages) => passages.iter().try_for_each(each),
        None => {
            walk(|row| store.evidence(&dossier.claim.id, row), |passage| each(&passage))??;
            Ok(())
        }
    }
}

/// An id as part of an address: letters, digits and `-._~` as they are, all else percent-encoded.
fn urn(kind: &str, id: &str) -> String {
    let mut urn = format!("urn:onrecord:{kind}:");
    for byte in id.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => urn.push(char::from(byte)),
            _ => urn.push_str(&format!("%{byte:02X}")),
        }
    }
    urn
}

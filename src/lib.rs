//! onrecord reads news articles, takes out the figures and what is said of them, the quotes and the sources, and
//! merges them into one database of claims, each with every passage it rests on.
//!
//! The core ([`text`], [`lexicon`], [`mod@extract`], [`claims`]) is pure: no clock, no I/O, no panic on any input, and
//! the same answer for the same text every time. See `ARCHITECTURE.md` for the floors and what may import what.
//!
//! # What an article says
//!
//! [`extract()`] finds the facts of an article; a date is worked out against the day of publication, never today.
//!
//! ```
//! use onrecord::Published;
//! use onrecord::fetch::{Given, statement};
//!
//! let given = Given { published: Published::parse("2021-04-15"), ..Given::default() };
//! let words = "Norway will give Kenya about 1.5 million doses next month, its foreign ministry said.";
//! let article = statement(words, &given);
//! let facts = onrecord::extract(&article);
//!
//! let figure = &facts.quantities[0];
//! assert_eq!(figure.span.of(&article.text), "1.5 million");
//! assert_eq!(figure.amount.value.map(|number| number.to_string()).as_deref(), Some("1500000"));
//! assert_eq!((figure.bound.as_str(), figure.unit.as_deref()), ("about", Some("dose")));
//! assert_eq!(facts.dates[0].value.as_ref().map(ToString::to_string).as_deref(), Some("2021-05"));
//! ```
//!
//! # What it claims
//!
//! [`process`] puts a frame around each figure too: who does what, for whom, planned or done, and who says so. What two
//! mentions share is their [`key`](Claim::key); any engine can group by it.
//!
//! ```
//! use onrecord::fetch::{Given, statement};
//! use onrecord::{Action, Lexicon, Status, process};
//!
//! let article = statement("Norway will give Kenya 1.5 million doses.", &Given::default());
//! let found = process(article, Lexicon::embedded());
//! let claim = &found.claims[0];
//! assert_eq!((claim.slots.action, claim.status), (Action::Give, Status::Planned));
//! assert_eq!((&claim.slots.actor[..], &claim.slots.recipient[..]), (&["NO".to_owned()][..], &["KE".to_owned()][..]));
//! ```
//!
//! # What all of them claim
//!
//! A [`Store`] keeps articles and claims; which mentions are one claim is a function of what they say, given to it.
//!
//! ```
//! use onrecord::fetch::{Given, statement};
//! use onrecord::store::{Filter, Prepared, SqliteStore, walk};
//! use onrecord::{Lexicon, Store, claims, process};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("onrecord.db");
//! let mut store = SqliteStore::open(&path)?;
//! let articles = ["Norway will give Kenya 1.5 million doses.", "Kenya has received 1.5 million doses from Norway."]
//!     .map(|words| Prepared::from(process(statement(words, &Given::default()), Lexicon::embedded())));
//! store.add(&articles, claims::regroup)?;
//!
//! let mut found = Vec::new();
//! let each = |claim: onrecord::ClaimRecord| Ok::<_, std::convert::Infallible>(found.push((claim.articles, claim.statuses)));
//! walk(|row| store.claims(&Filter::default(), row), each)??;
//! assert_eq!(found, [(2, vec![onrecord::Status::Done, onrecord::Status::Planned])]);
//! # Ok(())
//! # }
//! ```
//!
//! [`record`] has the public JSON forms of all this, and [`record::export`] writes them for other tools.

pub mod claims;
pub mod cli;
pub mod extract;
pub mod fetch;
pub mod lexicon;
pub mod mcp;
pub mod model;
pub mod pipeline;
pub mod record;
pub mod store;
pub mod text;
pub mod web;

pub use lexicon::Lexicon;
pub use model::{Action, Article, Claim, ClaimRecord, Evidence, Facts, Processed, Published, Span, Status};
pub use pipeline::process;
pub use store::Store;

/// Finds the facts of one article with the words that come with onrecord. Pure.
///
/// The article's text is read as English, whatever its language is said to be; [`process`] asks for that, and makes
/// claims of the facts.
#[must_use]
pub fn extract(article: &Article) -> Facts {
    let reading = extract::Reading::new(&article.text, Lexicon::embedded());
    extract::facts(&reading, article.published.as_ref().map(|published| published.day))
}

//! Floor 4: bytes to articles. Knows neither facts nor storage.
//!
//! Two steps, so that the costly one can run on many threads: [`Reader`] walks what the user named and hands over
//! [`Raw`] articles in a fixed order, and [`Raw::read`] makes an [`Input`] of one without touching a file.
//! No path that an input holds is ever opened; nothing that is read can make memory grow past [`Limits`].

mod article;
mod attributes;
mod content;
mod encoding;
mod error;
mod fields;
mod front_matter;
mod guard;
mod language;
mod lines;
mod meta;
mod page;
mod reader;
mod walk;
mod warc;
pub mod web;

pub use article::{Given, Input, reread, sha256, shown, statement};
pub use error::{InputError, Reason};
pub use page::{NoArticle, Piece};
pub use reader::{Limits, Raw, Reader};
pub use walk::{Skip, is_known};
pub use warc::{Maker, WarcError, Writer};

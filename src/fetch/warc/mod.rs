//! Web archives: WARC (ISO 28500), what was asked of the web and what came back, record by record.
//!
//! Read: `read` goes from record to record, `record` reads the head of one, `http` the answer that one holds, `resync`
//! finds the next one behind what is broken. Written: `write`, on what `held` finds in the archive. The crate `warc` was weighed and not taken: a head or a
//! body of any size is held, and nothing is read behind a broken record.

mod held;
mod http;
mod read;
mod record;
mod resync;
mod write;

pub(super) use read::{Archive, Step};
pub use write::{Maker, WarcError, Writer};

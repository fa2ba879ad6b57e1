//! A page as the store keeps it.

use serde_json::{Value, json};

use crate::model::Snapshot;

/// Fast, and within some percent of what higher levels make of HTML.
const LEVEL: i32 = 3;

/// A page, packed.
#[derive(Clone, Debug)]
pub(in crate::store) struct Packed {
    pub(in crate::store) sha256: String,
    /// Of the page itself, in bytes.
    pub(in crate::store) size: usize,
    /// Zstandard; why it could not be made, which is for the writer to tell.
    pub(in crate::store) zstd: Result<Vec<u8>, String>,
    pub(in crate::store) fetched: Option<String>,
    pub(in crate::store) charset: Option<String>,
    /// JSON: a list of start, end and path for each block.
    pub(in crate::store) blocks: String,
}

impl From<Snapshot> for Packed {
    fn from(page: Snapshot) -> Self {
        let Snapshot { sha256, bytes, fetched, charset, blocks } = page;
        let blocks: Value = blocks.into_iter().map(|it| json!([it.span.start(), it.span.end(), it.path])).collect();
        Self {
            sha256,
            size: bytes.len(),
            zstd: zstd::bulk::compress(&bytes, LEVEL).map_err(|error| error.to_string()),
            fetched,
            charset,
            blocks: blocks.to_string(),
        }
    }
}

impl Packed {
    /// The bytes of what is kept.
    pub(in crate::store) fn len(&self) -> usize {
        self.blocks.len() + self.zstd.as_ref().map_or(0, Vec::len)
    }
}

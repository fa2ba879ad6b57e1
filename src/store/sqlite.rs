//! SQLite behind the store's trait.

/// A claims database in one SQLite file.
#[derive(Debug)]
pub struct SqliteStore {}

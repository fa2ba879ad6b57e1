//! Opening a database file: whose it is, which version it has, and how SQLite shall treat it.

use std::path::Path;
use std::sync::LazyLock;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction};
use rusqlite_migration::{M, Migrations};

use super::{Fault, Names, SqliteStore, sayings, stories};
use crate::store::StoreError;

/// `onrc`, as the first migration writes it into the file's header.
const APPLICATION_ID: i64 = 0x6f6e_7263;
/// Each brings a database from the version before to its own. One that was released is never edited.
static MIGRATIONS: LazyLock<Migrations<'static>> = LazyLock::new(|| {
    let stories = include_str!("../migrations/04_stories.sql");
    let trees = include_str!("../migrations/11_fewer_trees.sql");
    Migrations::new(vec![
        M::up(include_str!("../migrations/01_claims_database.sql")),
        M::up(include_str!("../migrations/02_quotes.sql")),
        M::up(include_str!("../migrations/03_relations_across_articles.sql")),
        M::up_with_hook(stories, |tx: &Transaction<'_>| Ok(stories::fill(tx)?)),
        M::up(include_str!("../migrations/05_judgements.sql")),
        M::up(include_str!("../migrations/06_one_row_of_facts.sql")),
        M::up(include_str!("../migrations/07_page_metadata.sql")),
        M::up(include_str!("../migrations/08_pages.sql")),
        M::up(include_str!("../migrations/09_page_by_page.sql")),
        M::up(include_str!("../migrations/10_fetches.sql")),
        M::up_with_hook(trees, |tx: &Transaction<'_>| Ok(sayings::fill(tx)?)),
    ])
});
/// How many there are: the version of a database that is up to date.
const LATEST: i64 = 11;
/// How long a reader or writer waits for another program before it gives up.
const PATIENCE: Duration = Duration::from_secs(10);
/// Enough for the pages that a batch changes and the upper ones of every index at a hundred thousand articles, and a
/// bound on memory; what is not here the system still has at hand, at the price of a copy.
const CACHE_KIB: i64 = 64 * 1024;
/// Pages of the log (256 MiB) before they are carried over: a batch dirties pages all over the indexes, and most of them
/// again with the next batch.
const CHECKPOINT_PAGES: i64 = 64 * 1024;

impl SqliteStore {
    /// Opens a database for writing; makes it where there is none, and brings an older one up to date.
    ///
    /// # Errors
    /// Where the file is no database, another program's, a newer onrecord's, or cannot be written.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let opened = || {
            let mut conn = Connection::open_with_flags(path, flags)?;
            conn.busy_timeout(PATIENCE)?;
            let header = Header::read(&conn)?;
            if header.refused(path).is_some() {
                return Ok((conn, header));
            }
            conn.pragma_update(None, "journal_mode", "wal")?;
            conn.pragma_update(None, "synchronous", "normal")?;
            conn.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
            conn.pragma_update(None, "foreign_keys", true)?;
            let migrated = MIGRATIONS.to_latest(&mut conn).map_err(sqlite_error);
            // Two programs that make one file at the same moment: the one that came second finds it made.
            if Header::read(&conn)?.version != LATEST {
                migrated?;
            }
            settle(&conn)?;
            Ok((conn, header))
        };
        Self::checked(path, opened())
    }

    /// Opens a database for reading only; the file is not changed.
    ///
    /// # Errors
    /// Where there is no such file, or it is no database, another program's, or of another onrecord's version.
    pub fn open_read_only(path: &Path) -> Result<Self, StoreError> {
        if !path.exists() {
            return Err(StoreError::Missing { path: path.to_owned() });
        }
        let opened = read_only(path).or_else(|source| {
            // On a read-only medium SQLite cannot keep its lock file beside the database; nobody can write there
            // either, so that it may be read without one. A write-ahead log left behind would be overlooked.
            let log = path.with_file_name(format!("{}-wal", path.file_name().unwrap_or_default().to_string_lossy()));
            let unlockable = matches!(source.sqlite_error_code(), Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly));
            if unlockable && !log.exists() { read_only_medium(path) } else { Err(source) }
        });
        let store = Self::checked(path, opened)?;
        let version = Header::read(&store.conn).map_err(|source| store.unreadable(source))?.version;
        if version < LATEST {
            return Err(StoreError::Older { path: path.to_owned() });
        }
        Ok(store)
    }

    /// Opens a database for reading beside others that read it, with what they know of its names.
    ///
    /// # Errors
    /// As [`Self::open_read_only`].
    pub fn open_beside(path: &Path, names: &Names) -> Result<Self, StoreError> {
        Ok(Self { names: names.clone(), ..Self::open_read_only(path)? })
    }

    fn checked(path: &Path, opened: rusqlite::Result<(Connection, Header)>) -> Result<Self, StoreError> {
        let (conn, header) = opened.map_err(|source| Fault::Sqlite(source).at("open", path.to_owned()))?;
        match header.refused(path) {
            Some(error) => Err(error),
            None => Ok(Self { conn, path: path.to_owned(), names: Names::default() }),
        }
    }
}

/// What the file's header and its table of contents say before anything is written to it.
struct Header {
    application: i64,
    version: i64,
    tables: i64,
}

impl Header {
    fn read(conn: &Connection) -> rusqlite::Result<Self> {
        let number = |sql| conn.query_row(sql, [], |row| row.get(0));
        Ok(Self {
            application: number("SELECT application_id FROM pragma_application_id")?,
            version: number("SELECT user_version FROM pragma_user_version")?,
            tables: number("SELECT count(*) FROM sqlite_schema")?,
        })
    }

    /// Why the file is not to be touched. An empty one is nobody's.
    fn refused(&self, path: &Path) -> Option<StoreError> {
        let empty = self.application == 0 && self.version == 0 && self.tables == 0;
        if !empty && self.application != APPLICATION_ID {
            Some(StoreError::Foreign { path: path.to_owned() })
        } else if self.version > LATEST {
            Some(StoreError::Newer { path: path.to_owned(), found: self.version, known: LATEST })
        } else {
            None
        }
    }
}

fn read_only(path: &Path) -> rusqlite::Result<(Connection, Header)> {
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    conn.busy_timeout(PATIENCE)?;
    let header = Header::read(&conn)?;
    settle(&conn)?;
    Ok((conn, header))
}

fn read_only_medium(path: &Path) -> rusqlite::Result<(Connection, Header)> {
    let escaped = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let conn = Connection::open_with_flags(format!("file:{escaped}?immutable=1"), flags)?;
    let header = Header::read(&conn)?;
    settle(&conn)?;
    Ok((conn, header))
}

fn settle(conn: &Connection) -> rusqlite::Result<()> {
    conn.set_prepared_statement_cache_capacity(128);
    conn.pragma_update(None, "cache_size", -CACHE_KIB)
}

fn sqlite_error(error: rusqlite_migration::Error) -> rusqlite::Error {
    match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => err,
        other => rusqlite::Error::ToSqlConversionFailure(Box::new(other)),
    }
}

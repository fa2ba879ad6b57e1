//! The names of those who are quoted, in memory: a part of a name is found among them without a walk over all that was
//! said.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::{Connection, OptionalExtension};

/// What readers of one database that are open side by side know of its names together. Empty until one of them asks.
#[derive(Clone, Debug, Default)]
pub struct Names(Arc<Mutex<Known>>);

#[derive(Debug, Default)]
struct Known {
    /// As names are compared. One that is nobody's any more may be among them.
    names: BTreeSet<Box<str>>,
    /// The last saying that was read: its number and its hash, by which it is known again.
    last: Option<(i64, i64)>,
}

impl Names {
    /// Looks through all names, sorted, once those are read that came since.
    pub(super) fn look<T>(
        &self,
        conn: &Connection,
        look: impl FnOnce(&BTreeSet<Box<str>>) -> T,
    ) -> rusqlite::Result<T> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.read_on(conn)?;
        Ok(look(&known.names))
    }
}

impl Known {
    /// Sayings are numbered in the order in which they come, but that the number of one that went may be given again.
    fn read_on(&mut self, conn: &Connection) -> rusqlite::Result<()> {
        let mut newest = conn.prepare_cached("SELECT n, hash FROM sayings ORDER BY n DESC LIMIT 1")?;
        let newest = newest.query_row([], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        if newest == self.last {
            return Ok(());
        }
        let mut is_there = conn.prepare_cached("SELECT EXISTS (SELECT 1 FROM sayings WHERE n = ?1 AND hash = ?2)")?;
        let known = self.last.map(|(n, hash)| is_there.query_row([n, hash], |row| row.get(0))).transpose()?;
        let (sql, from) = match self.last {
            Some((n, _)) if known == Some(true) => ("SELECT speaker FROM sayings WHERE n > ?1 AND speaker <> ''", n),
            _ => {
                self.names.clear();
                ("SELECT DISTINCT speaker FROM sayings INDEXED BY sayings_speaker WHERE ?1 = 0 AND speaker > ''", 0)
            }
        };
        let mut select = conn.prepare_cached(sql)?;
        let mut rows = select.query([from])?;
        while let Some(row) = rows.next()? {
            let name = row.get_ref(0)?.as_str()?;
            if !self.names.contains(name) {
                self.names.insert(name.into());
            }
        }
        self.last = newest;
        Ok(())
    }
}

//! SQLite behind the store's trait: one file, one writer at a time, readers beside it.

mod add;
mod articles;
mod browse;
mod columns;
mod dossiers;
mod judge;
mod kept;
mod leads;
mod names;
mod near;
mod open;
mod pages;
mod peers;
mod quotes;
mod read;
mod refresh;
mod regroup;
mod sayings;
mod stories;

use std::ops::ControlFlow;
use std::path::PathBuf;

pub use names::Names;
use rusqlite::{Connection, ErrorCode, InterruptHandle, TransactionBehavior};

use super::{Added, ArticleFilter, Filter, Near, Prepared, QuoteFilter, Refresh, Refreshed, Store, StoreError, Totals};
use crate::model::{
    Action, Article, ArticleRecord, ClaimRecord, Detail, Dossier, Evidence, Exchange, Judgement, JudgementRecord, Kept,
    Known, Occurrence, Peers, QuoteRecord, Regroup, Seen,
};

/// A claims database in one SQLite file.
#[derive(Debug)]
pub struct SqliteStore {
    conn: Connection,
    path: PathBuf,
    names: Names,
}

impl Store for SqliteStore {
    fn add(&mut self, batch: &[Prepared], regroup: Regroup) -> Result<Vec<Added>, StoreError> {
        write(&mut self.conn, batch, regroup).map_err(|fault| fault.at("write to", self.path.clone()))
    }

    fn claims(&self, filter: &Filter, each: &mut dyn FnMut(ClaimRecord) -> ControlFlow<()>) -> Result<(), StoreError> {
        read::claims(&self.conn, filter, each).map_err(|fault| fault.at("read", self.path.clone()))
    }

    fn evidence(&self, claim: &str, each: &mut dyn FnMut(Evidence) -> ControlFlow<()>) -> Result<(), StoreError> {
        read::evidence(&self.conn, claim, each).map_err(|source| self.unreadable(source))
    }

    fn dossiers(
        &self,
        filter: &Filter,
        detail: Detail,
        each: &mut dyn FnMut(Dossier) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        dossiers::dossiers(&self.conn, filter, detail, each).map_err(|fault| fault.at("read", self.path.clone()))
    }

    fn peers(&self, claim: &str) -> Result<Option<Peers>, StoreError> {
        peers::peers(&self.conn, claim).map_err(|source| self.unreadable(source))
    }

    fn find(&self, prefix: &str) -> Result<Vec<ClaimRecord>, StoreError> {
        read::find(&self.conn, prefix).map_err(|source| self.unreadable(source))
    }

    fn units(&self, action: Action) -> Result<Vec<String>, StoreError> {
        near::units(&self.conn, action).map_err(|source| self.unreadable(source))
    }

    fn near(&self, near: &Near) -> Result<Vec<ClaimRecord>, StoreError> {
        near::near(&self.conn, near).map_err(|source| self.unreadable(source))
    }

    fn quotes(
        &self,
        filter: &QuoteFilter,
        each: &mut dyn FnMut(QuoteRecord) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        quotes::quotes(&self.conn, filter, each).map_err(|fault| fault.at("read", self.path.clone()))
    }

    fn occurrences(&self, quote: &str, each: &mut dyn FnMut(Occurrence) -> ControlFlow<()>) -> Result<(), StoreError> {
        quotes::occurrences(&self.conn, quote, each).map_err(|source| self.unreadable(source))
    }

    fn judge(&mut self, judgement: &Judgement, regroup: Regroup) -> Result<Option<u64>, StoreError> {
        judge(&mut self.conn, judgement, regroup).map_err(|fault| fault.at("write to", self.path.clone()))
    }

    fn judgements(&self) -> Result<Vec<JudgementRecord>, StoreError> {
        judge::all(&self.conn).map_err(|source| self.unreadable(source))
    }

    fn judgements_of(&self, claim: &str) -> Result<Vec<JudgementRecord>, StoreError> {
        judge::of_claim(&self.conn, claim).map_err(|source| self.unreadable(source))
    }

    fn rejected(&self, claim: &str, each: &mut dyn FnMut(Evidence) -> ControlFlow<()>) -> Result<(), StoreError> {
        read::rejected(&self.conn, claim, each).map_err(|source| self.unreadable(source))
    }

    fn passages(&self, prefix: &str) -> Result<Vec<Known>, StoreError> {
        read::known(&self.conn, prefix).map_err(|source| self.unreadable(source))
    }

    fn refresh(&mut self, refresh: &mut dyn Refresh, regroup: Regroup) -> Result<Refreshed, StoreError> {
        refresh::run(&mut self.conn, refresh, regroup).map_err(|fault| fault.at("write to", self.path.clone()))
    }

    fn articles(
        &self,
        filter: &ArticleFilter,
        each: &mut dyn FnMut(ArticleRecord) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        articles::articles(&self.conn, filter, each).map_err(|fault| fault.at("read", self.path.clone()))
    }

    fn article(&self, id: &str) -> Result<Option<Article>, StoreError> {
        read::article(&self.conn, id).map_err(|source| self.unreadable(source))
    }

    fn kept(&self, claim: Option<&str>, each: &mut dyn FnMut(Kept) -> ControlFlow<()>) -> Result<(), StoreError> {
        kept::kept(&self.conn, claim, each).map_err(|source| self.unreadable(source))
    }

    fn keep(&mut self, exchange: &Exchange, page: Option<&str>) -> Result<(), StoreError> {
        let kept = pages::exchange(&self.conn, exchange, page);
        kept.map_err(|source| Fault::Sqlite(source).at("write to", self.path.clone()))
    }

    fn last(&self, url: &str) -> Result<Option<Seen>, StoreError> {
        pages::last(&self.conn, url).map_err(|source| self.unreadable(source))
    }

    fn finish(&mut self) -> Result<(), StoreError> {
        let noted = pages::finish(&self.conn);
        noted.map_err(|source| Fault::Sqlite(source).at("write to", self.path.clone()))
    }

    fn totals(&self) -> Result<Totals, StoreError> {
        read::totals(&self.conn).map_err(|source| self.unreadable(source))
    }
}

fn write(conn: &mut Connection, batch: &[Prepared], regroup: Regroup) -> Result<Vec<Added>, Fault> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let added = add::batch(&tx, batch, regroup)?;
    tx.commit()?;
    Ok(added)
}

fn judge(conn: &mut Connection, judgement: &Judgement, regroup: Regroup) -> Result<Option<u64>, Fault> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let n = judge::add(&tx, judgement, regroup)?;
    tx.commit()?;
    Ok(n)
}

/// Breaks off what a store is reading, from another thread.
pub struct Interrupt(InterruptHandle);

impl Interrupt {
    /// What is being read fails with [`StoreError::Interrupted`]; nothing happens where nothing is.
    pub fn now(&self) {
        self.0.interrupt();
    }
}

impl SqliteStore {
    /// What breaks off whatever this store is reading.
    #[must_use]
    pub fn interrupt(&self) -> Interrupt {
        Interrupt(self.conn.get_interrupt_handle())
    }

    fn unreadable(&self, source: rusqlite::Error) -> StoreError {
        Fault::Sqlite(source).at("read", self.path.clone())
    }
}

/// What went wrong inside, before the file's name is known.
enum Fault {
    Sqlite(rusqlite::Error),
    Query(String),
    Regroup(String),
    Cursor(String),
}

impl From<rusqlite::Error> for Fault {
    fn from(source: rusqlite::Error) -> Self {
        Self::Sqlite(source)
    }
}

impl Fault {
    /// Names the file, and what the user can do where that is known.
    fn at(self, doing: &'static str, path: PathBuf) -> StoreError {
        let source = match self {
            Self::Sqlite(source) => source,
            Self::Query(query) => return StoreError::Query { query },
            Self::Regroup(block) => return StoreError::Regroup { block },
            Self::Cursor(cursor) => return StoreError::Cursor { cursor },
        };
        match source.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => StoreError::Foreign { path },
            Some(ErrorCode::OperationInterrupted) => StoreError::Interrupted,
            Some(ErrorCode::DiskFull) => StoreError::Full { path },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy { path },
            Some(ErrorCode::DatabaseCorrupt) => StoreError::Damaged { path },
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
                StoreError::Unwritable { doing, path }
            }
            _ => StoreError::Sqlite { doing, path, source },
        }
    }
}

//! Connections to the database for faces that answer many at once. Reading has a few of its own, each used by one request
//! at a time on a thread that may wait; writing opens one for a judgement and closes it.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::sleep;

use crate::store::{Interrupt, Names, SqliteStore, StoreError};

/// Readers at a time on each core; what waits for the disk leaves room for another.
const A_CORE: usize = 2;

/// A thread panicked while it read or wrote: a mistake in onrecord.
#[derive(Debug, thiserror::Error)]
#[error("the answer broke off; this is a mistake in onrecord, please report it")]
pub struct Broken;

/// The readers of one database.
#[derive(Clone)]
pub struct Pool {
    path: PathBuf,
    turns: Arc<Semaphore>,
    idle: Arc<Mutex<Vec<SqliteStore>>>,
    names: Names,
}

impl Pool {
    /// Those of the database at `path`, which is opened when it is first asked.
    #[must_use]
    pub fn new(path: PathBuf) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self { path, turns: Arc::new(Semaphore::new(cores * A_CORE)), idle: Arc::default(), names: Names::default() }
    }

    /// Reads; what is not done after `patience` is broken off.
    ///
    /// # Errors
    /// Where the database cannot be opened, and what `read` says.
    pub async fn read<T, E>(
        &self,
        patience: Duration,
        read: impl FnOnce(&SqliteStore) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + From<Broken> + Send + 'static,
    {
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(|_| Broken)?;
        let (path, idle, names) = (self.path.clone(), Arc::clone(&self.idle), self.names.clone());
        let (begun, running) = tokio::sync::oneshot::channel::<Interrupt>();
        let mut work = tokio::task::spawn_blocking(move || {
            let kept = idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let store = kept.map_or_else(|| SqliteStore::open_beside(&path, &names), Ok)?;
            // nobody waits for it where the request is gone
            let _ = begun.send(store.interrupt());
            let answer = read(&store);
            Ok::<_, E>((turn, store, answer))
        });
        let late = async {
            let _leash = Leash(running.await.ok());
            sleep(patience).await;
        };
        let done = tokio::select! {
            done = &mut work => done,
            () = late => work.await,
        };
        let (_turn, store, answer) = done.map_err(|_| Broken)??;
        // only now that nothing can break it off any more
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(store);
        answer
    }

    /// Writes, waiting for another program that does.
    ///
    /// # Errors
    /// Where the database cannot be opened, and what `write` says.
    pub async fn write<T, E>(
        &self,
        write: impl FnOnce(&mut SqliteStore) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + From<Broken> + Send + 'static,
    {
        let path = self.path.clone();
        let work = tokio::task::spawn_blocking(move || write(&mut SqliteStore::open(&path)?));
        work.await.map_err(|_| Broken)?
    }
}

/// Breaks off what is being read when it is dropped: it took too long, or who asked is gone. Where all is read it does
/// nothing.
struct Leash(Option<Interrupt>);

impl Drop for Leash {
    fn drop(&mut self) {
        if let Some(interrupt) = &self.0 {
            interrupt.now();
        }
    }
}

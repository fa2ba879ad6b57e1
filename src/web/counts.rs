//! Counts over the whole database. They cost more than a page may, so that no page waits for them: it shows the last ones.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::WORK;
use super::failure::Failure;
use crate::pipeline::Pool;
use crate::store::{Browse as _, Overview};

/// How long counts are good enough at least.
const FRESH: Duration = Duration::from_secs(3);
/// Counting takes no more than one part in so many of the time.
const SHARE: u32 = 20;

/// The last counts.
#[derive(Clone, Default)]
pub(super) struct Counts(Arc<Inner>);

#[derive(Default)]
struct Inner {
    last: Mutex<Option<Last>>,
    counting: AtomicBool,
}

#[derive(Clone)]
struct Last {
    overview: Arc<Overview>,
    good_until: Instant,
}

impl Counts {
    /// The last counts, `None` where none are done yet. Counts anew behind the scenes where they are old.
    pub(super) fn get(&self, pool: &Arc<super::App>) -> Option<Arc<Overview>> {
        let last = self.0.last.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if last.as_ref().is_none_or(|last| last.good_until < Instant::now()) {
            self.refresh(&pool.pool);
        }
        last.map(|last| last.overview)
    }

    /// Counts anew, unless that is being done.
    pub(super) fn refresh(&self, pool: &Pool) {
        if self.0.counting.swap(true, Ordering::AcqRel) {
            return;
        }
        let inner = Arc::clone(&self.0);
        let pool = pool.clone();
        tokio::spawn(async move {
            let begun = Instant::now();
            let counted = pool.read(WORK, |store| Ok::<_, Failure>(store.overview()?)).await;
            if let Ok(overview) = counted {
                let good_until = Instant::now() + FRESH.max(begun.elapsed() * SHARE);
                let last = Last { overview: Arc::new(overview), good_until };
                *inner.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(last);
            }
            inner.counting.store(false, Ordering::Release);
        });
    }
}

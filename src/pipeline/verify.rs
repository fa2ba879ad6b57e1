//! What is stored, held against itself: page, text, span, words. Nothing is fetched, and no file is opened.

use std::mem;
use std::ops::ControlFlow;

use rayon::prelude::*;

use super::queue::caught;
use crate::fetch;
use crate::model::{Integrity, Kept, Snapshot, Verified, VerifiedPassage};
use crate::store::{Store, StoreError};
use crate::text::locate;

/// Articles that are worked on at a time.
const BATCH: usize = 64;
/// Bytes of text and pages after which they are fewer.
const BATCH_BYTES: usize = 16 << 20;

/// Holds all that is stored against itself, or what one claim rests on, and tells article by article, in the order of
/// storing. Memory is bounded by a batch of articles.
///
/// # Errors
/// Where the store cannot be read at all.
pub fn verify(
    store: &dyn Store,
    claim: Option<&str>,
    tell: &mut dyn FnMut(&Verified) -> ControlFlow<()>,
) -> Result<(), StoreError> {
    let (mut batch, mut bytes, mut flow) = (Vec::new(), 0, ControlFlow::Continue(()));
    store.kept(claim, &mut |kept| {
        bytes += kept.text.as_ref().map_or(0, String::len);
        bytes += kept.page.as_ref().ok().and_then(Option::as_ref).map_or(0, |page| page.bytes.len());
        batch.push(kept);
        if batch.len() >= BATCH || bytes >= BATCH_BYTES {
            bytes = 0;
            flow = settle(mem::take(&mut batch), tell);
        }
        flow
    })?;
    if flow.is_continue() {
        let _ = settle(batch, tell);
    }
    Ok(())
}

fn settle(batch: Vec<Kept>, tell: &mut dyn FnMut(&Verified) -> ControlFlow<()>) -> ControlFlow<()> {
    let verified: Vec<Verified> = batch.into_par_iter().map(article).collect();
    verified.iter().try_for_each(tell)
}

/// Holds one article against itself. Pure.
fn article(mut kept: Kept) -> Verified {
    let page = mem::replace(&mut kept.page, Ok(None));
    let state =
        |bytes: &[u8], hash: &str| if fetch::sha256(bytes) == hash { Integrity::Same } else { Integrity::Differs };
    let (page, again) = match page {
        Err(why) => (Integrity::Damaged(why), None),
        Ok(None) => (Integrity::Missing, None),
        Ok(Some(page)) => match state(&page.bytes, &page.sha256) {
            Integrity::Same => (Integrity::Same, Some(read(&page))),
            other => (other, None),
        },
    };
    let text = match &kept.text {
        Ok(text) => state(text.as_bytes(), &kept.sha256),
        Err(why) => Integrity::Damaged(why.clone()),
    };
    let (read, again) = match again {
        None => (Integrity::Missing, None),
        Some(Err(why)) => (Integrity::Damaged(why), None),
        Some(Ok(again)) => (state(again.as_bytes(), &kept.sha256), Some(again)),
    };
    // the text as it was stored, wherever it can still be had: it alone knows a passage's sentence
    let whole = match (&text, &read) {
        (Integrity::Same, _) => kept.text.as_deref().ok(),
        (_, Integrity::Same) => again.as_deref(),
        _ => None,
    };
    let stored = kept.text.as_deref().unwrap_or_default();
    let listed = mem::replace(&mut kept.passages, Ok(Vec::new()));
    let (listed, damage) = match listed {
        Ok(listed) => (listed, Ok(Vec::new())),
        Err(why) => (Vec::new(), Err(why)),
    };
    let passages = listed.into_iter().map(|kept| {
        let within = kept.span.start().saturating_sub(kept.sentence.start());
        let sentence = whole.map(|text| (kept.sentence.of(text), within));
        let place = |text: &str| locate(text, kept.span, &kept.words, sentence);
        let (in_text, in_page) = (place(stored), again.as_deref().map(place));
        VerifiedPassage { kept, in_text, in_page }
    });
    let passages = passages.collect();
    kept.passages = damage;
    Verified { kept, page, text, read, passages }
}

/// The text of a page as it is read today.
fn read(page: &Snapshot) -> Result<String, String> {
    caught(|| fetch::reread(page)).and_then(|read| read.map_err(|reason| reason.to_string()))
}

//! Work on many inputs at a time, handed over in the order of the inputs, in bounded memory.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;

use crate::fetch::{InputError, Raw, Reader, Reason};

/// Inputs that are read ahead of the one that is handed over next: enough to go on with while a batch is written.
const AHEAD: usize = 1024;
/// Bytes of input that are worked on at a time; a single larger input still gets its turn.
const BYTES: usize = 24 << 20;

/// What comes of one input, when it is done, and the bytes that it holds up.
type Pending<T> = (Receiver<Result<T, InputError>>, usize);

/// Reads on a thread of its own, works on all cores, and calls `sink` on this thread in the order of the inputs.
///
/// A panic of `work` is that input's error and costs no other. An error of `sink` ends the run.
///
/// # Errors
/// What `sink` gives.
pub fn run<T, E>(
    reader: &mut Reader,
    work: impl Fn(Raw) -> Result<T, InputError> + Sync,
    mut sink: impl FnMut(Result<T, InputError>) -> Result<(), E>,
) -> Result<(), E>
where
    T: Send,
{
    let budget = Budget::default();
    let work = &work;
    rayon::in_place_scope(|pool| {
        thread::scope(|threads| {
            let (order, pending) = sync_channel::<Pending<T>>(AHEAD);
            let budget = &budget;
            threads.spawn(move || {
                for read in reader.by_ref() {
                    let size = read.as_ref().map_or(0, Raw::size);
                    let (done, result) = sync_channel(1);
                    if !budget.take(size) || order.send((result, size)).is_err() {
                        return;
                    }
                    match read {
                        Ok(raw) => pool.spawn(move |_| answer(&done, guarded(raw, work))),
                        Err(error) => answer(&done, Err(error)),
                    }
                }
            });
            let _closes = Closer(budget);
            for (result, size) in pending {
                let Ok(result) = result.recv() else { continue };
                budget.give_back(size);
                sink(result)?;
            }
            Ok(())
        })
    })
}

/// Hands a result over; where nobody waits for it any more the run has ended.
fn answer<T>(done: &SyncSender<Result<T, InputError>>, result: Result<T, InputError>) {
    if done.send(result).is_err() {
        tracing::trace!("a result came after the end of the run");
    }
}

/// What work comes to; a panic of it is the input's error.
pub(super) fn guarded<T>(raw: Raw, work: impl Fn(Raw) -> Result<T, InputError>) -> Result<T, InputError> {
    let name = raw.name().to_owned();
    caught(|| work(raw)).unwrap_or_else(|message| Err(InputError { input: name, reason: Reason::Panic(message) }))
}

/// What work comes to, or what it said when it panicked.
pub(super) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| message(panic.as_ref()).to_owned())
}

fn message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("for a reason it did not give")
}

/// The bytes that are being worked on.
#[derive(Debug, Default)]
struct Budget {
    state: Mutex<(usize, bool)>,
    freed: Condvar,
}

impl Budget {
    /// Waits until there is room for `size` bytes; `false` once the run has ended.
    fn take(&self, size: usize) -> bool {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |(used, ended): &mut (usize, bool)| !*ended && *used > 0 && *used + size > BYTES;
        let mut state = self.freed.wait_while(state, full).unwrap_or_else(PoisonError::into_inner);
        state.0 += size;
        !state.1
    }

    fn give_back(&self, size: usize) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).0 -= size;
        self.freed.notify_one();
    }
}

/// Ends the run for the reading thread, however the run ends.
struct Closer<'b>(&'b Budget);

impl Drop for Closer<'_> {
    fn drop(&mut self) {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner).1 = true;
        self.0.freed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::run;
    use crate::fetch::{Given, Limits, Reader, Reason};

    #[test]
    fn order_is_kept_and_a_panic_costs_one_input() {
        let folder = tempfile::tempdir().expect("a folder");
        for number in 0..600 {
            fs::write(folder.path().join(format!("{number:03}.txt")), format!("{number} doses")).expect("a file");
        }
        let mut reader = Reader::new(vec![folder.path().to_owned()], Limits::default());
        let mut seen = Vec::new();
        let done: Result<(), ()> = run(
            &mut reader,
            |raw| {
                let text = raw.read(&Given::default())?.article.text;
                assert!(text != "7 doses", "seven is too many");
                Ok(text)
            },
            |result| {
                seen.push(match result {
                    Ok(text) => text,
                    Err(error) => match error.reason {
                        Reason::Panic(message) => message,
                        reason => reason.to_string(),
                    },
                });
                Ok(())
            },
        );
        assert_eq!(done, Ok(()));
        let expected = |number| if number == 7 { "seven is too many".to_owned() } else { format!("{number} doses") };
        assert_eq!(seen, (0..600).map(expected).collect::<Vec<_>>());
    }

    #[test]
    fn an_error_of_the_sink_ends_the_run() {
        let folder = tempfile::tempdir().expect("a folder");
        for number in 0..600 {
            fs::write(folder.path().join(format!("{number:03}.txt")), "doses").expect("a file");
        }
        let mut reader = Reader::new(vec![folder.path().to_owned()], Limits::default());
        let mut count = 0;
        let done = run(
            &mut reader,
            |raw| raw.read(&Given::default()),
            |_| {
                count += 1;
                if count == 3 { Err("full") } else { Ok(()) }
            },
        );
        assert_eq!((done, count), (Err("full"), 3));
    }
}

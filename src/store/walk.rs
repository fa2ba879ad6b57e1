//! Rows whose taker may fail.

use std::ops::ControlFlow;

use super::StoreError;

/// Walks rows until `each` fails: how many it was given, or its error.
///
/// `rows` is one of the store's own walks, such as [`claims`](super::Store::claims). The store's error and the taker's
/// stay apart, for they need have nothing in common.
///
/// # Errors
/// Where the database cannot be read.
pub fn walk<Row, Error>(
    rows: impl FnOnce(&mut dyn FnMut(Row) -> ControlFlow<()>) -> Result<(), StoreError>,
    mut each: impl FnMut(Row) -> Result<(), Error>,
) -> Result<Result<u64, Error>, StoreError> {
    let (mut n, mut done) = (0, Ok(()));
    rows(&mut |row| {
        n += 1;
        done = each(row);
        if done.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    Ok(done.map(|()| n))
}

//! Stub.
use std::io::{self, Write};
use super::Draft;
pub(super) fn head(_: &mut dyn Write) -> io::Result<()> { Ok(()) }
pub(super) fn foot(_: &mut dyn Write) -> io::Result<()> { Ok(()) }
pub(super) fn draft(_: &mut dyn Write, _: &Draft<'_>) -> io::Result<()> { Ok(()) }

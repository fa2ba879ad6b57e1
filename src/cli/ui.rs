//! Stand-in until the real one is merged: throw away.

use std::io::{self, BufWriter, StdoutLock, Write};

use anstream::{AutoStream, ColorChoice};

#[derive(Debug)]
pub(super) struct Ui {
    pub(super) color: ColorChoice,
}

impl Ui {
    pub(super) fn out(&self) -> impl Write + use<> {
        BufWriter::new(AutoStream::new(io::stdout().lock(), self.color))
    }

    #[allow(clippy::unused_self, reason = "stand-in")]
    pub(super) fn raw(&self) -> BufWriter<StdoutLock<'static>> {
        BufWriter::with_capacity(1 << 16, io::stdout().lock())
    }

    #[allow(clippy::unused_self, reason = "stand-in")]
    pub(super) fn note(&self, words: &str) {
        let _ = writeln!(io::stderr(), "note: {words}");
    }
}

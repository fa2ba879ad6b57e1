//! Behind a broken record: where the next one begins.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use flate2::bufread::GzDecoder;

/// How every record begins, to the dot of its version.
pub(super) const VERSION: &[u8] = b"WARC/1.";
/// How every gzip member begins: its mark and the only method there is.
pub(super) const GZIP: &[u8] = &[0x1f, 0x8b, 8];
/// Bytes that are looked through at a time.
const WINDOW: usize = 256 << 10;
/// Enough of a member to know what it holds by, unless it has a name of a kilobyte.
const ENOUGH: usize = 1 << 10;

/// Goes behind [`VERSION`] in the next line that begins with it, within `most` bytes: whether there is one.
pub(super) fn next_line(source: &mut impl BufRead, most: u64) -> io::Result<bool> {
    let mut left = most;
    while left > 0 {
        let skipped = source.by_ref().take(left).skip_until(b'\n')? as u64;
        if skipped == 0 {
            return Ok(false);
        }
        left -= skipped;
        // byte by byte, since a buffer may end anywhere
        let mut met = 0;
        while source.fill_buf()?.first().is_some_and(|byte| VERSION.get(met) == Some(byte)) {
            source.consume(1);
            met += 1;
        }
        if met == VERSION.len() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The place of the first gzip member from `from` on that holds a record.
pub(super) fn next_member(file: &mut BufReader<File>, from: u64) -> io::Result<Option<u64>> {
    let mut window = Vec::new();
    let mut at = from;
    loop {
        file.seek(SeekFrom::Start(at))?;
        window.clear();
        file.by_ref().take(WINDOW as u64).read_to_end(&mut window)?;
        let is_last = window.len() < WINDOW;
        // What is found near the end of a window is looked at in the next one, whole.
        let sure = if is_last { window.len() } else { WINDOW - ENOUGH };
        if let Some(found) = members(&window).take_while(|found| *found < sure).find(|found| is_record(&window, *found))
        {
            return Ok(Some(at + found as u64));
        }
        if is_last {
            return Ok(None);
        }
        at += sure as u64;
    }
}

/// Places where a gzip member may begin.
fn members(window: &[u8]) -> impl Iterator<Item = usize> {
    window.windows(GZIP.len()).enumerate().filter(|(_, bytes)| *bytes == GZIP).map(|(at, _)| at)
}

/// Whether what is unpacked from there begins as a record does.
fn is_record(window: &[u8], at: usize) -> bool {
    let mut start = [0; VERSION.len()];
    let bytes = window.get(at..).unwrap_or_default();
    let bytes = bytes.get(..ENOUGH).unwrap_or(bytes);
    GzDecoder::new(bytes).read_exact(&mut start).is_ok() && start == VERSION
}

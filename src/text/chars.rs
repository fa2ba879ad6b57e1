//! Bytes to code points.

/// Bytes between two marks of the index.
const STEP: usize = 64;

/// Tells how many code points stand before a byte of one text.
///
/// Made once in the text's length; asking is then constant: it counts at most 64 bytes. A text of ASCII needs no index.
#[derive(Clone, Debug)]
pub struct Chars<'t> {
    text: &'t [u8],
    /// Code points before each 64th byte; empty where bytes are code points.
    marks: Vec<u32>,
}

impl<'t> Chars<'t> {
    /// Indexes a text.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let is_ascii = text.is_ascii();
        let text = text.as_bytes();
        let marks = if is_ascii {
            Vec::new()
        } else {
            text.chunks(STEP)
                .scan(0, |before, chunk| {
                    let mark = *before;
                    *before += starts(chunk);
                    Some(mark)
                })
                .collect()
        };
        Self { text, marks }
    }

    /// Code points before the byte `at`; all of them where the text ends before it.
    #[must_use]
    pub fn at(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        if self.marks.is_empty() {
            return at;
        }
        // A text whose length is a multiple of the step has no mark at its very end.
        let step = (at / STEP).min(self.marks.len() - 1);
        self.marks[step] as usize + starts(&self.text[step * STEP..at]) as usize
    }
}

/// Code points that begin in some bytes of UTF-8.
#[allow(clippy::naive_bytecount, reason = "over 64 bytes the compiler's vector code is as good as a crate's")]
fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|b| (**b & 0xc0) != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Chars;

    proptest! {
        #[test]
        fn every_boundary_is_counted(text in "([a-z]{0,40}|[éß€𝄞]{0,9}){0,12}") {
            let chars = Chars::new(&text);
            for (count, (at, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(chars.at(at), count);
            }
            prop_assert_eq!(chars.at(text.len()), text.chars().count());
            prop_assert_eq!(chars.at(usize::MAX), text.chars().count());
        }
    }
}

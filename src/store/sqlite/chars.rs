//! Bytes to code points.

/// Code points before a byte of a text, in constant time each.
pub(super) struct Chars<'a> {
    bytes: &'a [u8],
    /// Code points before each stride; empty where every byte is one.
    marks: Vec<u32>,
}

const STRIDE: usize = 256;

impl<'a> Chars<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let mut marks = Vec::new();
        if !bytes.is_ascii() {
            let mut before = 0;
            for stride in bytes.chunks(STRIDE) {
                marks.push(before);
                before += starts(stride);
            }
        }
        Self { bytes, marks }
    }

    /// Code points that begin before `byte`; the text's length where `byte` lies past its end.
    pub(super) fn at(&self, byte: usize) -> i64 {
        let byte = byte.min(self.bytes.len());
        if self.marks.is_empty() {
            return byte as i64;
        }
        let stride = (byte / STRIDE).min(self.marks.len() - 1);
        let before = self.marks.get(stride).copied().unwrap_or(0);
        i64::from(before + starts(self.bytes.get(stride * STRIDE..byte).unwrap_or_default()))
    }
}

fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().map(|byte| u32::from(byte & 0xc0 != 0x80)).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Chars;

    proptest! {
        #[test]
        fn every_boundary_is_counted(text in "(.|é|\u{1f600}){0,900}") {
            let chars = Chars::new(&text);
            for (n, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(chars.at(byte), n as i64);
            }
            prop_assert_eq!(chars.at(text.len()), text.chars().count() as i64);
            prop_assert_eq!(chars.at(text.len() + 7), text.chars().count() as i64);
        }
    }
}

//! A few words and what each of them is, looked up in any case.

use super::fold;

/// A table of words of ASCII or of single signs.
///
/// A word's slot is made of its length, its first and its last letter, as `gperf` does it: nothing has to be folded or
/// walked over, and nearly every word that the table doesn't hold ends at an empty slot.
#[derive(Debug)]
pub struct Table<T> {
    /// By slot.
    words: Vec<(&'static str, T)>,
    /// Where each slot begins in `words`; one more for the end.
    starts: Vec<u16>,
}

const SLOTS: usize = 1 << 10;

fn slot(word: &str) -> usize {
    let (Some(first), Some(last)) = (word.as_bytes().first(), word.as_bytes().last()) else { return 0 };
    // five bits tell a letter whatever its case
    let letters = usize::from(first & 31) << 5 | usize::from(last & 31);
    (letters ^ word.len() << 2) % SLOTS
}

impl Table<()> {
    /// A table of words that are all the same.
    #[must_use]
    pub fn of_words(words: &[&'static str]) -> Self {
        Self::new(words.iter().map(|word| (*word, ())))
    }

    /// Whether a word is one of them, whatever its case.
    #[must_use]
    #[inline]
    pub fn holds(&self, word: &str) -> bool {
        self.get(word).is_some()
    }
}

impl<T: Copy> Table<T> {
    /// The first of two rows for one word counts.
    #[must_use]
    pub fn new(rows: impl IntoIterator<Item = (&'static str, T)>) -> Self {
        let mut words: Vec<_> = rows.into_iter().collect();
        words.sort_by_key(|(word, _)| slot(word));
        let start = |wanted| words.partition_point(|(word, _)| slot(word) < wanted);
        let starts = (0..=SLOTS).map(|wanted| u16::try_from(start(wanted)).unwrap_or(u16::MAX)).collect();
        Self { words, starts }
    }

    /// What a word is, whatever its case.
    #[must_use]
    #[inline]
    pub fn get(&self, word: &str) -> Option<T> {
        let slot = slot(word);
        let (start, end) = (*self.starts.get(slot)?, *self.starts.get(slot + 1)?);
        let near = self.words.get(usize::from(start)..usize::from(end))?;
        near.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|(_, value)| *value)
    }

    /// What a word is, whatever its case and its accents.
    #[must_use]
    #[inline]
    pub fn get_folded(&self, word: &str) -> Option<T> {
        if word.is_ascii() { self.get(word) } else { self.get(&fold(word)) }
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn words_in_any_case_and_no_others() {
        let table = Table::new([("one", 1), ("ore", 2), ("two", 3), ("½", 4), ("one", 5)]);
        let read = |words: &[&str]| words.iter().map(|word| table.get(word)).collect::<Vec<_>>();
        assert_eq!(read(&["one", "ONE", "Ore", "two", "½"]), [Some(1), Some(1), Some(2), Some(3), Some(4)]);
        assert_eq!(table.get_folded("Öne"), Some(1));
        assert_eq!(read(&["", "on", "ones", "one ", "/ne", "⅓", "öne"]), [None; 7]);
    }
}

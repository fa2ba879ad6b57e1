//! A text's sketch: a few hashes by which texts with nearly the same words find each other.
//!
//! The words are cut into overlapping shingles, and what two texts share of these is how alike they are (Jaccard, J). A
//! sketch is MinHash in bands: two texts share a given band with a chance of J^6. They share one of sixteen or more with a
//! chance of .01 at J = .3, .22 at .5, .86 at .7 and .99 at .8; and two or more with .0001, .03, .58 and .95. One hash is
//! made a shingle, and the least one is kept in each of many bins (one-permutation hashing); an empty bin takes another's,
//! as in Shrivastava, "Optimal Densification for Fast and Accurate Minwise Hashing" (2017).

use unicode_normalization::UnicodeNormalization;

/// Words of a shingle. A figure that differs, as in a template that is filled in anew each day, costs five of them.
const SHINGLE: usize = 5;
/// A text of fewer words is too short to be told from another by chance.
const FEWEST: usize = 40;
/// Bands of a sketch.
const BANDS: usize = 16;
/// Bins of a band.
const ROWS: usize = 6;
/// A prime, so that every step through the bins comes past all of them; those beyond the bands only lend.
const BINS: usize = 97;

/// The bands of a text: sixteen hashes, none for one of fewer than forty words. The more alike two
/// texts are, the more of them they share. Case, accents, marks and white space make no difference. Linear in the
/// text.
///
/// Sketches are stored: the same text has the same sketch in every version.
#[must_use]
pub fn sketch(text: &str) -> Vec<i64> {
    let mut shingles = Shingles { bins: [EMPTY; BINS], recent: [0; SHINGLE], words: 0, hash: 0 };
    words(text, |word| shingles.push(word));
    if shingles.words < FEWEST {
        return Vec::new();
    }
    let bins = filled(&shingles.bins);
    let band = |(index, rows): (u64, &[u64])| rows.iter().fold(mix(index + 1), |hash, row| mix(hash ^ row));
    (0..).zip(bins.chunks_exact(ROWS)).take(BANDS).map(band).map(u64::cast_signed).collect()
}

const EMPTY: u64 = u64::MAX;

/// The least shingle of each bin so far.
struct Shingles {
    bins: [u64; BINS],
    /// The hashes of the last words, in a ring.
    recent: [u64; SHINGLE],
    words: usize,
    /// Of the last words together: a polynomial, so that it rolls on.
    hash: u64,
}

impl Shingles {
    /// Odd, with bits all over: the golden ratio.
    const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
    /// What the oldest word of a shingle is multiplied by.
    const OLDEST: u64 = Self::BASE.wrapping_pow(SHINGLE as u32 - 1);

    fn push(&mut self, word: u64) {
        let at = self.words % SHINGLE;
        let oldest = std::mem::replace(&mut self.recent[at], word);
        let rest = self.hash.wrapping_sub(oldest.wrapping_mul(Self::OLDEST));
        self.hash = rest.wrapping_mul(Self::BASE).wrapping_add(word);
        self.words += 1;
        if self.words >= SHINGLE {
            let hash = mix(self.hash);
            let bin = &mut self.bins[below(hash, BINS)];
            *bin = hash.min(*bin);
        }
    }
}

/// The bins, each empty one with what stands in the first full one along its own way through them.
fn filled(bins: &[u64; BINS]) -> [u64; BINS] {
    std::array::from_fn(|bin| {
        let way = mix(bin as u64 + 1);
        let (first, step) = (below(way, BINS), 1 + below(mix(way), BINS - 1));
        let lenders = (0..BINS).map(|k| (first + k * step) % BINS);
        std::iter::once(bin).chain(lenders).map(|bin| bins[bin]).find(|hash| *hash != EMPTY).unwrap_or(EMPTY)
    })
}

/// Calls `each` with a hash of every word, folded.
fn words(text: &str, mut each: impl FnMut(u64)) {
    /// FNV-1a.
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    fn step(hash: u64, byte: u8) -> u64 {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    }
    let mut word = START;
    let mut end = |word: &mut u64| {
        if *word != START {
            each(*word);
            *word = START;
        }
    };
    for (at, &byte) in text.as_bytes().iter().enumerate() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' => word = step(word, byte),
            b'A'..=b'Z' => word = step(word, byte.to_ascii_lowercase()),
            0..=0x7f => end(&mut word),
            // the rest of a letter that has been read
            0x80..=0xbf => {}
            _ => {
                let letter = text.get(at..).and_then(|rest| rest.chars().next());
                for c in letter.into_iter().nfd().flat_map(char::to_lowercase).filter(|c| !is_accent(*c)) {
                    if c.is_alphanumeric() {
                        word = c.encode_utf8(&mut [0; 4]).bytes().fold(word, step);
                    } else {
                        end(&mut word);
                    }
                }
            }
        }
    }
    end(&mut word);
}

fn is_accent(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// A number below `limit`, by the upper half of a hash.
fn below(hash: u64, limit: usize) -> usize {
    (((hash >> 32) * limit as u64) >> 32) as usize
}

/// Spreads a number's bits over all of the hash: the finaliser of `MurmurHash3`.
fn mix(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::sketch;

    /// Words that stand for what is written: each number is another word.
    fn text(words: impl IntoIterator<Item = usize>) -> String {
        words.into_iter().map(|n| format!("w{n} ")).collect()
    }

    fn shared(a: &str, b: &str) -> usize {
        sketch(a).iter().zip(&sketch(b)).filter(|(a, b)| a == b).count()
    }

    /// Of a thousand pairs of texts of 500 words that share so many of them, how many share a band.
    fn found(common: usize) -> usize {
        let pair = |n: usize| {
            let at = n * 10_000;
            (text(at..at + 500), text((at + 500 - common..at + 500).chain(at + 1000..at + 1500 - common)))
        };
        (0..1000).map(pair).filter(|(a, b)| shared(a, b) > 0).count()
    }

    #[test]
    fn texts_find_each_other_as_they_are_alike() {
        // of which the overlap in shingles, J, is common / (1000 - common), less five
        for (common, likely) in [(0, 0..=0), (235, 0..=40), (337, 120..=320), (415, 780..=930), (449, 960..=1000)] {
            let found = found(common);
            assert!(likely.contains(&found), "{common} words in common: {found} of 1000");
        }
    }

    #[test]
    fn short_texts_are_no_more_alike_than_long_ones() {
        let pair = |n: usize| {
            let at = n * 1000;
            (text(at..at + 60), text((at + 30..at + 60).chain(at + 100..at + 130)))
        };
        let found = (0..1000).map(pair).filter(|(a, b)| shared(a, b) > 0).count();
        assert!(found < 60, "{found} of 1000 at J = .3");
    }

    #[test]
    fn few_words_have_no_sketch() {
        assert!(sketch("").is_empty());
        assert!(sketch(&text(0..39)).is_empty());
        assert_eq!(sketch(&text(0..40)).len(), 16);
        assert_eq!(sketch(&"again ".repeat(1000)).len(), 16);
    }

    #[test]
    fn a_sketch_stays_what_it_is() {
        let stored = sketch(&text(0..100));
        assert_eq!(stored.first(), Some(&490_414_967_576_039_552), "it is stored: no version may change it");
    }

    proptest! {
        #[test]
        fn what_a_paper_writes_differently_is_the_same(words in prop::collection::vec("[a-zé]{1,8}", 40..90)) {
            let (plain, loud) = (words.join(" "), words.join("… –\n").to_uppercase().replace('É', "E"));
            prop_assert_eq!(sketch(&plain), sketch(&loud));
        }

        #[test]
        fn any_text_has_all_bands_or_none(text in any::<String>()) {
            prop_assert!(matches!(sketch(&text.repeat(20)).len(), 0 | 16));
        }
    }
}

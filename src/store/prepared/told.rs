//! What an article quotes, as the store tells one quote from another: by words and a name.

use std::collections::BTreeMap;

use crate::model::{Article, Quote};
use crate::store::canonical::hash;
use crate::text::wording::{lead, leads, wording};

/// A quote of one article, or the parts of one that its cue splits.
#[derive(Clone, Debug)]
pub(in crate::store) struct Told {
    /// The places of its parts among the article's facts, never empty.
    pub(in crate::store) seqs: Vec<usize>,
    /// A hash of what makes it one saying with another: words and speaker.
    pub(in crate::store) hash: i64,
    /// The words, see [`crate::text::wording`]; never empty.
    pub(in crate::store) words: String,
    /// The speaker's name, written likewise; empty where it is not known.
    pub(in crate::store) speaker: String,
    /// How it begins.
    pub(in crate::store) lead: Option<i64>,
    /// How what it can hold begins.
    pub(in crate::store) leads: Vec<i64>,
    pub(in crate::store) form: String,
    pub(in crate::store) country: Option<String>,
    pub(in crate::store) official: bool,
}

/// A quote as an article has it, before its parts are brought together.
pub(in crate::store) struct Part {
    /// Its place among the article's facts.
    pub(in crate::store) seq: usize,
    /// Where it starts, in bytes of the text.
    pub(in crate::store) start: usize,
    pub(in crate::store) words: String,
    pub(in crate::store) group: Option<u32>,
    pub(in crate::store) form: String,
    pub(in crate::store) name: Option<String>,
    pub(in crate::store) country: Option<String>,
    pub(in crate::store) official: bool,
}

/// What an article quotes; `first` is the place of its first quote among its facts.
pub(super) fn told(quotes: &[Quote], first: usize, article: &Article) -> Vec<Told> {
    let part = |(seq, quote): (usize, &Quote)| {
        let speaker = quote.speaker.as_ref();
        Part {
            seq,
            start: quote.span.start(),
            words: quote.span.of(&article.text).to_owned(),
            group: quote.group,
            form: quote.form.as_str().to_owned(),
            name: speaker.and_then(|speaker| speaker.name.clone()),
            country: speaker.and_then(|speaker| speaker.country.clone()),
            official: speaker.is_some_and(|speaker| speaker.official),
        }
    };
    joined((first..).zip(quotes).map(part), &article.id)
}

/// The quotes of the article of that id in the order of the text, parts of one together; those without words are none.
pub(in crate::store) fn joined(parts: impl Iterator<Item = Part>, article: &str) -> Vec<Told> {
    let mut all: Vec<Vec<Part>> = Vec::new();
    let mut groups: BTreeMap<u32, usize> = BTreeMap::new();
    for part in parts {
        match part.group.and_then(|group| groups.get(&group)).and_then(|&at| all.get_mut(at)) {
            Some(whole) => whole.push(part),
            None => {
                groups.extend(part.group.map(|group| (group, all.len())));
                all.push(vec![part]);
            }
        }
    }
    all.into_iter().filter_map(|parts| one(parts, article)).collect()
}

fn one(parts: Vec<Part>, article: &str) -> Option<Told> {
    let words = wording(parts.iter().map(|part| part.words.as_str()));
    let seqs = parts.iter().map(|part| part.seq).collect();
    let Part { start, form, name, country, official, .. } = parts.into_iter().next()?;
    if words.is_empty() {
        return None;
    }
    let speaker = wording(name.as_deref());
    let lead = lead(&words);
    // few words of nobody known could be anybody's, in each article anew
    let place = if lead.is_none() && speaker.is_empty() { format!("{article} {start}") } else { String::new() };
    let hash = hash(&[words.as_str(), &speaker, &place].join("\0")).cast_signed();
    let leads = leads(&words).into_iter().collect();
    Some(Told { seqs, hash, words, speaker, lead, leads, form, country, official })
}

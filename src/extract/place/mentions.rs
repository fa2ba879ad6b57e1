//! Where names of places stand.

use std::ops::Range;

use super::{Reading, around, guards};
use crate::lexicon::{Beside, Hit, Sense};

/// Words that may name a place, at their place among the tokens.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// The name's tokens.
    pub(super) tokens: Range<usize>,
    /// How the place is named.
    pub(super) form: Form,
    /// What else the words are here, if no place; kept until the article has been asked for others of that name.
    pub(super) other: Option<Other>,
}

/// How a place is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// By its name.
    Name,
    /// By its people or adjective.
    Demonym,
    /// By an abbreviation behind a city.
    BehindCity,
    /// By an abbreviation that needs the full name elsewhere.
    Weak,
}

/// What a place's name can be that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Other {
    /// A person's name, or part of one.
    Person,
    /// Part of the name of a street.
    Street,
}

impl Mention {
    /// Entries of the lexicon that it can stand for, the best known first.
    pub(super) fn readings<'r>(&self, reading: &'r Reading<'_>) -> impl Iterator<Item = u16> + use<'r> {
        let (end, form) = (self.tokens.end, self.form);
        let hits = reading.hits.at(self.tokens.start);
        let mut last = None;
        // hits of one length stand in falling order
        std::iter::from_fn(move || {
            let next = hits
                .iter()
                .filter(|hit| hit.end == end)
                .filter_map(|hit| place(hit.sense))
                .filter(|(have, index)| *have == form && last.is_none_or(|last| *index > last))
                .map(|(_, index)| index)
                .min()?;
            last = Some(next);
            Some(next)
        })
    }
}

/// All names of places, the longest where they overlap. Names of persons and streets are marked; what is neither those
/// nor a place is left out.
pub(super) fn mentions(reading: &Reading<'_>) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut free = 0;
    for group in reading.hits.all().chunk_by(|a, b| a.first == b.first) {
        let Some(first) = group.first().map(|hit| hit.first).filter(|first| *first >= free) else { continue };
        let Some((end, form)) = longest(reading, group) else { continue };
        free = end;
        let Some(form) = form else { continue };
        let mut mention = Mention { tokens: first..end, form, other: None };
        if !guards::is_no_place(reading, &mention) {
            mention.other = guards::other(reading, &mention);
            found.push(mention);
        }
    }
    found
}

/// The longest hit that can be a place, or a phrase that is none.
fn longest(reading: &Reading<'_>, group: &[Hit]) -> Option<(usize, Option<Form>)> {
    group.chunk_by(|a, b| a.end == b.end).find_map(|same| {
        let end = same.first()?.end;
        if same.iter().any(|hit| hit.sense == Sense::Beside(Beside::NoPlace)) {
            return Some((end, None));
        }
        let forms = same.iter().filter_map(|hit| place(hit.sense)).map(|(form, _)| form);
        let form = forms.min_by_key(|form| *form as u8)?;
        let stands = match form {
            Form::BehindCity => around::behind_city(reading, same.first()?.first, end),
            Form::Name | Form::Demonym | Form::Weak => true,
        };
        stands.then_some((end, Some(form)))
    })
}

/// Whether a mention stands behind another and a comma: "Paris, Texas".
pub(super) fn behind_comma(reading: &Reading<'_>, city: &Mention, state: &Mention) -> bool {
    let comma = city.tokens.end;
    state.tokens.start == comma + 1
        && reading.is(comma, ",")
        && state.form != Form::Demonym
        && around::together(reading, city.tokens.start, state.tokens.start)
}

fn place(sense: Sense) -> Option<(Form, u16)> {
    match sense {
        Sense::Place(index) => Some((Form::Name, index)),
        Sense::Demonym(index) => Some((Form::Demonym, index)),
        Sense::BehindCity(index) => Some((Form::BehindCity, index)),
        Sense::WeakPlace(index) => Some((Form::Weak, index)),
        _ => None,
    }
}

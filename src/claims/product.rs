//! Of what a figure is: makers and brands.

use std::ops::Range;

use super::scene::Scene;
use crate::lexicon::{Sense, UnitClass};
use crate::model::{Claim, Quantity};

/// The makers or brands of doses: in the figure's phrase, else of the figure whose unit it shares, else in its clause,
/// else in the sentence that it leans on.
pub(super) fn product(scene: &Scene<'_, '_>, quantity: &Quantity, unit: &str, earlier: &[Claim]) -> Vec<String> {
    let reading = scene.reading;
    if !quantity.of.is_empty() {
        return quantity.of.clone();
    }
    let people = matches!(reading.lexicon.unit_class(unit), Some(UnitClass::Person | UnitClass::Percent));
    if unit != "dose" && !people {
        return Vec::new();
    }
    let named = |tokens: Range<usize>| {
        let mut names: Vec<String> = Vec::new();
        for hit in reading.hits.within(tokens) {
            if let Sense::Product(p) = hit.sense
                && let Some(product) = reading.lexicon.products.get(p as usize)
                && !names.contains(&product.name)
            {
                names.push(product.name.clone());
            }
        }
        names
    };
    let clause = named(scene.phrase.start..scene.reach.end);
    if !clause.is_empty() {
        return clause;
    }
    if people {
        return Vec::new();
    }
    let before = named(scene.sentence.start..scene.phrase.start);
    if !before.is_empty() {
        return before;
    }
    let leaning = earlier.iter().rev().find(|c| c.slots.unit == "dose");
    let index = reading.tokens.get(scene.phrase.start).map_or(0, |t| t.sentence as usize);
    let near = leaning.filter(|c| {
        reading
            .tokens
            .get(reading.token_at(c.span.start()))
            .is_some_and(|t| index - (t.sentence as usize).min(index) <= 2)
    });
    if let Some(last) = near.filter(|c| !c.slots.product.is_empty()) {
        return last.slots.product.clone();
    }
    let previous = index.checked_sub(1).and_then(|i| reading.sentences.get(i));
    let same_paragraph = previous.filter(|p| reading.sentences.get(index).is_some_and(|s| s.paragraph == p.paragraph));
    let topic = same_paragraph.map(|s| named(s.tokens.clone())).unwrap_or_default();
    if topic.len() == 1 { topic } else { Vec::new() }
}

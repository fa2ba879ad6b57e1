//! Lists of names: countries, regions, bodies, products.

use super::Answer;
use crate::lexicon::Lexicon;

/// How the statement's names stand to the claim's. A region is broader than countries in it.
pub(super) fn answer(said: &[String], have: &[String], lexicon: &Lexicon) -> Answer {
    let covers = |list: &[String], names: &[String]| names.iter().all(|name| covered(name, list, lexicon));
    match lists(said, have) {
        Answer::Different if covers(said, have) => Answer::Broader,
        Answer::Different if covers(have, said) => Answer::Narrower,
        answer => answer,
    }
}

/// How two lists stand to each other by the names alone.
pub(super) fn lists(said: &[String], have: &[String]) -> Answer {
    let holds = |list: &[String], names: &[String]| names.iter().all(|name| list.contains(name));
    match (said.is_empty(), have.is_empty()) {
        (true, true) => return Answer::Same,
        (true, false) | (false, true) => return Answer::NotStated,
        (false, false) => {}
    }
    match (holds(said, have), holds(have, said)) {
        (true, true) => Answer::Same,
        (true, false) => Answer::Narrower,
        (false, true) => Answer::Broader,
        (false, false) => Answer::Different,
    }
}

/// Whether they share a name.
pub(super) fn overlap(said: &[String], have: &[String]) -> bool {
    said.iter().any(|name| have.contains(name))
}

/// Whether a list has the name, or a region or union that holds it.
fn covered(name: &String, list: &[String], lexicon: &Lexicon) -> bool {
    list.contains(name) || list.iter().any(|whole| lexicon.holds(whole, name))
}

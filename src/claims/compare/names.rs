//! Lists of names: countries, regions, bodies, products.

use super::Answer;
use crate::lexicon::Lexicon;

/// How the statement's names stand to the claim's. A region is broader than countries in it.
pub(super) fn answer(said: &[String], have: &[String], lexicon: &Lexicon) -> Answer {
    if said.is_empty() || have.is_empty() {
        return if said.is_empty() && have.is_empty() { Answer::Same } else { Answer::NotStated };
    }
    let lists = |list: &[String], names: &[String]| names.iter().all(|name| list.contains(name));
    let covers = |list: &[String], names: &[String]| names.iter().all(|name| covered(name, list, lexicon));
    match (lists(said, have), lists(have, said)) {
        (true, true) => Answer::Same,
        (true, false) => Answer::Narrower,
        (false, true) => Answer::Broader,
        (false, false) if covers(said, have) => Answer::Broader,
        (false, false) if covers(have, said) => Answer::Narrower,
        (false, false) => Answer::Different,
    }
}

/// Whether they share a name.
pub(super) fn overlap(said: &[String], have: &[String]) -> bool {
    said.iter().any(|name| have.contains(name))
}

/// Whether a list has the name, or a region that it lies in.
fn covered(name: &String, list: &[String], lexicon: &Lexicon) -> bool {
    let parts = lexicon.members(name);
    let lies_in = |region: &[String]| {
        region.contains(name) || (!parts.is_empty() && parts.iter().all(|part| region.contains(part)))
    };
    list.contains(name) || list.iter().any(|place| lies_in(lexicon.members(place)))
}

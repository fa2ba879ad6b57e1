//! Whether "he" or "she" can stand for a person, as far as the text itself gives it.

use super::cues::Ground;
use crate::extract::grammar::Tag;

/// For each person, whether they are a woman; `None` where nothing tells.
///
/// A form of address or the noun of the role tells it, else the pronouns that stand for the person where no other is in
/// sight. A given name tells nothing.
pub(super) fn women(ground: Ground<'_, '_>) -> Vec<Option<bool>> {
    let people = ground.people.people.iter();
    let mut votes: Vec<(u32, u32)> = people.map(|person| role(person.role.as_deref().unwrap_or_default())).collect();
    for mention in ground.people.all() {
        let said = addressed(ground, mention.0).map(|woman| (woman, SURE)).or_else(|| {
            let woman = pronoun(ground, mention)?;
            Some((woman, 1))
        });
        if let (Some((woman, weight)), Some(votes)) = (said, votes.get_mut(mention.2)) {
            let side = if woman { &mut votes.0 } else { &mut votes.1 };
            *side = side.saturating_add(weight);
        }
    }
    votes
        .into_iter()
        .map(|(woman, man)| match (woman, man) {
            _ if woman > man.saturating_mul(2) => Some(true),
            _ if man > woman.saturating_mul(2) => Some(false),
            _ => None,
        })
        .collect()
}

/// What a role or a form of address weighs against pronouns.
const SURE: u32 = 100;

/// What the noun of a role tells, as votes for woman and for man.
fn role(role: &str) -> (u32, u32) {
    let mut votes = (0, 0);
    for word in role.split_whitespace() {
        let word = word.to_ascii_lowercase();
        if word.ends_with("woman")
            || matches!(
                word.as_str(),
                "mother" | "daughter" | "sister" | "wife" | "widow" | "aunt" | "actress" | "queen" | "princess"
            )
        {
            votes.0 = SURE;
        } else if word.ends_with("sman") && word.len() > 5
            || matches!(
                word.as_str(),
                "chairman" | "congressman" | "fisherman" | "father" | "son" | "brother" | "husband" | "uncle" | "king"
            )
        {
            votes.1 = SURE;
        }
    }
    votes
}

/// "Mr. Ruiz", "Mrs Ruiz".
fn addressed(ground: Ground<'_, '_>, name: usize) -> Option<bool> {
    let mut before = name.checked_sub(1)?;
    before -= usize::from(before > 0 && ground.reading.is(before, "."));
    match ground.reading.word(before) {
        "Mr" | "Mr." | "Sir" | "Lord" | "King" | "Prince" => Some(false),
        "Mrs" | "Mrs." | "Ms" | "Ms." | "Miss" | "Dame" | "Lady" | "Queen" | "Princess" | "Baroness" => Some(true),
        _ => None,
    }
}

/// The first pronoun behind a name that opens its sentence, in that sentence or at the head of the next, with nobody
/// else named before it.
fn pronoun(ground: Ground<'_, '_>, &(first, end, person): &(usize, usize, usize)) -> Option<bool> {
    /// No pronoun further away counts.
    const FAR: usize = 40;
    let sentence = ground.sentence(first);
    if !ground.people.all_within(sentence.start, first).is_empty() {
        return None;
    }
    let other = ground.people.all_within(end, end + FAR).iter().find(|m| m.2 != person);
    let limit = other.map_or(end + FAR, |m| m.0);
    let opens = |i: usize| i == sentence.end || i < sentence.end && ground.tag(i) != Tag::Quote;
    (end..limit).take_while(|i| opens(*i)).find_map(|i| match ground.tag(i) {
        Tag::Pronoun | Tag::Determiner | Tag::Object => match ground.reading.word(i) {
            "he" | "He" | "his" | "himself" => Some(false),
            "she" | "She" | "her" | "herself" => Some(true),
            _ => None,
        },
        _ => None,
    })
}

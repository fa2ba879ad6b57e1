//! Senses in words, for people who ask why a sentence is read as it is.

use super::{Lexicon, Sense, TimeWord};

impl Lexicon {
    /// What a sense says of its words, such as "unit dose" or "verb of action give".
    #[must_use]
    pub fn describe(&self, sense: Sense) -> String {
        let named = |what: &str, name: Option<&str>| format!("{what} {}", name.unwrap_or("?"));
        match sense {
            Sense::Place(i) | Sense::BehindCity(i) | Sense::WeakPlace(i) => {
                named("place", self.places.get(i as usize).map(|p| p.name.as_str()))
            }
            Sense::Demonym(i) => named("people or adjective of", self.places.get(i as usize).map(|p| p.name.as_str())),
            Sense::Beside(what) => format!("beside a place's name: {what:?}"),
            Sense::Unit(i) => named("unit", self.units.get(i as usize).map(|u| u.id.as_str())),
            Sense::UnitSign(i) => named("sign of", self.units.get(i as usize).map(|u| u.id.as_str())),
            Sense::HedgeBefore(bound) | Sense::HedgeBehind(bound) => named("hedge", Some(bound.as_str())),
            Sense::Product(i) => named("product", self.products.get(i as usize).map(|p| p.name.as_str())),
            Sense::Action(i, form) => {
                format!("verb of action {} ({form:?})", self.actions.get(i as usize).map_or("?", |a| &a.verb))
            }
            Sense::ActionNoun(i) => named("noun of action", self.actions.get(i as usize).map(|a| a.verb.as_str())),
            Sense::CueVerb(status, _) | Sense::Cue(status) => named("cue of status", Some(status.as_str())),
            Sense::Time(word) => format!("time {word:?}"),
            Sense::Body(i) => named("body", self.bodies.get(i as usize).map(|b| b.name.as_str())),
            Sense::BodyHead(kind) => named("head of a name of kind", Some(kind.as_str())),
            Sense::Saying(_, form) => format!("verb of saying ({form:?})"),
            Sense::Title(class) => format!("title {class:?}"),
        }
    }
}

impl Sense {
    /// The kind of fact that a sense alone can make, as rules are named: `date`, `place`, `source`.
    #[must_use]
    pub const fn kind(self) -> Option<&'static str> {
        match self {
            Self::Place(_) | Self::Demonym(_) => Some("place"),
            // words that only point ("the", "have") or lead are no dates by themselves
            Self::Time(
                TimeWord::Month { .. } | TimeWord::Weekday { .. } | TimeWord::Season(_) | TimeWord::Holiday(_),
            ) => Some("date"),
            Self::Body(_) => Some("source"),
            _ => None,
        }
    }
}

//! How a statement stands to a claim, slot by slot. It never says true or false.

use rust_decimal::Decimal;

use crate::model::{Amount, Bound, Claim, ClaimRecord, Per, Status};

/// What was compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are the public form's own words")]
pub enum Slot {
    Value,
    Unit,
    Per,
    Action,
    Actor,
    Recipient,
    Product,
    Date,
    Status,
}

impl Slot {
    /// The public form's word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Unit => "unit",
            Self::Per => "per",
            Self::Action => "action",
            Self::Actor => "actor",
            Self::Recipient => "recipient",
            Self::Product => "product",
            Self::Date => "date",
            Self::Status => "status",
        }
    }
}

/// How one slot of the statement stands to the claim's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Answer {
    /// They say the same.
    Same,
    /// The numbers differ by less than one in twenty.
    Close,
    /// The statement says less: fewer names, a longer time.
    Broader,
    /// The statement says more.
    Narrower,
    /// One of them does not say.
    NotStated,
    /// They say different things.
    Different,
}

impl Answer {
    /// The public form's word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Close => "close",
            Self::Broader => "broader",
            Self::Narrower => "narrower",
            Self::NotStated => "not_stated",
            Self::Different => "different",
        }
    }
}

/// A statement's figure held against a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Every slot with its answer and both sides' words: the statement's, the claim's.
    pub slots: Vec<(Slot, Answer, String, String)>,
    /// How near they are, only for putting the best match first.
    pub rank: i32,
}

impl Comparison {
    /// Whether the claim can be what the statement is about: its figure fits, or both sides and the action do.
    #[must_use]
    pub fn related(&self) -> bool {
        use Answer::{Broader, Different, Narrower, Same};
        let fits = self.answer(Slot::Value) != Different;
        let sides = self.answer(Slot::Action) == Same
            && matches!(self.answer(Slot::Actor), Same | Broader | Narrower)
            && self.answer(Slot::Recipient) != Different
            && self.answer(Slot::Product) != Different;
        fits || sides
    }

    /// Whether some slot says something else than the claim.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.slots.iter().any(|(_, answer, ..)| *answer == Answer::Different)
    }

    /// The comparison as a sentence: what is the same, then what differs, with both sides' words.
    #[must_use]
    pub fn summary(&self) -> String {
        let of = |wanted: Answer| {
            self.slots
                .iter()
                .filter(move |(_, answer, said, have)| *answer == wanted && !(said.is_empty() && have.is_empty()))
        };
        let mut parts = Vec::new();
        let same: Vec<&str> = of(Answer::Same).map(|(slot, ..)| slot.as_str()).collect();
        if !same.is_empty() {
            parts.push(format!("same {}", same.join(", ")));
        }
        for answer in [Answer::Close, Answer::Broader, Answer::Narrower, Answer::Different] {
            for (slot, _, said, have) in of(answer) {
                let slot = slot.as_str();
                parts.push(match answer {
                    Answer::Close => format!("close {slot}: the statement says {said}, the sources {have}"),
                    Answer::Broader => format!("broader {slot}: the statement says {said}, the sources {have}"),
                    Answer::Narrower => format!("narrower {slot}: the statement says {said}, the sources {have}"),
                    _ => format!("the statement says {slot} {said}, the sources say {have}"),
                });
            }
        }
        for (slot, _, said, have) in of(Answer::NotStated) {
            let (who, words) = if said.is_empty() { ("statement", have) } else { ("sources", said) };
            parts.push(
                format!("the {who} does not say the {slot} ({words})", slot = slot.as_str())
                    .replace("sources does", "sources do"),
            );
        }
        parts.join("; ")
    }

    /// The answer for one slot.
    #[must_use]
    pub fn answer(&self, slot: Slot) -> Answer {
        self.slots.iter().find(|(s, ..)| *s == slot).map_or(Answer::NotStated, |(_, answer, ..)| *answer)
    }
}

/// Compares slot by slot. The claim's states, dates and bounds are those that any of its passages gives.
#[must_use]
pub fn compare(statement: &Claim, claim: &ClaimRecord) -> Comparison {
    let (said, have) = (&statement.slots, &claim.slots);
    let hedged =
        claim.bounds.iter().any(|b| matches!(b, Bound::Between | Bound::Vague)) && statement.bound == Bound::Exactly;
    let plain = |value: bool| if value { Answer::Same } else { Answer::Different };
    let mut slots = vec![
        (Slot::Value, number(said.amount, have.amount, hedged), show(said.amount), show(have.amount)),
        (Slot::Unit, plain(said.unit == have.unit), said.unit.clone(), have.unit.clone()),
        (
            Slot::Action,
            plain(said.action == have.action),
            said.action.as_str().to_owned(),
            have.action.as_str().to_owned(),
        ),
    ];
    if said.per.is_some() || have.per.is_some() {
        let word = |per: &Option<Per>| per.as_ref().map_or_else(String::new, |p| p.0.clone());
        let answer = if said.per == have.per {
            Answer::Same
        } else if said.per.is_none() || have.per.is_none() {
            Answer::NotStated
        } else {
            Answer::Different
        };
        slots.push((Slot::Per, answer, word(&said.per), word(&have.per)));
    }
    for (slot, a, b) in [
        (Slot::Actor, &said.actor, &have.actor),
        (Slot::Recipient, &said.recipient, &have.recipient),
        (Slot::Product, &said.product, &have.product),
    ] {
        slots.push((slot, names(a, b), a.join(", "), b.join(", ")));
    }
    slots.push((Slot::Date, dates(&statement.dates, &claim.dates), statement.dates.join(", "), claim.dates.join(", ")));
    let states: Vec<&str> = claim.statuses.iter().map(|s| s.as_str()).collect();
    slots.push((
        Slot::Status,
        status(statement.status, &claim.statuses),
        statement.status.as_str().to_owned(),
        states.join(", "),
    ));
    // "millions" holds any larger figure: that it fits says little
    let open_ended = have.amount.value.is_none() && have.amount.high.is_none();
    let counts =
        |slot: Slot| if slot == Slot::Value && open_ended && said.amount != have.amount { 0 } else { weight(slot) };
    let rank = slots.iter().map(|(slot, answer, ..)| counts(*slot) * worth(*answer)).sum();
    Comparison { slots, rank }
}

/// What a slot counts for when matches are put in order.
const fn weight(slot: Slot) -> i32 {
    match slot {
        Slot::Value => 6,
        Slot::Unit | Slot::Action => 4,
        Slot::Actor | Slot::Recipient => 3,
        Slot::Product | Slot::Per => 2,
        Slot::Date | Slot::Status => 1,
    }
}

const fn worth(answer: Answer) -> i32 {
    match answer {
        Answer::Same => 4,
        Answer::Close => 3,
        Answer::Broader | Answer::Narrower => 2,
        Answer::NotStated => 1,
        Answer::Different => 0,
    }
}

fn number(said: Amount, have: Amount, hedged: bool) -> Answer {
    match (said.value, have.value) {
        (Some(a), Some(b)) if a == b => {
            if hedged {
                Answer::Close
            } else {
                Answer::Same
            }
        }
        (Some(a), Some(b)) => {
            if near(a, b) {
                Answer::Close
            } else {
                Answer::Different
            }
        }
        (None, None) if said == have => Answer::Same,
        (Some(a), None) if holds(have, a) => Answer::Narrower,
        (None, Some(b)) if holds(said, b) => Answer::Broader,
        _ => Answer::Different,
    }
}

/// Less than one in twenty apart.
fn near(a: Decimal, b: Decimal) -> bool {
    let larger = a.abs().max(b.abs());
    (a - b).abs().checked_mul(Decimal::from(20)).is_some_and(|gap| gap < larger)
}

fn holds(range: Amount, value: Decimal) -> bool {
    range.low.is_none_or(|low| low <= value) && range.high.is_none_or(|high| value <= high)
}

fn names(said: &[String], have: &[String]) -> Answer {
    if said.is_empty() || have.is_empty() {
        return if said.is_empty() && have.is_empty() { Answer::Same } else { Answer::NotStated };
    }
    let in_said = have.iter().filter(|name| said.contains(name)).count();
    match (in_said == have.len(), in_said == said.len()) {
        (true, true) => Answer::Same,
        (true, false) => Answer::Narrower,
        (false, true) => Answer::Broader,
        (false, false) => Answer::Different,
    }
}

/// TIMEX3 values as text: one is broader than another that it begins.
fn dates(said: &[String], have: &[String]) -> Answer {
    if said.is_empty() || have.is_empty() {
        return if said.is_empty() && have.is_empty() { Answer::Same } else { Answer::NotStated };
    }
    let mut best = Answer::Different;
    for a in said {
        for b in have {
            let answer = match () {
                () if a == b => Answer::Same,
                () if b.starts_with(a.as_str()) => Answer::Broader,
                () if a.starts_with(b.as_str()) => Answer::Narrower,
                () => Answer::Different,
            };
            best = best.min(answer);
        }
    }
    best
}

/// A deed is the same as a deed; where the claim has both, it was planned and then done.
fn status(said: Status, have: &[Status]) -> Answer {
    if have.is_empty() {
        Answer::NotStated
    } else if have.contains(&said) {
        Answer::Same
    } else {
        Answer::Different
    }
}

fn show(amount: Amount) -> String {
    match (amount.value, amount.low, amount.high) {
        (Some(value), ..) => value.to_string(),
        (None, Some(low), Some(high)) => format!("{low} to {high}"),
        (None, Some(low), None) => format!("at least {low}"),
        (None, None, Some(high)) => format!("at most {high}"),
        (None, None, None) => String::new(),
    }
}

//! How a statement stands to a claim, slot by slot. It never says true or false.
//!
//! `amount` compares numbers within their hedges, `names` parties and products, `dates` stretches of the calendar, and
//! `wording` makes a sentence of what came out.

mod amount;
mod dates;
mod names;
mod wording;

use std::borrow::Cow;

use rust_decimal::Decimal;

use crate::lexicon::{Lexicon, UnitClass};
use crate::model::{Action, Amount, Claim, ClaimRecord, Evidence, Per, Slots, Status, Transfer};

pub use wording::wording;

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
    Transfer,
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
            Self::Transfer => "transfer",
        }
    }
}

/// How one slot of the statement stands to the claim's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Answer {
    /// They say the same.
    Same,
    /// The numbers differ by less than one in twenty, or one in ten behind "about"; the times overlap; the measure is
    /// another of the same kind; a purchase is told from the other side.
    Close,
    /// The statement says less: fewer names, a larger region, a longer time, a wider bound.
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

    /// Whether both sides speak of the same thing, one perhaps with more words.
    const fn agrees(self) -> bool {
        matches!(self, Self::Same | Self::Close | Self::Broader | Self::Narrower)
    }
}

/// One slot with its answer and both sides' words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// What was compared.
    pub slot: Slot,
    /// How the statement stands to the claim.
    pub answer: Answer,
    /// What the statement says; empty where it does not.
    pub said: String,
    /// What the claim says; empty where it does not.
    pub have: String,
}

/// A statement's figure held against a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Every slot, in the order of the type.
    pub slots: Vec<Compared>,
    /// How near they are, only for putting the best match first.
    pub rank: i32,
    /// Whether the claim's number has no upper end ("millions"): that it holds a larger one says little.
    open_ended: bool,
}

impl Comparison {
    /// Whether the claim can be what the statement is about: its figure fits, or both sides and the action do.
    #[must_use]
    pub fn related(&self) -> bool {
        let [value, unit, action] = [Slot::Value, Slot::Unit, Slot::Action].map(|slot| self.answer(slot));
        let [actor, recipient, product] = [Slot::Actor, Slot::Recipient, Slot::Product].map(|slot| self.answer(slot));
        let acts = matches!(action, Answer::Same | Answer::Close);
        let sides = acts && actor.agrees() && recipient != Answer::Different && product != Answer::Different;
        if value == Answer::Different {
            return sides && unit != Answer::Different;
        }
        let stated = |slot: Slot| self.slots.iter().any(|c| c.slot == slot && !c.said.is_empty() && !c.have.is_empty());
        let shares = [(actor, Slot::Actor), (recipient, Slot::Recipient), (product, Slot::Product)]
            .into_iter()
            .any(|(answer, slot)| answer.agrees() && stated(slot));
        if self.open_ended || unit == Answer::Different {
            sides && shares
        } else {
            acts || shares || action != Answer::Different
        }
    }

    /// Whether some slot says something else than the claim.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.slots.iter().any(|compared| compared.answer == Answer::Different)
    }

    /// The answer for one slot.
    #[must_use]
    pub fn answer(&self, slot: Slot) -> Answer {
        self.slots.iter().find(|compared| compared.slot == slot).map_or(Answer::NotStated, |compared| compared.answer)
    }

    /// Takes in how it changes hands, which passages say and claims do not. Nothing where neither side says it.
    pub fn add_transfer(&mut self, said: Option<Transfer>, passages: &[Evidence]) {
        let mut have: Vec<&str> = passages.iter().filter_map(|p| p.transfer).map(Transfer::as_str).collect();
        have.sort_unstable();
        have.dedup();
        let said = said.map_or("", Transfer::as_str);
        let answer = match (said.is_empty(), have.is_empty()) {
            (true, true) => return,
            (false, false) if have.contains(&said) => Answer::Same,
            (false, false) => Answer::Different,
            _ => Answer::NotStated,
        };
        self.slots.push(Compared { slot: Slot::Transfer, answer, said: said.to_owned(), have: have.join(", ") });
    }
}

/// Compares slot by slot. The claim's states, dates and bounds are those that any of its passages gives.
#[must_use]
pub fn compare(statement: &Claim, claim: &ClaimRecord, lexicon: &Lexicon) -> Comparison {
    let (said, have) = (&statement.slots, &claim.slots);
    let times = conversion(&said.unit, &have.unit, lexicon);
    let value = amount::answer((scaled(said.amount, times), &[statement.bound]), (have.amount, &claim.bounds));
    let mut slots = Vec::with_capacity(10);
    let mut add = |slot, answer, said: String, have: String| slots.push(Compared { slot, answer, said, have });
    add(Slot::Value, value, show(said.amount), show(have.amount));
    add(Slot::Unit, unit(said, have, times), said.unit.clone(), have.unit.clone());
    if said.per.is_some() || have.per.is_some() {
        let word = |per: &Option<Per>| per.as_ref().map_or_else(String::new, |p| p.0.clone());
        add(Slot::Per, stated(said.per.as_ref(), have.per.as_ref()), word(&said.per), word(&have.per));
    }
    let action = action(statement, claim);
    add(Slot::Action, action, said.action.as_str().to_owned(), have.action.as_str().to_owned());
    let ((giver, taker), (claimed_giver, claimed_taker)) = if action == Answer::Close {
        (sides(said), sides(have))
    } else {
        ((&*said.actor, &*said.recipient), (&*have.actor, &*have.recipient))
    };
    for (slot, a, b) in [
        (Slot::Actor, giver, claimed_giver),
        (Slot::Recipient, taker, claimed_taker),
        (Slot::Product, &*said.product, &*have.product),
    ] {
        let answer = if slot == Slot::Actor && !stands_for_a_place(have.action) {
            // what a member does its bloc does not
            names::lists(a, b)
        } else {
            names::answer(a, b, lexicon)
        };
        add(slot, answer, a.join(", "), b.join(", "));
    }
    let days = dates::answer(&statement.dates, &claim.dates);
    add(Slot::Date, days, statement.dates.join(", "), claim.dates.join(", "));
    let states: Vec<&str> = claim.statuses.iter().map(|s| s.as_str()).collect();
    let state = status(statement.status, &claim.statuses, have);
    add(Slot::Status, state, statement.status.as_str().to_owned(), states.join(", "));
    let open_ended = have.amount.value.is_none() && have.amount.high.is_none() && said.amount != have.amount;
    let counts = |slot: Slot| if slot == Slot::Value && open_ended { 0 } else { weight(slot) };
    let rank = slots.iter().map(|compared| counts(compared.slot) * worth(compared.answer)).sum();
    Comparison { slots, rank, open_ended }
}

/// Whether the actor is where it happens rather than who does it.
const fn stands_for_a_place(action: Action) -> bool {
    use Action::{Administer, Die, Hospitalise, Infect, Population, Vaccinate};
    matches!(action, Administer | Vaccinate | Die | Infect | Hospitalise | Population)
}

/// What a slot counts for when matches are put in order.
const fn weight(slot: Slot) -> i32 {
    match slot {
        Slot::Value => 6,
        Slot::Unit | Slot::Action => 4,
        Slot::Actor | Slot::Recipient => 3,
        Slot::Product | Slot::Per => 2,
        Slot::Date | Slot::Status | Slot::Transfer => 1,
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

fn stated<T: PartialEq>(said: Option<&T>, have: Option<&T>) -> Answer {
    match (said, have) {
        (Some(a), Some(b)) if a != b => Answer::Different,
        (Some(_), None) | (None, Some(_)) => Answer::NotStated,
        _ => Answer::Same,
    }
}

/// Whether a statement about one unit can be about a claim in another: other money, another measure of the same kind,
/// the people of an event and the event itself.
#[must_use]
pub fn comparable(action: Action, said: &str, have: &str, lexicon: &Lexicon) -> bool {
    let money = |unit: &str| lexicon.unit_class(unit) == Some(UnitClass::Money);
    said == have
        || counts_alike(action, said, have)
        || (money(said) && money(have))
        || conversion(said, have, lexicon).is_some()
}

/// What the statement's number is multiplied with to stand in the claim's measure.
#[must_use]
pub fn conversion(said: &str, have: &str, lexicon: &Lexicon) -> Option<Decimal> {
    if said == have {
        return None;
    }
    let (said, have) = (lexicon.size(said)?, lexicon.size(have)?);
    if said.of == have.of { said.times.checked_div(have.times) } else { None }
}

fn scaled(amount: Amount, times: Option<Decimal>) -> Amount {
    let Some(times) = times else { return amount };
    let scale = |number: Option<Decimal>| number.and_then(|n| n.checked_mul(times));
    Amount { value: scale(amount.value), low: scale(amount.low), high: scale(amount.high) }
}

fn unit(said: &Slots, have: &Slots, times: Option<Decimal>) -> Answer {
    if said.unit == have.unit || (said.action == have.action && counts_alike(said.action, &said.unit, &have.unit)) {
        Answer::Same
    } else if times.is_some() {
        Answer::Close
    } else {
        Answer::Different
    }
}

/// Whether two units count the same where an action is done: "530,000 deaths", "530,000 people have died".
#[must_use]
pub fn counts_alike(action: Action, said: &str, have: &str) -> bool {
    let event: &[&str] = match action {
        Action::Die => &["person", "death"],
        Action::Infect => &["person", "case", "infection"],
        Action::Hospitalise => &["person", "hospitalization", "hospitalisation"],
        _ => return false,
    };
    event.contains(&said) && event.contains(&have)
}

/// A verb that says nothing of the figure's frame leaves the action open. What one side sells the other buys.
fn action(statement: &Claim, claim: &ClaimRecord) -> Answer {
    let (said, have) = (statement.slots.action, claim.slots.action);
    let sold = statement.transfer == Some(Transfer::Sale);
    match (said, have) {
        (Action::Other, _) | (_, Action::Other) => Answer::NotStated,
        _ if said == have => Answer::Same,
        (Action::Give, Action::Order) if sold => Answer::Close,
        (Action::Order, Action::Give) if names::overlap(&statement.slots.actor, &claim.slots.recipient) => {
            Answer::Close
        }
        _ => Answer::Different,
    }
}

/// Who gives and who gets; a buyer gets.
fn sides(slots: &Slots) -> (&[String], &[String]) {
    if slots.action == Action::Order { (&[], &slots.actor) } else { (&slots.actor, &slots.recipient) }
}

/// A deed is the same as a deed; where the claim has both, it was planned and then done. Of what goes on from day to
/// day, "administers" and "administered" say the same.
fn status(said: Status, have: &[Status], slots: &Slots) -> Answer {
    let lasting = slots.per.is_some()
        || matches!(slots.action, Action::Have | Action::Population | Action::Cost | Action::Need | Action::Other);
    let now = |status: Status| matches!(status, Status::Done | Status::Ongoing);
    if have.is_empty() {
        Answer::NotStated
    } else if have.contains(&said) || (lasting && now(said) && have.iter().any(|status| now(*status))) {
        Answer::Same
    } else {
        Answer::Different
    }
}

/// A number as the public form has it.
fn show(amount: Amount) -> String {
    match (amount.value, amount.low, amount.high) {
        (Some(value), ..) => value.to_string(),
        (None, Some(low), Some(high)) => format!("{low} to {high}"),
        (None, Some(low), None) => format!("at least {low}"),
        (None, None, Some(high)) => format!("at most {high}"),
        (None, None, None) => String::new(),
    }
}

/// A slot's name as a reader knows it: an ISO code is a country.
fn name<'a>(slot: &'a str, lexicon: &'a Lexicon) -> Cow<'a, str> {
    lexicon.country(slot).map_or(Cow::Borrowed(slot), |place| Cow::Borrowed(place.name.as_str()))
}

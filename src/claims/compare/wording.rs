//! What a comparison came to, in a sentence: what is the same, what differs with both sides' words, what one side
//! leaves open. Never whether it is true.

use rust_decimal::Decimal;

use super::{Answer, Comparison, Slot, dates, name, stands_for_a_place};
use crate::claims::figures::{hedged, written};
use crate::lexicon::{Lexicon, plural};
use crate::model::{Action, Amount, Bound, Claim, ClaimRecord, DateValue, Status};

/// The comparison of a statement's figure with a claim as a sentence:
/// “Same amount, recipient and date; the sources say “planned” and “loan”, the statement says “gave”.”
#[must_use]
pub fn wording(comparison: &Comparison, statement: &Claim, claim: &ClaimRecord, lexicon: &Lexicon) -> String {
    let worded = Worded::all(comparison, &Sides { statement, claim, lexicon });
    let of = |answer: Answer| worded.iter().filter(move |w| w.answer == answer);
    let mut parts = Vec::new();
    let same: Vec<&str> = of(Answer::Same).filter(|w| w.slot != Slot::Action).map(|w| w.noun).collect();
    if !same.is_empty() {
        parts.push(format!("same {}", list(&same)));
    }
    let against: Vec<&Worded> = worded.iter().filter(|w| w.is_against(statement)).collect();
    if !against.is_empty() {
        let have: Vec<String> = against.iter().map(|w| w.named(&w.have)).collect();
        let mut said: Vec<String> = against.iter().map(|w| w.named(&w.said)).collect();
        said.dedup();
        parts.push(format!("the sources say {}, the statement says {}", list(&have), list(&said)));
    }
    for (answer, how) in [(Answer::Close, "close"), (Answer::Broader, "broader"), (Answer::Narrower, "narrower")] {
        for w in of(answer) {
            let how = match (answer, w.slot) {
                (Answer::Broader, Slot::Value) => "the statement bounds the amount more widely",
                (Answer::Narrower, Slot::Value) => "the statement gives the amount more exactly",
                (Answer::Broader, _) => &*format!("the statement is less exact on the {}", w.noun),
                (Answer::Narrower, _) => &*format!("the statement says more on the {}", w.noun),
                _ => &*format!("{how} {}", w.noun),
            };
            parts.push(format!("{how}: {} in the sources, {} in the statement", w.have, w.said));
        }
    }
    let open = |in_statement: bool| -> Vec<String> {
        let missing = of(Answer::NotStated)
            .filter(|w| w.slot != Slot::Action && w.silent == in_statement && !w.is_against(statement));
        missing.map(|w| format!("the {} ({})", w.noun, if in_statement { &w.have } else { &w.said })).collect()
    };
    for (who, missing) in [("statement does", open(true)), ("sources do", open(false))] {
        if !missing.is_empty() {
            parts.push(format!("the {who} not say {}", any_of(&missing)));
        }
    }
    capital(&parts.join("; ")) + "."
}

/// A figure with its hedge and unit, as a sentence has it: "about 4 million doses".
fn figure(amount: Amount, bounds: &[Bound], unit: &str) -> String {
    if amount.point().or(amount.high).is_none() {
        return unit.to_owned();
    }
    let number = hedged(amount, bounds, number);
    let one = amount.value == Some(Decimal::ONE);
    format!("{number} {}", noun(unit, one))
}

/// The unit behind a number: "doses", "people", "megawatt hours"; currencies stay under their codes.
fn noun(unit: &str, one: bool) -> String {
    let words = unit.replace('_', " ");
    let is_code = unit.len() == 3 && unit.bytes().all(|b| b.is_ascii_uppercase());
    match unit {
        _ if one || is_code => words,
        "percent" => words,
        "person" => "people".to_owned(),
        _ => plural(&words),
    }
}

/// "2.5 million", "870,000", "0.4".
fn number(value: Decimal) -> String {
    written(value, &[("trillion", 12), ("billion", 9), ("million", 6)], 3)
}

/// Both sides and the words to name things with.
struct Sides<'a> {
    statement: &'a Claim,
    claim: &'a ClaimRecord,
    lexicon: &'a Lexicon,
}

/// A slot in words.
struct Worded {
    slot: Slot,
    answer: Answer,
    noun: &'static str,
    /// Whether it is the statement that says nothing.
    silent: bool,
    said: String,
    have: String,
}

impl Worded {
    /// The slots that are worth a word: not what neither side states, nor a unit that the amount names already.
    fn all(comparison: &Comparison, sides: &Sides<'_>) -> Vec<Self> {
        let amount_tells = comparison.answer(Slot::Value) != Answer::Same;
        let mut worded = Vec::with_capacity(comparison.slots.len());
        for compared in &comparison.slots {
            let (slot, answer) = (compared.slot, compared.answer);
            let is_silent = compared.said.is_empty() && compared.have.is_empty();
            if is_silent || (slot == Slot::Unit && (amount_tells || answer == Answer::Same)) {
                continue;
            }
            let (said, have) = sides.words(slot, &compared.said, &compared.have);
            let noun = noun_of(slot, sides.claim.slots.action);
            worded.push(Self { slot, answer, noun, silent: compared.said.is_empty(), said, have });
        }
        worded
    }

    /// Whether both sides' words are to stand against each other: "gave" against a loan too, though it does not say that
    /// it was none.
    fn is_against(&self, statement: &Claim) -> bool {
        let lent = self.slot == Slot::Transfer && self.silent && self.have != "“donation”";
        self.answer == Answer::Different || (lent && statement.verb.is_some() && statement.status == Status::Done)
    }

    /// An amount or a deed speaks for itself; a name needs its part in it.
    fn named(&self, words: &str) -> String {
        match self.slot {
            Slot::Actor | Slot::Recipient | Slot::Product => format!("{} {words}", self.noun),
            _ => words.to_owned(),
        }
    }
}

impl Sides<'_> {
    /// The statement's words for a slot, and the sources'.
    fn words(&self, slot: Slot, said: &str, have: &str) -> (String, String) {
        let (statement, claim) = (self.statement, self.claim);
        match slot {
            Slot::Value | Slot::Unit => (
                figure(statement.slots.amount, &[statement.bound], &statement.slots.unit),
                figure(claim.slots.amount, &claim.bounds, &claim.slots.unit),
            ),
            Slot::Per => (rate(said), rate(have)),
            Slot::Action => (self.deed(), quoted(claim.slots.action.as_str())),
            Slot::Actor | Slot::Recipient | Slot::Product => (self.names(said), self.names(have)),
            Slot::Date => (days(&statement.dates), days(&claim.dates)),
            Slot::Status => (self.state(), each(claim.statuses.iter().map(|s| status(*s)))),
            // a deed's own verb says how: "donated" against "loan"
            Slot::Transfer if have.is_empty() => (quoted(said), String::new()),
            Slot::Transfer => (self.state(), each(have.split(", "))),
        }
    }

    fn names(&self, slots: &str) -> String {
        let names: Vec<_> = slots.split(", ").filter(|n| !n.is_empty()).map(|slot| name(slot, self.lexicon)).collect();
        list(&names)
    }

    /// A deed in the statement's own verb, else the state's word.
    fn state(&self) -> String {
        if self.statement.status == Status::Done { self.deed() } else { quoted(status(self.statement.status)) }
    }

    /// The statement's verb, in the past where the deed is done.
    fn deed(&self) -> String {
        let Some(verb) = self.statement.verb.as_deref() else { return quoted(status(self.statement.status)) };
        let entry = self.lexicon.actions.iter().find(|entry| entry.verb == verb);
        match entry.filter(|_| self.statement.status == Status::Done) {
            Some(entry) => quoted(&entry.past_tense()),
            None => quoted(verb),
        }
    }
}

/// What a slot is called where `action` is done.
const fn noun_of(slot: Slot, action: Action) -> &'static str {
    match slot {
        Slot::Value => "amount",
        Slot::Unit => "unit",
        Slot::Per => "rate",
        Slot::Action => "action",
        Slot::Actor => match action {
            Action::Give => "giver",
            Action::Order => "buyer",
            Action::Produce => "maker",
            Action::Have => "holder",
            _ if stands_for_a_place(action) => "place",
            _ => "actor",
        },
        Slot::Recipient => "recipient",
        Slot::Product => "product",
        Slot::Date => "date",
        Slot::Status => "status",
        Slot::Transfer => "kind of transfer",
    }
}

const fn status(status: Status) -> &'static str {
    match status {
        Status::Ongoing => "under way",
        other => other.as_str(),
    }
}

/// "per day"; nothing where there is no rate.
fn rate(per: &str) -> String {
    if per.is_empty() { String::new() } else { format!("per {}", per.replace('_', " ")) }
}

/// TIMEX3 values as a reader writes them.
fn days(values: &[String]) -> String {
    let words: Vec<String> = values.iter().map(|value| day(value)).collect();
    list(&words)
}

fn day(value: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = |month: i8| usize::try_from(month - 1).ok().and_then(|i| MONTHS.get(i)).copied().unwrap_or_default();
    let date = |day: jiff::civil::Date| format!("{} {} {}", day.day(), month(day.month()), day.year());
    if let Some(of_any_year) = value.strip_prefix("XXXX-") {
        let leap = day(&format!("2000-{of_any_year}"));
        return leap.strip_suffix(" 2000").unwrap_or(value).to_owned();
    }
    let Some(read) = dates::read(value) else { return value.to_owned() };
    match read {
        DateValue::Day(day) => date(day),
        DateValue::Month { year, month: m } => format!("{} {year}", month(m)),
        DateValue::Week { weekend, .. } => match read.interval() {
            Some((from, _)) if weekend => format!("the weekend of {}", date(from)),
            Some((from, _)) => format!("the week of {}", date(from)),
            None => value.to_owned(),
        },
        DateValue::Quarter { year, quarter } => format!("quarter {quarter} of {year}"),
        DateValue::Half { year, half } => format!("half {half} of {year}"),
        DateValue::Season { year, season } => format!("{} {year}", season.as_str()),
        DateValue::Decade(decade) => format!("the {decade}0s"),
        _ => value.to_owned(),
    }
}

fn quoted(words: &str) -> String {
    if words.is_empty() { String::new() } else { format!("“{words}”") }
}

fn each<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let words: Vec<String> = words.map(quoted).filter(|word| !word.is_empty()).collect();
    list(&words)
}

/// "a", "a and b", "a, b and c".
fn list<S: AsRef<str>>(items: &[S]) -> String {
    joined(items, "and")
}

/// "a", "a or b", "a, b or c".
fn any_of<S: AsRef<str>>(items: &[S]) -> String {
    joined(items, "or")
}

fn joined<S: AsRef<str>>(items: &[S], with: &str) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    match items.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} {with} {last}", before.join(", ")),
        Some((last, _)) => (*last).to_owned(),
        None => String::new(),
    }
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

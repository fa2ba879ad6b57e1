//! Figures: each number of the text, with its unit, its hedge and what it is of.
//!
//! A number is first asked whether it is one ([`names`]), then each rule of the table is asked for its unit, the
//! surest first. What no rule types takes the unit that the words before it left ([`elided`]); what is left after that
//! was seen and not typed.

mod address;
mod age;
mod elided;
mod hedge;
mod leading;
mod money;
mod names;
mod noun;
mod phrase;
mod rate;
mod sign;

use std::ops::Range;

use rust_decimal::Decimal;

use super::{Reading, Tried};
use crate::lexicon::{Hit, Sense, UnitClass, UnitEntry};
use crate::model::{Amount, DateMention, Quantity, Span};
use crate::text::{Number, Shape};

/// What a rule found out about a number.
#[derive(Clone, Debug, Default)]
struct Typed {
    /// The unit's id.
    unit: String,
    /// What happened to the people counted.
    event: Option<String>,
    /// The number with its sign.
    span: Option<Span>,
    /// What number and cents come to, or the number with the minus before its sign.
    amount: Option<Amount>,
    /// The tokens of number and unit.
    tokens: Range<usize>,
    /// Whether the unit stands elsewhere.
    elided: bool,
}

impl Typed {
    /// A number whose noun stands in its own phrase.
    fn of(unit: &UnitEntry, tokens: Range<usize>) -> Self {
        Self { unit: unit.id.clone(), event: unit.event.clone(), tokens, ..Self::default() }
    }

    /// A number whose unit stands elsewhere.
    fn elided(unit: &str, number: &Number) -> Self {
        Self { unit: unit.to_owned(), tokens: number.tokens.clone(), elided: true, ..Self::default() }
    }
}

/// What a rule did not find, in words.
pub(super) type Miss = &'static str;

type Rule = for<'r> fn(&Reading<'r>, &Number) -> Result<Typed, Miss>;

/// The rules that look at a number's own phrase, the surest first.
const TYPING: &[(&str, Rule)] = &[
    ("quantity/money-sign", sign::money),
    ("quantity/percent-sign", sign::percent),
    ("quantity/degree", sign::degrees),
    ("quantity/national-currency", money::national),
    ("quantity/compound", noun::compound),
    ("quantity/unit", noun::behind),
    ("quantity/people-of", noun::demonym),
    ("quantity/population", leading::population),
    ("quantity/unit-before", leading::before),
    ("quantity/toll", leading::toll),
    ("quantity/noun", noun::any),
];

/// The rules of this kind.
pub(super) const RULES: &[&str] = &[
    TYPING[0].0,
    TYPING[1].0,
    TYPING[2].0,
    TYPING[3].0,
    TYPING[4].0,
    TYPING[5].0,
    TYPING[6].0,
    TYPING[7].0,
    TYPING[8].0,
    TYPING[9].0,
    TYPING[10].0,
    elided::REFERRED,
    elided::SHARED,
    elided::MENTIONED,
    UNTYPED,
];

const UNTYPED: &str = "quantity/untyped";

/// All figures, in order.
pub(super) fn quantities(reading: &Reading<'_>, dates: &[DateMention]) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = Vec::new();
    let mut dates = dates.iter().peekable();
    let mut taken = 0; // one past the last token of an amount of dollars and cents
    let mut labels = None; // the token that the last name, age or date ends before
    for number in &reading.numbers {
        while dates.next_if(|date| date.span.end() <= number.span.start()).is_some() {}
        let dated = dates.peek().is_some_and(|date| date.span.overlaps(number.span));
        if dated || number.tokens.start < taken || names::no_figure(reading, number) {
            // a date's list goes on with days: "May 1 and 2"; years are told by themselves
            let day = dated && reading.word(number.tokens.start).len() < 3;
            if day || !dated && names::label(reading, number) {
                labels = Some(number.tokens.end);
            }
            continue;
        }
        let own = TYPING.iter().find_map(|(rule, typed)| Some((*rule, typed(reading, number).ok()?)));
        if own.is_none() && labels.is_some_and(|end| names::listed(reading, number, end)) {
            labels = Some(number.tokens.end);
            continue;
        }
        if nameless(reading, number, own.as_ref()) {
            continue;
        }
        let typed = own.or_else(|| elided::find(reading, number, &found));
        match typed {
            Some((rule, typed)) if class(reading, &typed.unit) != Some(UnitClass::Time) => {
                let typed = money::settle(reading, number, typed);
                if typed.amount.is_some() {
                    taken = typed.tokens.end;
                }
                found.push(make(reading, number, rule, typed));
            }
            None if counts(reading, number) => found.push(make(reading, number, UNTYPED, Typed::default())),
            _ => {}
        }
    }
    elided::share_events(reading, &mut found);
    found
}

/// Whether the number is a year or a model after all, since what it would count is not right behind it.
fn nameless(reading: &Reading<'_>, number: &Number, own: Option<&(&'static str, Typed)>) -> bool {
    match own {
        None => names::year(reading, number, None) || names::one_thing(reading, number),
        Some((rule, typed)) => {
            let apart = *rule == "quantity/noun" || *rule == "quantity/unit" && typed.tokens.len() > 2;
            apart && names::year(reading, number, Some(typed))
        }
    }
}

/// For each number, what each rule of the table says of it until one takes it: what it did not find, or its name.
pub(super) fn tried(reading: &Reading<'_>) -> Vec<(Span, Tried)> {
    let rules = |number: &Number| {
        let mut answers = Vec::new();
        for (rule, typed) in TYPING {
            let answer = typed(reading, number).map(|_| ());
            answers.push((*rule, answer));
            if answer.is_ok() {
                break;
            }
        }
        answers
    };
    reading.numbers.iter().filter(|n| !names::no_figure(reading, n)).map(|n| (n.span, rules(n))).collect()
}

/// Whether an untyped number is still a figure that a reader would miss: not "one", "first" or "half".
fn counts(reading: &Reading<'_>, number: &Number) -> bool {
    match number.shape {
        Shape::Figure | Shape::Vague => true,
        // "2-3" alone is a score, or a place in a book
        Shape::Range => number.tokens.len() > 3 || !reading.any(number.tokens.start + 1, &["-", "–", "—"]),
        Shape::Words => {
            number.tokens.len() > 1 || !reading.any(number.tokens.start, &["one", "zero", "nought", "naught"])
        }
        // "a quarter" by itself is three months
        Shape::Fraction => {
            let end = number.tokens.end;
            number.tokens.len() > 1 && (!reading.is(end - 1, "quarter") || reading.is(end, "of"))
        }
        Shape::Ordinal => false,
    }
}

fn make(reading: &Reading<'_>, number: &Number, rule: &'static str, typed: Typed) -> Quantity {
    let span = typed.span.unwrap_or(number.span);
    let tokens = reading.tokens_of(span);
    let core = tokens.start..tokens.end.max(typed.tokens.end);
    let hedge = hedge::of(reading, tokens.clone(), core.end);
    let money = class(reading, &typed.unit) == Some(UnitClass::Money);
    let (of, end) = products(reading, tokens.end, core.end);
    let people = class(reading, &typed.unit) == Some(UnitClass::Person);
    let befell = leading::fate(reading, core.end).or_else(|| leading::harm(reading, hedge.first).filter(|_| people));
    Quantity {
        span,
        phrase: reading.span(hedge.first..end.max(hedge.end)),
        amount: typed.amount.unwrap_or(number.amount),
        bound: hedge::bound(number, hedge.bound),
        unit: (!typed.unit.is_empty()).then_some(typed.unit),
        per: rate::of(reading, core.end, money),
        event: typed.event.or_else(|| befell.map(str::to_owned)),
        of,
        elided: typed.elided,
        rule,
    }
}

/// The products named between the number and its unit or right behind it ("doses of the AstraZeneca vaccine"), and
/// the token that they end before.
fn products(reading: &Reading<'_>, number_end: usize, core_end: usize) -> (Vec<String>, usize) {
    let mut names: Vec<String> = Vec::new();
    let mut end = core_end;
    let mut take = |from: usize, to: usize| {
        let mut at = from;
        let mut last = None;
        while at < to {
            match reading.hit(at, |sense| {
                if let Sense::Product(p) = sense { reading.lexicon.products.get(p as usize) } else { None }
            }) {
                Some((hit, product)) => {
                    if !names.contains(&product.name) {
                        names.push(product.name.clone());
                    }
                    at = hit.end;
                    last = Some(at);
                }
                None => at += 1,
            }
        }
        last
    };
    take(number_end, core_end);
    if reading.any(core_end, &["of", "from", "by", "distributed", "made"]) {
        // "of the two-shot AstraZeneca COVID-19 vaccine": up to the end of that noun phrase
        let from = core_end + 1 + usize::from(reading.any(core_end + 1, phrase::DETERMINERS));
        let goes_on = |i: usize| reading.any(i, &["and", "or", ",", "by", "from"]);
        let limit = (from..from + 14).find(|i| phrase::ends_phrase(reading, *i) && !goes_on(*i)).unwrap_or(from + 14);
        if let Some(last) = take(from, limit) {
            end = last;
        }
    }
    names.sort();
    (names, end)
}

/// The number that begins at a token.
fn number_at<'r>(reading: &'r Reading<'_>, at: usize) -> Option<&'r Number> {
    let index = reading.numbers.binary_search_by_key(&at, |n| n.tokens.start);
    index.ok().and_then(|i| reading.numbers.get(i))
}

/// The number that ends before a token.
fn number_before<'r>(reading: &'r Reading<'_>, end: usize) -> Option<&'r Number> {
    let behind = reading.numbers.partition_point(|n| n.tokens.end < end);
    reading.numbers.get(behind).filter(|n| n.tokens.end == end)
}

/// The unit whose word begins at a token.
fn unit_at<'r>(reading: &Reading<'r>, at: usize) -> Option<(Hit, &'r UnitEntry)> {
    reading.hit(at, |sense| unit(reading, sense))
}

/// The unit that a sense of the lexicon names.
fn unit<'r>(reading: &Reading<'r>, sense: Sense) -> Option<&'r UnitEntry> {
    if let Sense::Unit(unit) = sense { reading.lexicon.units.get(unit as usize) } else { None }
}

/// The class of a unit id; `None` for a head noun that no table holds.
fn class(reading: &Reading<'_>, id: &str) -> Option<UnitClass> {
    reading.lexicon.unit_class(id)
}

/// A number that a rule may ask about: small plain ones are often something else than a count.
fn large(number: &Number) -> bool {
    let most = number.amount.high.or(number.amount.value);
    number.shape != Shape::Range && number.tokens.len() > 1 || most.is_some_and(|value| value >= Decimal::ONE_THOUSAND)
}

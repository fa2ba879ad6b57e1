//! What only money has: cents behind dollars, a minus before the sign, and pounds that are no weight.

use rust_decimal::Decimal;

use super::phrase::ends_phrase;
use super::{Miss, Typed, class, number_at, unit_at};
use crate::extract::Reading;
use crate::lexicon::{Sense, UnitClass};
use crate::model::Amount;
use crate::text::{Number, Shape};

/// "3 billion shillings", "40 million kroner": a noun that several countries' currencies share is that of the country
/// spoken of: the nearest before it, else the first of the text.
pub(super) fn national(reading: &Reading<'_>, number: &Number) -> Result<Typed, Miss> {
    let end = number.tokens.end;
    let mut all = reading.lexicon.currencies(reading.word(end));
    let namesakes = all.clone();
    let (Some(first), next) = (all.next(), all.next()) else { return Err("no noun of a currency stands behind it") };
    let of = |at: usize| {
        let country = |sense| match sense {
            Sense::Place(place) | Sense::Demonym(place) => reading.lexicon.places.get(usize::from(place)),
            _ => None,
        };
        let (_, place) = reading.hit(at, country)?;
        // a code of ISO 4217 begins with its country's
        place.countries.iter().find_map(|code| namesakes.clone().find(|unit| unit.id.starts_with(code.as_str())))
    };
    let before = (end.saturating_sub(SPOKEN_OF)..end).rev().find_map(of);
    let unit = before.or_else(|| (0..SPOKEN_OF.min(reading.tokens.len())).find_map(of));
    // "20 billion yen" need no country
    if next.is_none() && unit_at(reading, end).is_some() {
        return Err("only one country's currency is called so");
    }
    let unit = unit.or(if next.is_none() { Some(first) } else { None });
    unit.map(|unit| Typed::of(unit, number.tokens.start..end + 1)).ok_or("no country that has one is spoken of")
}

/// A currency's country is looked for this many tokens back, and as far from the text's beginning.
const SPOKEN_OF: usize = 120;

/// A typed number with what its money still asks for.
pub(super) fn settle(reading: &Reading<'_>, number: &Number, typed: Typed) -> Typed {
    let typed = if typed.unit == "pound" && sterling(reading, number, &typed) {
        Typed { unit: "GBP".to_owned(), ..typed }
    } else {
        typed
    };
    if class(reading, &typed.unit) != Some(UnitClass::Money) || typed.elided {
        return typed;
    }
    let typed = in_millions(reading, number, typed);
    match cents(reading, number, &typed).or_else(|| below_zero(reading, number, &typed)) {
        Some(more) => more,
        None => typed,
    }
}

/// "20 MUSD", "MEUR 3": the code's letter stands for millions.
fn in_millions(reading: &Reading<'_>, number: &Number, typed: Typed) -> Typed {
    let codes = [number.tokens.start.wrapping_sub(1), number.tokens.end].map(|at| reading.word(at).strip_prefix('M'));
    let amount = number.amount.value.filter(|_| codes.contains(&Some(typed.unit.as_str())));
    match amount.and_then(|value| value.checked_mul(Decimal::from(1_000_000))) {
        Some(value) => Typed { amount: Some(Amount::exact(value)), ..typed },
        None => typed,
    }
}

/// "3 dollars 50 cents", "thirteen dollars and forty-five cents", "15 dollars 50": one amount.
fn cents(reading: &Reading<'_>, number: &Number, typed: &Typed) -> Option<Typed> {
    let plain = |n: &Number| matches!(n.shape, Shape::Figure | Shape::Words);
    let end = typed.tokens.end;
    if end == number.tokens.end
        || reading.is(number.tokens.end, "of")
        || !plain(number)
        || matches!(typed.unit.as_str(), "cent" | "penny")
    {
        return None;
    }
    let and = reading.is(end, "and");
    let small = number_at(reading, if and { end + 1 } else { end }).filter(|n| plain(n))?;
    let value = small.amount.value.filter(|v| v.scale() == 0 && *v > Decimal::ZERO && *v < Decimal::ONE_HUNDRED)?;
    let behind = small.tokens.end;
    let sub = SUBUNITS.iter().find(|(words, _)| reading.any(behind, words)).map(|(_, parts)| *parts);
    let named = sub.is_some();
    let open = ends_phrase(reading, behind) && unit_at(reading, behind).is_none();
    let bare = !and && value >= Decimal::TEN && open;
    if !named && !bare {
        return None;
    }
    let whole = number.amount.value.filter(|v| v.scale() == 0)?;
    let amount = Amount::exact(whole.checked_add(value.checked_div(Decimal::from(sub.unwrap_or(100)))?)?.normalize());
    let tokens = typed.tokens.start..if named { behind + 1 } else { behind };
    Some(Typed { amount: Some(amount), span: Some(number.span.cover(small.span)), tokens, ..typed.clone() })
}

/// "-$5 million": the minus stands before the sign.
fn below_zero(reading: &Reading<'_>, number: &Number, typed: &Typed) -> Option<Typed> {
    let minus = typed.tokens.start.checked_sub(1).filter(|_| typed.tokens.start < number.tokens.start)?;
    let free = reading.tokens.get(minus).is_some_and(|t| !t.glued || t.starts_paragraph);
    let glued = reading.tokens.get(typed.tokens.start).is_some_and(|t| t.glued);
    let value = number.amount.value.filter(|_| free && glued && matches!(reading.word(minus), "-" | "−"))?;
    let tokens = minus..typed.tokens.end;
    let amount = Some(Amount::exact(-value));
    Some(Typed { amount, span: Some(reading.span(minus..number.tokens.end)), tokens, ..typed.clone() })
}

/// Small coins, and how many of them make one of the large.
const SUBUNITS: &[(&[&str], i64)] = &[
    (
        &[
            "cent", "cents", "pence", "penny", "centavos", "centimes", "paise", "paisa", "kopecks", "kopeks", "groszy",
            "satang", "piastres", "agorot", "kobo", "fen",
        ],
        100,
    ),
    (&["mao", "jiao"], 10),
];

/// Whether pounds are money: millions of them with no stuff behind "of", or a price that is spoken of.
fn sterling(reading: &Reading<'_>, number: &Number, typed: &Typed) -> bool {
    const PRICE: &[&str] = &[
        "pay", "pays", "paid", "paying", "cost", "costs", "costing", "worth", "fine", "fined", "price", "earn",
        "earns", "earned", "earning", "spend", "spent", "spending", "salary", "profit", "profits", "loss", "losses",
        "invest", "invested", "debt", "debts", "bill", "fee", "charged", "raised", "priced",
    ];
    if reading.is(typed.tokens.end, "of") {
        return false;
    }
    let start = number.tokens.start;
    let from = reading.sentence(start).map_or(start, |s| s.tokens.start).max(start.saturating_sub(6));
    number.amount.point().is_some_and(|v| v >= Decimal::from(1_000_000)) || (from..start).any(|i| reading.any(i, PRICE))
}

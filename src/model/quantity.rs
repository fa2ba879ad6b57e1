//! Figures: what the words say, no more precise than they say it.

use rust_decimal::Decimal;

use super::Span;

/// A number that counts or measures something.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// The number, scale words and signs included, hedges and unit words excluded.
    pub span: Span,
    /// From the hedge to the unit and what it is of.
    pub phrase: Span,
    /// What the words give.
    pub amount: Amount,
    /// The hedge.
    pub bound: Bound,
    /// What is counted, lower-case singular, or an ISO 4217 code; `None` where the number was seen and not typed.
    pub unit: Option<String>,
    /// The period of a rate.
    pub per: Option<Per>,
    /// What happened to the people counted, such as `death`.
    pub event: Option<String>,
    /// The products that the number's own phrase names.
    pub of: Vec<String>,
    /// Whether the unit stands elsewhere than in the number's own phrase.
    pub elided: bool,
    /// The rule that typed it, or that saw it.
    pub rule: &'static str,
}

/// A point (`value`), or bounds where the words give no point. Never both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Amount {
    /// The number in full.
    pub value: Option<Decimal>,
    /// Lower bound of a range or of a vague number.
    pub low: Option<Decimal>,
    /// Upper bound.
    pub high: Option<Decimal>,
}

impl Amount {
    /// A point.
    #[must_use]
    pub const fn exact(value: Decimal) -> Self {
        Self { value: Some(value), low: None, high: None }
    }

    /// A lower bound alone, as "tens of millions" gives.
    #[must_use]
    pub const fn from(low: Decimal) -> Self {
        Self { value: None, low: Some(low), high: None }
    }

    /// A range.
    #[must_use]
    pub const fn between(low: Decimal, high: Decimal) -> Self {
        Self { value: None, low: Some(low), high: Some(high) }
    }

    /// The number that stands for it when two are compared for closeness: the point, else the lower bound.
    #[must_use]
    pub fn point(self) -> Option<Decimal> {
        self.value.or(self.low)
    }
}

/// How the words bound the number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are the public form's own words")]
pub enum Bound {
    #[default]
    Exactly,
    About,
    MoreThan,
    AtLeast,
    LessThan,
    AtMost,
    Between,
    Vague,
}

/// The period of a rate, or the base it is taken over.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Per(
    /// `day`, `week`, `month`, `year`, `hour`, or what the rate is over ("100000 person").
    pub String,
);

words!(Bound {
    Exactly => "exactly", About => "about", MoreThan => "more_than", AtLeast => "at_least",
    LessThan => "less_than", AtMost => "at_most", Between => "between", Vague => "vague",
});

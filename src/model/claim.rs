//! Claims: a figure with its frame.

use super::{Amount, Bound, Per, Span};

/// One mention of a claim in one article.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The figure.
    pub span: Span,
    /// What makes two mentions one claim.
    pub slots: Slots,
    /// Canonical text of the slots: mentions with the same key are one claim. Any engine can group by it.
    pub key: String,
    /// Canonical text of the slots that two mentions of one claim always share: the blocking key.
    pub block: String,
    /// The agency or outlet that the mention comes from, where one can be told.
    pub origin: Option<String>,
    /// Why that is its origin.
    pub origin_reason: OriginReason,
    /// The verb's base form, such as `lend`.
    pub verb: Option<String>,
    /// How it changes hands.
    pub transfer: Option<Transfer>,
    /// The figure's hedge.
    pub bound: Bound,
    /// Whether it is done.
    pub status: Status,
    /// The words that gave the status, where it is not the verb's own form.
    pub status_cue: Option<Span>,
    /// TIMEX3 values: when it happened or shall happen, where the sentence says so.
    pub dates: Vec<String>,
    /// The chain it hangs on, nearest first: the speaker, then who relayed it.
    pub says: Vec<String>,
    /// The sentence it stands in.
    pub sentence: Span,
    /// The rules that filled the frame.
    pub rules: Vec<&'static str>,
}

/// The typed slots. Lists are sorted and hold no name twice.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Slots {
    /// What is done, seen from the doer's side.
    pub action: Action,
    /// How much.
    pub amount: Amount,
    /// What is counted.
    pub unit: String,
    /// The period of a rate.
    pub per: Option<Per>,
    /// Who does it: ISO 3166-1 alpha-2 codes for countries, else names.
    pub actor: Vec<String>,
    /// Who gets it.
    pub recipient: Vec<String>,
    /// Makers or brands.
    pub product: Vec<String>,
}

/// What is done, seen from the doer's side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are the public form's own words")]
pub enum Action {
    Give,
    Order,
    Produce,
    Have,
    Administer,
    Vaccinate,
    Die,
    Infect,
    Hospitalise,
    Cost,
    Population,
    Need,
    Other,
}

/// How something changes hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are the public form's own words")]
pub enum Transfer {
    Donation,
    Loan,
    Sale,
    Exchange,
}

/// How far a claim is from being a fact, as the words put it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are the public form's own words")]
pub enum Status {
    #[default]
    Done,
    Ongoing,
    Planned,
    Requested,
    Possible,
    Denied,
}

/// What in its article tells whose story a mention is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OriginReason {
    /// The words around it say who reported it.
    Reported,
    /// The article carries an agency's mark: in its dateline, credit or byline.
    Mark,
    /// Nothing but the outlet that ran it.
    Outlet,
    /// Nothing.
    Untold,
}

/// How one claim hangs together with another. Both are indices or keys of the holder's own kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Relation<T> {
    /// The claim that it is told of: the part, the deed, the later figure.
    pub from: T,
    /// What it is.
    pub kind: RelationKind,
    /// The other claim: the whole, the plan, the earlier figure.
    pub to: T,
    /// Why, in words.
    pub reason: String,
}

/// The kinds of relation between two claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are the public form's own words")]
pub enum RelationKind {
    PartOf,
    CarriesOut,
    Revises,
    Conflicts,
}

words!(Action {
    Give => "give", Order => "order", Produce => "produce", Have => "have", Administer => "administer",
    Vaccinate => "vaccinate", Die => "die", Infect => "infect", Hospitalise => "hospitalise", Cost => "cost",
    Population => "population", Need => "need", Other => "other",
});
words!(OriginReason {
    Reported => "reported by it", Mark => "wire mark", Outlet => "its own report", Untold => "not told",
});
words!(Transfer { Donation => "donation", Loan => "loan", Sale => "sale", Exchange => "exchange" });
words!(Status {
    Done => "done", Ongoing => "ongoing", Planned => "planned", Requested => "requested",
    Possible => "possible", Denied => "denied",
});
words!(RelationKind { PartOf => "part_of", CarriesOut => "carries_out", Revises => "revises", Conflicts => "conflicts" });

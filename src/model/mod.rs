//! Floor 0: the plain types that every other floor speaks in.
//!
//! They hold values and say what the values mean; they know nothing of files, SQL, JSON or patterns.
//! All offsets here are bytes into the article's stored text; code points exist only in the public form (`record`).

#[macro_use]
mod words;

mod article;
mod claim;
mod date;
mod dossier;
mod exchange;
mod facts;
mod history;
mod judgement;
mod kept;
mod page;
mod quantity;
mod span;
mod stored;
mod verified;

pub use article::{Article, Published, Signal, Signals};
pub use claim::{Action, Claim, OriginReason, Relation, RelationKind, Slots, Status, Transfer};
pub use date::{Anchor, DateBound, DateKind, DateMention, DateValue, DayPart, Season, TimeUnit};
pub use dossier::{ArticleRecord, Detail, Dossier, FactKind, FactRecord};
pub use exchange::{Answer, Exchange, Seen};
pub use facts::{Coverage, Facts, Form, Person, Place, PlaceKind, Quote, Report, Source, SourceKind, Speaker};
pub use history::{First, History, Peer, Peers, Purpose, Series, Standing};
pub use judgement::{About, Judgement, JudgementRecord, KeyName, Pair, Ruling, Verdict};
pub use kept::{Kept, KeptPassage};
pub use page::{Block, Extent, Snapshot};
pub use quantity::{Amount, Bound, Per, Quantity};
pub use span::Span;
pub use stored::{
    Change, ClaimRecord, Difference, Evidence, Group, Keyed, Known, Occurrence, Processed, QuoteRecord, Regroup,
    Related, Words,
};
pub use verified::{Integrity, Located, Verified, VerifiedPassage};

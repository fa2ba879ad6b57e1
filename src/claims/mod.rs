//! Floor 4: claims from facts. Pure.
//!
//! A claim is a figure with its frame: `scene` is what stands around it, `clause` finds the verb or noun that governs
//! it, `party` who can act or get something, `subject` and `sides` who of them does, `when` the dates, `status`
//! whether it is a plan or a deed. `key` says what makes two mentions one claim, `group` which keys are one, `judged` what
//! people have decided of that,
//! `relation` how the claims of an article hang together, `series` and `across` how those of all articles do, with
//! `figures` in words, and `compare` how a statement stands to a claim, slot by slot and in a sentence, of which `checked`
//! keeps the outcome.

mod across;
mod action;
mod checked;
mod clause;
mod compare;
mod event;
mod figures;
mod frame;
mod group;
mod judged;
mod key;
mod origin;
mod party;
mod product;
mod relation;
mod said;
mod scene;
mod series;
mod sides;
mod status;
mod subject;
mod when;

pub use across::relations;
pub use checked::{Checked, Matched, Outcome};
pub use compare::{Answer, Compared, Comparison, Slot, comparable, compare, conversion, counts_alike, wording};
pub use figures::grouped;
pub use frame::{RULES, claims};
pub use group::regroup;
pub use judged::in_force;
pub use key::{block, id, key, key_name};
pub use origin::mark;
pub use series::standing;

//! Floor 4: claims from facts. Pure.
//!
//! A claim is a figure with its frame: [`clause`] finds the verb or noun that governs the figure, [`party`] who stands
//! around it, [`slots`] who of them is on which side, [`status`] whether it is a plan or a deed. [`key`] says what makes
//! two mentions one claim, [`group`] which keys of a block are one, [`relation`] how the claims of an article hang
//! together, and [`compare`] how a statement stands to a claim.

mod clause;
mod compare;
mod frame;
mod group;
mod key;
mod origin;
mod party;
mod relation;
mod said;
mod slots;
mod status;

pub use compare::{Answer, Comparison, Slot, compare};
pub use frame::claims;
pub use group::regroup;
pub use key::{block, id, key};

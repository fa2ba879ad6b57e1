//! Floor 5: the public JSON form. Bytes become code points here.

pub mod article;
pub mod ask;
pub mod browse;
pub mod check;
pub mod claim;
pub mod document;
pub mod export;
pub mod fact;
pub mod html;
pub mod judgement;
mod link;
mod parts;
pub mod quote;
mod signals;
pub mod verify;
pub mod words;

pub use link::{is_web, text_fragment};
pub use parts::{Amount, Number, Passage, Range, Sides, one_of};
pub use signals::Signals;

pub use crate::text::Chars;

/// The JSON Schema of a public form, as the program writes it.
#[must_use]
pub fn schema<T: schemars::JsonSchema>() -> schemars::Schema {
    schemars::generate::SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>()
}

//! onrecord reads news articles, takes out the figures and what is said of them, the quotes and the sources, and
//! merges them into one database of claims, each with every passage it rests on.
//!
//! The core (`text`, `lexicon`, `extract`, `claims`) is pure: no clock, no I/O, no panic on any input, and the same
//! answer for the same text every time. See `ARCHITECTURE.md` for the floors and what may import what.

pub mod claims;
pub mod cli;
pub mod extract;
pub mod fetch;
pub mod lexicon;
pub mod model;
pub mod pipeline;
pub mod record;
pub mod store;
pub mod text;
pub mod web;

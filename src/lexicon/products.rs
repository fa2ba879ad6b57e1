//! Makers and brands that figures are of.

use serde::Deserialize;

use super::load::parse;
use super::{Lexicon, LexiconError, Sense};

/// A maker or brand.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProductEntry {
    /// The name under which its claims are kept.
    pub name: String,
    /// How else it is written.
    #[serde(default)]
    pub names: Vec<String>,
    /// Whether the name is a company that can act and speak.
    #[serde(default)]
    pub company: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "licence")]
    _licence: String,
    #[serde(default)]
    product: Vec<ProductEntry>,
}

pub(super) fn read(lexicon: &mut Lexicon, name: &str, contents: &str) -> Result<(), LexiconError> {
    for product in parse::<File>(name, contents)?.product {
        let index = super::index(lexicon.products.len());
        for form in std::iter::once(&product.name).chain(&product.names) {
            lexicon.automaton.add(form, Sense::Product(index));
        }
        lexicon.products.push(product);
    }
    Ok(())
}

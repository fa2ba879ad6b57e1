//! Who belongs to a union, and which countries lie in a region: what makes one recipient broader than another.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::load::parse;
use super::{Lexicon, LexiconError};

/// Regions hold regions that hold regions, and no more: a file that names itself ends here.
const DEPTH: usize = 4;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "licence")]
    _licence: String,
    #[serde(default)]
    unions: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    regions: BTreeMap<String, Vec<String>>,
}

pub(super) fn read(lexicon: &mut Lexicon, name: &str, contents: &str) -> Result<(), LexiconError> {
    let file = parse::<File>(name, contents)?;
    lexicon.members.extend(file.unions);
    lexicon.members.extend(file.regions);
    Ok(())
}

impl Lexicon {
    /// Whether a union or a region has a member, or holds a country or another region. Both are named as in a claim's
    /// slot: "African Union" holds `KE`, "Asia" holds "Southeast Asia". Nothing holds itself.
    #[must_use]
    pub fn holds(&self, whole: &str, part: &str) -> bool {
        self.holds_within(whole, part, DEPTH)
    }

    fn holds_within(&self, whole: &str, part: &str, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        let Some(members) = self.members.get(whole) else { return false };
        whole != part && members.iter().any(|member| member == part || self.holds_within(member, part, depth))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_holds_what_its_parts_hold() {
        let lexicon = Lexicon::embedded();
        for (whole, part) in
            [("EU", "DE"), ("African Union", "KE"), ("Asia", "Southeast Asia"), ("Latin America", "PE")]
        {
            assert!(lexicon.holds(whole, part), "{whole} holds {part}");
            assert!(!lexicon.holds(part, whole), "{part} does not hold {whole}");
        }
        for (whole, part) in [("EU", "GB"), ("EU", "EU"), ("Southern Africa", "KE"), ("MX", "MX"), ("", "")] {
            assert!(!lexicon.holds(whole, part), "{whole} does not hold {part}");
        }
    }

    #[test]
    fn every_member_is_a_country_or_is_listed_itself() {
        let lexicon = Lexicon::embedded();
        let country = |code: &String| lexicon.places.iter().any(|place| place.countries.first() == Some(code));
        for member in lexicon.members.values().flatten() {
            assert!(country(member) || lexicon.members.contains_key(member), "{member}");
        }
    }
}

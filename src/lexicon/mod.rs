//! Floor 2: the words as data. Each `*.toml` here is read by the module beside it that has its name; the words of all
//! of them go into one automaton, so that a text is scanned once.

mod actions;
mod automaton;
mod describe;
mod hedges;
mod inflect;
mod load;
mod members;
mod outlets;
mod places;
mod products;
mod sayings;
mod time;
mod titles;
mod units;

use std::collections::BTreeMap;
use std::sync::OnceLock;

pub use actions::{ActionEntry, Side};
pub use automaton::{Hit, Hits};
pub use inflect::{VerbForm, plural, singular};
pub use load::LexiconError;
pub use outlets::BodyEntry;
pub use places::{Beside, PlaceEntry};
pub use products::ProductEntry;
pub use sayings::{Construction, SayingEntry};
pub use time::{Direction, HolidayEntry, HolidayRule, Lead, TimeWord, WeekdayForm};
pub use titles::TitleClass;
pub use units::{Size, UnitClass, UnitEntry};

use automaton::Automaton;

use crate::model::{Bound, PlaceKind, SourceKind, Status};

/// The words that the extractor knows.
#[derive(Debug, Default)]
pub struct Lexicon {
    automaton: Automaton,
    /// Verbs of action.
    pub actions: Vec<ActionEntry>,
    /// Holidays.
    pub holidays: Vec<HolidayEntry>,
    /// Outlets, agencies, government bodies, companies, organisations, platforms.
    pub bodies: Vec<BodyEntry>,
    /// Members of unions and regions, by the name that a claim's slot has.
    members: BTreeMap<String, Vec<String>>,
    /// Places.
    pub places: Vec<PlaceEntry>,
    /// Makers and brands.
    pub products: Vec<ProductEntry>,
    /// Verbs of saying.
    pub sayings: Vec<SayingEntry>,
    /// What is counted.
    pub units: Vec<UnitEntry>,
    unit_classes: foldhash::HashMap<String, UnitClass>,
    sizes: foldhash::HashMap<String, Size>,
    /// The currencies that share a noun, by it: "shilling", "shillings".
    namesakes: foldhash::HashMap<String, Vec<u16>>,
    /// Indices of countries by their codes.
    countries: foldhash::HashMap<String, u16>,
}

/// What a word or a run of words can be. Numbers are indices into the lexicon's table of that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sense {
    /// A place by name.
    Place(u16),
    /// A place by its people or its adjective.
    Demonym(u16),
    /// A place by an abbreviation that counts behind a city and a comma.
    BehindCity(u16),
    /// A place by an abbreviation that counts where the text names the place in full.
    WeakPlace(u16),
    /// A word that tells what a place's name beside it is part of.
    Beside(Beside),
    /// A noun that is counted.
    Unit(u16),
    /// A sign before a number, such as `$`.
    UnitSign(u16),
    /// A hedge before a number.
    HedgeBefore(Bound),
    /// A hedge behind a number.
    HedgeBehind(Bound),
    /// A maker or brand.
    Product(u16),
    /// A verb of action.
    Action(u16, VerbForm),
    /// A noun of action.
    ActionNoun(u16),
    /// A verb that governs another and gives its status.
    CueVerb(Status, VerbForm),
    /// Words that give the status of a verb.
    Cue(Status),
    /// A word of time.
    Time(TimeWord),
    /// A body that says something, by name.
    Body(u16),
    /// A noun that tells what kind of body a name stands for.
    BodyHead(SourceKind),
    /// A verb of saying.
    Saying(u16, VerbForm),
    /// A noun for a person, or a word before one.
    Title(TitleClass),
}

/// The files that come with onrecord, by name.
const EMBEDDED: &[(&str, &str)] = &[
    ("actions.toml", include_str!("actions.toml")),
    ("hedges.toml", include_str!("hedges.toml")),
    ("members.toml", include_str!("members.toml")),
    ("outlets.toml", include_str!("outlets.toml")),
    ("places.toml", include_str!("places.toml")),
    ("places-regions.toml", include_str!("places-regions.toml")),
    ("places-cities.toml", include_str!("places-cities.toml")),
    ("places-names.toml", include_str!("places-names.toml")),
    ("products.toml", include_str!("products.toml")),
    ("sayings.toml", include_str!("sayings.toml")),
    ("time.toml", include_str!("time.toml")),
    ("titles.toml", include_str!("titles.toml")),
    ("units.toml", include_str!("units.toml")),
];

impl Lexicon {
    /// The words that come with onrecord.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| Self::with(&[]).unwrap_or_default())
    }

    /// The embedded words and a user's own: `files` are (name, contents) of TOML files named as the embedded ones are.
    ///
    /// # Errors
    /// Where a file is not as expected: names it, the line, and what is expected.
    pub fn with(files: &[(String, String)]) -> Result<Self, LexiconError> {
        let mut lexicon = Self::default();
        let own = files.iter().map(|(name, contents)| (name.as_str(), contents.as_str()));
        for (name, contents) in EMBEDDED.iter().copied().chain(own) {
            lexicon.read(name, contents)?;
        }
        lexicon.automaton.finish();
        Ok(lexicon)
    }

    /// The class of a unit by its id; `None` for a head noun that no table holds.
    #[must_use]
    pub fn unit_class(&self, id: &str) -> Option<UnitClass> {
        self.unit_classes.get(id).copied()
    }

    /// The currencies that are called by this noun behind a country's adjective: "shilling", "kroner".
    pub fn currencies(&self, noun: &str) -> impl Iterator<Item = &UnitEntry> + Clone {
        let all = self.namesakes.get(noun).into_iter().flatten();
        all.filter_map(|index| self.units.get(usize::from(*index)))
    }

    /// How large a measure is, by its id; `None` where it is no measure or its size is not known.
    #[must_use]
    pub fn size(&self, id: &str) -> Option<&Size> {
        self.sizes.get(id)
    }

    /// The country or bloc of an ISO code.
    #[must_use]
    pub fn country(&self, code: &str) -> Option<&PlaceEntry> {
        self.countries.get(code).and_then(|index| self.places.get(usize::from(*index)))
    }

    /// What a name is in a claim's slot: "Mexico" and "Mexican" are `MX`, "the White House" `US`, a product or a body goes
    /// by its main name. A name that is not known stays as it is.
    #[must_use]
    pub fn slot<'n>(&'n self, name: &'n str) -> &'n str {
        let tokens = crate::text::tokens(name);
        let whole = self.scan(name, &tokens);
        let code = |place: u16| {
            let place =
                self.places.get(place as usize).filter(|p| matches!(p.kind, PlaceKind::Country | PlaceKind::Bloc))?;
            place.countries.first().map(String::as_str)
        };
        let known = whole.at(0).iter().filter(|hit| hit.end == tokens.len()).find_map(|hit| match hit.sense {
            Sense::Place(place) | Sense::Demonym(place) => code(place),
            Sense::Body(body) => self.bodies.get(body as usize).map(BodyEntry::slot),
            Sense::Product(product) => self.products.get(product as usize).map(|p| p.name.as_str()),
            _ => None,
        });
        known.unwrap_or(name)
    }

    /// Finds the known words in a text.
    #[must_use]
    pub fn scan(&self, text: &str, tokens: &[crate::text::Token]) -> Hits {
        self.automaton.scan(text, tokens)
    }
}

/// Table indices are 16 bits wide; words past the 65,536th of a table share the last index.
fn index(length: usize) -> u16 {
    u16::try_from(length).unwrap_or(u16::MAX)
}

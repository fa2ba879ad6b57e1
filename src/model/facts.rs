//! What the extractor finds in one article.

use super::{DateMention, Quantity, Span};

/// Everything found in one article, each kind in the order of the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// Figures.
    pub quantities: Vec<Quantity>,
    /// Expressions of time.
    pub dates: Vec<DateMention>,
    /// Places.
    pub places: Vec<Place>,
    /// People, one entry each with every mention.
    pub people: Vec<Person>,
    /// What was said.
    pub quotes: Vec<Quote>,
    /// Where the article says that its information comes from.
    pub sources: Vec<Source>,
    /// What outlets and documents are said to report.
    pub reports: Vec<Report>,
}

impl Facts {
    /// How many numbers were seen, and how many of them were typed.
    #[must_use]
    pub fn coverage(&self) -> Coverage {
        Coverage { numbers: self.quantities.len(), typed: self.quantities.iter().filter(|q| q.unit.is_some()).count() }
    }
}

/// Numbers seen and numbers typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Numbers that could have been figures.
    pub numbers: usize,
    /// Those with a unit.
    pub typed: usize,
}

/// A mention of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The name, without "the" and 's.
    pub span: Span,
    /// The usual English name: `Mexico` for "Mexican".
    pub name: String,
    /// What it is.
    pub kind: PlaceKind,
    /// ISO 3166-1 alpha-2 codes of the country it is or lies in, sorted; `EU` for the European Union.
    pub countries: Vec<String>,
    /// Whether the mention is part of the name of an organisation or person, and so names no place by itself.
    pub in_name: bool,
    /// The rule that found it.
    pub rule: &'static str,
}

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are the public form's own words")]
pub enum PlaceKind {
    Country,
    Demonym,
    City,
    Region,
    Bloc,
}

/// A person, under all the forms of the name that the article uses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// In full, as the article gives it anywhere.
    pub name: String,
    /// Title or office, as the article gives it.
    pub role: Option<String>,
    /// The body that the role belongs to.
    pub organisation: Option<String>,
    /// ISO 3166-1 alpha-2 code of the country that the role belongs to.
    pub country: Option<String>,
    /// Whether the role is a public office.
    pub official: bool,
    /// Every mention, in the order of the text.
    pub mentions: Vec<Span>,
}

/// Something said, and who said it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// What was said, without quotation marks.
    pub span: Span,
    /// How it is given.
    pub form: Form,
    /// Who said it; `None` where the text does not say.
    pub speaker: Option<Speaker>,
    /// The reporting words.
    pub cue: Option<Span>,
    /// Who relayed it, nearest first.
    pub via: Vec<String>,
    /// Parts of one quote that its cue splits share a number.
    pub group: Option<u32>,
    /// The rule that found it.
    pub rule: &'static str,
}

/// How something said is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are the public form's own words")]
pub enum Form {
    Direct,
    Partial,
    Unmarked,
    Block,
    Indirect,
}

/// A speaker as one quote has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Speaker {
    /// In full, or the words for an unnamed one; `None` where a pronoun could not be resolved.
    pub name: Option<String>,
    /// Title or office.
    pub role: Option<String>,
    /// The body spoken for.
    pub organisation: Option<String>,
    /// ISO 3166-1 alpha-2 code.
    pub country: Option<String>,
    /// Whether the speaker holds or speaks for a public office.
    pub official: bool,
    /// The words beside the cue.
    pub span: Option<Span>,
    /// On what condition an unnamed one speaks: "on condition of anonymity".
    pub condition: Option<Span>,
}

impl From<&Person> for Speaker {
    /// The person as a speaker, without the words beside a cue.
    fn from(person: &Person) -> Self {
        Self {
            name: Some(person.name.clone()),
            role: person.role.clone(),
            organisation: person.organisation.clone(),
            country: person.country.clone(),
            official: person.official,
            span: None,
            condition: None,
        }
    }
}

/// A mention of where information comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The name, without "the".
    pub span: Span,
    /// In full; `None` for an anonymous one.
    pub name: Option<String>,
    /// What it is.
    pub kind: SourceKind,
    /// The rule that found it.
    pub rule: &'static str,
}

/// A stretch of the article that it takes from an outlet: "…, the AP reported".
///
/// No quote: nobody's words, but who relays them. Claims hang on it as they hang on quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What is reported, without the words that report it.
    pub span: Span,
    /// Who reports it, in full.
    pub source: String,
    /// Whom the report cites, in its words.
    pub citing: Option<String>,
    /// The reporting words.
    pub cue: Span,
}

/// What a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are the public form's own words")]
pub enum SourceKind {
    Outlet,
    Government,
    Organisation,
    Company,
    Document,
    Platform,
    Anonymous,
    Official,
    /// Who made or sold a picture: no source of the story.
    Photo,
}

words!(PlaceKind { Country => "country", Demonym => "demonym", City => "city", Region => "region", Bloc => "bloc" });
words!(Form { Direct => "direct", Partial => "partial", Unmarked => "unmarked", Block => "block", Indirect => "indirect" });
words!(SourceKind {
    Outlet => "outlet", Government => "government", Organisation => "organisation", Company => "company",
    Document => "document", Platform => "platform", Anonymous => "anonymous", Official => "official",
    Photo => "photo",
});

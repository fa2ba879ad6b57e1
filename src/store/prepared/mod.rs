//! What the store keeps of an article, made ready for it: all that follows from the article alone.
//!
//! A store has one writer. Whatever is worked out here, on as many threads as there are, the writer need not do.

mod facts;
mod packed;
mod told;

pub(super) use packed::Packed;
pub(super) use told::{Part, Told, joined};

use super::canonical::{list, stable_id};
use crate::model::{Article, Claim, Coverage, Processed, Relation, Span};
use crate::text::{Chars, sketch};

/// An article with all that was found in it, as the store takes it.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The article.
    pub article: Article,
    /// Numbers seen in it, and numbers typed.
    pub coverage: Coverage,
    /// Why it is stored and was not extracted.
    pub skipped: Option<String>,
    pub(super) mark: Option<String>,
    pub(super) warnings: String,
    pub(super) byline: String,
    /// The publication day, ISO.
    pub(super) day: Option<String>,
    /// All facts, JSON.
    pub(super) facts: String,
    pub(super) told: Vec<Told>,
    pub(super) sketch: Vec<i64>,
    pub(super) claims: Vec<(Claim, Passage)>,
    pub(super) relations: Vec<Relation<usize>>,
    pub(super) page: Option<Packed>,
}

/// A mention's place in the text, and its lists as they are stored.
#[derive(Clone, Debug)]
pub(super) struct Passage {
    pub(super) id: String,
    pub(super) words: String,
    /// The figure in code points, end exclusive.
    pub(super) chars: [usize; 2],
    /// The sentence in code points, end exclusive.
    pub(super) sentence: [usize; 2],
    pub(super) dates: String,
    pub(super) says: String,
    pub(super) rules: String,
}

impl From<Processed> for Prepared {
    fn from(processed: Processed) -> Self {
        let Processed { article, mark, facts, claims, relations, skipped, warnings, page, .. } = processed;
        let chars = Chars::new(&article.text);
        let passages: Vec<Passage> = claims.iter().map(|claim| passage(claim, &article, &chars)).collect();
        let json = facts::json(&facts, &article, &chars);
        let told = told::told(&facts.quotes, facts::before_quotes(&facts), &article);
        Self {
            coverage: facts.coverage(),
            skipped,
            mark,
            warnings: list(&warnings),
            byline: list(&article.byline),
            day: article.published.as_ref().map(|published| published.day.to_string()),
            facts: json,
            told,
            sketch: sketch(&article.text),
            claims: claims.into_iter().zip(passages).collect(),
            relations,
            page: page.map(Packed::from),
            article,
        }
    }
}

impl Prepared {
    /// The bytes of its text, its facts and its page, as they are stored.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.article.text.len() + self.facts.len() + self.page.as_ref().map_or(0, Packed::len)
    }
}

fn passage(claim: &Claim, article: &Article, chars: &Chars<'_>) -> Passage {
    let pair = |span: Span| [chars.at(span.start()), chars.at(span.end())];
    Passage {
        id: stable_id(article, [&"claim", &claim.span.start(), &claim.span.end(), &claim.rules.join(" ")]),
        words: claim.span.of(&article.text).to_owned(),
        chars: pair(claim.span),
        sentence: pair(claim.sentence),
        dates: list(&claim.dates),
        says: list(&claim.says),
        rules: list(&claim.rules),
    }
}

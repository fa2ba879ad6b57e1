//! What a request asks for, read from its address or its form. What cannot be read is told by its name.

use std::fmt;

use super::failure::Failure;
use crate::lexicon::Lexicon;
use crate::model::{Form, Span};
use crate::record::ask;
use crate::record::words::listed;
use crate::store::{Asked, Filter, Order, QuoteFilter};

/// A stretch of an article's text, in code points, as addresses name it: "120-184".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    start: u64,
    end: u64,
}

impl Stretch {
    /// From one code point to before another.
    pub(super) const fn new(start: u64, end: u64) -> Self {
        Self { start, end }
    }

    fn parse(text: &str) -> Option<Self> {
        let (start, end) = text.split_once('-')?;
        let (start, end) = (start.parse().ok()?, end.parse().ok()?);
        (start < end).then_some(Self { start, end })
    }

    /// Where it is in a text; `None` where the text is shorter.
    pub(super) fn of(self, text: &str) -> Option<Span> {
        let mut ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        let start = ends.nth(usize::try_from(self.start).ok()?)?;
        let end = ends.nth(usize::try_from(self.end - self.start - 1).ok()?)?;
        Some(Span::new(start, end))
    }
}

impl fmt::Display for Stretch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.start, self.end)
    }
}

/// Names and values, each taken out once; what is left at the end is not known.
pub(super) struct Params {
    pairs: Vec<(String, String)>,
}

impl Params {
    /// Those of a form that people fill in: a field that is left empty is not asked for.
    pub(super) fn of_form(pairs: &[(String, String)]) -> Self {
        Self { pairs: pairs.iter().filter(|(_, value)| !value.trim().is_empty()).cloned().collect() }
    }

    /// Those of a program.
    pub(super) fn of_program(pairs: Vec<(String, String)>) -> Self {
        Self { pairs }
    }

    /// The value of a name.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        let at = self.pairs.iter().position(|(known, _)| known == name)?;
        Some(self.pairs.swap_remove(at).1)
    }

    /// A value that is one of some.
    pub(super) fn one<T>(
        &mut self,
        name: &str,
        expected: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Failure> {
        let Some(value) = self.text(name) else { return Ok(None) };
        let parsed = parse(value.trim());
        parsed.map(Some).ok_or_else(|| Failure::Given(format!("{name} is {value:?}; expected {expected}")))
    }

    fn day(&mut self, name: &str) -> Result<Option<String>, Failure> {
        ask::calendar(name, self.text(name)).map_err(Failure::Given)
    }

    /// A number from 1 to `most`.
    pub(super) fn number(&mut self, name: &str, usual: usize, most: usize) -> Result<usize, Failure> {
        let expected = format!("a number from 1 to {most}");
        let parse = |text: &str| text.parse().ok().filter(|n| (1..=most).contains(n));
        Ok(self.one(name, &expected, parse)?.unwrap_or(usual))
    }

    /// Which page.
    pub(super) fn page(&mut self, usual: usize, most: usize) -> Result<Asked, Failure> {
        Ok(Asked { after: self.text("after"), limit: self.number("limit", usual, most)? })
    }

    /// A stretch of an article's text.
    pub(super) fn stretch(&mut self, name: &str) -> Result<Option<Stretch>, Failure> {
        self.one(name, "two numbers of code points, as 120-184", Stretch::parse)
    }

    /// Which claims, as `onrecord claims` takes it.
    pub(super) fn claims(&mut self, lexicon: &Lexicon) -> Result<(Filter, Order), Failure> {
        let asked = ask::Claims {
            unit: self.text("unit"),
            actor: self.text("actor"),
            recipient: self.text("recipient"),
            product: self.text("product"),
            action: self.text("action"),
            status: self.text("status"),
            since: self.text("since"),
            until: self.text("until"),
            text: self.text("text"),
            sort: self.text("sort"),
            ..ask::Claims::default()
        };
        asked.filter(lexicon).map_err(Failure::Given)
    }

    /// Which quotes, as `onrecord quotes` takes it.
    pub(super) fn quotes(&mut self, lexicon: &Lexicon) -> Result<QuoteFilter, Failure> {
        Ok(QuoteFilter {
            speaker: self.text("speaker"),
            official: self
                .one("official", "true or false", |word| match word {
                    "true" | "on" => Some(true),
                    "false" => Some(false),
                    _ => None,
                })?
                .unwrap_or_default(),
            country: self.text("country").map(|given| lexicon.slot(given.trim()).to_owned()),
            outlet: self.text("outlet"),
            form: self.one("form", &listed(Form::ALL.iter().map(|it| it.as_str())), Form::parse)?,
            since: self.day("since")?,
            until: self.day("until")?,
            text: self.text("text"),
        })
    }

    /// Nothing else may be asked for: a name that was mistyped would widen the search in silence.
    pub(super) fn end(self) -> Result<(), Failure> {
        match self.pairs.first() {
            None => Ok(()),
            Some((name, _)) => Err(Failure::Given(format!("{name:?} is not known here, or given twice"))),
        }
    }
}

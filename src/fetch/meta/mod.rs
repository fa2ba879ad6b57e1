//! What a page says of itself, each with the signal that said it: JSON-LD, `<meta>`, microdata, `<time>`, elements by
//! their class, the address, the words; in this order of trust.

mod address;
mod byline;
mod classes;
mod dates;
mod linked;
mod plain;
mod seen;
mod site;
mod tags;
mod title;
mod visible;
mod walk;
mod when;

use url::Url;

use crate::model::Signal;

use super::fields::{Known, Said, code};
use byline::Trust;
use dates::Order;
use linked::Linked;
use plain::plain;
use seen::{Mark, Time};

pub(super) use seen::Seen;
use site::Site;
use tags::Tags;
use title::Titles;
use when::{Clock, Dated};

/// What a page says of itself; dates that cannot be understood or lie after the fetch are warnings, and the next signal
/// counts. `around` is what is known of the page from outside.
pub(super) fn read(seen: &Seen<'_>, around: &Known, warnings: &mut Vec<String>) -> Known {
    if seen.linked_is_cut {
        warnings.push("the page has more linked data than is read of one".to_owned());
    }
    let linked = linked::read(seen.linked.iter().map(|(value, _)| value));
    let tags = Tags::of(&seen.metas);
    let page = Page { seen, linked: &linked, tags: &tags };

    let found = around.url.as_ref().and_then(|(url, _)| Url::parse(url).ok());
    let url = page.url(found.as_ref());
    let here = found.or_else(|| url.as_ref().and_then(|(url, _)| Url::parse(url).ok()));
    let site = Site::at(here.as_ref());
    let outlet = page.outlet(&site);
    let site = site.named(outlet.as_ref().map(|(name, _)| name.as_str()));
    let section = page.section(here.as_ref());
    let language = page.language(warnings);
    let mut clock = Clock::new(around.fetched.as_deref(), page.order(), warnings);
    Known {
        id: None,
        title: page.titles().choose(&site, section.as_ref().map(|(name, _)| name.as_str())),
        byline: page.byline(&site),
        published: clock.first(page.published(here.as_ref()), "published"),
        modified: clock.first(page.modified(), "modified").map(|(date, from)| (date.text, from)),
        url,
        outlet,
        section,
        language,
        ..Known::default()
    }
}

/// A page's signals, side by side.
struct Page<'p> {
    seen: &'p Seen<'p>,
    linked: &'p Linked,
    tags: &'p Tags,
}

impl Page<'_> {
    /// The address that the page gives as its own: whole, and not that of the site's first page.
    fn url(&self, found: Option<&Url>) -> Said<String> {
        let tagged = [&self.seen.canonical, &self.tags.url].into_iter().flatten().map(|url| (url, Signal::Meta));
        let linked = self.linked.url.iter().map(|url| (url, Signal::JsonLd));
        tagged.chain(linked).find_map(|(url, from)| {
            let whole = match Url::parse(url) {
                Ok(url) => url,
                Err(_) => found?.join(url).ok()?,
            };
            let is_page = matches!(whole.scheme(), "http" | "https")
                && (whole.path().len() > 1
                    || whole.query().is_some()
                    || found.is_none_or(|found| found.path().len() <= 1));
            is_page.then(|| (if url.contains("://") { url.trim().to_owned() } else { whole.into() }, from))
        })
    }

    fn outlet(&self, site: &Site) -> Said<String> {
        let linked = self.linked.publisher.iter().map(|name| (name.clone(), Signal::JsonLd));
        let tagged = self.tags.outlets.iter().map(|name| (name.clone(), Signal::Meta));
        let titled = self.seen.title.iter().filter_map(|title| title::name_in(title, site));
        let titled = titled.map(|name| (name, Signal::Markup));
        site::outlet(linked.chain(tagged).chain(titled).collect(), site)
    }

    fn section(&self, here: Option<&Url>) -> Said<String> {
        let linked = self.linked.section.clone().map(|name| (name, Signal::JsonLd));
        let tagged = || Some((plain(self.tags.section.as_deref()?)?, Signal::Meta));
        let marked = || Some((plain(self.properties("articlesection").next()?)?, Signal::Markup));
        let addressed = || Some((address::section(here?)?, Signal::Url));
        let said =
            linked.or_else(tagged).or_else(marked).or_else(addressed).filter(|(name, _)| !name.contains("://"))?;
        // a list without spaces is one of keys, the first of them the section
        let first = said.0.split(',').next().filter(|_| !said.0.contains(", ")).unwrap_or(&said.0).to_owned();
        Some((first, said.1))
    }

    fn language(&self, warnings: &mut Vec<String>) -> Said<String> {
        let linked = self.linked.language.iter().map(|name| (name, Signal::JsonLd));
        let tagged = [&self.tags.language, &self.tags.locale].into_iter().flatten().map(|name| (name, Signal::Meta));
        let marked = self.seen.language.iter().map(|name| (name, Signal::Markup));
        let mut named = linked.chain(marked).chain(tagged).filter(|(name, _)| !name.trim().is_empty());
        named.find_map(|(name, from)| Some((code(name, warnings)?, from)))
    }

    /// How the page writes dates in numbers: the first of its language tags that tells.
    fn order(&self) -> Order {
        let tags = [&self.tags.locale, &self.linked.language, &self.seen.language, &self.tags.language];
        let mut orders = tags.into_iter().flatten().map(|tag| Order::of(tag.trim()));
        orders.find(|order| *order != Order::Untold).unwrap_or_default()
    }

    fn titles(&self) -> Titles {
        let marked = self.properties("headline").filter_map(plain);
        Titles {
            shown: self.tags.title.as_deref().and_then(plain),
            headline: self.linked.headline.clone(),
            headings: marked.chain(self.seen.headings.iter().cloned()).collect(),
            title: self.seen.title.clone(),
        }
    }

    fn byline(&self, site: &Site) -> Said<Vec<String>> {
        let people = |texts: &mut dyn Iterator<Item = &str>, trust, from| {
            let names = byline::people(texts, trust, site);
            (!names.is_empty()).then_some((names, from))
        };
        let linked = people(&mut self.linked.authors.iter().map(String::as_str), Trust::Field, Signal::JsonLd);
        let tagged = || {
            self.tags.authors.iter().find_map(|authors| {
                let trust = if authors.is_inverted { Trust::Inverted } else { Trust::Field };
                people(&mut authors.names.iter().map(String::as_str), trust, Signal::Meta)
            })
        };
        let marked = || {
            let properties = self.properties("author").chain(self.properties("creator"));
            people(&mut properties.take(8), Trust::Words, Signal::Markup)
        };
        let related = || people(&mut self.seen.author_links.iter().map(String::as_str), Trust::Words, Signal::Markup);
        let classed = || {
            let mut bylines = self.seen.bylines.iter();
            bylines.find_map(|text| people(&mut std::iter::once(text.as_str()), Trust::Words, Signal::Markup))
        };
        linked.or_else(tagged).or_else(marked).or_else(related).or_else(classed)
    }

    /// The dates of publication that the page gives, most trusted first.
    fn published(&self, here: Option<&Url>) -> Vec<Dated> {
        let linked = self.linked.published.iter().map(|text| Dated::words(text, Signal::JsonLd));
        let tagged = self.tags.published.iter().map(|text| Dated::words(text, Signal::Meta));
        let marked = self.properties("datepublished").map(|text| Dated::guess(text, Signal::TimeTag));
        let times = self.times().map(|text| Dated::guess(text, Signal::TimeTag));
        let address = here.and_then(address::day).map(|day| Dated::Day(day, Signal::Url));
        let said = visible::published(&self.seen.lines).map(|text| Dated::guess(text, Signal::Text));
        linked.chain(tagged).chain(marked).chain(times).chain(address).chain(said).collect()
    }

    fn modified(&self) -> Vec<Dated> {
        let linked = self.linked.modified.iter().map(|text| Dated::words(text, Signal::JsonLd));
        let tagged = self.tags.modified.iter().map(|text| Dated::words(text, Signal::Meta));
        let marked = self.properties("datemodified").map(|text| Dated::guess(text, Signal::TimeTag));
        let times = self.marked_times(Mark::Modified).map(|text| Dated::guess(text, Signal::TimeTag));
        let said = visible::modified(&self.seen.lines).map(|text| Dated::guess(text, Signal::Text));
        linked.chain(tagged).chain(marked).chain(times).chain(said).collect()
    }

    /// The times that are the publication's: marked ones, else those of the day that all times agree on, else the first
    /// below the heading.
    fn times(&self) -> impl Iterator<Item = &str> {
        let order = self.order();
        let day = |time: &&Time| dates::read(&time.text, order).map(|date| date.day);
        let mut open = self.seen.times.iter().filter(|time| time.mark == Mark::None && day(time).is_some());
        let first = open.clone().next();
        let agreed = first.filter(|first| open.all(|time| day(&time) == day(first)));
        let below = || {
            self.seen.times.iter().find(|time| time.is_below_heading && time.mark == Mark::None && day(time).is_some())
        };
        self.marked_times(Mark::Published).chain(agreed.or_else(below).map(|time| time.text.as_str()))
    }

    fn marked_times(&self, mark: Mark) -> impl Iterator<Item = &str> {
        self.seen.times.iter().filter(move |time| time.mark == mark).map(|time| time.text.as_str())
    }

    fn properties(&self, wanted: &'static str) -> impl Iterator<Item = &str> {
        self.seen.properties.iter().filter(move |(key, _)| key == wanted).map(|(_, text)| text.as_str())
    }
}

//! The headline among the titles that a page has, without the names that sites hang on it.

use crate::model::Signal;

use super::plain::key;
use super::site::{MARKS, Site};

/// Words of a site's name that its host does not spell in full.
const NAME: usize = 3;

/// The titles of a page, each without markup.
#[derive(Debug, Default)]
pub(super) struct Titles {
    /// What the publisher shows elsewhere: OpenGraph's.
    pub(super) shown: Option<String>,
    /// Linked data's.
    pub(super) headline: Option<String>,
    /// The page's headings, marked ones first.
    pub(super) headings: Vec<String>,
    /// `<title>`.
    pub(super) title: Option<String>,
}

impl Titles {
    /// The headline, and the signal that gave it.
    ///
    /// What linked data and a heading agree on is the headline; what is shown elsewhere may be a teaser, and counts where
    /// it is that headline with words left out. Where the two differ, one of them is made for search engines, and what is
    /// shown elsewhere was edited last.
    pub(super) fn choose(&self, site: &Site, section: Option<&str>) -> Option<(String, Signal)> {
        let agreed = self.headline.as_ref().filter(|headline| self.headings.iter().any(|it| key(it) == key(headline)));
        let shown = self.shown.as_ref().filter(|shown| !self.is_site(shown, site));
        let shown = shown.filter(|shown| agreed.is_none_or(|agreed| is_shortened(shown, agreed)));
        let (title, from) = match (shown, &self.headline) {
            (Some(shown), _) => (shown, Signal::Meta),
            (None, Some(headline)) => (headline, Signal::JsonLd),
            (None, None) => (self.marked(site)?, Signal::Markup),
        };
        Some((self.stripped(title, site, section), from))
    }

    /// The heading that the page is called after, else its title, else its first heading.
    fn marked(&self, site: &Site) -> Option<&String> {
        let title = self.title.as_ref().filter(|title| !self.is_site(title, site));
        let is_in =
            |heading: &&String| title.is_some_and(|title| key(heading).len() > 3 && key(title).contains(&key(heading)));
        let own = self.headings.iter().filter(|heading| !self.is_site(heading, site)).find(is_in);
        own.or(title).or_else(|| self.headings.first()).or(self.title.as_ref())
    }

    fn is_site(&self, title: &str, site: &Site) -> bool {
        site.is_called(title) && self.headline.as_deref().is_none_or(|headline| key(headline) != key(title))
    }

    /// A title without what stands before the first mark or behind the last one, where that is the site's name, a
    /// section's, or where the rest is a title of the page by itself.
    fn stripped(&self, title: &str, site: &Site, section: Option<&str>) -> String {
        let mut title = title.trim();
        let is_title = |text: &str| {
            let text = key(text);
            !text.is_empty() && self.headings.iter().chain(&self.headline).any(|other| key(other) == text)
        };
        let is_name = |text: &str| {
            site.is_called(text)
                || section.is_some_and(|section| key(section) == key(text))
                || site.has_host_of(text) && text.split_whitespace().count() <= NAME
        };
        if let Some(heading) = self.headings.iter().find(|heading| hangs_on(title, heading)) {
            return heading.clone();
        }
        for _ in 0..4 {
            let last = MARKS.iter().filter_map(|mark| title.rsplit_once(mark)).min_by_key(|(_, tail)| tail.len());
            let marks = MARKS.iter().chain(&[": "]);
            let mut firsts = marks.filter_map(|mark| title.split_once(mark));
            title = match (last, firsts.find(|(head, rest)| is_title(rest) || site.is_called(head))) {
                (Some((head, tail)), _) if site.is_called(tail) || is_title(head) => head.trim(),
                (_, Some((_, rest))) => rest.trim(),
                (Some((head, tail)), _) if is_name(tail) && !is_title(title) => head.trim(),
                _ => break,
            };
        }
        title.to_owned()
    }
}

/// The site's name at the end of a page's title, where the host bears it out.
pub(super) fn name_in(title: &str, site: &Site) -> Option<String> {
    let (_, tail) = MARKS.iter().filter_map(|mark| title.rsplit_once(mark)).min_by_key(|(_, tail)| tail.len())?;
    (site.has_host_of(tail) && tail.split_whitespace().count() <= NAME).then(|| tail.trim().to_owned())
}

/// Whether a title is a heading with something behind a mark that is no part of a sentence: `Heading * Site * by Ann`.
fn hangs_on(title: &str, heading: &str) -> bool {
    let rest = title.strip_prefix(heading).map(str::trim_start).filter(|_| !heading.is_empty());
    rest.is_some_and(|rest| rest.starts_with(['*', '|', '•', '·', '»', '«', '~', '/']))
}

/// Whether a title is another with some of its words left out.
fn is_shortened(title: &str, whole: &str) -> bool {
    let mut words = whole.split_whitespace().map(key);
    title.split_whitespace().map(key).all(|word| words.any(|other| other == word))
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::Titles;
    use crate::fetch::meta::site::Site;

    fn site() -> Site {
        Site::at(Url::parse("https://www.valepost.example/a/b").ok().as_ref()).named(Some("The Vale Post"))
    }

    fn chosen(
        shown: Option<&str>,
        headline: Option<&str>,
        heading: Option<&str>,
        title: Option<&str>,
    ) -> Option<String> {
        let own = |text: Option<&str>| text.map(str::to_owned);
        let headings = own(heading).into_iter().collect();
        let titles = Titles { shown: own(shown), headline: own(headline), headings, title: own(title) };
        titles.choose(&site(), Some("Health")).map(|(title, _)| title)
    }

    #[test]
    fn sites_and_sections_are_stripped() {
        for title in [
            "Doses reach the coast | The Vale Post",
            "Doses reach the coast - Vale Post",
            "Doses reach the coast | Health | The Vale Post",
            "Vale Post: Doses reach the coast",
            "The Vale Post » Doses reach the coast",
            "Doses reach the coast – Valepost.example",
        ] {
            assert_eq!(chosen(Some(title), None, None, None).as_deref(), Some("Doses reach the coast"), "{title}");
            assert_eq!(chosen(None, None, None, Some(title)).as_deref(), Some("Doses reach the coast"), "{title}");
        }
        for title in
            ["Doses - at last - reach the coast", "Minister: doses reach the coast", "Covid | Doses reach the coast"]
        {
            assert_eq!(chosen(Some(title), None, None, None).as_deref(), Some(title));
        }
        let heading = Some("Doses reach the coast");
        let with_words = Some("Covid | Doses reach the coast");
        assert_eq!(chosen(with_words, None, heading, None).as_deref(), heading);
    }

    #[test]
    fn of_several_the_headline_is_taken() {
        let (short, long) = (Some("Doses reach coast"), Some("Doses reach coast after weeks of waiting"));
        let cut = Some("Doses reach coast");
        let long_cut = Some("Doses at last reach coast after weeks");
        assert_eq!(chosen(cut, long_cut, long_cut, None).as_deref(), cut);
        assert_eq!(chosen(short, long, None, None).as_deref(), short);
        assert_eq!(chosen(short, long, short, None).as_deref(), short);
        let teaser = Some("You will not believe who waited");
        assert_eq!(chosen(teaser, long, long, None).as_deref(), long);
        assert_eq!(chosen(Some("The Vale Post"), long, long, None).as_deref(), long);
        assert_eq!(chosen(None, None, Some("Doses"), Some("Doses | x")).as_deref(), Some("Doses"));
        assert_eq!(chosen(None, None, Some("The Vale Post"), Some("Doses | Vale Post")).as_deref(), Some("Doses"));
        assert_eq!(chosen(None, None, Some("Vale"), Some("Doses reach")).as_deref(), Some("Doses reach"));
        assert_eq!(
            chosen(Some("Doses * The Vale Post * by Ann Lee"), None, Some("Doses"), None).as_deref(),
            Some("Doses")
        );
        assert_eq!(
            chosen(Some("Doses - Hill"), Some("Doses - The Vale Post"), None, None).as_deref(),
            Some("Doses - Hill")
        );
        assert_eq!(chosen(None, Some("Doses - The Vale Post"), None, None).as_deref(), Some("Doses"));
        assert_eq!(chosen(None, None, None, None), None);
    }
}

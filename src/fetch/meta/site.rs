//! Who runs the site: its address, its name, and which of several names is its own.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;
use url::Url;

use super::plain::{key, plain};

/// What parts a site's name from its slogan, or a title from the site's name. Longer marks first.
pub(super) const MARKS: [&str; 13] =
    [" | ", " - ", " – ", " — ", " « ", " » ", " · ", " • ", " :: ", " : ", " / ", " ‹ ", " › "];

/// A site by its address and its name.
#[derive(Debug, Default)]
pub(super) struct Site {
    /// The letters of its host without `www.`: `newsexamplecom`.
    host: String,
    /// The letters of each part of the host, without the last: `news`, `example`.
    labels: Vec<String>,
    /// The letters of its name.
    name: Option<String>,
}

impl Site {
    pub(super) fn at(url: Option<&Url>) -> Self {
        let host = url.and_then(Url::host_str).unwrap_or_default();
        let host = host.strip_prefix("www.").unwrap_or(host);
        let mut labels: Vec<String> = host.split('.').map(key).collect();
        labels.pop();
        Self { host: key(host), labels, name: None }
    }

    pub(super) fn named(mut self, name: Option<&str>) -> Self {
        self.name = name.map(key).filter(|name| !name.is_empty());
        self
    }

    /// Whether the host says that a name is the site's: `example.org` and "The Example".
    pub(super) fn has_host_of(&self, name: &str) -> bool {
        let name = hosted(name);
        let bare = name.strip_prefix("the").filter(|bare| !bare.is_empty()).unwrap_or(&name);
        let fits = |label: &String| label == bare || *label == name;
        self.labels.iter().any(fits)
            || bare.len() >= 4 && self.host.contains(bare)
            || self.labels.iter().any(|label| label.len() >= 4 && name.contains(label.as_str()))
    }

    /// Whether a name is the site's own, or that of a part of it: "Example", "Example Sport", "example.org".
    pub(super) fn is_called(&self, name: &str) -> bool {
        let letters = key(name);
        let bare = letters.strip_prefix("the").unwrap_or(&letters);
        let own = self.name.as_deref().unwrap_or_default();
        let own = own.strip_prefix("the").unwrap_or(own);
        let is_short = name.split_whitespace().count() <= 4;
        let is_own = !own.is_empty() && (bare == own || is_short && own.len() >= 4 && bare.starts_with(own));
        let letters = hosted(name);
        let bare = letters.strip_prefix("the").unwrap_or(&letters);
        let is_label = |label: &String| *label == letters || label.strip_prefix("the").unwrap_or(label) == bare;
        let is_host = letters == self.host
            || self.labels.iter().any(is_label)
            || bare.len() >= 4 && is_body(name) && self.host.starts_with(bare);
        !bare.is_empty() && (is_own || is_host)
    }
}

/// The letters of a name as a host has them: without accents.
fn hosted(name: &str) -> String {
    key(&name.nfd().filter(|c| !is_combining_mark(*c)).collect::<String>())
}

/// Whether a name has a word that people's names don't have.
pub(super) fn is_body(name: &str) -> bool {
    const BODIES: [&str; 24] = [
        "news",
        "press",
        "times",
        "post",
        "media",
        "agency",
        "newspaper",
        "magazine",
        "journal",
        "tribune",
        "herald",
        "gazette",
        "online",
        "weekly",
        "daily",
        "tv",
        "radio",
        "network",
        "group",
        "today",
        "review",
        "blog",
        "wire",
        "agence",
    ];
    name.split_whitespace().any(|word| BODIES.iter().any(|body| word.eq_ignore_ascii_case(body)))
}

/// The site's name among those that the page gives, most trusted first: the first that the host bears out, else the first.
/// Handles and addresses are no names; slogans behind a mark are left out.
pub(super) fn outlet<T: Copy>(names: Vec<(String, T)>, site: &Site) -> Option<(String, T)> {
    let names: Vec<(String, T)> = names
        .into_iter()
        .filter(|(name, _)| !name.contains("://") && !name.starts_with('@'))
        .filter_map(|(name, from)| Some((without_slogan(&plain(&name)?, site), from)))
        .filter(|(name, _)| name.chars().any(char::is_alphabetic) && name.len() <= 80)
        .collect();
    let own = names.iter().position(|(name, _)| site.has_host_of(name)).unwrap_or_default();
    names.into_iter().nth(own)
}

fn without_slogan(name: &str, site: &Site) -> String {
    let Some(mark) = MARKS.iter().find(|mark| name.contains(**mark)) else { return name.to_owned() };
    let mut parts = name.split(mark);
    let first = parts.next().unwrap_or_default();
    let own = if site.has_host_of(first) { first } else { parts.find(|part| site.has_host_of(part)).unwrap_or(first) };
    own.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Site, outlet};
    use url::Url;

    fn site(url: &str) -> Site {
        Site::at(Url::parse(url).ok().as_ref())
    }

    #[test]
    fn the_host_decides_between_names() {
        let names = |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), ())).collect();
        let of = |given: &[&str]| outlet(names(given), &site("https://www.valepost.example/a")).map(|(name, ())| name);
        assert_eq!(of(&["Harbour Wire", "The Vale Post"]).as_deref(), Some("The Vale Post"));
        assert_eq!(of(&["Harbour Wire", "Hill Daily"]).as_deref(), Some("Harbour Wire"));
        assert_eq!(of(&["News for all | Vale Post"]).as_deref(), Some("Vale Post"));
        assert_eq!(of(&["@valepost", "https://valepost.example"]), None);
    }

    #[test]
    fn a_site_knows_its_name() {
        let site = site("https://valepost.example/").named(Some("The Vale Post"));
        for name in ["Vale Post", "the vale post", "Vale Post Sport", "ValePost", "valepost.example"] {
            assert!(site.is_called(name), "{name}");
        }
        for name in ["Ann Lee", "Vale", "Harbour Wire", ""] {
            assert!(!site.is_called(name), "{name}");
        }
    }
}

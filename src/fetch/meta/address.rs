//! What a page's address says of it: the day and the section.

use jiff::civil::Date;
use url::Url;

use crate::model::Published;

/// Sections that papers put at the head of an address.
const SECTIONS: [&str; 36] = [
    "news",
    "world",
    "politics",
    "business",
    "sport",
    "sports",
    "health",
    "science",
    "technology",
    "tech",
    "opinion",
    "culture",
    "entertainment",
    "lifestyle",
    "life",
    "travel",
    "money",
    "markets",
    "economy",
    "finance",
    "education",
    "environment",
    "climate",
    "energy",
    "us",
    "uk",
    "local",
    "national",
    "international",
    "crime",
    "weather",
    "arts",
    "style",
    "food",
    "comment",
    "commentisfree",
];

/// The day in `/2021/03/18/`, `/2021-03-18-…` or `/20210318/`; years before the web are numbers.
pub(super) fn day(url: &Url) -> Option<Published> {
    let segments: Vec<&str> = url.path_segments()?.take(16).collect();
    let across = segments.windows(3).find_map(|parts| match parts {
        [year, month, day] => date(year, month, day),
        _ => None,
    });
    let day = across.or_else(|| segments.iter().find_map(|segment| within(segment)))?;
    Some(Published { day, text: day.to_string() })
}

/// The section that the address begins with.
pub(super) fn section(url: &Url) -> Option<String> {
    let mut segments = url.path_segments()?.filter(|segment| !segment.is_empty());
    let first = segments.next()?.to_ascii_lowercase();
    segments.next()?;
    SECTIONS.contains(&first.as_str()).then_some(first)
}

fn within(segment: &str) -> Option<Date> {
    let parts: Vec<&str> = segment.split(['-', '_']).take(24).collect();
    let parted = parts.windows(3).find_map(|parts| match parts {
        [year, month, day] => date(year, month, day.split(['.', 'T']).next().unwrap_or(day)),
        _ => None,
    });
    parted.or_else(|| {
        let glued = parts.iter().find(|part| part.len() == 8 && part.bytes().all(|b| b.is_ascii_digit()))?;
        date(glued.get(..4)?, glued.get(4..6)?, glued.get(6..)?)
    })
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    let number = |text: &str, digits: std::ops::RangeInclusive<usize>| {
        let sound = digits.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        sound.then(|| text.parse::<i16>().ok()).flatten()
    };
    let year = number(year, 4..=4).filter(|year| (1990..=2200).contains(year))?;
    let month = number(month, 1..=2).or_else(|| named(month))?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(number(day, 1..=2)?).ok()?).ok()
}

fn named(month: &str) -> Option<i16> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    MONTHS.iter().zip(1..).find(|(name, _)| **name == month).map(|(_, number)| number)
}

#[cfg(test)]
mod tests {
    use url::Url;

    fn day(path: &str) -> Option<String> {
        super::day(&Url::parse(&format!("https://valepost.example{path}")).ok()?).map(|day| day.text)
    }

    #[test]
    fn days_of_addresses() {
        for path in [
            "/2021/03/18/doses",
            "/news/2021/3/18",
            "/2021/mar/18/doses",
            "/news/2021-03-18-doses.html",
            "/news/doses-2021-03-18/",
            "/20210318/doses",
            "/a/doses_20210318",
            "/a/2021-03-18T10",
        ] {
            assert_eq!(day(path).as_deref(), Some("2021-03-18"), "{path}");
        }
        for path in ["/", "/2021/03/", "/1234/05/06/x", "/2021/13/18", "/news/12345678", "/a/18-03-2021"] {
            assert_eq!(day(path), None, "{path}");
        }
    }

    #[test]
    fn sections_of_addresses() {
        let section = |path: &str| super::section(&Url::parse(&format!("https://valepost.example{path}")).ok()?);
        assert_eq!(section("/Health/doses-reach-the-coast").as_deref(), Some("health"));
        assert_eq!(section("/health"), None);
        assert_eq!(section("/doses/reach"), None);
    }
}

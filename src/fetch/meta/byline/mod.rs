//! Who wrote an article, out of the words of a byline: names, without "By", roles, places, addresses and dates.

use super::dates::{is_month, weekday};
use super::plain::{key, plain};
use super::site::Site;

mod words;

use words::{AND, BY, COLLECTIVES, KINDS, LABELS, OTHERS, ROLES};

/// More names are no byline.
const MOST: usize = 32;
/// Words of a name.
const LONGEST: usize = 6;

/// How far the words are trusted to be names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// A field for authors' names.
    Field,
    /// The same, with the family name first: "Lee, Ann".
    Inverted,
    /// Words of the page: what does not look like a person's full name is none.
    Words,
}

/// The people that strings name, each once. The site's own name and those of its desks are none; an agency that is named
/// as the author is kept, for the story comes from it.
pub(super) fn people<'t>(texts: impl IntoIterator<Item = &'t str>, trust: Trust, site: &Site) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for text in texts {
        let mut found = Vec::new();
        match inverted(text).filter(|_| trust == Trust::Inverted) {
            Some(name) => found.extend(name_of(&name, trust, site)),
            None => parts(text).iter().for_each(|part| add(part, trust, site, &mut found)),
        }
        for name in found {
            if names.len() < MOST && !names.iter().any(|known| key(known) == key(&name)) {
                names.push(name);
            }
        }
    }
    names
}

fn add(part: &str, trust: Trust, site: &Site, names: &mut Vec<String>) {
    // "King, Jr." is one person
    if let (true, Some(last)) = (is_suffix(part), names.last_mut()) {
        *last = format!("{last} {}", part.trim());
    } else {
        names.extend(name_of(part, trust, site));
    }
}

/// "Lee, Ann" the usual way round.
fn inverted(text: &str) -> Option<String> {
    let (family, given) = text.split_once(',')?;
    let is_name = |part: &str| (1..=3).contains(&part.split_whitespace().count());
    (is_name(family) && is_name(given) && !given.contains(',')).then(|| format!("{} {}", given.trim(), family.trim()))
}

/// The parts of a byline that stand between commas, "and" and other marks. What stands in brackets is left out.
fn parts(text: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let bare: String = text
        .chars()
        .filter_map(|c| {
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' => depth = depth.saturating_sub(1),
                _ if depth == 0 => return Some(c),
                _ => return None,
            }
            Some(' ')
        })
        .collect();
    let mut parts = Vec::new();
    for piece in bare.split(['\n', '\r', ',', ';', '|', '•', '·', '/', '&', '、', '，']) {
        let mut words: Vec<&str> = Vec::new();
        let mut ahead = piece.split_whitespace();
        while let Some(word) = ahead.next() {
            let parts_names = is_among(word, &["and", "with", "-", "–", "—"])
                // in other languages the word can be a part of one name: "Ortega y Gasset"
                || is_among(word, &AND) && words.len() >= 2 && ahead.clone().count() >= 2;
            if parts_names {
                parts.push(words.join(" "));
                words.clear();
            } else {
                words.push(word);
            }
        }
        parts.push(words.join(" "));
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// The one name in a part of a byline; none where it names nobody.
fn name_of(part: &str, trust: Trust, site: &Site) -> Option<String> {
    let part = plain(part)?;
    let part = after_by(&part)?;
    if part.contains("://") || part.contains("www.") || site.is_called(part) {
        return None;
    }
    let is_dated = part.bytes().any(|b| b.is_ascii_digit());
    let words: Vec<&str> = part
        .split_whitespace()
        .filter(|word| !word.contains('@'))
        .take_while(|word| !(ends_name(word) || is_dated && is_of_date(word)))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.' && c != '\'' && c != '’'))
        .filter(|word| !word.is_empty())
        .collect();
    if words.iter().any(|word| is_among(word, &COLLECTIVES)) {
        return None;
    }
    let is_role = |word: &&str| is_among(word, &ROLES) || is_among(word, &KINDS);
    let start = words.iter().take_while(|word| is_role(word)).count();
    let end = words.iter().rposition(|word| !is_among(word, &ROLES)).map_or(0, |at| at + 1);
    let words = words.get(start.min(end)..end)?;
    // "Ann Lee Political Correspondent": what kind of correspondent goes with the role
    let is_cut = end < part.split_whitespace().count();
    let kept = words.iter().rposition(|word| !is_among(word, &KINDS)).map_or(0, |at| at + 1);
    let words = if is_cut { words.get(..kept)? } else { words };
    let slug = if let [only] = words { unslugged(only) } else { None };
    let name = slug.unwrap_or_else(|| words.join(" "));
    let name = name.trim_matches(|c: char| c == '.' && name.split_whitespace().count() == 1).to_owned();
    (is_name(&name, trust) && !site.is_called(&name)).then(|| mended(&name))
}

/// What follows "By", "Written by", "Analysis by", "Von"; none where what follows made the pictures, or only saw to the
/// words.
fn after_by(part: &str) -> Option<&str> {
    let mut before = part.split_whitespace().take(4);
    if part.split_whitespace().next().is_some_and(|word| is_among(word.trim_end_matches(':'), &OTHERS)) {
        return None;
    }
    let start = |word: &str| word.as_ptr() as usize - part.as_ptr() as usize;
    let by = before.find(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).eq_ignore_ascii_case("by"));
    let rest = by.map_or(part, |by| part.get(start(by) + by.len()..).unwrap_or_default());
    let rest = rest.trim_start_matches([' ', ':']);
    let labelled = rest.split_once(':').filter(|(label, _)| is_among(label.trim(), &LABELS));
    let rest = labelled.map_or(rest, |(_, rest)| rest);
    Some(after_foreign_by(rest).trim_start_matches([' ', ':']))
}

/// What follows the "by" of another language. Such words begin names too, so that a full name must stand behind them.
fn after_foreign_by(part: &str) -> &str {
    let Some((first, rest)) = part.split_once(' ').filter(|(first, _)| is_among(first, &BY)) else { return part };
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    let mut words = rest.split_whitespace();
    let is_full = words.next().is_some_and(is_capital) && words.next().is_some();
    if is_full || first.starts_with(char::is_lowercase) && rest.starts_with(char::is_uppercase) { rest } else { part }
}

/// Words after which no name goes on: prepositions, dates, and what is said of the article.
fn ends_name(word: &str) -> bool {
    const ENDS: [&str; 19] = [
        "in",
        "for",
        "at",
        "from",
        "of",
        "on",
        "via",
        "to",
        "is",
        "was",
        "has",
        "published",
        "updated",
        "posted",
        "last",
        "contributed",
        "reports",
        "reporting",
        "about",
    ];
    let lower = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.bytes().any(|b| b.is_ascii_digit())
        || ENDS.contains(&lower)
        || is_among(lower, &["published", "updated", "posted"])
        || word.ends_with("day") && is_of_date(lower)
}

/// Whether a word names a day of the week or a month, as some people are called too.
fn is_of_date(word: &str) -> bool {
    let lower = word.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
    weekday(&lower) || is_month(&lower)
}

fn is_among(word: &str, words: &[&str]) -> bool {
    words.iter().any(|known| known.eq_ignore_ascii_case(word))
}

fn is_suffix(part: &str) -> bool {
    is_among(part.trim().trim_end_matches('.'), &["jr", "sr", "ii", "iii", "iv"])
}

/// A name as an address or an account writes it: `ann-lee`, `Ann.Lee`.
fn unslugged(word: &str) -> Option<String> {
    let is_slug = word.contains('-') && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    let is_account = word.split('.').count() == 2 && word.split('.').all(|part| part.len() > 2);
    (is_slug || is_account).then(|| word.replace(['-', '.'], " "))
}

fn is_name(name: &str, trust: Trust) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_capital = |word: &&str| word.chars().find(|c| c.is_alphabetic()).is_some_and(|c| !c.is_lowercase());
    let capitals = words.iter().filter(|word| is_capital(word)).count();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let is_sound = (1..=LONGEST).contains(&words.len())
        && letters >= 2
        && name.chars().all(|c| {
            c.is_alphabetic()
                || matches!(c, ' ' | '.' | '-' | '\'' | '’' | '‘' | '`')
                || !c.is_ascii() && !c.is_control()
        });
    // degrees and account names: "PhD" behind a comma, "jsmith"
    let is_account = words.len() == 1 && name.bytes().all(|b| b.is_ascii_lowercase());
    let is_degree = is_among(
        &name.replace('.', ""),
        &["phd", "md", "ms", "ma", "msc", "mph", "rn", "rd", "rdn", "mba", "jd", "do", "esq"],
    );
    let is_full = trust != Trust::Words || words.len() >= 2 && capitals >= 2 || !name.is_ascii() && words.len() >= 2;
    is_sound && !is_account && !is_degree && is_full
}

/// A name in its own case where it stands all in capitals or all in small letters. Short capitals are an abbreviation.
fn mended(name: &str) -> String {
    let has = |test: fn(char) -> bool| name.chars().any(test);
    let (upper, lower) = (has(char::is_uppercase), has(char::is_lowercase));
    let is_one = !name.contains(' ');
    if upper == lower || upper && is_one {
        return name.to_owned();
    }
    name.split(' ').map(capitalised).collect::<Vec<_>>().join(" ")
}

fn capitalised(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut starts = true;
    for c in word.chars() {
        if starts {
            out.extend(c.to_uppercase())
        } else {
            out.extend(c.to_lowercase())
        }
        starts = matches!(c, '-' | '\'' | '’' | '.') || out == "Mc";
    }
    out
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::{Trust, people};
    use crate::fetch::meta::site::Site;

    fn names(text: &str, trust: Trust) -> Vec<String> {
        let site = Site::at(Url::parse("https://valepost.example/a").ok().as_ref()).named(Some("The Vale Post"));
        people([text], trust, &site)
    }

    #[test]
    fn names_come_out_alone() {
        for (text, expected) in [
            ("By Ann Lee", &["Ann Lee"][..]),
            ("BY ANN LEE", &["Ann Lee"]),
            ("By: Ann Lee and Bo O'Hara", &["Ann Lee", "Bo O'Hara"]),
            ("Ann Lee, Bo Chen & Cy Dee", &["Ann Lee", "Bo Chen", "Cy Dee"]),
            ("Ann Lee, Senior Political Correspondent", &["Ann Lee"]),
            ("Ann Lee Political Correspondent", &["Ann Lee"]),
            ("Ann Lee in Lisse", &["Ann Lee"]),
            ("Ann Lee for The Vale Post", &["Ann Lee"]),
            ("Ann Lee | The Vale Post", &["Ann Lee"]),
            ("Ann Lee (ann.lee@valepost.example) @annlee", &["Ann Lee"]),
            ("By Ann Lee, March 18, 2021", &["Ann Lee"]),
            ("Analysis by Ann Lee", &["Ann Lee"]),
            ("Written by Ann Lee\nEdited by Bo Chen\nPhotos by Cy Dee", &["Ann Lee"]),
            ("Ann Lee, PhD", &["Ann Lee"]),
            ("Ann Lee, Jr.", &["Ann Lee Jr."]),
            ("ann-lee", &["Ann Lee"]),
            ("Ann.Lee", &["Ann Lee"]),
            ("SEÁN McBRIDE-O'HARA", &["SEÁN McBRIDE-O'HARA"]),
            ("MARY O'HARA-MCBRIDE", &["Mary O'Hara-Mcbride"]),
            ("Harbour Wire", &["Harbour Wire"]),
            ("Von Ann Lee und Bo Chen", &["Ann Lee", "Bo Chen"]),
            ("Par Ann Lee et Bo Chen", &["Ann Lee", "Bo Chen"]),
            ("Por Ann Lee", &["Ann Lee"]),
            ("Di Ann Lee", &["Ann Lee"]),
            ("Door Ann Lee", &["Ann Lee"]),
            ("Texte : Ann Lee", &["Ann Lee"]),
            ("Ann Lee, Korrespondentin", &["Ann Lee"]),
            ("Von der Lee", &["Von der Lee"]),
            ("Di Lee", &["Di Lee"]),
            ("Bo Lee y Chen", &["Bo Lee y Chen"]),
            ("Foto: Ann Lee", &[]),
            ("HW", &["HW"]),
            ("新間", &["新間"]),
            ("The Vale Post", &[]),
            ("Vale Post Staff", &[]),
            ("Vale Post reporter", &[]),
            ("Editorial Board", &[]),
            ("https://valepost.example/staff/ann", &[]),
            ("admin", &[]),
            ("jsmith", &[]),
            ("(Image: Harbour Wire)", &[]),
            ("18 March 2021", &[]),
            ("", &[]),
        ] {
            assert_eq!(names(text, Trust::Field), expected, "{text}");
        }
    }

    #[test]
    fn words_of_a_page_must_look_like_names() {
        assert_eq!(names("by Ann Lee\nMonday, November 18, 2019", Trust::Words), ["Ann Lee"]);
        for text in ["Follow us", "Read more of this", "Comments", "Share", "Cy"] {
            assert_eq!(names(text, Trust::Words), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn family_names_may_come_first() {
        assert_eq!(names("Lee, Ann", Trust::Inverted), ["Ann Lee"]);
        assert_eq!(names("Ann Lee", Trust::Inverted), ["Ann Lee"]);
        assert_eq!(names("van der Berg, Bo", Trust::Inverted), ["Bo van der Berg"]);
    }
}

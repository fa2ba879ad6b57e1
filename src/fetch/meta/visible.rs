//! Dates that a page tells its readers: "Published: 18 March 2021", "Updated 10:30 GMT, 19 March 2021", or a line that is
//! nothing but a date.

use super::dates::{Order, read, read_whole};

/// Words that tell of the publication, and of a change, in lower case.
const PUBLISHED: [&str; 11] = [
    "published",
    "first published",
    "posted",
    "date published",
    "publication date",
    "veröffentlicht",
    "publié",
    "publicado",
    "pubblicato",
    "gepubliceerd",
    "publicerad",
];
const MODIFIED: [&str; 13] = [
    "updated",
    "last updated",
    "modified",
    "last modified",
    "aktualisiert",
    "mis à jour",
    "mise à jour",
    "modifié",
    "actualizado",
    "aggiornato",
    "atualizado",
    "bijgewerkt",
    "uppdaterad",
];
/// Lines among which one that is nothing but a date is the article's.
const TOP: usize = 60;

/// The words of the dates of publication, labelled ones first.
pub(super) fn published(lines: &[String]) -> impl Iterator<Item = &str> {
    let alone = lines.iter().take(TOP).map(String::as_str).find(|line| line.len() <= 48 && is_dated(line));
    labelled(lines, &PUBLISHED).chain(alone)
}

/// The words of the dates of the last change.
pub(super) fn modified(lines: &[String]) -> impl Iterator<Item = &str> {
    labelled(lines, &MODIFIED)
}

/// What follows a label, on its line or on the next.
fn labelled<'l>(lines: &'l [String], labels: &'static [&str]) -> impl Iterator<Item = &'l str> {
    lines.iter().enumerate().filter_map(move |(at, line)| {
        let rest = labels.iter().find_map(|label| {
            let head = line.get(..label.len()).filter(|head| head.to_lowercase() == **label)?;
            line.get(head.len()..).filter(|rest| !rest.starts_with(char::is_alphabetic))
        })?;
        let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let next = || lines.get(at + 1).map(String::as_str).filter(|next| is_dated(next));
        if rest.is_empty() { next() } else { Some(rest).filter(|rest| read(rest, Order::DayFirst).is_some()) }
    })
}

fn is_dated(line: &str) -> bool {
    line.bytes().any(|b| b.is_ascii_digit()) && read_whole(line, Order::DayFirst).is_some()
}

#[cfg(test)]
mod tests {
    use super::{modified, published};

    #[test]
    fn labels_tell_which_date_it_is() {
        let lines: Vec<String> = [
            "Updated 19 March 2021",
            "Health",
            "Published:",
            "18 March 2021, 10:30 GMT",
            "Published works are many",
            "2 May 2020",
        ]
        .map(str::to_owned)
        .into();
        assert_eq!(published(&lines).next(), Some("18 March 2021, 10:30 GMT"));
        assert_eq!(modified(&lines).next(), Some("19 March 2021"));
        let lines = ["Doses reach the coast".to_owned(), "Thursday, March 18, 2021".to_owned()];
        assert_eq!(published(&lines).next(), Some("Thursday, March 18, 2021"));
        assert_eq!(modified(&lines).next(), None);
        let lines = ["Publié le 18 mars 2021 à 10h30".to_owned(), "Mis à jour : 19 mars 2021".to_owned()];
        assert_eq!(published(&lines).next(), Some("le 18 mars 2021 à 10h30"));
        assert_eq!(modified(&lines).next(), Some("19 mars 2021"));
    }
}

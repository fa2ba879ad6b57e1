//! Which language a text is in, told only where it is clear.

use whatlang::Lang;

/// Bytes of a text that are looked at, from one place of it.
const SAMPLE: usize = 4096;
/// Letters below which a text is too short to tell, in an alphabet and in a script of syllables or words.
const LETTERS: (usize, usize) = (200, 60);
/// The ISO 639-1 code of a text's language; `None` where it could not be told: short texts, lists, headlines.
pub(super) fn of(text: &str) -> Option<String> {
    let first = sample(text, 0);
    let english = english(first);
    if english > 0.12 {
        return Some("en".to_owned());
    }
    let lang = detected(first)?;
    if lang == Lang::Eng {
        return Some("en".to_owned());
    }
    // An English article may open with a passage in another language: what is foreign is so in its middle too.
    let middle = sample(text, text.len() / 2);
    let sure = english < 0.03 && (text.len() <= 2 * SAMPLE || detected(middle) == Some(lang));
    sure.then(|| code(lang.code())).flatten()
}

/// The ISO 639-1 code in a name of a language such as `en-US`, `eng` or `English`.
pub(super) fn code(name: &str) -> Option<String> {
    let name = name.trim().to_ascii_lowercase();
    let main = name.split(['-', '_']).next().unwrap_or_default();
    let letters = main.bytes().all(|b| b.is_ascii_lowercase());
    match main.len() {
        2 if letters => Some(main.to_owned()),
        3 if letters => CODES.iter().find(|(long, _)| *long == main).map(|(_, short)| (*short).to_owned()),
        _ => {
            let lang = Lang::all().iter().find(|lang| lang.eng_name().eq_ignore_ascii_case(main))?;
            CODES.iter().find(|(long, _)| *long == lang.code()).map(|(_, short)| (*short).to_owned())
        }
    }
}

fn sample(text: &str, from: usize) -> &str {
    let start = text.floor_char_boundary(from);
    let end = text.floor_char_boundary(start.saturating_add(SAMPLE));
    text.get(start..end).unwrap_or_default()
}

/// The share of words that are English ones.
fn english(text: &str) -> f64 {
    let words = text.as_bytes().split(|b| b.is_ascii() && !b.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    let (known, all) = words.fold((0_u32, 0_u32), |(known, all), word| (known + u32::from(is_english(word)), all + 1));
    // A few words are no sample: "The end" is not English for sure, and it does not matter.
    if all < 8 { 0.0 } else { f64::from(known) / f64::from(all) }
}

/// Whether a word holds English sentences together, and few other languages write it.
fn is_english(word: &[u8]) -> bool {
    let mut lower = [0; 5];
    let Some(lower) = lower.get_mut(..word.len()) else { return false };
    lower.copy_from_slice(word);
    lower.make_ascii_lowercase();
    matches!(
        &*lower,
        b"the"
            | b"of"
            | b"and"
            | b"to"
            | b"that"
            | b"for"
            | b"with"
            | b"from"
            | b"by"
            | b"were"
            | b"has"
            | b"have"
            | b"are"
            | b"this"
            | b"which"
            | b"said"
            | b"their"
            | b"his"
            | b"would"
            | b"been"
    )
}

fn detected(text: &str) -> Option<Lang> {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if letters < LETTERS.1 {
        return None;
    }
    let found = whatlang::detect(text)?;
    let alphabet = matches!(
        found.script(),
        whatlang::Script::Latin | whatlang::Script::Cyrillic | whatlang::Script::Greek | whatlang::Script::Armenian
    );
    (found.is_reliable() && (letters >= LETTERS.0 || !alphabet)).then(|| found.lang())
}

/// ISO 639-3 to 639-1, for the languages that can be told.
#[rustfmt::skip]
const CODES: &[(&str, &str)] = &[
    ("afr", "af"), ("aka", "ak"), ("amh", "am"), ("ara", "ar"), ("aze", "az"), ("bel", "be"), ("ben", "bn"),
    ("bul", "bg"), ("cat", "ca"), ("ces", "cs"), ("cmn", "zh"), ("cym", "cy"), ("dan", "da"), ("deu", "de"),
    ("ell", "el"), ("eng", "en"), ("epo", "eo"), ("est", "et"), ("fin", "fi"), ("fra", "fr"), ("guj", "gu"),
    ("heb", "he"), ("hin", "hi"), ("hrv", "hr"), ("hun", "hu"), ("hye", "hy"), ("ind", "id"), ("ita", "it"),
    ("jav", "jv"), ("jpn", "ja"), ("kan", "kn"), ("kat", "ka"), ("khm", "km"), ("kor", "ko"), ("lat", "la"),
    ("lav", "lv"), ("lit", "lt"), ("mal", "ml"), ("mar", "mr"), ("mkd", "mk"), ("mya", "my"), ("nep", "ne"),
    ("nld", "nl"), ("nob", "nb"), ("ori", "or"), ("pan", "pa"), ("pes", "fa"), ("pol", "pl"), ("por", "pt"),
    ("ron", "ro"), ("rus", "ru"), ("sin", "si"), ("slk", "sk"), ("slv", "sl"), ("sna", "sn"), ("spa", "es"),
    ("srp", "sr"), ("swe", "sv"), ("tam", "ta"), ("tel", "te"), ("tgl", "tl"), ("tha", "th"), ("tuk", "tk"),
    ("tur", "tr"), ("ukr", "uk"), ("urd", "ur"), ("uzb", "uz"), ("vie", "vi"), ("yid", "yi"), ("zul", "zu"),
];

#[cfg(test)]
mod tests {
    use super::{CODES, code, of};

    const FRENCH: &str = "Le gouvernement a annoncé jeudi que quatre millions de doses seraient livrées avant la fin du \
        mois d'avril aux pays voisins, a déclaré une porte-parole du ministère. Les livraisons devraient commencer la \
        semaine prochaine, mais le calendrier dépend encore des autorités sanitaires, qui examinent les lots.";
    const ENGLISH: &str = "The ministry said on Thursday that it would ship four million doses to its neighbours.";

    #[test]
    fn clear_texts_are_told() {
        assert_eq!(of(ENGLISH).as_deref(), Some("en"));
        assert_eq!(of(FRENCH).as_deref(), Some("fr"));
        assert_eq!(of(&FRENCH.repeat(100)).as_deref(), Some("fr"));
        assert_eq!(
            of(&"政府は木曜日、四百万回分のワクチンを近隣諸国に供給すると発表した。".repeat(4)).as_deref(),
            Some("ja")
        );
    }

    #[test]
    fn what_is_not_clear_stays_open() {
        for text in [
            "",
            "Mexico: 2.5 million; Canada: 1.5 million",
            "Biden, Trudeau, López Obrador discuss vaccine loan",
            "1,234 5,678 9,012 3,456 7,890",
            "Quatre millions de doses",
            "U.S. 12 34 56 EU 78 90 UN 12 UK 34",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
        assert_eq!(of(&"12 345 678. ".repeat(1000)), None);
    }

    #[test]
    fn a_foreign_opening_does_not_make_an_article_foreign() {
        let mixed = format!("{}{}", FRENCH.repeat(16), ENGLISH.repeat(200));
        assert_ne!(of(&mixed).as_deref(), Some("fr"));
    }

    #[test]
    fn names_of_languages() {
        for (name, expected) in [
            ("en-US", Some("en")),
            ("EN", Some("en")),
            ("eng", Some("en")),
            ("English", Some("en")),
            ("pt_BR", Some("pt")),
        ] {
            assert_eq!(code(name).as_deref(), expected, "{name}");
        }
        for name in ["", "x", "???", "Klingonese", "12"] {
            assert_eq!(code(name), None, "{name}");
        }
        assert!(whatlang::Lang::all().iter().all(|lang| CODES.iter().any(|(long, _)| *long == lang.code())));
    }
}

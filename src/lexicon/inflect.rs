//! Regular inflection of English verbs and nouns, so that the word lists hold base forms.

/// A form of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum VerbForm {
    /// `give`
    Base,
    /// `gives`
    Third,
    /// `gave`
    Past,
    /// `given`
    Participle,
    /// `donated`, where past and participle are the same
    PastOrParticiple,
    /// `giving`
    Gerund,
}

impl VerbForm {
    /// Whether it can be a finite past tense.
    #[must_use]
    pub const fn past(self) -> bool {
        matches!(self, Self::Past | Self::PastOrParticiple)
    }

    /// Whether it can stand behind "have" or "be".
    #[must_use]
    pub const fn participle(self) -> bool {
        matches!(self, Self::Participle | Self::PastOrParticiple)
    }
}

/// All forms of a verb. What stands behind the first word ("set aside", "hand over") stays as it is.
pub(super) fn verb(base: &str, past: Option<&str>, participle: Option<&str>) -> Vec<(String, VerbForm)> {
    let (head, tail) = base.split_once(' ').map_or((base, String::new()), |(h, t)| (h, format!(" {t}")));
    let past = past.map_or_else(|| regular_past(head), str::to_owned);
    let participle = participle.map_or_else(|| past.clone(), str::to_owned);
    let mut forms =
        vec![(head.to_owned(), VerbForm::Base), (third(head), VerbForm::Third), (gerund(head), VerbForm::Gerund)];
    if past == participle {
        forms.push((past, VerbForm::PastOrParticiple));
    } else {
        forms.push((past, VerbForm::Past));
        forms.push((participle, VerbForm::Participle));
    }
    forms.into_iter().map(|(form, kind)| (form + &tail, kind)).collect()
}

/// The regular plural of a noun's last word.
#[must_use]
pub fn plural(noun: &str) -> String {
    third(noun)
}

/// The likely singular of a plural noun, in small letters: "countries" → "country".
#[must_use]
pub fn singular(noun: &str) -> String {
    let noun = noun.to_lowercase();
    for (plural, single) in IRREGULAR {
        if noun == *plural {
            return (*single).to_owned();
        }
    }
    if let Some(stem) = noun.strip_suffix("ies").filter(|s| s.len() > 1) {
        return format!("{stem}y");
    }
    for ending in ["sses", "shes", "ches", "xes", "zzes"] {
        if noun.ends_with(ending) {
            return noun[..noun.len() - 2].to_owned();
        }
    }
    match noun.strip_suffix('s') {
        Some(stem) if stem.len() > 2 && !stem.ends_with(['s', 'u', 'i']) => stem.to_owned(),
        _ => noun,
    }
}

const IRREGULAR: &[(&str, &str)] = &[
    ("people", "person"),
    ("men", "man"),
    ("women", "woman"),
    ("children", "child"),
    ("feet", "foot"),
    ("lives", "life"),
    ("wives", "wife"),
    ("knives", "knife"),
    ("mice", "mouse"),
    ("teeth", "tooth"),
    ("series", "series"),
    ("species", "species"),
    ("crises", "crisis"),
    ("analyses", "analysis"),
    ("buses", "bus"),
    ("viruses", "virus"),
];

fn third(word: &str) -> String {
    match consonant_y(word) {
        Some(stem) => format!("{stem}ies"),
        None if ["s", "x", "z", "ch", "sh", "go", "do"].iter().any(|ending| word.ends_with(ending)) => {
            format!("{word}es")
        }
        None => format!("{word}s"),
    }
}

fn regular_past(word: &str) -> String {
    match consonant_y(word) {
        Some(stem) => format!("{stem}ied"),
        None if word.ends_with('e') => format!("{word}d"),
        None if doubles(word) => format!("{word}{}ed", &word[word.len() - 1..]),
        None => format!("{word}ed"),
    }
}

fn gerund(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ie") {
        format!("{stem}ying")
    } else if let Some(stem) = word.strip_suffix('e').filter(|stem| !stem.ends_with(['e', 'o', 'y'])) {
        format!("{stem}ing")
    } else if doubles(word) {
        format!("{word}{}ing", &word[word.len() - 1..])
    } else {
        format!("{word}ing")
    }
}

/// What stands before a final y that follows a consonant.
fn consonant_y(word: &str) -> Option<&str> {
    word.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']) && !stem.is_empty())
}

/// One syllable, ending in consonant, vowel, consonant: "ship", "set", "plan". Longer ones that double are in the list.
fn doubles(word: &str) -> bool {
    let vowel = |b: u8| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u');
    let bytes = word.as_bytes();
    let [.., before, middle, last] = bytes else { return false };
    let short = bytes.iter().filter(|b| vowel(**b)).count() == 1
        && !vowel(*before)
        && vowel(*middle)
        && !vowel(*last)
        && !matches!(last, b'w' | b'x' | b'y');
    short || DOUBLING.contains(&word)
}

const DOUBLING: &[&str] = &[
    "permit", "admit", "commit", "submit", "transfer", "refer", "prefer", "allot", "equip", "quip", "rebut", "forget",
    "begin",
];

#[cfg(test)]
mod tests {
    use super::{plural, singular, verb};

    #[test]
    fn verbs() {
        let forms =
            |base, past, participle| verb(base, past, participle).into_iter().map(|(form, _)| form).collect::<Vec<_>>();
        assert_eq!(forms("ship", None, None), ["ship", "ships", "shipping", "shipped"]);
        assert_eq!(forms("donate", None, None), ["donate", "donates", "donating", "donated"]);
        assert_eq!(forms("supply", None, None), ["supply", "supplies", "supplying", "supplied"]);
        assert_eq!(forms("deliver", None, None), ["deliver", "delivers", "delivering", "delivered"]);
        assert_eq!(forms("give", Some("gave"), Some("given")), ["give", "gives", "giving", "gave", "given"]);
        assert_eq!(forms("hand over", None, None), ["hand over", "hands over", "handing over", "handed over"]);
        assert_eq!(forms("lend", Some("lent"), None), ["lend", "lends", "lending", "lent"]);
    }

    #[test]
    fn nouns() {
        for (one, many) in
            [("dose", "doses"), ("country", "countries"), ("day", "days"), ("batch", "batches"), ("box", "boxes")]
        {
            assert_eq!(plural(one), many);
            assert_eq!(singular(many), one);
        }
        assert_eq!(singular("people"), "person");
        assert_eq!(singular("virus"), "virus");
        assert_eq!(singular("glass"), "glass");
    }
}

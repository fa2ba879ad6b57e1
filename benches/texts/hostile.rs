//! Input that makes careless programs slow: one thing over and over, and things that begin and never end.

use super::news;

/// A name, and a text of about so many bytes.
type Hostile = (&'static str, fn(usize) -> String);

pub(crate) const HOSTILE: &[Hostile] = &[
    ("straight quotes", |n| "\"".repeat(n)),
    ("straight quotes, spaced", |n| repeat("\" ", n)),
    ("curly quotes that open", |n| repeat("“", n)),
    ("curly quotes that open, with a word", |n| repeat("“word ", n)),
    ("curly quotes that close", |n| repeat("”", n)),
    ("curly quotes that open, then close", |n| repeat("“a ", n / 2) + &repeat("a” ", n / 2)),
    ("single quotes", |n| "'".repeat(n)),
    ("single quotes, spaced", |n| repeat("' ", n)),
    ("apostrophes", |n| repeat("it’s ", n)),
    ("short quotes", |n| repeat("“Yes,” ", n)),
    ("short quotes with a cue", |n| repeat("“Yes,” he said, ", n)),
    ("quotes over paragraphs", |n| repeat("“We saw it.\n\n", n)),
    ("digits", |n| "7".repeat(n)),
    ("digits, spaced", |n| repeat("7 ", n)),
    ("groups of digits", |n| repeat("777\u{a0}", n)),
    ("groups with commas", |n| repeat("777,", n)),
    ("decimals", |n| repeat("7.", n)),
    ("fractions", |n| repeat("7/", n)),
    ("ranges", |n| repeat("7-", n)),
    ("brackets", |n| "(".repeat(n)),
    ("brackets and words", |n| repeat("(word ", n)),
    ("commas", |n| ",".repeat(n)),
    ("words and commas", |n| repeat("word, ", n)),
    ("full stops", |n| ".".repeat(n)),
    ("initials", |n| repeat("A.", n)),
    ("initials, spaced", |n| repeat("A. ", n)),
    ("hyphens", |n| "-".repeat(n)),
    ("words and hyphens", |n| repeat("word-", n)),
    ("dashes", |n| repeat(" — ", n)),
    ("one word", |n| "a".repeat(n)),
    ("one paragraph", |n| repeat("The word came and went. ", n)),
    ("one sentence", |n| repeat("and the word came to the town ", n)),
    ("one sentence of figures", |n| repeat("and 12 people gave 7 doses to Mexico ", n)),
    ("one sentence of cues", |n| repeat("which he said the minister told them that ", n)),
    ("line ends", |n| "\n".repeat(n)),
    ("spaces", |n| " ".repeat(n)),
    ("lines of one letter", |n| repeat("a\n", n)),
    ("wrapped lines", |n| repeat("a line that is long enough to be one of a wrapped text and goes on\n", n)),
    ("said", |n| repeat("said ", n)),
    ("Said", |n| repeat("Said ", n)),
    ("he said", |n| repeat("he said ", n)),
    ("Ruiz said", |n| repeat("Ruiz said ", n)),
    ("words, then cues", |n| repeat("word ", n / 2) + &repeat(", Ruiz said ", n / 2)),
    ("cues, then commas", |n| repeat("Ruiz said ", n / 2) + &repeat(", ", n / 2)),
    ("cues, then words", |n| repeat("Ruiz said that ", n / 2) + &repeat("word ", n / 2)),
    ("brackets, then a cue", |n| repeat("() ", n) + "said"),
    ("pronouns", |n| repeat("it gave the Mexican wheat of 7 doses and ", n)),
    ("according to", |n| repeat("according to ", n)),
    ("million", |n| repeat("million ", n)),
    ("millions of", |n| repeat("millions of ", n)),
    ("hundred", |n| repeat("hundred ", n)),
    ("two hundred and", |n| repeat("two hundred and ", n)),
    ("7 million", |n| repeat("7 million ", n)),
    ("7 doses", |n| repeat("7 doses ", n)),
    ("one half of a", |n| repeat("one half of a ", n)),
    ("capitals", |n| repeat("Word ", n)),
    ("capitals of different names", |n| numbered(n, |i| format!("{} {} said. ", name(i), name(i / 7)))),
    ("one surname, many given names", |n| numbered(n, |i| format!("Mr. {} Ruiz said. Ruiz left. ", name(i)))),
    ("one name, then the surname", |n| String::from("Mr. Ana Ruiz said. ") + &repeat("Ruiz left. ", n)),
    ("upper case", |n| repeat("WORD ", n)),
    ("titles", |n| repeat("Minister ", n)),
    ("May", |n| repeat("May ", n)),
    ("May 5", |n| repeat("May 5, ", n)),
    ("Monday", |n| repeat("Monday ", n)),
    ("last week", |n| repeat("last week ", n)),
    ("days before", |n| repeat("two days before ", n)),
    ("Georgia", |n| repeat("Georgia ", n)),
    ("Georgia, in a list", |n| repeat("Georgia, ", n)),
    ("Paris, Texas", |n| repeat("Paris, Texas, ", n)),
    ("New York", |n| repeat("New York ", n)),
    ("addresses", |n| repeat("https://example.org/a?b=1 ", n)),
    ("one address", |n| String::from("https://example.org/") + &"a-".repeat(n / 2)),
    ("addresses of mail", |n| repeat("a@example.org ", n)),
    ("at signs", |n| "a@".repeat(n / 2)),
    ("handles", |n| repeat("— A (@a) ", n)),
    ("quotes in quotes", |n| repeat("“‘", n / 2) + &repeat("’”", n / 2)),
    ("guillemets", |n| repeat("«", n / 2) + &repeat("»", n / 2)),
    ("marks that combine", |n| repeat("a\u{301}\u{301}\u{301}", n)),
    ("no-break spaces", |n| repeat("7\u{202f}", n)),
    ("joiners", |n| repeat("\u{200d}", n)),
    ("another script", |n| repeat("слово ", n)),
    ("no spaces between", |n| repeat("日本語。", n)),
    ("news in one paragraph", |n| news::news(n, 1).replace("\n\n", " ")),
    ("news in one sentence", |n| news::news(n, 2).replace("\n\n", " ").replace(['.', '!', '?'], ",")),
    ("news in small letters", |n| news::news(n, 3).to_lowercase()),
    ("news in capitals", |n| news::news(n, 4).to_uppercase()),
];

fn repeat(unit: &str, bytes: usize) -> String {
    unit.repeat(bytes / unit.len())
}

fn numbered(bytes: usize, unit: impl Fn(usize) -> String) -> String {
    let mut text = String::with_capacity(bytes + 64);
    for index in 0.. {
        if text.len() >= bytes {
            break;
        }
        text.push_str(&unit(index));
    }
    text
}

/// A name of its own for each number.
fn name(number: usize) -> String {
    let mut name = String::from("Z");
    let mut rest = number;
    loop {
        name.push(char::from(b'a' + (rest % 26) as u8));
        rest /= 26;
        if rest == 0 {
            return name;
        }
    }
}

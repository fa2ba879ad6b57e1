//! An archive of news as papers would run it, for measuring what many articles cost: stories about recurring subjects
//! by many outlets, a quarter of them reprints. Nothing here is true.

use std::fmt::Write as _;

use super::draw::Draw;

/// Subjects that come up again and again, the first far more often than the last.
const SUBJECTS: u64 = 6_000;
/// A reprint follows its original within so many articles.
const REPRINTED_WITHIN: u64 = 2_000;

/// One article as its paper ran it.
pub(crate) struct Story {
    pub(crate) url: String,
    pub(crate) title: String,
    pub(crate) outlet: String,
    pub(crate) published: String,
    pub(crate) text: String,
}

/// The `n`th article of the archive, of 2 to 3 KB; the same for the same `n`.
pub(crate) fn story(n: u64) -> Story {
    let mut draw = Draw::new(n ^ 0x05ca_1e00_0000);
    let original = if draw.below(4) == 0 { n.saturating_sub(1 + draw.below(REPRINTED_WITHIN)) } else { n };
    let (title, mut paragraphs) = written(original);
    if original != n {
        // desks cut from the end, and some credit the agency
        paragraphs.truncate(paragraphs.len() - draw.below(3) as usize);
        if draw.below(2) == 0 {
            paragraphs[0].insert_str(0, "LONDON (Reuters) - ");
        }
    }
    let outlet = format!("The {} {}", name(&mut Draw::new(skewed(&mut draw, 400)), 2), draw.of(PAPERS));
    let (year, month, day) = (2015 + original / 20_000 % 10, 1 + original / 1_700 % 12, 1 + original / 60 % 28);
    Story {
        url: format!("https://news{}.example/{year}/{month:02}/{n}", outlet.len()),
        title,
        outlet,
        published: format!("{year}-{month:02}-{day:02}"),
        text: paragraphs.join("\n\n"),
    }
}

/// The headline and paragraphs of a story, before any desk has cut it.
fn written(n: u64) -> (String, Vec<String>) {
    let mut draw = Draw::new(n);
    let mut subject = Subject::new(skewed(&mut draw, SUBJECTS), &mut draw);
    let title = format!("{} and the {} of {}", subject.giver, subject.thing, subject.taker);
    let length = 2_000 + draw.below(800) as usize;
    let mut paragraphs = vec![subject.lead(&mut draw)];
    while paragraphs.iter().map(String::len).sum::<usize>() < length {
        let mut paragraph = String::new();
        for _ in 0..2 + draw.below(3) {
            subject.sentence(&mut draw, &mut paragraph);
        }
        paragraph.pop();
        paragraphs.push(paragraph);
    }
    (title, paragraphs)
}

/// What a story is about, and the people in it.
struct Subject {
    giver: &'static str,
    taker: &'static str,
    thing: &'static str,
    figure: String,
    people: [String; 2],
    body: String,
}

impl Subject {
    /// The same number has the same sides, thing and body each time; its figure moves now and then.
    fn new(number: u64, story: &mut Draw) -> Self {
        let mut draw = Draw::new(number ^ 0x000b_7ec7);
        let person = |draw: &mut Draw| format!("{} {}", draw.of(GIVEN), name(draw, 3));
        let (giver, taker, thing) = (draw.of(PLACES), draw.of(PLACES), draw.of(THINGS));
        let people = [person(&mut draw), person(if story.below(3) == 0 { story } else { &mut draw })];
        let body = format!("the {} {}", name(&mut draw, 2), draw.of(BODIES));
        let figure = figure(if story.below(5) == 0 { story } else { &mut draw });
        Self { giver, taker, thing, figure, people, body }
    }

    fn lead(&self, draw: &mut Draw) -> String {
        let Self { giver, taker, thing, figure, body, .. } = self;
        let (when, hedge) = (draw.of(WHEN), draw.of(HEDGES));
        match draw.below(4) {
            0 => format!("{giver} will send {hedge}{figure} {thing} to {taker}, {body} said {when}."),
            1 => format!("{giver} has delivered {hedge}{figure} {thing} to {taker}, {body} said {when}."),
            2 => format!("{taker} received {hedge}{figure} {thing} from {giver} {when}, according to {body}."),
            _ => format!("{giver} plans to give {taker} {hedge}{figure} {thing}, {body} announced {when}."),
        }
    }

    fn sentence(&mut self, draw: &mut Draw, text: &mut String) {
        let Self { giver, taker, thing, figure: known, people: [first, second], body } = self;
        let last = |person: &str| person.rsplit(' ').next().unwrap_or_default().to_owned();
        let (when, hedge, place, other) = (draw.of(WHEN), draw.of(HEDGES), draw.of(PLACES), draw.of(THINGS));
        let (new, day, year) = (figure(draw), 1 + draw.below(28), 1990 + draw.below(35));
        let month = draw.of(MONTHS);
        let _ = match draw.below(16) {
            0 => write!(text, "“{},” said {first}, {} of {body}. ", speech(draw, 14), draw.of(TITLES)),
            1 => write!(text, "“{},” {} said. “{}.” ", speech(draw, 8), last(first), speech(draw, 18)),
            2 => write!(text, "{second} told reporters {when} that {}. ", speech(draw, 12)),
            3 => write!(text, "{} called it “{}.” ", last(second), speech(draw, 5)),
            4 => write!(text, "{giver} has promised {hedge}{known} {thing} to {taker}. "),
            5 => write!(text, "{place} bought {hedge}{new} {other} in {month} {year}. "),
            6 => write!(text, "About {new} people were displaced in {place} {when}, {body} reported. "),
            7 => write!(text, "The cost rose by {}% to ${new} between {month} {day} and {when}. ", 1 + draw.below(90)),
            8 => write!(text, "In {year}, {place} sold {new} {other} and {taker} sold {}. ", figure(draw)),
            9 => write!(text, "At least {} people died on {month} {day}, {year}, in {place}. ", 2 + draw.below(400)),
            _ => write!(text, "The {}. ", speech(draw, 16)),
        };
    }
}

/// Words that stand in for a sentence. Few are common and many are rare, as in any language.
fn speech(draw: &mut Draw, words: usize) -> String {
    let mut text = String::new();
    for at in 0..words + draw.below(6) as usize {
        if at > 0 {
            text.push(' ');
        }
        match draw.below(3) {
            0 => text.push_str(draw.of(SMALL)),
            1 => text.push_str(draw.of(COMMON)),
            _ => text.push_str(&name(&mut Draw::new(skewed(draw, 20_000)), 3).to_lowercase()),
        }
    }
    text
}

/// A name of so many syllables.
fn name(draw: &mut Draw, syllables: usize) -> String {
    let mut name: String = (0..syllables).flat_map(|_| [draw.of(STARTS), draw.of(VOWELS)]).collect();
    name.push_str(draw.of(ENDS));
    name[..1].make_ascii_uppercase();
    name
}

fn figure(draw: &mut Draw) -> String {
    let (small, large) = (2 + draw.below(97), 1 + draw.below(999));
    match draw.below(6) {
        0 => format!("{small}"),
        1 | 2 => format!("{large},{:03}", draw.below(1_000)),
        3 => format!("{small}.{} million", 1 + draw.below(9)),
        4 => format!("{small} million"),
        _ => format!("{large}"),
    }
}

const PAPERS: &[&str] = &["Times", "Herald", "Courier", "Post", "Gazette", "Observer", "Chronicle", "Mail"];
const GIVEN: &[&str] = &[
    "Ana", "Peter", "Joyce", "Omar", "Lena", "Marcus", "Ingrid", "Rosa", "Kwame", "David", "Mei", "Ravi", "Sofia",
    "Daniel", "Amina", "Jonas", "Claire", "Hugo", "Nadia", "Thomas",
];
const TITLES: &[&str] = &["director", "president", "spokeswoman", "chairman", "head", "deputy director", "secretary"];
const BODIES: &[&str] = &["ministry", "agency", "council", "institute", "fund", "committee", "company", "union"];
const PLACES: &[&str] = &[
    "Mexico",
    "Canada",
    "the United States",
    "India",
    "France",
    "Kenya",
    "Germany",
    "Texas",
    "Brazil",
    "Chile",
    "Nigeria",
    "Japan",
    "South Korea",
    "Italy",
    "Spain",
    "Poland",
    "Ukraine",
    "Egypt",
    "Peru",
    "Vietnam",
    "Ghana",
    "Norway",
    "Turkey",
    "Pakistan",
    "Nepal",
    "Morocco",
    "Australia",
    "Colombia",
    "Greece",
    "Sweden",
];
const THINGS: &[&str] = &[
    "doses",
    "tonnes of wheat",
    "barrels of oil",
    "tents",
    "masks",
    "homes",
    "soldiers",
    "trucks",
    "books",
    "tonnes",
    "ventilators",
    "test kits",
    "jobs",
    "acres",
    "vehicles",
];
const WHEN: &[&str] =
    &["on Thursday", "last week", "yesterday", "on Monday", "in early spring", "two days ago", "this month"];
const HEDGES: &[&str] = &["about ", "more than ", "at least ", "up to ", "", "", "", "", "nearly "];
const MONTHS: &[&str] = &["January", "March", "April", "May", "June", "October", "December"];
const SMALL: &[&str] =
    &["the", "of", "and", "to", "a", "in", "that", "it", "for", "was", "on", "with", "as", "by", "we"];
const COMMON: &[&str] = &[
    "people",
    "government",
    "work",
    "time",
    "need",
    "help",
    "week",
    "city",
    "month",
    "river",
    "school",
    "road",
    "plan",
    "market",
    "price",
    "court",
    "law",
    "street",
    "winter",
    "market",
    "family",
    "voters",
    "border",
    "harbour",
    "train",
    "water",
    "food",
    "power",
    "money",
    "answer",
    "question",
    "reason",
    "part",
    "side",
    "talks",
    "deal",
    "vote",
];
const STARTS: &[&str] =
    &["b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "br", "st", "tr", "gl", "kr"];
const VOWELS: &[&str] = &["a", "e", "i", "o", "u", "ei", "ou", "ia"];
const ENDS: &[&str] = &["", "n", "r", "s", "l", "nd", "ck", "m"];

/// Below the limit, and small far more often than large.
fn skewed(draw: &mut Draw, limit: u64) -> u64 {
    let (a, b) = (draw.below(limit), draw.below(limit));
    a * b / limit * (1 + draw.below(limit)) / limit
}

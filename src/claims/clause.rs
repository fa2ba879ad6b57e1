//! Which verb or noun governs a figure.

use std::ops::Range;

use super::event::{BE, Event, event_at, event_ending, verb_at};
use crate::extract::Reading;
use crate::lexicon::{ActionEntry, Sense, Side, UnitClass, VerbForm};
use crate::model::Action;
use crate::text::TokenKind;

/// "gave 4 million doses"
pub(super) const OBJECT: &str = "claim/object";
/// "4 million doses arrived", "4 million doses were given"
pub(super) const SUBJECT: &str = "claim/subject";
/// "a donation of 4 million doses"
pub(super) const NOUN: &str = "claim/noun";
/// "the 4 million doses that Ghana ordered"
pub(super) const RELATIVE: &str = "claim/relative";
/// "2.5 million of those, we are working to lend to Mexico"
pub(super) const TOPIC: &str = "claim/topic";
/// "600,000 people vaccinated"
pub(super) const PARTICIPLE: &str = "claim/participle";

/// "a $5 million loan"
pub(super) const COMPOUND: &str = "claim/compound";

/// What governs a figure, and from which side.
#[derive(Clone, Debug)]
pub(super) struct Governor<'r> {
    /// The action of the lexicon.
    pub(super) entry: &'r ActionEntry,
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// The verb's form; `None` for a noun.
    pub(super) form: Option<VerbForm>,
    /// How the figure stands to it.
    pub(super) role: Role,
    /// The rule that found it.
    pub(super) rule: &'static str,
}

/// How a figure stands to what governs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// "gave 4 million doses"
    Object,
    /// "4 million doses arrived", "4 million people received"
    Subject,
    /// "4 million doses were given"
    Passive,
    /// "was given 4 million doses"
    Given,
    /// "a donation of 4 million doses"
    Noun,
}

/// A figure's clause is looked through this many tokens to either side.
const REACH: usize = 48;
/// A noun phrase's modifiers ("of the … in …") before its verb are at most this long.
const NOUN_PHRASE: usize = 16;

/// Finds the governor of the figure whose phrase is `phrase`, inside its clause.
pub(super) fn governor<'r>(
    reading: &Reading<'r>,
    sentence: &Range<usize>,
    phrase: &Range<usize>,
) -> Option<Governor<'r>> {
    // "7 million of the 30 million doses it ordered": the clause tells of the whole
    let part = phrase.clone().any(|i| reading.is(i, "of") && reading.is(i + 1, "the"));
    // "500,000 of the 2 million doses that Chad ordered": the same from the other side
    let whole = reading.is(phrase.start.wrapping_sub(1), "the") && reading.is(phrase.start.wrapping_sub(2), "of");
    let told = whole && reading.any(phrase.end, &["that", "which"]) || clause_subject(reading, phrase.end).is_some();
    if !part
        && (reading.any(phrase.end, &["it", "they", "we"]) || told)
        && let Some(event) = relative(reading, sentence, phrase)
    {
        let entry = event.action(reading)?;
        let tokens = event.first..event.end;
        return Some(Governor { entry, tokens, form: event.form, role: Role::Object, rule: RELATIVE });
    }
    if let Some(noun) = compound(reading, sentence, phrase) {
        let entry = noun.action(reading)?;
        return Some(Governor { entry, tokens: noun.first..noun.end, form: None, role: Role::Noun, rule: COMPOUND });
    }
    let left = left(reading, sentence, phrase);
    let right = right(reading, sentence, phrase);
    let tells = |event: &Event| event.action(reading).is_some_and(|e| e.action != Action::Other);
    // a verb that is no action governs only what no action does
    let weak = left.filter(|(event, _)| !tells(event)).or(right.filter(|(event, _)| !tells(event)));
    let left = left.filter(|(event, _)| tells(event));
    let right = right.filter(|(event, _)| tells(event));
    let made = |event: Event, role, rule| {
        Some(Governor { entry: event.action(reading)?, tokens: event.first..event.end, form: event.form, role, rule })
    };
    match (left, right) {
        // "the gift of 4 million doses was delivered": what is right behind the noun's "of" belongs to the verb
        (Some((l, _)), Some((r, role))) if l.form.is_none() || !adjoins(reading, l.end, phrase.start) => {
            made(r, role, SUBJECT)
        }
        (None, Some((r, role))) => made(r, role, SUBJECT),
        (Some((l, Role::Noun)), _) => made(l, Role::Noun, NOUN),
        (Some((l, role)), _) => made(outer(reading, sentence, l), role, OBJECT),
        (None, None) => {
            if let Some(event) = relative(reading, sentence, phrase) {
                return made(event, Role::Object, RELATIVE);
            }
            if let Some(event) = topic(reading, sentence, phrase) {
                return made(event, Role::Object, TOPIC);
            }
            match (reduced(reading, sentence, phrase).filter(tells), weak) {
                (Some(event), _) => made(event, Role::Passive, PARTICIPLE),
                (None, Some((event, role))) => made(event, role, if role == Role::Object { OBJECT } else { SUBJECT }),
                (None, None) => None,
            }
        }
    }
}

/// "a $5 million loan", "their 2 million-dose donation": the noun of action that the figure says the size of.
fn compound(reading: &Reading<'_>, sentence: &Range<usize>, phrase: &Range<usize>) -> Option<Event> {
    let limit = sentence.end.min(phrase.end + 4);
    let noun = (phrase.end..limit)
        .take_while(|at| reading.tokens[*at].kind == TokenKind::Word && !reading.any(*at, AUXILIARIES))
        .take_while(|at| !reading.any(*at, PREPOSITIONS) && !reading.any(*at, &["and", "or", "of", "that", "which"]))
        .find_map(|at| event_at(reading, at).filter(|e| e.form.is_none() && at + 1 == e.end))
        // "the $932 million Hill Price Fund": a name's word is no noun of action
        .filter(|noun| !reading.tokens[noun.first].case.capital())?;
    let sized = reading.any(phrase.start.wrapping_sub(1), &["a", "an", "the", "its", "their", "another", "this"])
        || reading.any(phrase.start, &["a", "an"])
        || reading.any(phrase.start.wrapping_sub(1), &["’s", "'s"]);
    (sized && phrase.start > 0 && !reading.any(noun.end, &["of"])).then_some(noun)
}

/// Whether only hedges, articles and the like stand between a verb and the figure's phrase.
fn adjoins(reading: &Reading<'_>, end: usize, start: usize) -> bool {
    end <= start
        && start - end <= 12
        && (end..start).all(|i| !reading.any(i, &[",", "and", "but", ";", "–", "—", "as", "with", "or"]))
}

/// The nearest action to the left, in the figure's clause, and how the figure stands to it.
fn left(reading: &Reading<'_>, sentence: &Range<usize>, phrase: &Range<usize>) -> Option<(Event, Role)> {
    let from = phrase.start.saturating_sub(REACH).max(sentence.start);
    let mut noun: Option<Event> = None;
    // "handed over 18 guns": the hedge is the verb's
    if let Some(event) = event_ending(reading, phrase.start + 1, from).filter(|e| e.form.is_some()) {
        return Some((event, Role::Object));
    }
    // "killed 12 people and affected 300": a verb that no list knows governs what stands right behind it
    let verb = phrase.start.wrapping_sub(1);
    let past = reading.word(verb).len() > 4 && reading.word(verb).ends_with("ed") && reading.hits.at(verb).is_empty();
    if past && reading.any(verb.wrapping_sub(1), &["and", ","]) {
        return None;
    }
    if let Some(event) = asks(reading, phrase.start, from) {
        return Some((event, Role::Object));
    }
    for at in (from..phrase.start).rev() {
        match event_ending(reading, at + 1, from) {
            Some(event) if event.form.is_none() && noun.is_none() && of_noun(reading, event, phrase.start) => {
                noun = Some(event);
            }
            Some(event) if event.form.is_none() || event.is_of_theme(reading) => {}
            Some(event) if event.is_passive(reading) => {
                // "was given 4 million doses"; "41 were killed and dozens were missing" governs nothing more
                let given = event.action(reading).is_some_and(|e| e.action == Action::Give && e.subject == Side::Actor);
                let given = given && adjoins(reading, event.end, phrase.start);
                return noun.map(|noun| (noun, Role::Noun)).or(given.then_some((event, Role::Given)));
            }
            // "approved a refinancing of $10 million": what is approved is no money
            Some(event) if event.action(reading).is_some_and(|e| e.only == Some(UnitClass::Money)) => {
                let through = (event.end..phrase.start)
                    .any(|i| reading.any(i, PREPOSITIONS) || reading.is(i, "of") && !reading.is(i - 1, "total"));
                return match (noun, through) {
                    (None, true) => None,
                    (None, false) => Some((event, Role::Object)),
                    (Some(noun), _) => Some((noun, Role::Noun)),
                };
            }
            Some(event) => {
                // "made a donation of 4 million" is the donation's; "sent a shipment of 4 million" the sending's
                let says_more =
                    |n: &Event| event.action(reading).map(|e| e.action) != n.action(reading).map(|e| e.action);
                return Some(match noun.filter(says_more) {
                    Some(noun) => (noun, Role::Noun),
                    None => (event, Role::Object),
                });
            }
            None => {}
        }
        // an auxiliary here belongs to another verb, of which the figure is a part: "has risen to 70 million"
        if boundary(reading, at) || reading.any(at, AUXILIARIES) || reports(reading, at) {
            break;
        }
    }
    noun.map(|noun| (noun, Role::Noun))
}

/// "asked Congress on Thursday for $30 billion": whom and when stand between the verb and its "for".
fn asks(reading: &Reading<'_>, figure: usize, from: usize) -> Option<Event> {
    const FAR: usize = 9;
    let held = figure.checked_sub(1).filter(|at| reading.is(*at, "for"))?;
    let verb = (held.saturating_sub(FAR).max(from)..held)
        .rev()
        .take_while(|at| !boundary(reading, *at) && !reading.is(*at, ","))
        .find(|at| reading.any(*at, &["asked", "asks", "asking", "appealed", "appeals", "appealing"]))?;
    state(reading, verb, "ask for").map(|(event, _)| Event { end: held + 1, form: Some(VerbForm::Past), ..event })
}

/// "a donation of 4 million doses", "orders for 4 million doses", "a contract with Pfizer for 4 million doses": whether a
/// noun of action governs what begins at `figure`.
fn of_noun(reading: &Reading<'_>, noun: Event, figure: usize) -> bool {
    let asks = noun.action(reading).is_some_and(|e| matches!(e.action, Action::Order | Action::Need));
    let for_it = |at: usize| asks && reading.is(at, "for");
    let near = figure - noun.end <= 5 && (noun.end + 1..figure).all(|i| !reading.any(i, PREPOSITIONS));
    near && (reading.any(noun.end, &["of", "worth", "totaling", "totalling"]) || for_it(noun.end))
        || reading.is(noun.end, "with") && figure > noun.end && figure - noun.end <= 8 && for_it(figure - 1)
}

/// "the 50,000 tonnes that Ukraine is selling": the verb of a relative clause whose object the figure is.
fn relative(reading: &Reading<'_>, sentence: &Range<usize>, phrase: &Range<usize>) -> Option<Event> {
    // "the 30 million doses it ordered": the relative pronoun may be left out before a personal one
    let personal = reading.any(phrase.end, &["it", "they", "he", "she", "we"]);
    let bare = (personal || clause_subject(reading, phrase.end).is_some()).then(|| phrase.end.wrapping_sub(1));
    let named = || (phrase.end..sentence.end.min(phrase.end + 4)).find(|i| reading.any(*i, &["that", "which"]));
    let opens = bare.or_else(named)?;
    let verb = (opens + 1..sentence.end.min(opens + 12))
        .find_map(|at| verb_at(reading, at).filter(|e| !e.is_passive(reading)))?;
    // with no subject between, the figure is the subject: "doses that arrived"
    (verb.first > opens + 1 && !reading.any(opens + 1, AUXILIARIES) && !verb.is_of_theme(reading)).then_some(verb)
}

/// "the 30 million doses Chad had ordered": the country that opens a relative clause without its pronoun.
fn clause_subject(reading: &Reading<'_>, at: usize) -> Option<usize> {
    let (place, ()) = reading.hit(at, |sense| matches!(sense, Sense::Place(_)).then_some(()))?;
    let auxiliary = usize::from(reading.any(place.end, &["has", "had", "have"]));
    verb_at(reading, place.end + auxiliary)
        .filter(|verb| verb.form.is_some_and(VerbForm::past) && !verb.is_of_theme(reading))
        .map(|_| place.end)
}

/// A word over which no figure is governed from the left.
fn boundary(reading: &Reading<'_>, at: usize) -> bool {
    let opens = reading.tokens[at].kind == TokenKind::Quote && matches!(reading.word(at), "“" | "„" | "«");
    let colon = reading.any(at, &[";", ":"]);
    let subordinate = reading.any(
        at,
        &[
            "which", "who", "whose", "where", "because", "although", "though", "while", "whereas", "after", "before",
            "unless", "since", "but",
        ],
    ) || reading.is(at, "that") && !reading.is(at + 1, "’s");
    opens || colon || subordinate
}

/// "reported net income of $27 million": a figure that is reported is the object of no verb before.
fn reports(reading: &Reading<'_>, at: usize) -> bool {
    let said = |form: VerbForm| matches!(form, VerbForm::Past | VerbForm::PastOrParticiple);
    let finite = reading.hit(at, |sense| matches!(sense, Sense::Saying(_, form) if said(form)).then_some(())).is_some();
    finite && !reading.any(at.wrapping_sub(1), DETERMINERS)
}

/// The verb whose subject the figure is, if a finite verb follows its noun phrase.
fn right(reading: &Reading<'_>, sentence: &Range<usize>, phrase: &Range<usize>) -> Option<(Event, Role)> {
    let limit = sentence.end.min(phrase.end + NOUN_PHRASE);
    // "the first shipment, some 400,000 doses, arrived": an apposition stands for what it is beside
    let beside = reading.is(phrase.end, ",") && reading.is(phrase.start.wrapping_sub(1), ",");
    let mut at = phrase.end + usize::from(beside);
    while at < limit {
        if reading.any(at, AUXILIARIES) || reading.any(at, &["’ve", "'ve", "’ll", "'ll", "’re", "'re"]) {
            return after_auxiliary(reading, at, sentence.end);
        }
        if let Some(event) = verb_at(reading, at).filter(|e| e.form.is_some_and(|f| f.past() || f == VerbForm::Third)) {
            let theme = reading
                .lexicon
                .actions
                .get(event.entry)
                .is_some_and(|e| e.subject == Side::Theme || e.action == Action::Die);
            let people = event.form.is_some_and(VerbForm::past)
                && reading.any(event.end, &["a", "at", "one", "their", "the", "both", "two"]);
            if theme || people {
                return Some((event, Role::Subject));
            }
        }
        if reading.is(at, "to") && reading.is(at + 1, "be") {
            return after_auxiliary(reading, at + 1, sentence.end);
        }
        if stops(reading, at) {
            return None;
        }
        at += 1;
    }
    None
}

/// A subject's noun phrase ends at a comma, a conjunction or a subordinate clause.
fn stops(reading: &Reading<'_>, at: usize) -> bool {
    let mark = matches!(reading.tokens[at].kind, TokenKind::Mark) && !reading.any(at, &["-", "/", "&", "%", "(", ")"]);
    mark || boundary(reading, at)
        || reading.any(at, &["and", "or", "as", "than", "when", "if", "to", "including", "–", "—"])
        || reading.tokens[at].kind == TokenKind::Quote
}

/// "have been administered", "will be sent", "are available", "are in production"
fn after_auxiliary(reading: &Reading<'_>, at: usize, end: usize) -> Option<(Event, Role)> {
    let mut passive = reading.any(at, BE);
    let mut i = at + 1;
    let limit = end.min(at + 9);
    while i < limit {
        if let Some(event) = verb_at(reading, i) {
            let role =
                if event.form.is_some_and(VerbForm::participle) && passive { Role::Passive } else { Role::Subject };
            return Some((event, role));
        }
        if reading.any(i, BE) {
            passive = true;
        } else if reading.any(i, &["expected", "due"])
            && reading.any(i + 1, &["in", "on", "by", "next", "this", "later"])
        {
            return state(reading, i, "arrive").map(|(event, _)| (event, Role::Subject));
        } else if reading.any(i, &["available", "ready", "stockpiled", "stored"]) {
            return state(reading, i, "stock");
        } else if reading.any(i, &["in", "under"]) && reading.any(i + 1, &["production", "manufacture"]) {
            return state(reading, i + 1, "produce");
        } else if stops(reading, i) && !reading.any(i, &["to"]) {
            break;
        }
        i += 1;
    }
    None
}

/// A state told by an adjective or a noun stands for a verb of the lexicon.
fn state(reading: &Reading<'_>, at: usize, verb: &str) -> Option<(Event, Role)> {
    let entry = reading.lexicon.actions.iter().position(|entry| entry.verb == verb)?;
    Some((Event { first: at, end: at + 1, entry, form: Some(VerbForm::PastOrParticiple) }, Role::Passive))
}

/// "2.5 million of those, we are working to lend to Mexico": the figure stands in front, its verb behind.
fn topic(reading: &Reading<'_>, sentence: &Range<usize>, phrase: &Range<usize>) -> Option<Event> {
    let lead = phrase.start <= sentence.start + 2;
    let limit = sentence.end.min(phrase.end + REACH);
    let comma = (phrase.end..limit.min(phrase.end + 6)).find(|i| reading.is(*i, ","))?;
    let subject = reading.any(comma + 1, &["we", "they", "it", "he", "she", "i", "the"]);
    (lead && subject).then_some(())?;
    (comma..limit).rev().find_map(|at| {
        verb_at(reading, at).filter(|e| e.form == Some(VerbForm::Base) || e.form == Some(VerbForm::Gerund))
    })
}

/// "600,000 people vaccinated", "tens of millions of doses stockpiled in the US"
fn reduced(reading: &Reading<'_>, sentence: &Range<usize>, phrase: &Range<usize>) -> Option<Event> {
    let limit = sentence.end.min(phrase.end + 8);
    for at in phrase.end.saturating_sub(1)..limit {
        if let Some(event) = verb_at(reading, at).filter(|e| e.form.is_some_and(VerbForm::participle)) {
            let finite = reading.any(at.wrapping_sub(1), &["they", "it", "he", "she", "we"]);
            return (!finite).then_some(event);
        }
        if reading.is(at, "available") {
            return state(reading, at, "stock").map(|(event, _)| event);
        }
        if at >= phrase.end && stops(reading, at) {
            return None;
        }
    }
    None
}

/// "contracted X to produce 300 million doses" is an order: the outer verb governs.
fn outer(reading: &Reading<'_>, sentence: &Range<usize>, inner: Event) -> Event {
    let infinitive = inner.form == Some(VerbForm::Base) && reading.is(inner.first.wrapping_sub(1), "to");
    if !infinitive {
        return inner;
    }
    let from = inner.first.saturating_sub(10).max(sentence.start);
    (from..inner.first - 1)
        .rev()
        .take_while(|at| !boundary(reading, *at) && !reading.is(*at, ","))
        .find_map(|at| {
            verb_at(reading, at)
                .filter(|e| reading.lexicon.actions.get(e.entry).is_some_and(|entry| entry.action == Action::Order))
        })
        .unwrap_or(inner)
}

/// Prepositions that end what a noun's "of" governs.
const PREPOSITIONS: &[&str] =
    &["for", "in", "under", "over", "at", "by", "from", "to", "with", "on", "than", "through", "between", "against"];

/// Words behind which a participle describes.
const DETERMINERS: &[&str] = &["the", "a", "an", "its", "their", "these", "those", "of", "any", "no"];

const AUXILIARIES: &[&str] = &[
    "is",
    "are",
    "was",
    "were",
    "has",
    "have",
    "had",
    "will",
    "would",
    "could",
    "may",
    "might",
    "can",
    "should",
    "must",
    "shall",
    "won't",
    "wasn't",
    "weren't",
    "isn't",
    "aren't",
    "hasn't",
    "haven't",
    "won’t",
    "weren’t",
    "aren’t",
    "haven’t",
    "cannot",
];

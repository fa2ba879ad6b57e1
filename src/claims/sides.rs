//! Who is on which side of a figure: who gives and who gets it, and where it is.

use std::ops::Range;

use super::clause::{Governor, RELATIVE, Role};
use super::event::verb_at;
use super::party::{self, Kind, Party};
use super::scene::Scene;
use super::subject::{governs, held};
use crate::lexicon::{Sense, Side, VerbForm};
use crate::model::{Action, Claim};
use crate::text::TokenKind;

/// A verb of recording stands at most this many tokens before what it counts.
const RECORD: usize = 24;

impl Scene<'_, '_> {
    /// Who does it, and who gets it. `before` is the claim before in the same sentence.
    pub(super) fn sides(
        &self,
        action: Action,
        governor: Option<&Governor<'_>>,
        before: Option<&Claim>,
    ) -> (Vec<String>, Vec<String>) {
        let mut actor = governor.map(|g| self.actor(g)).unwrap_or_default();
        if let Action::Die
        | Action::Infect
        | Action::Hospitalise
        | Action::Vaccinate
        | Action::Population
        | Action::Administer = action
        {
            let does =
                |g: &Governor<'_>| g.role == Role::Object && g.entry.action == action && g.entry.subject == Side::Actor;
            let agent = matches!(action, Action::Vaccinate | Action::Administer) && governor.is_some_and(does);
            return (if agent && !actor.is_empty() { actor } else { self.place(action, governor) }, Vec::new());
        }
        let held = action == Action::Have && governor.is_none_or(|g| g.role != Role::Object);
        if held {
            actor = self.location(governor);
        }
        let gives = action == Action::Give;
        let mut recipient = if gives { self.recipient(governor) } else { Vec::new() };
        if let Some(last) = before.filter(|c| c.slots.action == action) {
            // a list shares its verb's subject; a second sum goes where the first went
            let shared = governor.is_some_and(|g| g.tokens.start < self.reach.start) || action != Action::Other;
            if actor.is_empty() && shared {
                actor.clone_from(&last.slots.actor);
            }
            let others =
                || (self.phrase.end..self.reach.end.min(self.phrase.end + 4)).any(|i| self.reading.is(i, "to"));
            if recipient.is_empty()
                && gives
                && !others()
                && governor.is_some_and(|g| g.tokens.start > self.reach.start || self.gives_to(g))
            {
                recipient.clone_from(&last.slots.recipient);
            }
        }
        recipient.retain(|name| !actor.contains(name));
        (actor, recipient)
    }

    /// "Chad, home to 18 million people", "Chad, a country of 18 million": the place that the figure stands beside.
    pub(super) fn beside_place(&self) -> Option<&Party> {
        let start = self.phrase.start;
        let comma = (start.saturating_sub(5)..start).rev().find(|at| self.reading.is(*at, ","))?;
        let before = party::within(self.parties, &(comma.saturating_sub(6)..comma));
        before.iter().find(|p| p.tokens.end == comma && p.kind.has_places())
    }

    /// Where people got ill, died or were vaccinated, as far as the talk tells.
    fn place(&self, action: Action, governor: Option<&Governor<'_>>) -> Vec<String> {
        if let Some(place) = self.beside_place().filter(|_| action == Action::Population) {
            return vec![place.name.clone()];
        }
        let location = self.location(governor);
        if !location.is_empty() {
            return location;
        }
        // "Italy reported 1,091 cases": whoever counts its own
        if let Some(counts) = self.said.chain(self.figure()).first() {
            let code = self.reading.lexicon.slot(counts);
            if code.len() == 2 && code != counts {
                return vec![code.to_owned()];
            }
        }
        // "On Monday it recorded 1,065 new infections"
        if governor.is_none()
            && matches!(action, Action::Infect | Action::Die | Action::Hospitalise)
            && let Some(verb) = self.recorded()
            && let Some((names, _)) = self.subject(verb)
        {
            return names;
        }
        // "killed 12 and wounded 30 in Lima": the last of a list says where for all of it
        if governor.is_none_or(|g| matches!(g.role, Role::Object | Role::Passive)) {
            let shared = self.behind(&["in"], self.phrase.end..self.sentence.end);
            if !shared.is_empty() {
                return shared;
            }
        }
        // "In the US, 297 million … So far, 1.1 million a day …": the place goes on
        let last = self.last_claim().filter(|c| c.slots.action == action);
        last.map(|c| c.slots.actor.clone()).unwrap_or_default()
    }

    /// The verb by which a country tells or has what is counted here: "has recorded", "logged", "had".
    fn recorded(&self) -> Option<usize> {
        let from = self.phrase.start.saturating_sub(RECORD).max(self.sentence.start);
        (from..self.phrase.start)
            .rev()
            .take_while(|at| !self.reading.any(*at, &[";", ":", "that", "which", "who"]))
            .find(|at| {
                self.reading.any(
                    *at,
                    &[
                        "recorded",
                        "registered",
                        "reported",
                        "logged",
                        "confirmed",
                        "counted",
                        "documented",
                        "tallied",
                        "notified",
                        "detected",
                        "had",
                        "has",
                        "seen",
                        "saw",
                        "suffered",
                        "reports",
                        "records",
                    ],
                ) && !self
                    .reading
                    .any(*at + 1, &["been", "recorded", "registered", "reported", "logged", "confirmed", "seen"])
            })
    }

    /// Who does it, for each role that the figure can have.
    fn actor(&self, governor: &Governor<'_>) -> Vec<String> {
        let verb = governor.tokens.start;
        let behind_verb = governor.tokens.end..self.reach.end.max(governor.tokens.end);
        match (governor.role, governor.entry.subject) {
            (Role::Object, Side::Actor) => match self.gapped(governor) {
                Some(gapped) if !self.gives_to(governor) => gapped,
                _ => self.subject(verb).map(|(names, _)| names).unwrap_or_default(),
            },
            (Role::Object, _) | (Role::Subject, Side::Recipient | Side::Theme) => self.behind(&["from"], behind_verb),
            (Role::Subject, Side::Actor) => Vec::new(),
            (Role::Passive | Role::Given, _) => self.behind(&["by"], behind_verb),
            (Role::Noun, _) => {
                let agent = self.behind(&["by"], behind_verb.clone());
                let agent = if agent.is_empty() { self.possessor(verb) } else { agent };
                // "a gift of 4 million masks from Norway"
                let gives = agent.is_empty() && governor.entry.action == Action::Give;
                let agent = if gives { self.behind(&["from"], behind_verb) } else { agent };
                if !agent.is_empty() || governor.tokens.start <= self.sentence.start {
                    return agent;
                }
                // "approved a loan of 4 million": who does what the noun is the object of
                let from = governor.tokens.start.saturating_sub(8).max(self.sentence.start);
                let outer = (from..governor.tokens.start).rev().find_map(|at| verb_at(self.reading, at));
                outer.and_then(|verb| self.subject(verb.first)).map(|(names, _)| names).unwrap_or_default()
            }
        }
    }

    /// Who gets it.
    fn recipient(&self, governor: Option<&Governor<'_>>) -> Vec<String> {
        let Some(governor) = governor else { return Vec::new() };
        let gets =
            governor.role == Role::Given || governor.role == Role::Object && governor.entry.subject == Side::Recipient;
        if gets {
            let subject = || self.subject(governor.tokens.start).map(|(names, _)| names).unwrap_or_default();
            return self.gapped(governor).unwrap_or_else(subject);
        }
        if governor.role == Role::Object && governor.tokens.end <= self.phrase.start {
            let gapped = self.gapped(governor);
            if gapped.is_none() {
                // "gave Kenya 4 million doses", "supplied Kenya with 4 million doses"
                let start = governor.tokens.end.max(self.reach.start);
                let with = usize::from(self.reading.is(self.phrase.start - 1, "with") && start < self.phrase.start);
                let direct = self.between(start, self.phrase.start - with);
                if !direct.is_empty() {
                    return direct;
                }
            } else if let Some(gapped) = gapped.filter(|_| self.gives_to(governor)) {
                return gapped;
            }
        }
        // "the 4 million doses it promised Kenya"
        if governor.rule == RELATIVE {
            let direct = self.list(governor.tokens.end, governor.tokens.end + 2, false, true);
            if !direct.is_empty() {
                return direct;
            }
        }
        let verb_behind = governor.tokens.start >= self.phrase.end && governor.role != Role::Object;
        let from = if verb_behind { governor.tokens.end } else { self.phrase.end };
        if governor.role == Role::Object {
            let promised = self.promised();
            if !promised.is_empty() {
                return promised;
            }
        }
        if verb_behind && governor.entry.subject == Side::Theme {
            // "4 million doses reached Kenya"
            let direct = self.list(from, self.reach.end.min(from + 2).max(from), false, false);
            if !direct.is_empty() {
                return direct;
            }
        }
        let found =
            self.behind(&["to", "for", "in", "across", "among", "with", "between"], from..self.reach.end.max(from));
        if !found.is_empty() {
            return found;
        }
        // "plans to send to Mexico 4 million doses"
        let before = self.behind(&["to"], governor.tokens.end.max(self.reach.start)..self.phrase.start);
        let elsewhere = self.reading.any(governor.tokens.end, &["to", "toward", "towards", "into"]);
        if before.is_empty() && governor.entry.subject == Side::Theme && !elsewhere {
            // "One million doses arrived": where the talk is of
            return self.last_claim().map(|c| c.slots.actor.clone()).unwrap_or_default();
        }
        before
    }

    /// "the 1.5 million doses that it promised Kenya": who stands behind the verb of the figure's relative clause.
    fn promised(&self) -> Vec<String> {
        if !self.reading.any(self.phrase.end, &["that", "which"]) {
            return Vec::new();
        }
        let end = (self.phrase.end + 12).min(self.reach.end.max(self.phrase.end));
        let verb =
            (self.phrase.end..end).find_map(|at| verb_at(self.reading, at).filter(|verb| verb.first > self.phrase.end));
        verb.map(|verb| self.list(verb.end, end.min(verb.end + 4), false, true)).unwrap_or_default()
    }

    /// "Germany promised 100 million euros and the United States $80 million": the verb is not said again, and who
    /// stands before the figure is on the side that was on before the figure before.
    fn gapped(&self, governor: &Governor<'_>) -> Option<Vec<String>> {
        let said_before = governor.tokens.end <= self.reach.start && self.reach.start < self.phrase.start;
        let party =
            party::within(self.parties, &(self.reach.start..self.phrase.start)).last().filter(|_| said_before)?;
        let adjoins =
            (party.tokens.end..self.phrase.start).all(|i| self.reading.any(i, &["another", "a", "some", "with"]));
        let mut before = party.tokens.start;
        while before > self.reach.start && self.reading.is(before - 1, "the") {
            before -= 1;
        }
        let joined = before > 0 && self.reading.any(before - 1, &["and", ",", ";", "while", "but"]);
        (adjoins && joined).then(|| vec![party.name.clone()])
    }

    /// "gave Mexico 2 million doses": whether who gets it stands right behind the verb.
    fn gives_to(&self, governor: &Governor<'_>) -> bool {
        let behind = governor.tokens.end..governor.tokens.end + 2;
        party::within(self.parties, &behind).first().is_some_and(|p| {
            (behind.start..p.tokens.start).all(|i| self.reading.any(i, &["the", "both"]))
                && p.tokens.end <= self.phrase.start
        })
    }

    /// A list of parties that fills all between two tokens: "give Mexico and Canada 4 million doses".
    fn between(&self, start: usize, end: usize) -> Vec<String> {
        let listed = party::within(self.parties, &(start..end.max(start)));
        let of_list = |i: usize| {
            listed.iter().any(|p| p.tokens.contains(&i)) || self.reading.any(i, &["and", ",", "the", "both"])
        };
        let whole = (start..end).all(of_list);
        if whole { listed.iter().map(|p| p.name.clone()).collect() } else { Vec::new() }
    }

    /// The country or region in which something is, is done or happens: behind the figure, inside its phrase, before it.
    fn location(&self, governor: Option<&Governor<'_>>) -> Vec<String> {
        let reading = self.reading;
        // "behind Spain (12) and Italy (9)"
        if let Some(open) = self.phrase.start.checked_sub(1).filter(|at| reading.is(*at, "(")) {
            let beside = party::within(self.parties, &(open.saturating_sub(6)..open));
            if let Some(place) = beside.iter().find(|p| p.tokens.end == open && p.kind.has_places()) {
                return vec![place.name.clone()];
            }
        }
        let until = self.reach.end.max(governor.map_or(0, |g| g.tokens.end));
        let found = self.behind(&["in", "on", "across", "throughout", "of"], self.phrase.end..until);
        if !found.is_empty() {
            return found;
        }
        // "8% of Canada's adults", "53% of the U.S. population"
        let people = self.phrase.end..(self.phrase.end + 5).min(until);
        let whose = party::within(self.parties, &people)
            .iter()
            .find(|p| reading.any(p.tokens.end, &["’s", "'s"]) && p.kind.has_places());
        if let Some(party) = whose.filter(|_| reading.is(self.phrase.end, "of")) {
            return vec![party.name.clone()];
        }
        if let Some(party) =
            party::within(self.parties, &(self.phrase.start..self.phrase.end)).iter().find(|p| p.kind.has_places())
        {
            return vec![party.name.clone()];
        }
        // "In the U.S., 297 million doses …", "Canada ranks …, with about 8% …"
        let before = party::within(self.parties, &(self.sentence.start..self.phrase.start));
        let fronted = before.iter().rev().find(|p| {
            p.kind.has_places()
                && (1..=3).any(|back| reading.is(p.tokens.start.wrapping_sub(back), "in"))
                && p.tokens.start >= self.reach.start
        });
        // "Russia fired missiles, killing 19": who kills is not where
        let kills = governor.is_some_and(|g| g.form == Some(VerbForm::Gerund) && g.entry.action == Action::Die);
        let subject = before.iter().find(|p| {
            let opens = p.tokens.start < self.sentence.start + 4;
            opens && !kills && matches!(p.kind, Kind::Country | Kind::Region | Kind::City)
        });
        let inside = before.iter().rev().find(|p| {
            reading.any(p.tokens.end, &["population", "’s", "'s"])
                || reading.any(p.tokens.start.wrapping_sub(1), &["of", "in"])
        });
        fronted.or(subject).or(inside).map(|p| self.with_its_list(before, p)).unwrap_or_default()
    }

    /// "in Turkey, Syria and Iraq": a place with those that a list puts around it.
    fn with_its_list(&self, near: &[Party], one: &Party) -> Vec<String> {
        let links = |from: usize, to: usize| (from..to).all(|i| self.reading.any(i, &["and", ",", "the"]));
        let joins = |from: usize, to: usize| (from..to).any(|i| self.reading.is(i, "and"));
        let at = near.partition_point(|p| p.tokens.start < one.tokens.start);
        let linked = |pair: &[Party]| match pair {
            [a, b] => a.kind.has_places() && b.kind.has_places() && links(a.tokens.end, b.tokens.start),
            _ => false,
        };
        let first = at - near[..=at].windows(2).rev().take_while(|pair| linked(pair)).count();
        let last = at + near[at..].windows(2).take_while(|pair| linked(pair)).count();
        // "Lima, Peru" without "and" is no list
        let end = (first..last).rev().find(|i| joins(near[*i].tokens.end, near[i + 1].tokens.start)).map(|i| i + 1);
        match end {
            Some(end) if (first..=end).contains(&at) => near[first..=end].iter().map(|p| p.name.clone()).collect(),
            _ => vec![one.name.clone()],
        }
    }

    /// "the US stockpile of 4 million", "Mexico's order of …"
    fn possessor(&self, noun: usize) -> Vec<String> {
        let from = noun.saturating_sub(6).max(self.sentence.start);
        let free = |p: &&Party| !held(self.reading, p.tokens.start, from);
        party::within(self.parties, &(from..noun)).last().filter(free).map(|p| vec![p.name.clone()]).unwrap_or_default()
    }

    /// The parties behind the first of these prepositions that has any, each looked for in turn, unless it names a
    /// channel.
    fn behind(&self, words: &[&str], tokens: Range<usize>) -> Vec<String> {
        let reading = self.reading;
        let end = tokens.end.min(self.sentence.end);
        if party::within(self.parties, &(tokens.start..end)).is_empty() {
            return Vec::new();
        }
        let stops = |at: usize| {
            reading.any(at, &["said", "says", "reported", "according", "told"])
                || (at > tokens.start
                    && reading.tokens[at].kind == TokenKind::Mark
                    && reading.any(at, &[";", ".", ":"]))
        };
        let until = (tokens.start..end).find(|at| stops(*at)).unwrap_or(end);
        let mut lists = words.iter().flat_map(|word| {
            let leads = |at: &usize| reading.is(*at, word) && !reading.is(at.wrapping_sub(1), "according");
            let party = matches!(*word, "to" | "by" | "from");
            (tokens.start..until).filter(leads).map(move |at| self.list(at + 1, end, true, party))
        });
        lists.find(|list| !list.is_empty()).unwrap_or_default()
    }

    /// A list of parties that begins near `from`: "countries including Mexico, Canada and the Palestinian territories".
    /// Names of which nothing else is known count where they stand first, and only if `unknown` says so.
    fn list(&self, from: usize, end: usize, led: bool, unknown: bool) -> Vec<String> {
        const LEAD: usize = 9;
        let reading = self.reading;
        let mut names: Vec<String> = Vec::new();
        let mut at = from;
        let mut named = false;
        while at < end {
            let here = party::within(self.parties, &(at..at + 1)).first();
            if let Some(party) = here.filter(|p| !p.kind.is_bare() || unknown && (named || at <= from + 1)) {
                let describes = party.kind == Kind::Demonym
                    && !governs(reading, party.tokens.end)
                    && !reading.word(party.tokens.end - 1).ends_with('s');
                let possesses = reading.any(party.tokens.end, &["’s", "'s"]);
                if describes || possesses && names.is_empty() && !governs(reading, party.tokens.end + 1) {
                    return if describes && names.is_empty() && led { Vec::new() } else { names };
                }
                let of_doses = self.reading.hits.at(party.tokens.end).iter().any(|h| matches!(h.sense, Sense::Unit(_)));
                if party.kind == Kind::Company && names.is_empty() && (!unknown || of_doses) {
                    return names;
                }
                names.push(party.name.clone());
                at = party.tokens.end;
                named = true;
                continue;
            }
            let joins = reading.any(at, &["and", ",", "the", "as", "well", "or", "both", "’s", "'s", "government"]);
            let opens =
                reading.any(at, &["including", "like", "such", "as", "across", "in", "of"]) || reading.is(at, "namely");
            if named && !joins {
                // "Asia including India" is Asia; "Mexico, which …" ends the list
                break;
            }
            if !named {
                let over = at - from >= LEAD
                    || reading.any(at, &[";", ".", "that", "which", "who", "by", "from", "after", "before", "while"])
                    || reading.tokens[at].kind == TokenKind::Quote
                    || reading.hits.at(at).iter().any(|h| matches!(h.sense, Sense::Action(..)) && at == from);
                let comma = reading.is(at, ",");
                if (over || comma) && !opens {
                    break;
                }
            }
            at += 1;
        }
        names
    }
}

//! How claims of all articles hang together: a later figure, a conflict, a plan and its deed.
//!
//! Each decision is about two claims and what stands between them in their series, so that it is the same seen from
//! either, and in any order of adding.

use super::figures::{Figure, listed, words};
use super::series::{adds_up, runs_on, sorts, standing};
use crate::model::{ClaimRecord, History, Peer, Peers, Related, RelationKind, Slots};

/// How a claim hangs together with others: what its articles tell, and what its peers come to. Sorted by kind,
/// direction and the other's id.
///
/// Figures that are one another rounded, that a bound takes in, or that are of another scope, date, unit or rate are in
/// no conflict, and no relation.
#[must_use]
pub fn relations(claim: &ClaimRecord, peers: &Peers) -> Vec<Related> {
    let me = Side { slots: &claim.slots, history: &peers.history };
    let mut found = claim.relations.clone();
    if let Some(time) = me.time() {
        in_series(claim, peers, me, &time, &mut found);
    }
    let mut carried = |deed: Side<'_>, plan: Side<'_>, other: &Peer, from: bool| {
        if let Some(reason) = carries_out(deed, plan) {
            found.push(Related { kind: RelationKind::CarriesOut, from, claim: other.id.clone(), reason });
        }
    };
    for plan in &peers.plans {
        carried(me, Side::of(plan), plan, true);
    }
    for deed in &peers.deeds {
        carried(Side::of(deed), me, deed, false);
    }
    found.sort_by(|a, b| (a.kind.as_str(), !a.from, &a.claim).cmp(&(b.kind.as_str(), !b.from, &b.claim)));
    found
}

/// What the claims before and after it in its series are to it.
fn in_series(claim: &ClaimRecord, peers: &Peers, me: Side<'_>, time: &str, found: &mut Vec<Related>) {
    let is_part = |id: &str| claim.relations.iter().any(|r| r.kind == RelationKind::PartOf && r.claim == id);
    for (side, is_earlier) in [(&peers.before, true), (&peers.after, false)] {
        let mut next: Option<String> = None;
        for peer in side {
            let it = Side::of(peer);
            let Some(its_time) = it.time() else { continue };
            let related = |kind, from, reason| Related { kind, from, claim: peer.id.clone(), reason };
            if its_time == time {
                let reason = conflicts(me, it).filter(|_| !is_part(&peer.id));
                found.extend(reason.map(|reason| related(RelationKind::Conflicts, true, reason)));
                continue;
            }
            // beyond the next time stands what that revises, or what revises that
            if *next.get_or_insert_with(|| its_time.clone()) != its_time {
                break;
            }
            let reason = if is_earlier { revises(me, it) } else { revises(it, me) };
            found.extend(reason.map(|reason| related(RelationKind::Revises, is_earlier, reason)));
        }
    }
}

/// One of two claims.
#[derive(Clone, Copy)]
struct Side<'a> {
    slots: &'a Slots,
    history: &'a History,
}

impl<'a> Side<'a> {
    fn of(peer: &'a Peer) -> Self {
        Self { slots: &peer.slots, history: &peer.history }
    }

    fn time(self) -> Option<String> {
        standing(self.slots, self.history).series.map(|series| series.time)
    }

    fn figure(self) -> Figure<'a> {
        Figure { amount: self.slots.amount, bounds: &self.history.bounds }
    }

    /// "said on 2021-04-26"
    fn said(self) -> String {
        format!("said on {}", self.history.first.day.as_deref().unwrap_or_default())
    }

    /// "of 2021-04-14", else the day it was said.
    fn when(self) -> String {
        let dates = &self.history.first.dates;
        if dates.is_empty() { self.said() } else { format!("of {}", dates.join(", ")) }
    }
}

/// Whether the first is the later figure, and why.
fn revises(later: Side<'_>, earlier: Side<'_>) -> Option<String> {
    let (new, old) = (later.figure(), earlier.figure());
    let (dates, old_dates) = (&later.history.first.dates, &earlier.history.first.dates);
    // a count of one week that is lower than another week's is another count
    let falls = adds_up(later.slots.action) && dates != old_dates && new.amount.point() < old.amount.point();
    let rounded = new.rounds(old) && new.is_close(old);
    let one_article = later.history.first.article == earlier.history.first.article;
    if !runs_on(later.slots.action) || falls || rounded || one_article {
        return None;
    }
    let (new, old) = (new.words(), old.words());
    Some(match dates == old_dates && !dates.is_empty() {
        true => format!("{new} {} after {old} {}, both {}", later.said(), earlier.said(), later.when()),
        false => format!("{new} {} after {old} {}", later.when(), earlier.when()),
    })
}

/// Whether two figures of one series and time cannot both hold, and why.
fn conflicts(a: Side<'_>, b: Side<'_>) -> Option<String> {
    // whoever writes two figures in one article means two things, unless two people say them
    let (first, second) = (&a.history.first, &b.history.first);
    let two_say =
        !first.says.is_empty() && !second.says.is_empty() && !first.says.iter().any(|name| second.says.contains(name));
    let told_apart = first.article == second.article && !two_say;
    if told_apart || a.figure().rounds(b.figure()) || a.figure().admits(b.figure()) {
        return None;
    }
    let (low, high) = if a.slots.amount.point() <= b.slots.amount.point() { (a, b) } else { (b, a) };
    Some(format!("{} and {}, both {}", low.figure().words(), high.figure().words(), low.when()))
}

/// Whether a deed is a plan's, and how much of it. Only what is stated on both sides, or stated of the deed alone, can
/// be a part of what was planned; two figures that share no more than who acts are none.
fn carries_out(deed: Side<'_>, plan: Side<'_>) -> Option<String> {
    let (does, planned) = (deed.slots, plan.slots);
    let (did, whole) = (does.amount.value?, planned.amount.value.or(planned.amount.high)?);
    let within = |part: &[String], of: &[String]| !part.is_empty() && part.iter().all(|name| of.contains(name));
    let goes = within(&does.recipient, &planned.recipient);
    let of_it = within(&does.product, &planned.product);
    let narrower = planned.recipient.is_empty() && (of_it || !does.recipient.is_empty());
    let product = of_it || planned.product.is_empty() || (does.product.is_empty() && goes);
    let later = deed.history.first.day >= plan.history.first.day && !is_before(deed, plan);
    if did > whole || !(goes || narrower) || !product || !later {
        return None;
    }
    let (part, whole) = match &listed(&[did, whole])[..] {
        [part, whole] if planned.amount.value.is_some() => (part.clone(), whole.clone()),
        _ => (words(did), plan.figure().words()),
    };
    Some(format!("{part} of the {whole} planned"))
}

/// Whether the deed's own date lies before the plan was told.
fn is_before(deed: Side<'_>, plan: Side<'_>) -> bool {
    let said = plan.history.first.day.as_deref().unwrap_or_default();
    let past = |date: &String| {
        let in_days = sorts(date) && date.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        in_days && said.get(..date.len()).is_some_and(|same_form| date.as_str() < same_form)
    };
    let dates = &deed.history.first.dates;
    !dates.is_empty() && dates.iter().all(past)
}

//! One claim: what it says, when it was said to be planned or done, every passage, what it hangs together with, and what
//! people have decided of it.

use axum::extract::State;
use maud::{Markup, html};

use super::parts::{address, amount, claim_line, claim_link, days, frame, names, pager, passage, plain, sides, words};
use super::timeline::timeline;
use super::{Answer, Id, Pairs, asked, id_of, page};
use crate::claims;
use crate::model::{Bound, ClaimRecord, Evidence, JudgementRecord, Related};
use crate::record::words::{count, in_words, judged, state};
use crate::store::{Asked, Browse as _, Near, Page, SqliteStore, Store as _, Told};
use crate::web::PAGE;
use crate::web::api::missing;
use crate::web::failure::Failure;
use crate::web::{App, Shared};

/// Passages of a page.
const PASSAGES: usize = 25;
/// Claims like it that are offered for judging.
const ALIKE: usize = 6;

/// All that the page shows.
struct Shown {
    claim: ClaimRecord,
    told: Vec<Told>,
    passages: Page<Evidence>,
    rejected: Vec<Evidence>,
    relations: Vec<(Related, Option<ClaimRecord>)>,
    judgements: Vec<JudgementRecord>,
    alike: Vec<ClaimRecord>,
}

/// A claim by its id.
pub(in crate::web) async fn show(State(app): Shared, id: Id, pairs: Pairs) -> Answer {
    let id = id_of(id)?;
    let (mut params, pairs) = asked(pairs)?;
    let wanted = params.page(PASSAGES, PASSAGES)?;
    params.end()?;
    let shown = app.read(PAGE, move |store| read(store, &id, &wanted)).await?;
    let title = claims_title(&shown.claim);
    Ok(page(&title, "/claims", &main(&app, &shown, &pairs)))
}

fn read(store: &SqliteStore, id: &str, wanted: &Asked) -> Result<Shown, Failure> {
    let claim = store.claim(id)?.ok_or_else(|| missing("claim", id))?;
    let related = match store.peers(id)? {
        Some(peers) => claims::relations(&claim, &peers),
        None => claim.relations.clone(),
    };
    let other = |related: Related| Ok((store.claim(&related.claim)?, related)).map(|(claim, related)| (related, claim));
    let relations = related.into_iter().map(other).collect::<Result<Vec<_>, Failure>>()?;
    let mut rejected = Vec::new();
    store.rejected(id, &mut |it| {
        rejected.push(it);
        if rejected.len() < PASSAGES { std::ops::ControlFlow::Continue(()) } else { std::ops::ControlFlow::Break(()) }
    })?;
    let near = Near {
        unit: claim.slots.unit.clone(),
        action: claim.slots.action,
        point: claim.slots.amount.point(),
        actor: claim.slots.actor.clone(),
        recipient: claim.slots.recipient.clone(),
        limit: ALIKE + 1,
    };
    let alike = store.near(&near)?.into_iter().filter(|it| it.id != claim.id).take(ALIKE).collect();
    Ok(Shown {
        told: store.told(id)?,
        passages: store.evidence_page(id, wanted)?,
        rejected,
        relations,
        judgements: store.judgements_of(id)?,
        alike,
        claim,
    })
}

fn claims_title(claim: &ClaimRecord) -> String {
    crate::record::words::sentence(claim)
}

fn main(app: &App, shown: &Shown, pairs: &[(String, String)]) -> Markup {
    let Shown { claim, told, passages, rejected, relations, judgements, alike } = shown;
    let path = address("claims", &claim.id);
    html! {
        p.kicker { "Claim " code { (claim.id) } }
        h1.claim { (amount(claim)) small { (frame(&claim.slots)) } }
        p.rests { (count(claim.articles, "article")) ", " (count(claim.origins, "known origin")) ", " (count(claim.mentions, "passage")) }
        div.columns {
            section aria-labelledby="slots" { h2 #slots { "What it says" } (slots(claim)) }
            section aria-labelledby="history" { h2 #history { "Planned, done, denied" } (timeline(told)) }
        }
        @if !relations.is_empty() {
            section aria-labelledby="relations" {
                h2 #relations { "Hangs together with" }
                ul.relations { @for (related, other) in relations { (relation(related, other.as_ref())) } }
            }
        }
        section aria-labelledby="passages" {
            h2 #passages { "Passages" }
            ol.passages { @for it in &passages.items { (evidence(app, it, true)) } }
            (pager(&path, pairs, passages.next.as_deref()))
            @if !rejected.is_empty() {
                details {
                    summary { "Rejected: " (count(rejected.len() as u64, "passage")) " that do not count" }
                    ol.passages { @for it in rejected { (evidence(app, it, false)) } }
                }
            }
        }
        section.judge aria-labelledby="judge" {
            h2 #judge { "Judge" }
            @if !judgements.is_empty() { ul.judgements { @for it in judgements { (judgement(app, it, &claim.id)) } } }
            (pair_form(app, claim, alike))
        }
    }
}

fn slots(claim: &ClaimRecord) -> Markup {
    let slots = &claim.slots;
    let hedges: Vec<&str> = claim.bounds.iter().filter(|it| **it != Bound::Exactly).map(|it| it.as_str()).collect();
    html! {
        dl.slots {
            dt { "action" } dd { (slots.action.as_str()) }
            dt { "figure" } dd { (amount(claim)) }
            @if !hedges.is_empty() { dt { "hedges" } dd { (hedges.join(", ").replace('_', " ")) } }
            @for (name, values) in [("actor", &slots.actor), ("recipient", &slots.recipient), ("product", &slots.product)] {
                dt { (name) } dd { @if values.is_empty() { span.faint { "not stated" } } @else { (sides(values)) } }
            }
            dt { "state" } dd { (super::claims::states(claim)) }
            @if !claim.dates.is_empty() { dt { "date" } dd { (names(&claim.dates)) } }
            dt { "said" } dd { (days(claim.first_said.as_deref(), claim.last_said.as_deref())) }
        }
    }
}

fn relation(related: &Related, other: Option<&ClaimRecord>) -> Markup {
    html! {
        li.(related.kind.as_str()) {
            span.kind { (in_words(related.kind, related.from)) } " "
            @match other { Some(claim) => (claim_link(claim)), None => (words(&related.claim)) }
            span.reason { " " (words(&related.reason)) }
        }
    }
}

fn evidence(app: &App, it: &Evidence, counts: bool) -> Markup {
    html! {
        li id={ "p" (it.id) } {
            (passage(it))
            p.detail {
                (plain(&state(it)))
                @if let Some(origin) = &it.origin { " · origin " (words(origin)) " (" (words(&it.origin_reason)) ")" }
                " · rules " code { (plain(&it.rules.join(" "))) }
            }
            @if counts { (reject_form(app, it)) }
        }
    }
}

fn reject_form(app: &App, it: &Evidence) -> Markup {
    html! {
        details.reject {
            summary { "Reject this passage" }
            form method="post" action="/judge" {
                (hidden(app, "reject"))
                input type="hidden" name="passage" value=(it.id);
                (signed(app, &it.id))
                button type="submit" { "Reject" }
            }
        }
    }
}

fn pair_form(app: &App, claim: &ClaimRecord, alike: &[ClaimRecord]) -> Markup {
    html! {
        form method="post" action="/judge" {
            input type="hidden" name="token" value=(app.session.token());
            input type="hidden" name="claim" value=(claim.id);
            fieldset {
                legend { "This claim and" }
                @for (n, other) in alike.iter().enumerate() {
                    div.option {
                        input type="radio" name="other" id={ "other" (n) } value=(other.id) required;
                        label for={ "other" (n) } { (claim_line(other)) }
                        " " a href=(address("claims", &other.id)) aria-label={ "Open claim " (other.id) } { "open" }
                    }
                }
                div.field { label for="other-id" { "or the claim of this id" } input #other-id name="other_id" autocomplete="off"; }
            }
            (signed(app, "pair"))
            button type="submit" name="kind" value="same" { "are one claim" }
            " " button type="submit" name="kind" value="different" { "are never one" }
        }
    }
}

/// A judgement with the way to take it back.
pub(super) fn judgement(app: &App, it: &JudgementRecord, back: &str) -> Markup {
    html! {
        li {
            span.n { (it.n) "." } " " (words(&judged(&it.judgement)))
            ul.about { @for about in &it.judgement.about { li { (words(&about.words)) } } }
            form.undo method="post" action="/judge" {
                (hidden(app, "undo"))
                input type="hidden" name="n" value=(it.n);
                input type="hidden" name="claim" value=(back);
                input type="hidden" name="by" value=(plain(&app.site.by));
                button type="submit" { "Undo judgement " (it.n) }
            }
        }
    }
}

fn hidden(app: &App, kind: &str) -> Markup {
    html! {
        input type="hidden" name="token" value=(app.session.token());
        input type="hidden" name="kind" value=(kind);
    }
}

fn signed(app: &App, form: &str) -> Markup {
    html! {
        div.row {
            div.field { label for={ "by-" (form) } { "Who decides" } input id={ "by-" (form) } name="by" required value=(plain(&app.site.by)) autocomplete="name"; }
            div.field { label for={ "why-" (form) } { "Why" } input id={ "why-" (form) } name="why" autocomplete="off"; }
        }
    }
}

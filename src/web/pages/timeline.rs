//! A claim's history as a drawing: a lane a state, a dot a day, larger where more passages say so.

use jiff::civil::Date;
use maud::{Markup, html};

use super::parts::plain;
use super::plot::{Axis, WIDTH};
use crate::model::Status;
use crate::store::Told;

/// Height of a lane.
const LANE: f64 = 30.0;
/// Room for the lanes' names.
const LEFT: f64 = 92.0;

/// The drawing, and the same as a list for those who don't see it.
pub(super) fn timeline(told: &[Told]) -> Markup {
    let lanes: Vec<Status> =
        Status::ALL.iter().copied().filter(|status| told.iter().any(|it| it.status == *status)).collect();
    let dated: Vec<(Date, &Told)> = told.iter().filter_map(|it| Some((it.day.as_deref()?.parse().ok()?, it))).collect();
    let Some(axis) = Axis::new(dated.iter().map(|(day, _)| *day), LEFT, WIDTH - 16.0) else {
        return html! { p.faint { "Its articles are not dated." } };
    };
    let height = LANE * lanes.len() as f64;
    html! {
        figure.timeline {
            svg viewBox={ "0 0 " (WIDTH) " " (height + 26.0) } role="img" aria-labelledby="timeline-title" {
                title #timeline-title { (in_words(told)) }
                (axis.ticks(height + 18.0, height))
                @for (at, status) in lanes.iter().enumerate() {
                    @let y = LANE.mul_add(at as f64, LANE / 2.0);
                    text.lane x="0" y=(y + 4.5) { (status.as_str()) }
                    line.grid x1=(LEFT) x2=(WIDTH) y1=(y) y2=(y) {}
                    @for (day, it) in dated.iter().filter(|(_, it)| it.status == *status) {
                        circle.dot.(status.as_str()) cx=(axis.at(*day)) cy=(y) r=(radius(it.passages)) { title { (in_words(std::slice::from_ref(it))) } }
                    }
                }
            }
            details {
                summary { "The same in words" }
                ul { @for it in told { li { (in_words(std::slice::from_ref(it))) } } }
            }
        }
    }
}

/// The area grows with the number of passages, up to a bound.
fn radius(passages: u64) -> String {
    format!("{:.1}", (passages.min(60) as f64).sqrt().mul_add(2.0, 3.0))
}

/// "2021-04-15 planned (2 passages)"
fn in_words(told: &[Told]) -> String {
    let shown = told.iter().take(12).map(|it| {
        let day = it.day.as_deref().unwrap_or("not dated");
        format!(
            "{} {} ({} {})",
            plain(day),
            it.status.as_str(),
            it.passages,
            if it.passages == 1 { "passage" } else { "passages" }
        )
    });
    let mut words = shown.collect::<Vec<_>>().join(", ");
    if told.len() > 12 {
        words.push_str(" and more");
    }
    words
}

//! Points over days, drawn as SVG by attributes alone: the policy lets no style in.

use jiff::civil::Date;
use maud::{Markup, html};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::parts::address;
use crate::claims::grouped;
use crate::model::{ClaimRecord, Status};
use crate::record::words::in_a_line;

/// Width of a drawing, in its own units.
pub(super) const WIDTH: f64 = 800.0;
const HEIGHT: f64 = 320.0;
/// Room for the figures beside the plot.
const LEFT: f64 = 96.0;
const BOTTOM: f64 = 28.0;

/// Claims as points, the day they were first said across and the figure up. Figures that differ a hundredfold are drawn by
/// their powers of ten.
pub(super) fn plot(claims: &[ClaimRecord], name: &str) -> Markup {
    let points: Vec<(Date, f64, &ClaimRecord)> = claims.iter().filter_map(point).collect();
    let axis = Axis::new(points.iter().map(|(day, ..)| *day), LEFT + 10.0, WIDTH - 16.0);
    let (Some(axis), Some(scale)) = (axis, Scale::new(points.iter().map(|(_, value, _)| *value))) else {
        return html! { p.faint { "None of them has a day and a figure to be drawn by." } };
    };
    let states =
        Status::ALL.iter().filter(|state| points.iter().any(|(.., claim)| claim.statuses.first() == Some(state)));
    html! {
        figure.plot {
            svg viewBox={ "0 0 " (WIDTH) " " (HEIGHT + BOTTOM) } role="group" aria-label=(name) {
                (axis.ticks(HEIGHT + 20.0, HEIGHT))
                @for (value, label) in scale.marks() {
                    @let y = scale.at(value);
                    line.grid x1=(LEFT) x2=(WIDTH) y1=(y) y2=(y) {}
                    text.mark x=(LEFT - 8.0) y=(format!("{:.1}", y + 4.5)) text-anchor="end" { (label) }
                }
                @for (day, value, claim) in &points {
                    @let label = format!("{}, first said {day}", in_a_line(&claim.slots, &claim.bounds));
                    a href=(address("claims", &claim.id)) aria-label=(label) {
                        circle.dot.(claim.statuses.first().map_or("done", |it| it.as_str())) cx=(axis.at(*day)) cy=(format!("{:.1}", scale.at(*value))) r="5.5" {
                            title { (label) }
                        }
                    }
                }
            }
            figcaption { @for state in states { span.key.(state.as_str()) { (state.as_str()) } " " } }
        }
    }
}

/// A claim's day and figure. A float is exact enough for a place on a screen; what is written stays exact.
fn point(claim: &ClaimRecord) -> Option<(Date, f64, &ClaimRecord)> {
    let amount = claim.slots.amount;
    let value = amount.point().or(amount.high)?.to_f64()?;
    Some((claim.first_said.as_deref()?.parse().ok()?, value, claim))
}

/// Days across a drawing.
pub(super) struct Axis {
    first: Date,
    days: f64,
    left: f64,
    right: f64,
}

impl Axis {
    /// From the first of some days to the last; `None` where there is none.
    pub(super) fn new(days: impl Iterator<Item = Date> + Clone, left: f64, right: f64) -> Option<Self> {
        let (first, last) = (days.clone().min()?, days.max()?);
        Some(Self { first, days: between(first, last), left, right })
    }

    /// Where a day is; a single day stands in the middle.
    pub(super) fn at(&self, day: Date) -> String {
        let share = if self.days > 0.0 { between(self.first, day) / self.days } else { 0.5 };
        format!("{:.1}", share.mul_add(self.right - self.left, self.left))
    }

    /// Days along the bottom, with a line up each: at most five, so that they stand apart on a narrow screen too.
    pub(super) fn ticks(&self, y: f64, up: f64) -> Markup {
        let steps = if self.days >= 4.0 { 4 } else { 0 };
        let days = (0..=steps).filter_map(|step| {
            let on = if steps == 0 { 0.0 } else { self.days * f64::from(step) / f64::from(steps) };
            self.first.checked_add(jiff::Span::new().try_days(on.round() as i64).ok()?).ok()
        });
        html! {
            @for (n, day) in days.enumerate() {
                line.grid x1=(self.at(day)) x2=(self.at(day)) y1="0" y2=(up) {}
                text.mark x=(self.at(day)) y=(y) text-anchor=(if steps > 0 && n == 4 { "end" } else { "middle" }) { (day) }
            }
        }
    }
}

fn between(first: Date, last: Date) -> f64 {
    first.until(last).map_or(0.0, |span| f64::from(span.get_days()))
}

/// Figures up a drawing.
struct Scale {
    low: f64,
    high: f64,
    by_powers: bool,
}

impl Scale {
    fn new(values: impl Iterator<Item = f64> + Clone) -> Option<Self> {
        let low = values.clone().reduce(f64::min)?;
        let high = values.reduce(f64::max)?;
        let by_powers = low > 0.0 && high / low >= 100.0;
        Some(if by_powers {
            Self { low: low.log10().floor(), high: high.log10().ceil(), by_powers }
        } else {
            let step = step((high - low.min(0.0)).max(f64::MIN_POSITIVE));
            Self { low: (low.min(0.0) / step).floor() * step, high: ((high / step).ceil() * step).max(step), by_powers }
        })
    }

    /// Where a figure is.
    fn at(&self, value: f64) -> f64 {
        let value = if self.by_powers { value.log10() } else { value };
        let share = (value - self.low) / (self.high - self.low).max(f64::MIN_POSITIVE);
        (1.0 - share.clamp(0.0, 1.0)).mul_add(HEIGHT - 12.0, 6.0)
    }

    /// Figures that a line is drawn at.
    fn marks(&self) -> Vec<(f64, String)> {
        let label = |value: f64| {
            Decimal::from_f64_retain(value)
                .map_or_else(|| format!("{value:e}"), |it| grouped(it.round_sf(6).unwrap_or(it)))
        };
        let values: Vec<f64> = if self.by_powers {
            let (low, high) = (self.low as i32, self.high as i32);
            let every = ((high - low) / 6 + 1).max(1) as usize;
            (low..=high).step_by(every).map(|power| 10_f64.powi(power)).collect()
        } else {
            let step = step(self.high - self.low);
            let count = ((self.high - self.low) / step).round() as u32;
            (0..=count.min(12)).map(|n| f64::from(n).mul_add(step, self.low)).collect()
        };
        values.into_iter().map(|value| (value, label(value))).collect()
    }
}

/// A round step that divides a stretch in some five.
fn step(stretch: f64) -> f64 {
    let power = 10_f64.powf((stretch / 5.0).log10().floor());
    let times = [1.0, 2.0, 5.0].into_iter().find(|times| stretch / (times * power) <= 6.0).unwrap_or(10.0);
    times * power
}

//! What an answer comes to. Pure: the request and its reply decide.

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822;

use super::client::{Reply, Sizes};
use super::failure::Failure;
use super::frontier::address;
use super::host::Mood;
use super::job::{Job, Role};
use super::listing::{self, Content, Listing};
use super::robots::{self, Rules};
use crate::model::Answer;

/// Redirects that are followed for a page.
const HOPS: usize = 10;
/// Times that a busy server is asked for one page.
const TRIES: u32 = 4;

/// What is done with an answer.
#[derive(Debug)]
pub(super) enum Verdict {
    /// A page, whose bytes the reply holds.
    Page,
    /// The page is as it was when it was last kept.
    Unchanged,
    /// It names pages.
    Listing(Listing),
    /// The server's rules.
    Rules(Rules),
    /// To be asked for where it leads.
    Hop(url::Url),
    /// To be asked for again later.
    Again,
    /// Not had.
    Failed(Failure),
}

/// Judges a reply; `conditional` is whether a page that is as it was may say so.
pub(super) fn verdict(job: &Job, reply: &Reply, conditional: bool, sizes: Sizes) -> Verdict {
    let judged = match (&reply.exchange.answer, &reply.body) {
        (Ok(answer), Ok(body)) => of_answer(job, answer, body, conditional, sizes),
        // A status that is told beats a body that can't be unpacked.
        (Ok(Answer { status, .. }), Err(_)) if *status != 200 => Err(Failure::Status(*status)),
        (_, Err(failure)) => Err(failure.clone()),
        (Err(message), Ok(_)) => Err(Failure::Broken(message.clone())),
    };
    match judged {
        Ok(verdict) => verdict,
        // No rules can be told from no answer, so that nothing is allowed.
        Err(failure) if job.is_robots() => Verdict::Rules(Rules::unreadable(failure)),
        Err(failure) => Verdict::Failed(failure),
    }
}

fn of_answer(job: &Job, answer: &Answer, body: &[u8], conditional: bool, sizes: Sizes) -> Result<Verdict, Failure> {
    match answer.status {
        301 | 302 | 303 | 307 | 308 => hop(job, answer).map(Verdict::Hop),
        status @ (429 | 503) if job.tries + 1 >= TRIES => Err(Failure::Busy { status }),
        429 | 503 => Ok(Verdict::Again),
        status if job.is_robots() => Ok(Verdict::Rules(Rules::of(status, body))),
        304 if conditional => Ok(Verdict::Unchanged),
        200 => {
            let content = listing::content(body, answer.field("content-type"), Some(job.url.as_str()), sizes.unpacked)?;
            match content {
                Content::Page => Ok(Verdict::Page),
                Content::Listing(_) if job.role == Role::Page => Err(Failure::Kind("a list of pages".to_owned())),
                Content::Listing(listing) => Ok(Verdict::Listing(listing)),
            }
        }
        status => Err(Failure::Status(status)),
    }
}

fn hop(job: &Job, answer: &Answer) -> Result<url::Url, Failure> {
    let location = answer.field("location").unwrap_or_default();
    let to = address(location, Some(&job.url)).filter(|_| !location.is_empty());
    let to = to.ok_or_else(|| Failure::Location(location.chars().take(200).collect()))?;
    let most = if job.is_robots() { robots::HOPS } else { HOPS };
    if to == job.url || job.before.contains(&to) {
        Err(Failure::Circle(to.into()))
    } else if job.before.len() >= most {
        Err(Failure::Hops(most))
    } else {
        Ok(to)
    }
}

/// How the server took the request.
pub(super) fn mood(reply: &Reply) -> Mood {
    match (&reply.exchange.answer, &reply.body) {
        (Ok(answer), _) if matches!(answer.status, 429 | 503) => {
            Mood::Busy(answer.field("retry-after").and_then(|value| retry_after(value, Timestamp::now())))
        }
        (Err(_), Err(failure)) if failure.is_of_the_server() => Mood::Down,
        _ => Mood::Fine,
    }
}

/// How long a server asks to wait: seconds, or a date.
fn retry_after(value: &str, now: Timestamp) -> Option<Duration> {
    if let Ok(seconds) = value.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = rfc2822::parse(value.trim()).ok()?.timestamp();
    Some(Duration::try_from(until.duration_since(now)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::retry_after;

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now = "2021-09-07T10:00:00Z".parse().expect("a time");
        for (value, seconds) in [
            ("120", Some(120)),
            ("Tue, 07 Sep 2021 10:00:30 GMT", Some(30)),
            ("Tue, 07 Sep 2021 09:00:00 GMT", Some(0)),
            ("99999999999999999999999", None),
            ("-5", None),
            ("soon", None),
        ] {
            assert_eq!(retry_after(value, now), seconds.map(Duration::from_secs), "{value}");
        }
    }
}

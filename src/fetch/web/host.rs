//! One server, and how it is treated: one value owns all politeness towards it.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use super::job::Job;
use super::robots::Rules;
use super::tally::Outcome;

/// Requests to one server at a time.
const AT_ONCE: usize = 2;
/// Failures of the server in a row after which it is left alone.
const STRIKES: u32 = 5;

/// The manners of a run, the same towards every server until it asks for more.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manners {
    /// Between the beginnings of two requests.
    pub(super) delay: Duration,
    /// How long to wait after the first "too many requests" that doesn't say; each further one doubles it.
    pub(super) backoff: Duration,
    /// The longest wait that is kept; a server that asks for more is left alone.
    pub(super) patience: Duration,
    /// Whether robots.txt is obeyed.
    pub(super) robots: bool,
}

/// How a server took a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mood {
    /// It answered.
    Fine,
    /// It asked to come back later, after so long if it said.
    Busy(Option<Duration>),
    /// It did not answer.
    Down,
}

/// What is done next at a server.
#[derive(Debug)]
pub(super) enum Turn {
    /// Ask for this.
    Ask(Job),
    /// This is not asked for.
    Refuse(Job, Outcome),
    /// Nothing is asked any more, after so many failures.
    GiveUp(Job, u32),
}

#[derive(Debug)]
enum Robots {
    Unknown,
    Asked,
    Known(Rules),
}

/// A server: what is to be asked of it, and when it may be.
#[derive(Debug)]
pub(super) struct Host {
    manners: Manners,
    robots: Robots,
    /// Requests for robots.txt, of this server or of one that redirected its own here: other jobs wait for them.
    first: VecDeque<Job>,
    jobs: VecDeque<Job>,
    in_flight: usize,
    ready: Instant,
    strikes: u32,
    given_up: bool,
}

impl Host {
    pub(super) const fn new(manners: Manners, now: Instant) -> Self {
        let robots = if manners.robots { Robots::Unknown } else { Robots::Known(Rules::Ignored) };
        Self {
            manners,
            robots,
            first: VecDeque::new(),
            jobs: VecDeque::new(),
            in_flight: 0,
            ready: now,
            strikes: 0,
            given_up: false,
        }
    }

    pub(super) fn push(&mut self, job: Job) {
        if job.is_robots() {
            self.first.push_back(job);
        } else {
            self.jobs.push_back(job);
        }
    }

    /// How many jobs wait.
    pub(super) fn len(&self) -> usize {
        self.first.len() + self.jobs.len()
    }

    /// When there is something to do here; `None` where there is nothing, or an answer has to come first.
    pub(super) fn due(&self) -> Option<Instant> {
        let waits = if self.given_up {
            !self.first.is_empty() || !self.jobs.is_empty()
        } else {
            let asks = !matches!(self.robots, Robots::Asked) && !self.jobs.is_empty();
            self.in_flight < AT_ONCE && (!self.first.is_empty() || asks)
        };
        waits.then_some(self.ready)
    }

    /// What is done now; to be asked when [`Self::due`] says so.
    pub(super) fn take(&mut self, now: Instant) -> Option<Turn> {
        if self.given_up {
            let job = self.first.pop_front().or_else(|| self.jobs.pop_front())?;
            return Some(Turn::GiveUp(job, self.strikes));
        }
        if let Some(job) = self.first.pop_front() {
            return Some(self.ask(job, now));
        }
        let rules = match &self.robots {
            Robots::Asked => return None,
            Robots::Unknown => {
                let job = self.jobs.front()?.robots();
                self.robots = Robots::Asked;
                return Some(self.ask(job, now));
            }
            Robots::Known(rules) => rules,
        };
        let job = self.jobs.pop_front()?;
        match rules.refusal(&job.url) {
            Some(refusal) => Some(Turn::Refuse(job, refusal)),
            None => Some(self.ask(job, now)),
        }
    }

    /// Takes the rules that robots.txt has.
    pub(super) fn obey(&mut self, rules: Rules, now: Instant) {
        if rules.delay() > self.manners.delay {
            self.manners.delay = rules.delay();
            self.ready = self.ready.max(now + rules.delay());
        }
        self.robots = Robots::Known(rules);
    }

    /// Takes note of how a request went.
    pub(super) fn answered(&mut self, mood: Mood, now: Instant) {
        self.in_flight = self.in_flight.saturating_sub(1);
        if mood == Mood::Fine {
            self.strikes = 0;
            return;
        }
        self.strikes += 1;
        if let Mood::Busy(asked) = mood {
            let wait = asked.unwrap_or_else(|| self.manners.backoff * 2_u32.pow(self.strikes.min(STRIKES) - 1));
            self.given_up |= wait > self.manners.patience;
            self.ready = self.ready.max(now + wait.min(self.manners.patience));
        }
        self.given_up |= self.strikes >= STRIKES;
        if self.given_up {
            // nothing is asked any more: what waits is told at once
            self.ready = now;
        }
    }

    fn ask(&mut self, job: Job, now: Instant) -> Turn {
        self.in_flight += 1;
        self.ready = now + self.manners.delay;
        Turn::Ask(job)
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{Host, Manners, Mood, Turn};
    use crate::fetch::web::job::{Job, Role};
    use crate::fetch::web::robots::Rules;

    const SECOND: Duration = Duration::from_secs(1);
    const MANNERS: Manners =
        Manners { delay: SECOND, backoff: Duration::from_secs(2), patience: Duration::from_secs(60), robots: true };

    fn host(now: Instant, pages: usize) -> Host {
        let mut host = Host::new(MANNERS, now);
        for page in 0..pages {
            host.push(Job::new(format!("https://quay.example/{page}").parse().expect("a URL"), Role::Page));
        }
        host
    }

    fn asked(turn: Option<Turn>) -> String {
        match turn {
            Some(Turn::Ask(job)) => job.url.path().to_owned(),
            other => panic!("nothing was asked: {other:?}"),
        }
    }

    fn known(now: Instant, pages: usize, robots: &str) -> Host {
        let mut host = host(now, pages);
        assert_eq!(asked(host.take(now)), "/robots.txt");
        assert_eq!(host.due(), None, "pages wait for the rules");
        host.answered(Mood::Fine, now);
        host.obey(Rules::of(200, robots.as_bytes()), now);
        host
    }

    #[test]
    fn requests_keep_their_distance_and_two_are_in_flight() {
        let now = Instant::now();
        let mut host = known(now, 4, "");
        assert_eq!(host.due(), Some(now + SECOND));
        assert_eq!(asked(host.take(now + SECOND)), "/0");
        assert_eq!(host.due(), Some(now + 2 * SECOND));
        assert_eq!(asked(host.take(now + 2 * SECOND)), "/1");
        assert_eq!(host.due(), None, "two are in flight");
        host.answered(Mood::Fine, now + 9 * SECOND);
        assert_eq!(host.due(), Some(now + 3 * SECOND));
    }

    #[test]
    fn a_crawl_delay_holds_from_the_first_page() {
        let now = Instant::now();
        let mut host = known(now, 2, "User-agent: *\nCrawl-delay: 7");
        assert_eq!(host.due(), Some(now + 7 * SECOND));
        assert_eq!(asked(host.take(now + 7 * SECOND)), "/0");
        assert_eq!(host.due(), Some(now + 14 * SECOND));
    }

    #[test]
    fn a_busy_server_is_left_for_as_long_as_it_says_else_ever_longer() {
        let now = Instant::now();
        let mut host = known(now, 9, "");
        asked(host.take(now));
        host.answered(Mood::Busy(Some(30 * SECOND)), now);
        assert_eq!(host.due(), Some(now + 30 * SECOND));
        asked(host.take(now + 30 * SECOND));
        host.answered(Mood::Busy(None), now + 30 * SECOND);
        assert_eq!(host.due(), Some(now + 34 * SECOND));
        asked(host.take(now + 34 * SECOND));
        host.answered(Mood::Fine, now + 34 * SECOND);
        asked(host.take(now + 35 * SECOND));
        host.answered(Mood::Busy(None), now + 35 * SECOND);
        assert_eq!(host.due(), Some(now + 37 * SECOND), "an answer in between is forgiveness");
    }

    #[test]
    fn a_server_that_fails_on_and_on_or_asks_for_hours_is_given_up() {
        let now = Instant::now();
        let mut down = known(now, 9, "");
        for _ in 0..5 {
            asked(down.take(now));
            down.answered(Mood::Down, now);
        }
        assert!(matches!(down.take(now), Some(Turn::GiveUp(_, 5))));
        let mut busy = known(now, 1, "");
        busy.answered(Mood::Busy(Some(3600 * SECOND)), now);
        assert_eq!(busy.due(), Some(now));
        assert!(matches!(busy.take(now), Some(Turn::GiveUp(..))));
    }

    #[test]
    fn what_is_refused_costs_no_wait() {
        let now = Instant::now();
        let mut host = known(now, 2, "User-agent: *\nDisallow: /0");
        assert!(matches!(host.take(now), Some(Turn::Refuse(..))));
        assert_eq!(asked(host.take(now)), "/1");
    }
}

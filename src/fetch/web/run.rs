//! A run: asks for what was named and for what that lists, many servers at a time, and hands over each thing as it is
//! done.
//!
//! All decisions are made here, on one thread: which server is asked next ([`Frontier`]), what an answer comes to, what
//! is kept. Only the requests themselves run beside each other, so that memory goes with how many are in flight.

use std::ops::ControlFlow;
use std::time::Instant;

use tokio::task::JoinSet;
use url::Url;

use super::address::Guard;
use super::client::{Client, Question, Reply};
use super::failure::Failure;
use super::frontier::{Frontier, Next, Passed, address};
use super::host::{Manners, Turn};
use super::job::{Job, Role};
use super::keep::{Keep, KeepError, Seen};
use super::listing::{self, Content, Item, Listing};
use super::robots::Rules;
use super::verdict::{Verdict, mood, verdict};
use super::{Named, Options, Outcome, Tally};

/// Lists in lists that are followed: an index of sitemaps is one, its sitemaps are the next.
const DEPTH: u8 = 3;

/// Something that is done.
#[derive(Debug)]
pub struct Event<'a> {
    /// The URL that was listed, or the file that was named.
    pub url: &'a str,
    /// What came of it.
    pub outcome: &'a Outcome,
    /// What the run has come to so far.
    pub tally: &'a Tally,
    /// How many URLs wait.
    pub waiting: usize,
}

/// Why a run ended before its end.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// Nothing could be asked at all.
    #[error("cannot fetch on this machine")]
    Client(#[source] KeepError),
    /// What was fetched could not be kept.
    #[error("cannot keep what was fetched")]
    Keep(#[from] KeepError),
}

/// Fetches what was named and all that it lists.
///
/// `tell` is called on this thread, in the order things are done; where it breaks, or `stop` is done, nothing new is
/// asked for, what is in flight is finished and kept, and [`Tally::left`] says how much was not asked for.
///
/// # Errors
/// Where secure connections cannot be made on this machine, or `keep` fails.
pub fn run(
    named: Vec<Named>,
    options: &Options,
    keep: &mut dyn Keep,
    tell: &mut dyn FnMut(Event<'_>) -> ControlFlow<()>,
    stop: impl Future<Output = ()>,
) -> Result<Tally, RunError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| RunError::Client(error.into()))?;
    runtime.block_on(async {
        let guard = Guard { allow_private: options.allow_private };
        let client = Client::new(&options.agent(), guard, options.timeouts).map_err(RunError::Client)?;
        let manners = Manners {
            delay: options.delay,
            backoff: options.backoff,
            patience: options.patience,
            robots: options.robots,
        };
        let frontier = Frontier::new(manners, options.wanted.clone());
        let mut run = Run { client, frontier, options, keep, tell, tally: Tally::default(), stopped: false };
        for one in named {
            run.name(one)?;
        }
        run.drive(stop).await?;
        Ok(run.tally)
    })
}

struct Run<'r> {
    client: Client,
    frontier: Frontier,
    options: &'r Options,
    keep: &'r mut dyn Keep,
    tell: &'r mut dyn FnMut(Event<'_>) -> ControlFlow<()>,
    tally: Tally,
    stopped: bool,
}

/// A request that has come back.
struct Landed {
    job: Job,
    reply: Reply,
    verdict: Verdict,
}

impl Run<'_> {
    async fn drive(&mut self, stop: impl Future<Output = ()>) -> Result<(), KeepError> {
        let mut flying: JoinSet<Landed> = JoinSet::new();
        tokio::pin!(stop);
        loop {
            let wake = if self.stopped { None } else { self.start(&mut flying)? };
            if flying.is_empty() && wake.is_none() {
                break;
            }
            tokio::select! {
                Some(landed) = flying.join_next() => match landed {
                    Ok(landed) => self.land(landed)?,
                    // A request that panics is a defect; it must not be lost in silence.
                    Err(error) => return Err(error.into()),
                },
                () = tokio::time::sleep_until(wake.unwrap_or_else(Instant::now).into()), if wake.is_some() => {}
                () = &mut stop, if !self.stopped => self.stopped = true,
            }
        }
        self.tally.left = self.frontier.waiting();
        if !self.stopped {
            self.keep.finish()?;
        }
        Ok(())
    }

    /// Asks for all that can be asked for now; when there will be more, if that is only a matter of time.
    fn start(&mut self, flying: &mut JoinSet<Landed>) -> Result<Option<Instant>, KeepError> {
        while flying.len() < self.options.at_once && !self.stopped {
            match self.frontier.next(Instant::now()) {
                Next::Turn(Turn::Ask(job)) => self.ask(job, flying)?,
                Next::Turn(Turn::Refuse(job, outcome)) => self.done(job.asked().as_str(), &outcome),
                Next::Turn(Turn::GiveUp(job, times)) => self.give_up(&job, times),
                Next::At(at) => return Ok(Some(at)),
                Next::Nothing => return Ok(None),
            }
        }
        Ok(None)
    }

    fn ask(&mut self, job: Job, flying: &mut JoinSet<Landed>) -> Result<(), KeepError> {
        let seen = if job.is_robots() { None } else { self.keep.last(job.url.as_str())? };
        let Seen { etag, last_modified, .. } = seen.unwrap_or_default();
        let conditional = etag.is_some() || last_modified.is_some();
        let sizes = self.options.sizes(&job.role);
        let question = Question { asked: job.asked().to_string(), url: job.url.clone(), etag, last_modified, sizes };
        let client = self.client.clone();
        flying.spawn(async move {
            let reply = client.ask(question).await;
            let verdict = verdict(&job, &reply, conditional, sizes);
            Landed { job, reply, verdict }
        });
        Ok(())
    }

    fn land(&mut self, landed: Landed) -> Result<(), KeepError> {
        let Landed { mut job, reply, verdict } = landed;
        let now = Instant::now();
        let origin = job.origin();
        self.tally.requests += 1;
        self.tally.bytes += reply.exchange.answer.as_ref().map_or(0, |answer| answer.body.len() as u64);
        let page = matches!(verdict, Verdict::Page).then(|| reply.body.as_deref().unwrap_or_default());
        let is_new = self.keep.keep(&reply.exchange, page)?;
        self.frontier.answered(&origin, mood(&reply), now);
        match verdict {
            Verdict::Again => {
                job.tries += 1;
                self.frontier.push(job, now);
            }
            Verdict::Rules(rules) => {
                if let Role::Robots { origin } = &job.role {
                    self.frontier.obey(origin, rules, now);
                }
            }
            Verdict::Hop(to) if !job.is_robots() && self.frontier.is_elsewhere(&job, &to) => {
                self.done(job.asked().as_str(), &Outcome::Elsewhere);
            }
            Verdict::Hop(to) => self.push(job.hop(to))?,
            Verdict::Listing(listing) => self.list(&job, listing)?,
            Verdict::Page if is_new => self.done(job.asked().as_str(), &Outcome::Fetched),
            Verdict::Page | Verdict::Unchanged => self.done(job.asked().as_str(), &Outcome::Unchanged),
            Verdict::Failed(failure) => self.done(job.asked().as_str(), &Outcome::Failed(failure)),
        }
        Ok(())
    }

    /// Takes what the user named.
    fn name(&mut self, named: Named) -> Result<(), KeepError> {
        match named {
            Named::Url(words) => match address(&words, None) {
                Some(url) if self.frontier.see(&url) => self.push(Job::new(url, Role::Any { depth: 0 }))?,
                Some(_) => self.pass(Passed::Again),
                None => self.done(&words, &Outcome::Failed(Failure::Location(words.clone()))),
            },
            Named::File { name, bytes } => match listing::content(&bytes, None, None, self.options.listing.unpacked) {
                Ok(Content::Listing(listing)) => self.offer(&name, None, 0, listing)?,
                Ok(Content::Page) => {
                    let failure = Failure::Kind("a page that is here already".to_owned());
                    self.done(&name, &Outcome::Failed(failure));
                }
                Err(failure) => self.done(&name, &Outcome::Failed(failure)),
            },
        }
        Ok(())
    }

    fn list(&mut self, job: &Job, listing: Listing) -> Result<(), KeepError> {
        let depth = if let Role::Any { depth } = job.role { depth } else { DEPTH };
        self.offer(job.asked().as_str(), Some(&job.url), depth, listing)
    }

    /// Takes in what is wanted of a list.
    fn offer(&mut self, name: &str, base: Option<&Url>, depth: u8, listing: Listing) -> Result<(), KeepError> {
        let Listing { pages, sitemaps, any, unlinked } = listing;
        let named = pages.len() + any.len();
        self.tally.pass(Passed::NoUrl, unlinked);
        for item in pages {
            self.admit(&item, base, false, Role::Page)?;
        }
        for item in any {
            self.admit(&item, base, false, Role::Any { depth })?;
        }
        for item in sitemaps {
            if depth + 1 >= DEPTH {
                self.pass(Passed::Deep);
            } else {
                self.admit(&item, base, true, Role::Any { depth: depth + 1 })?;
            }
        }
        self.done(name, &Outcome::Listing(named));
        Ok(())
    }

    fn admit(&mut self, item: &Item, base: Option<&Url>, is_list: bool, role: Role) -> Result<(), KeepError> {
        match self.frontier.admit(item, base, is_list) {
            Ok(url) => self.push(Job::new(url, role))?,
            Err(passed) => self.pass(passed),
        }
        Ok(())
    }

    /// Puts a job where its turn will come, unless the run that this one continues has done it.
    fn push(&mut self, job: Job) -> Result<(), KeepError> {
        let seen = if job.is_robots() { None } else { self.keep.last(job.url.as_str())? };
        if seen.is_some_and(|seen| seen.pending) {
            self.done(job.asked().as_str(), &Outcome::Before);
        } else {
            self.frontier.push(job, Instant::now());
        }
        Ok(())
    }

    fn give_up(&mut self, job: &Job, times: u32) {
        match &job.role {
            // Those who wait for these rules are told of, each on its own account.
            Role::Robots { origin } => {
                let rules = Rules::unreadable(Failure::GivenUp(times));
                self.frontier.obey(origin, rules, Instant::now());
            }
            Role::Any { .. } | Role::Page => {
                self.done(job.asked().as_str(), &Outcome::Failed(Failure::GivenUp(times)));
            }
        }
    }

    fn pass(&mut self, passed: Passed) {
        self.tally.pass(passed, 1);
    }

    fn done(&mut self, url: &str, outcome: &Outcome) {
        self.tally.count(outcome);
        let event = Event { url, outcome, tally: &self.tally, waiting: self.frontier.waiting() };
        self.stopped |= (self.tell)(event).is_break();
    }
}

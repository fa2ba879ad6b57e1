//! What is still to be asked for, of which server, and when.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::time::Instant;

use jiff::civil::Date;
use regex::Regex;
use sha2::{Digest, Sha256};
use url::Url;
use url::form_urlencoded::Serializer;

use super::host::{Host, Manners, Mood, Turn};
use super::job::Job;
use super::listing::{Item, is_url};
use super::robots::Rules;

/// URLs that one run takes in; more lists than this has no paper.
const MOST: usize = 1_000_000;

/// Query parameters that say who brought the reader, not what is read.
const TRACKING: [&str; 6] = ["fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid"];

/// Which of the listed pages are wanted.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Published or changed on this day or later; what doesn't say is wanted.
    pub since: Option<Date>,
    /// The first so many.
    pub limit: Option<usize>,
    /// With a URL that this finds something in.
    pub matching: Option<Regex>,
}

/// Why a listed page is passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Passed {
    /// It is from before the day that was given.
    Before,
    /// Its URL does not fit the pattern.
    NoMatch,
    /// There were enough before it.
    Enough,
    /// It was listed before.
    Again,
    /// It has no address on the web.
    NoUrl,
    /// The lists go too deep.
    Deep,
}

impl Passed {
    /// In words, as the summary has it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Before => "older",
            Self::NoMatch => "not matching",
            Self::Enough => "past the limit",
            Self::Again => "listed twice",
            Self::NoUrl => "without a web address",
            Self::Deep => "in lists too deep in lists",
        }
    }
}

/// What is to be done next.
#[derive(Debug)]
pub(super) enum Next {
    /// This, now.
    Turn(Turn),
    /// Nothing before then.
    At(Instant),
    /// Nothing before an answer comes; if none is to come, nothing at all.
    Nothing,
}

/// All servers of a run and what is to be asked of each.
#[derive(Debug)]
pub(super) struct Frontier {
    manners: Manners,
    wanted: Wanted,
    hosts: BTreeMap<String, Host>,
    /// The servers that have something to do, by when.
    due: BTreeSet<(Instant, String)>,
    seen: HashSet<[u8; 16]>,
    /// Listed pages that were taken in.
    taken: usize,
    waiting: usize,
}

impl Frontier {
    pub(super) fn new(manners: Manners, wanted: Wanted) -> Self {
        Self {
            manners,
            wanted,
            hosts: BTreeMap::new(),
            due: BTreeSet::new(),
            seen: HashSet::new(),
            taken: 0,
            waiting: 0,
        }
    }

    /// Judges what a list names: the URL to ask for, or why it is passed over.
    pub(super) fn admit(&mut self, item: &Item, base: Option<&Url>, is_list: bool) -> Result<Url, Passed> {
        let url = address(&item.url, base).ok_or(Passed::NoUrl)?;
        let Wanted { since, limit, matching } = &self.wanted;
        if item.day.zip(*since).is_some_and(|(day, since)| day < since) {
            return Err(Passed::Before);
        }
        if !is_list {
            if matching.as_ref().is_some_and(|pattern| !pattern.is_match(url.as_str())) {
                return Err(Passed::NoMatch);
            }
            if limit.is_some_and(|limit| self.taken >= limit) {
                return Err(Passed::Enough);
            }
        }
        if self.seen.len() >= MOST {
            return Err(Passed::Enough);
        }
        if !self.see(&url) {
            return Err(Passed::Again);
        }
        self.taken += usize::from(!is_list);
        Ok(url)
    }

    /// Notes a URL; `false` where it was known.
    pub(super) fn see(&mut self, url: &Url) -> bool {
        self.seen.insert(key(url))
    }

    /// Whether a redirect leads to what is asked for on its own account, and not along its own chain.
    pub(super) fn is_elsewhere(&mut self, job: &Job, to: &Url) -> bool {
        let to = key(to);
        let own = job.before.iter().chain([&job.url]).any(|url| key(url) == to);
        !own && !self.seen.insert(to)
    }

    pub(super) fn push(&mut self, job: Job, now: Instant) {
        self.with(job.origin(), now, |host| host.push(job));
    }

    pub(super) fn answered(&mut self, origin: &str, mood: Mood, now: Instant) {
        self.with(origin.to_owned(), now, |host| host.answered(mood, now));
    }

    pub(super) fn obey(&mut self, origin: &str, rules: Rules, now: Instant) {
        self.with(origin.to_owned(), now, |host| host.obey(rules, now));
    }

    pub(super) fn next(&mut self, now: Instant) -> Next {
        let Some((at, origin)) = self.due.first() else { return Next::Nothing };
        if *at > now {
            return Next::At(*at);
        }
        let mut turn = None;
        self.with(origin.clone(), now, |host| turn = host.take(now));
        turn.map_or(Next::Nothing, Next::Turn)
    }

    /// How many URLs wait.
    pub(super) const fn waiting(&self) -> usize {
        self.waiting
    }

    /// Changes a server and its place among those that have something to do.
    fn with(&mut self, origin: String, now: Instant, change: impl FnOnce(&mut Host)) {
        let host = self.hosts.entry(origin.clone()).or_insert_with(|| Host::new(self.manners, now));
        let before = host.due();
        self.waiting -= host.len();
        change(host);
        self.waiting += host.len();
        let after = host.due();
        if let Some(at) = before.filter(|_| before != after) {
            self.due.remove(&(at, origin.clone()));
        }
        self.due.extend(after.map(|at| (at, origin)));
    }
}

/// A web address without a fragment; `None` where words are none.
pub(super) fn address(words: &str, base: Option<&Url>) -> Option<Url> {
    let words = words.trim();
    let mut url = match base {
        Some(base) => base.join(words).ok()?,
        None => Url::parse(words).ok()?,
    };
    if !is_url(url.as_str()) || !url.has_host() {
        return None;
    }
    url.set_fragment(None);
    // What is asked for is told and kept, and a password is for nobody else.
    url.set_username("").ok()?;
    url.set_password(None).ok()?;
    Some(url)
}

/// What two URLs of one page share.
fn key(url: &Url) -> [u8; 16] {
    let mut plain = url.clone();
    plain.set_fragment(None);
    if url.query().is_some() {
        let is_own = |name: &str| !name.starts_with("utm_") && !TRACKING.contains(&name);
        let mut query = Serializer::new(String::new());
        query.extend_pairs(url.query_pairs().filter(|(name, _)| is_own(name)));
        let query = query.finish();
        plain.set_query((!query.is_empty()).then_some(query.as_str()));
    }
    let mut key = [0; 16];
    key.copy_from_slice(&Sha256::digest(plain.as_str())[..16]);
    key
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use regex::Regex;

    use crate::fetch::web::job::Role;

    use super::{Frontier, Item, Job, Manners, Next, Passed, Turn, Wanted, address, key};

    const MANNERS: Manners = Manners {
        delay: Duration::from_secs(1),
        backoff: Duration::from_secs(1),
        patience: Duration::from_secs(60),
        robots: false,
    };

    fn item(url: &str, day: Option<&str>) -> Item {
        Item { url: url.to_owned(), day: day.map(|day| day.parse().expect("a day")) }
    }

    #[test]
    fn one_page_is_asked_for_once() {
        let same = |a: &str, b: &str| key(&a.parse().expect("a URL")) == key(&b.parse().expect("a URL"));
        assert!(same("https://Quay.example:443/a#top", "https://quay.example/a"));
        assert!(same("https://quay.example/a?utm_source=rss&utm_medium=x", "https://quay.example/a"));
        assert!(same("https://quay.example/a?id=1&fbclid=x", "https://quay.example/a?id=1"));
        assert!(!same("https://quay.example/a?id=1", "https://quay.example/a?id=2"));
        assert!(!same("https://quay.example/a", "https://quay.example/A"));
    }

    #[test]
    fn only_what_has_an_address_on_the_web_is_asked_for() {
        for words in
            ["", "a", "/a", "mailto:desk@quay.example", "file:///etc/hosts", "javascript:1", "http://", "https://:80"]
        {
            assert_eq!(address(words, None), None, "{words}");
        }
        let base = "https://quay.example/feed".parse().ok();
        let found = |words: &str| address(words, base.as_ref()).map(|url| url.to_string());
        assert_eq!(found(" /a#b ").as_deref(), Some("https://quay.example/a"));
        assert_eq!(found("https://me:secret@quay.example/a").as_deref(), Some("https://quay.example/a"));
        assert_eq!(found("ftp://quay.example/a"), None);
    }

    #[test]
    fn what_is_not_wanted_is_passed_over_with_its_reason() {
        let wanted = Wanted { since: "2021-09-07".parse().ok(), limit: Some(2), matching: Regex::new("/news/").ok() };
        let mut frontier = Frontier::new(MANNERS, wanted);
        let mut admit = |url: &str, day| frontier.admit(&item(url, day), None, false).map(|url| url.path().to_owned());
        assert_eq!(admit("https://quay.example/news/1", Some("2021-09-07")), Ok("/news/1".to_owned()));
        assert_eq!(admit("https://quay.example/news/0", Some("2021-09-06")), Err(Passed::Before));
        assert_eq!(admit("https://quay.example/sport/1", None), Err(Passed::NoMatch));
        assert_eq!(admit("https://quay.example/news/1#x", None), Err(Passed::Again));
        assert_eq!(admit("https://quay.example/news/2", None), Ok("/news/2".to_owned()));
        assert_eq!(admit("https://quay.example/news/3", None), Err(Passed::Enough));
    }

    #[test]
    fn servers_do_not_wait_for_each_other() {
        let mut frontier = Frontier::new(MANNERS, Wanted::default());
        let now = Instant::now();
        for url in ["https://a.example/1", "https://a.example/2", "https://a.example/3", "https://b.example/1"] {
            frontier.push(Job::new(url.parse().expect("a URL"), Role::Page), now);
        }
        let mut asked = Vec::new();
        let until = loop {
            match frontier.next(now) {
                Next::Turn(Turn::Ask(job)) => asked.push(job.url.to_string()),
                Next::At(at) => break at,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(asked, ["https://a.example/1", "https://b.example/1"]);
        assert_eq!((until, frontier.waiting()), (now + Duration::from_secs(1), 2));
    }
}

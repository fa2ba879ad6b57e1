//! What a server's robots.txt allows, by RFC 9309.

use std::time::Duration;

use robotxt::Robots;
use url::Url;

use super::failure::Failure;
use super::tally::Outcome;

/// The name that a group of rules can address.
pub(super) const NAME: &str = "onrecord";
/// Redirects of a robots.txt that are followed.
pub(super) const HOPS: usize = 5;
/// What is read of a robots.txt. Of that the rules of the first 500 KiB hold, as the standard has it.
pub(super) const LIMIT: usize = 4 << 20;
/// A longer delay than this is taken for a slip.
const LONGEST_DELAY: Duration = Duration::from_secs(3600);

/// The rules of one origin: its scheme, name and port.
#[derive(Debug)]
pub(super) enum Rules {
    /// Those of a file, or of none.
    Read(Robots),
    /// The file is there or may be, and cannot be read: nothing is allowed then.
    Unreadable(Failure),
    /// The user has decided not to ask.
    Ignored,
}

impl Rules {
    /// The rules that an answer to the request for robots.txt gives.
    ///
    /// A status of 4xx says that there is none; any other failure says nothing, and nothing is allowed then.
    pub(super) fn of(status: u16, body: &[u8]) -> Self {
        match status {
            200..=299 => Self::Read(Robots::parse(body, NAME)),
            400..=428 | 430..=499 => Self::Read(Robots::allow_all()),
            status => Self::unreadable(Failure::Status(status)),
        }
    }

    /// The rules where robots.txt could not be had. Who can't be reached at all has no rules that failed.
    pub(super) fn unreadable(why: Failure) -> Self {
        let is_all = why.is_of_the_server() || matches!(why, Failure::Address(_));
        Self::Unreadable(if is_all { why } else { Failure::Robots(Box::new(why)) })
    }

    /// What becomes of a URL that is not to be asked for.
    pub(super) fn refusal(&self, url: &Url) -> Option<Outcome> {
        match self {
            Self::Read(robots) => (!robots.is_url_allowed(url)).then_some(Outcome::Refused),
            Self::Unreadable(why) => Some(Outcome::Failed(why.clone())),
            Self::Ignored => None,
        }
    }

    /// How far apart requests must be.
    pub(super) fn delay(&self) -> Duration {
        match self {
            Self::Read(robots) => robots.crawl_delay().unwrap_or_default().min(LONGEST_DELAY),
            Self::Unreadable(_) | Self::Ignored => Duration::ZERO,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;
    use url::Url;

    use super::{Failure, Outcome, Rules};

    fn refusal(rules: &Rules, path: &str) -> Option<Outcome> {
        rules.refusal(&Url::parse("https://quay.example").and_then(|url| url.join(path)).expect("a URL"))
    }

    #[test]
    fn our_group_goes_before_that_of_all() {
        let rules =
            Rules::of(200, b"User-agent: *\nDisallow: /\n\nUser-agent: OnRecord\nDisallow: /drafts\nCrawl-delay: 5");
        assert_eq!(refusal(&rules, "/news/ten-tonnes"), None);
        assert_eq!(refusal(&rules, "/drafts/ten-tonnes"), Some(Outcome::Refused));
        assert_eq!(rules.delay(), Duration::from_secs(5));
    }

    #[test]
    fn no_file_allows_all_and_an_unreadable_one_nothing() {
        for status in [404, 410, 401, 403] {
            assert_eq!(refusal(&Rules::of(status, b"Disallow"), "/a"), None, "{status}");
        }
        for status in [500, 503, 429, 304, 302] {
            let why = Failure::Robots(Box::new(Failure::Status(status)));
            assert_eq!(refusal(&Rules::of(status, b""), "/a"), Some(Outcome::Failed(why)), "{status}");
        }
        assert_eq!(refusal(&Rules::of(200, b"<html><body>Not found\x00\xff"), "/a"), None);
    }

    #[test]
    fn a_delay_of_years_is_cut() {
        for delay in ["1e300", "99999999999", "3601"] {
            let rules = Rules::of(200, format!("User-agent: *\nCrawl-delay: {delay}").as_bytes());
            assert!(rules.delay() <= Duration::from_secs(3600), "{delay}");
        }
    }

    proptest! {
        #[test]
        fn no_file_breaks_it(bytes in any::<Vec<u8>>(), path in "/[a-zA-Z0-9%?*$&=._~!-]{0,40}") {
            let _ = refusal(&Rules::of(200, &bytes), &path);
        }
    }
}

//! Why something of the web was not had.

use std::error::Error;
use std::io;

use super::super::content::Undecodable;
use super::address::Refused;

/// What went wrong with one URL. The rest goes on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// Its address is not one of the public internet.
    #[error("{0}")]
    Address(#[from] Refused),
    /// There is no such name, no route, or nobody who answers.
    #[error("cannot be reached: {0}")]
    Unreachable(String),
    /// The server could not show that it is who it says.
    #[error("has no certificate to be trusted: {0}")]
    Tls(String),
    /// A step took too long.
    #[error("took too long {0}")]
    Timeout(&'static str),
    /// What came was not as HTTP has it, or broke off.
    #[error("answered with broken HTTP: {0}")]
    Broken(String),
    /// The body did not come as its content encoding says.
    #[error("cannot be unpacked: {0}")]
    Encoding(String),
    /// More came than is read.
    #[error("is larger than {limit} bytes {what}, the most that is read")]
    TooLarge {
        /// In bytes.
        limit: usize,
        /// As it came, or unpacked.
        what: &'static str,
    },
    /// The server said no.
    #[error("answered {0}")]
    Status(u16),
    /// What came is of a kind that is not read.
    #[error("is no page: {0}")]
    Kind(String),
    /// A feed or sitemap that cannot be read as one.
    #[error("cannot be read as a {0}")]
    Listing(String),
    /// A redirect without a place that can be asked.
    #[error("leads to no web address: {0:?}")]
    Location(String),
    /// Redirects in a circle.
    #[error("leads back to {0}, where it came from")]
    Circle(String),
    /// Redirects without end.
    #[error("leads on more than {0} times")]
    Hops(usize),
    /// The server asked to wait, again and again, or for too long.
    #[error("was too busy ({status}) to answer")]
    Busy {
        /// 429 or 503.
        status: u16,
    },
    /// Its server's rules could not be read.
    #[error("is not asked for, since its robots.txt cannot be read: it {0}")]
    Robots(Box<Failure>),
    /// The server failed so often that it is left alone.
    #[error("was not asked: its server failed {0} times in a row")]
    GivenUp(u32),
}

impl From<Undecodable> for Failure {
    fn from(why: Undecodable) -> Self {
        match why {
            Undecodable::TooLarge(limit) => Self::TooLarge { limit, what: "unpacked" },
            Undecodable::Coding(why) => Self::Encoding(why),
        }
    }
}

impl Failure {
    /// Its kind in a word or two, by which a summary counts.
    #[must_use]
    pub fn kind(&self) -> String {
        match self {
            Self::Address(_) => "address not allowed",
            Self::Unreachable(_) => "unreachable",
            Self::Tls(_) => "certificate",
            Self::Timeout(_) => "timeout",
            Self::Broken(_) => "broken HTTP",
            Self::Encoding(_) => "broken encoding",
            Self::TooLarge { .. } => "too large",
            Self::Status(status) => return format!("HTTP {status}"),
            Self::Kind(_) => "no page",
            Self::Listing(_) => "broken list",
            Self::Location(_) | Self::Circle(_) | Self::Hops(_) => "redirects",
            Self::Busy { .. } => "server busy",
            Self::Robots(_) => "robots.txt unreadable",
            Self::GivenUp(_) => "server given up",
        }
        .to_owned()
    }

    /// What the user can do about it.
    #[must_use]
    pub const fn advice(&self) -> &'static str {
        match self {
            Self::Address(_) => "if the site is your own, say so with --allow-private",
            Self::Unreachable(_) => "check the address and the connection, and run the same command again",
            Self::Tls(_) => "the connection is not safe; nothing was read. Check the address and the machine's clock",
            Self::Timeout(_) | Self::Broken(_) | Self::Encoding(_) => {
                "the fault is the server's; run the same command again later"
            }
            Self::TooLarge { .. } => "leave it out: no news page is that long",
            Self::Status(_) => "look at it in a browser; a page behind a login or a paywall can't be fetched",
            Self::Kind(_) => "name pages of HTML, feeds (RSS, Atom, JSON Feed), sitemaps or lists of URLs",
            Self::Listing(_) => "look at it in a browser; it may be an error page in its place",
            Self::Location(_) | Self::Circle(_) | Self::Hops(_) => {
                "look at it in a browser; it may want a login or a cookie"
            }
            Self::Robots(_) => {
                "without rules nothing is allowed, as the standard has it; run the same command again later"
            }
            Self::Busy { .. } | Self::GivenUp(_) => "run the same command again later, with a longer --delay",
        }
    }

    /// Whether the server, not the page, is to blame: enough of these and it is left alone.
    pub(super) const fn is_of_the_server(&self) -> bool {
        matches!(self, Self::Unreachable(_) | Self::Tls(_) | Self::Timeout(_))
    }
}

impl From<reqwest::Error> for Failure {
    /// Tells the kind of a failed request by what lies at the bottom of it.
    fn from(error: reqwest::Error) -> Self {
        let mut innermost = error.to_string();
        let mut next: Option<&(dyn Error + 'static)> = error.source();
        while let Some(cause) = next {
            if let Some(refused) = cause.downcast_ref::<Refused>() {
                return Self::Address(refused.clone());
            }
            if let Some(tls) = cause.downcast_ref::<rustls::Error>() {
                return Self::Tls(tls.to_string());
            }
            innermost = cause.to_string();
            // An I/O error's source is that of the error that it wraps: the wrapped one itself would be passed over.
            let wrapped = cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
            next = wrapped.map(|wrapped| wrapped as &(dyn Error + 'static)).or_else(|| cause.source());
        }
        if error.is_timeout() {
            Self::Timeout("to connect")
        } else if error.is_connect() {
            Self::Unreachable(innermost)
        } else {
            Self::Broken(innermost)
        }
    }
}

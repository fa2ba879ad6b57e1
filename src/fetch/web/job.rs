//! One URL that is to be asked for, and what it is for.

use url::Url;

/// A request to make, with where its chain of redirects has led so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Job {
    /// What is asked for now; without a fragment.
    pub(super) url: Url,
    /// The URLs that led here, the first of them the one that was listed.
    pub(super) before: Vec<Url>,
    pub(super) role: Role,
    /// How often its server was too busy to answer.
    pub(super) tries: u32,
}

/// What is expected of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The rules of an origin.
    Robots {
        /// Whose: it may have redirected elsewhere.
        origin: String,
    },
    /// A page or something that lists pages, so many lists deep.
    Any { depth: u8 },
    /// A page.
    Page,
}

impl Job {
    pub(super) fn new(mut url: Url, role: Role) -> Self {
        url.set_fragment(None);
        Self { url, before: Vec::new(), role, tries: 0 }
    }

    /// The request for the rules of this job's server.
    pub(super) fn robots(&self) -> Self {
        let mut url = self.url.clone();
        url.set_path("/robots.txt");
        url.set_query(None);
        Self::new(url, Role::Robots { origin: self.origin() })
    }

    /// The same job where a redirect leads.
    pub(super) fn hop(mut self, mut to: Url) -> Self {
        to.set_fragment(None);
        self.before.push(std::mem::replace(&mut self.url, to));
        self
    }

    pub(super) const fn is_robots(&self) -> bool {
        matches!(self.role, Role::Robots { .. })
    }

    /// The URL that was listed.
    pub(super) fn asked(&self) -> &Url {
        self.before.first().unwrap_or(&self.url)
    }

    /// The server of its next request: scheme, name and port.
    pub(super) fn origin(&self) -> String {
        self.url.origin().ascii_serialization()
    }
}

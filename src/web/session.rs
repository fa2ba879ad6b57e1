//! What a judgement must carry: the cookie that a page of this server set, and the token that its form holds. Both are
//! made at the start, so that no page of another site, and no other server on this machine, can judge.

use std::fmt::Write as _;

use axum::http::{HeaderMap, header};

/// The two secrets of one run.
pub(super) struct Session {
    name: String,
    cookie: String,
    token: String,
}

impl Session {
    /// New secrets, from the system's randomness.
    pub(super) fn new(port: u16) -> Result<Self, getrandom::Error> {
        // cookies of one host are shared by all its ports
        Ok(Self { name: format!("onrecord-{port}"), cookie: secret()?, token: secret()? })
    }

    /// What forms carry.
    pub(super) fn token(&self) -> &str {
        &self.token
    }

    /// The header that sets the cookie, where a request has not got it yet.
    pub(super) fn greeting(&self, headers: &HeaderMap) -> Option<String> {
        let known = self.has_cookie(headers);
        (!known).then(|| format!("{}={}; Path=/; HttpOnly; SameSite=Strict", self.name, self.cookie))
    }

    /// Whether a form was filled in on a page of this run.
    pub(super) fn admits(&self, headers: &HeaderMap, token: &str) -> bool {
        self.has_cookie(headers) && same(token, &self.token)
    }

    fn has_cookie(&self, headers: &HeaderMap) -> bool {
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|it| it.to_str().ok());
        let mut pairs = cookies.flat_map(|it| it.split(';')).filter_map(|it| it.trim().split_once('='));
        pairs.any(|(name, value)| name == self.name && same(value, &self.cookie))
    }
}

fn secret() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 24];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    }))
}

/// Compares in a time that tells nothing of where they differ.
fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}

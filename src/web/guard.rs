//! What every request passes: who may ask, how long and how much at once, and what the browser is told to keep to.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::failure::Failure;
use super::{App, reply};

/// Bytes of a request's body: a long draft, encoded as a form.
pub(super) const BODY: usize = 512 * 1024;
/// Requests at once; more are turned away.
const AT_ONCE: usize = 128;
/// What a request may take in all, waiting for its turn included.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a browser is told to keep to, by what is sent. A page of ours is the rule; other answers carry theirs as an
/// extension.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Policy {
    /// Our own files and forms alone; no script or style within a page, no frame around it.
    #[default]
    Page,
    /// The same, with a frame of our own in it.
    Framing,
    /// What a stored page is shown as, in a frame or alone: no script, no form, no address, nothing of this site's.
    Stored,
}

/// As it is said to browsers.
macro_rules! own {
    () => {
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'"
    };
}

impl Policy {
    const fn headers(self) -> [(HeaderName, &'static str); 3] {
        let (content, frames, opener) = match self {
            Self::Page => (own!(), "DENY", "same-origin"),
            Self::Framing => (concat!(own!(), "; frame-src 'self'"), "DENY", "same-origin"),
            // a browser opens nothing that is in a sandbox and asks for an opener's origin
            Self::Stored => (STORED, "SAMEORIGIN", "unsafe-none"),
        };
        [
            (header::CONTENT_SECURITY_POLICY, content),
            (header::X_FRAME_OPTIONS, frames),
            (HeaderName::from_static("cross-origin-opener-policy"), opener),
        ]
    }
}

const STORED: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; \
                      frame-ancestors 'self'";
const HEADERS: [(HeaderName, &str); 3] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

static TURNS: Semaphore = Semaphore::const_new(AT_ONCE);

/// Lets a request in, and sends its answer out with what the browser must keep to.
pub(super) async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/api/");
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    // an answer to HEAD has no body to make a tag of
    let (is_read, greeting) = (*request.method() == Method::GET, app.session.greeting(request.headers()));
    let answer = match admitted(&app, request.method(), request.headers()) {
        Err(failure) => Err(failure),
        Ok(()) => match TURNS.try_acquire() {
            Err(_) => Err(Failure::Busy),
            Ok(_turn) => timeout(PATIENCE, next.run(request)).await.map_err(|_| Failure::Busy),
        },
    };
    let refused = answer.is_err();
    let mut answer = answer.unwrap_or_else(|failure| reply::failed(&failure, is_api));
    if is_read {
        answer = reply::tagged(answer, known.as_ref()).await;
    }
    let policy = answer.extensions().get::<Policy>().copied().unwrap_or_default();
    let headers = answer.headers_mut();
    for (name, value) in HEADERS.into_iter().chain(policy.headers()) {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    if let Some(cookie) = greeting
        .filter(|_| !is_api && !refused && policy != Policy::Stored)
        .and_then(|it| HeaderValue::from_str(&it).ok())
    {
        headers.append(header::SET_COOKIE, cookie);
    }
    answer
}

/// A name of another site may point to this machine: only our own is answered. And what changes or costs something is
/// taken only from our own pages, or from programs, which send no origin.
fn admitted(app: &App, method: &Method, headers: &HeaderMap) -> Result<(), Failure> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = hosts.next().and_then(|it| it.to_str().ok()).unwrap_or_default();
    if hosts.next().is_some() || !is_ours(app, host) {
        return Err(Failure::Refused("this server answers to its own address alone, such as localhost"));
    }
    if matches!(*method, Method::GET | Method::HEAD) {
        return Ok(());
    }
    let origin = headers.get(header::ORIGIN).map(|it| it.to_str().unwrap_or("?"));
    let site = headers.get("sec-fetch-site").map(|it| it.to_str().unwrap_or("?"));
    // a page that tells no referrer tells no origin either, not even its own; what site it is of it cannot hide
    let untold = origin == Some("null") && site == Some("same-origin");
    let same = |it: &str| it.strip_prefix("http://").is_some_and(|it| it.eq_ignore_ascii_case(host));
    let own = untold || origin.is_none_or(same);
    if own && site.is_none_or(|it| matches!(it, "same-origin" | "none")) {
        Ok(())
    } else {
        Err(Failure::Refused("this is taken from the server's own pages alone"))
    }
}

/// Whether a host with its port is what this server listens at.
fn is_ours(app: &App, host: &str) -> bool {
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, port.parse().ok()),
        _ => (host, Some(80)),
    };
    let address = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().ok();
    let listens = app.at.ip();
    let named = name.eq_ignore_ascii_case("localhost")
        || address.is_some_and(|ip| ip.is_loopback() || ip == listens || listens.is_unspecified());
    named && port == Some(app.at.port())
}

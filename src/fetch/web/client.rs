//! One request and its answer, within limits of time and size. Follows nothing, tries nothing twice.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use jiff::{Timestamp, Unit};
use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH,
    USER_AGENT,
};
use reqwest::{Response, redirect};
use tokio::time::timeout;
use url::Url;

use super::super::content::{ACCEPTED, codings, decoded};
use super::address::Guard;
use super::failure::Failure;
use super::listing::may_be_read;
use crate::model::{Answer, Exchange};

/// How long each step of a request may take.
#[derive(Clone, Copy, Debug)]
pub struct Timeouts {
    /// To resolve the name and to connect.
    pub connect: Duration,
    /// From the request to the end of the answer's header.
    pub answer: Duration,
    /// Between two pieces of the body.
    pub idle: Duration,
    /// From the request to the end of the body.
    pub whole: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self { connect: seconds(15), answer: seconds(30), idle: seconds(20), whole: seconds(120) }
    }
}

/// How many bytes are read of one body.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// As it comes.
    pub packed: usize,
    /// Out of its content encoding.
    pub unpacked: usize,
}

/// What is asked.
#[derive(Clone, Debug)]
pub(super) struct Question {
    /// The URL that was listed.
    pub(super) asked: String,
    /// The URL to request.
    pub(super) url: Url,
    /// `ETag` of what is kept of it.
    pub(super) etag: Option<String>,
    /// `Last-Modified` of what is kept of it.
    pub(super) last_modified: Option<String>,
    pub(super) sizes: Sizes,
}

/// What came of it.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) exchange: Exchange,
    /// The body out of its content encoding.
    pub(super) body: Result<Vec<u8>, Failure>,
}

/// Asks, as one user agent, from the public internet alone unless others are allowed.
#[derive(Clone, Debug)]
pub(super) struct Client {
    http: reqwest::Client,
    guard: Guard,
    agent: HeaderValue,
    timeouts: Timeouts,
}

impl Client {
    /// A client; an error says why secure connections can't be made on this machine, or that `agent` is no header.
    pub(super) fn new(agent: &str, guard: Guard, timeouts: Timeouts) -> Result<Self, Box<dyn Error + Send + Sync>> {
        // Where another part of the program has chosen a provider already, that one serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder()
            .redirect(redirect::Policy::none())
            .referer(false)
            // a proxy would resolve names itself, behind the guard's back
            .no_proxy()
            .dns_resolver(Arc::new(guard))
            .connect_timeout(timeouts.connect)
            .build()?;
        Ok(Self { http, guard, agent: HeaderValue::from_str(agent)?, timeouts })
    }

    pub(super) async fn ask(&self, question: Question) -> Reply {
        let sent = self.header(&question);
        let at = Timestamp::now().round(Unit::Second).unwrap_or_default().to_string();
        let result = timeout(self.timeouts.whole, self.answer(&question, sent.clone())).await;
        let result = result.unwrap_or(Err(Failure::Timeout("in all")));
        let body = match &result {
            Ok(answer) => decoded(&answer.body, &codings(answer), question.sizes.unpacked).map_err(Failure::from),
            Err(failure) => Err(failure.clone()),
        };
        let answer = result.map_err(|failure| failure.to_string());
        let exchange = Exchange { asked: question.asked, url: question.url.into(), at, sent: fields(&sent), answer };
        Reply { exchange, body }
    }

    async fn answer(&self, question: &Question, header: HeaderMap) -> Result<Answer, Failure> {
        self.guard.check(&question.url)?;
        let request = self.http.get(question.url.clone()).headers(header).send();
        let response = timeout(self.timeouts.answer, request).await.map_err(|_| Failure::Timeout("to answer"))??;
        let status = response.status().as_u16();
        let version = format!("{:?}", response.version());
        let fields = fields(response.headers());
        if status == 200 {
            let media_type =
                response.headers().get(CONTENT_TYPE).map(|value| String::from_utf8_lossy(value.as_bytes()));
            if let Some(media_type) = media_type.filter(|media_type| !may_be_read(media_type)) {
                return Err(Failure::Kind(media_type.into_owned()));
            }
        }
        let body = self.body(response, question.sizes.packed).await?;
        Ok(Answer { status, version, fields, body })
    }

    async fn body(&self, mut response: Response, limit: usize) -> Result<Vec<u8>, Failure> {
        let too_large = Failure::TooLarge { limit, what: "as it comes" };
        if response.content_length().is_some_and(|length| usize::try_from(length).map_or(true, |l| l > limit)) {
            return Err(too_large);
        }
        let mut body = Vec::new();
        loop {
            let next = timeout(self.timeouts.idle, response.chunk());
            let Some(chunk) = next.await.map_err(|_| Failure::Timeout("between two pieces"))?? else {
                return Ok(body);
            };
            if body.len() + chunk.len() > limit {
                return Err(too_large);
            }
            body.extend_from_slice(&chunk);
        }
    }

    fn header(&self, question: &Question) -> HeaderMap {
        let mut header = HeaderMap::new();
        header.insert(USER_AGENT, self.agent.clone());
        header.insert(
            ACCEPT,
            HeaderValue::from_static("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5"),
        );
        header.insert(ACCEPT_ENCODING, HeaderValue::from_static(ACCEPTED));
        let mut condition = |name: HeaderName, value: &Option<String>| {
            // what a server once sent and can't be sent back is left out
            if let Some(value) = value.as_deref().and_then(|value| HeaderValue::from_str(value).ok()) {
                header.insert(name, value);
            }
        };
        condition(IF_NONE_MATCH, &question.etag);
        condition(IF_MODIFIED_SINCE, &question.last_modified);
        header
    }
}

fn fields(header: &HeaderMap) -> Vec<(String, String)> {
    let field = |(name, value): (&HeaderName, &HeaderValue)| {
        (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
    };
    header.iter().map(field).collect()
}

//! One request and its answer, within limits of time and size. Follows nothing, tries nothing twice.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use jiff::{Timestamp, Unit};
use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH,
    USER_AGENT,
};
use reqwest::{ClientBuilder, Response, redirect};
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
        Self::with(reqwest::Client::builder(), agent, guard, timeouts)
    }

    fn with(
        http: ClientBuilder,
        agent: &str,
        guard: Guard,
        timeouts: Timeouts,
    ) -> Result<Self, Box<dyn Error + Send + Sync>> {
        // Where another part of the program has chosen a provider already, that one serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = http
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

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::{SocketAddr, TcpListener};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    use url::Url;

    use super::{Client, Guard, Question, Sizes, Timeouts};
    use crate::fetch::web::frontier::address;

    /// A server that sends whoever asks on to itself, by its address; and how often it was asked.
    fn server() -> (SocketAddr, Arc<AtomicUsize>) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let (at, asked) = (listener.local_addr().expect("an address"), Arc::new(AtomicUsize::new(0)));
        let count = Arc::clone(&asked);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.expect("a connection");
                let _ = stream.read(&mut [0; 4096]).expect("a request");
                count.fetch_add(1, Ordering::SeqCst);
                write!(stream, "HTTP/1.1 302 Found\r\nLocation: http://{at}/inside\r\nContent-Length: 0\r\n\r\n")
                    .expect("sent");
            }
        });
        (at, asked)
    }

    #[test]
    fn a_public_name_cannot_lead_to_a_private_address() {
        let (at, asked) = server();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        // The name is resolved as if it were public; what it leads to is not.
        let http = reqwest::Client::builder().resolve("quay.example", at);
        let guard = Guard { allow_private: false };
        let client = Client::with(http, "onrecord", guard, Timeouts::default()).expect("a client");
        let ask = |url: Url| {
            let sizes = Sizes { packed: 1 << 20, unpacked: 1 << 20 };
            let asked = url.to_string();
            runtime.block_on(client.ask(Question { asked, url, etag: None, last_modified: None, sizes }))
        };
        let public = Url::parse(&format!("http://quay.example:{}/", at.port())).expect("a URL");
        let answer = ask(public.clone()).exchange.answer.expect("an answer");
        let location = answer.field("location").expect("a place to go on to");
        let refused = ask(address(location, Some(&public)).expect("an address")).exchange.answer;
        assert_eq!(refused.expect_err("a refusal"), "is at 127.0.0.1, which is no address of the public internet");
        assert_eq!(asked.load(Ordering::SeqCst), 1, "the address inside is not even connected to");
    }
}

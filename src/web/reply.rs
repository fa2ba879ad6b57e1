//! Answers: pages, JSON and problems, each with a tag by which a browser asks whether it has changed.

use axum::body::{Body, to_bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::failure::Failure;
use super::pages;
use crate::pipeline::Broken;

/// A page.
pub(super) fn page(html: String) -> Response {
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response()
}

/// An object of the API.
pub(super) fn json(value: &impl Serialize) -> Result<Response, Failure> {
    let text = serde_json::to_vec(value).map_err(|_| Broken)?;
    Ok(([(header::CONTENT_TYPE, "application/json")], text).into_response())
}

/// A failure as a page, or as a problem (RFC 9457) for a program.
pub(super) fn failed(failure: &Failure, is_api: bool) -> Response {
    let status = failure.status();
    let title = status.canonical_reason().unwrap_or("Error");
    if status.is_server_error() {
        tracing::warn!(%failure, "a request failed");
    }
    let mut answer = if is_api {
        let problem =
            json!({ "type": "about:blank", "title": title, "status": status.as_u16(), "detail": failure.to_string() });
        ([(header::CONTENT_TYPE, "application/problem+json")], problem.to_string()).into_response()
    } else {
        page(pages::failed(title, &failure.to_string()))
    };
    *answer.status_mut() = status;
    if status == StatusCode::SERVICE_UNAVAILABLE {
        answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
    }
    answer
}

/// The answer with its tag, or without its body where the browser has it.
pub(super) async fn tagged(answer: Response, known: Option<&HeaderValue>) -> Response {
    if answer.status() != StatusCode::OK {
        return answer;
    }
    let (mut parts, body) = answer.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return failed(&Broken.into(), false);
    };
    let digest = Sha256::digest(&bytes);
    let hash = digest.iter().take(12).fold(0_u128, |head, byte| head << 8 | u128::from(*byte));
    let tag = format!("\"{hash:024x}\"");
    let known = known.and_then(|it| it.to_str().ok()).unwrap_or_default();
    let has = known.split(',').map(|it| it.trim().trim_start_matches("W/")).any(|it| it == tag || it == "*");
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        parts.headers.insert(header::ETAG, tag);
    }
    if has {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_LENGTH);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// Failures of the API.
pub(super) struct Problem(Failure);

impl<F: Into<Failure>> From<F> for Problem {
    fn from(failure: F) -> Self {
        Self(failure.into())
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        failed(&self.0, true)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        failed(&self, false)
    }
}

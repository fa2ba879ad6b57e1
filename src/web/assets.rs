//! The few files that pages refer to. They are part of the program: nothing is loaded from elsewhere.

use std::sync::Arc;

use axum::Router;
use axum::http::header;
use axum::routing::get;

use super::App;

/// The style, the script and the sign in the browser's tab.
pub(super) fn routes() -> Router<Arc<App>> {
    let file =
        |kind: &'static str, text: &'static str| get(move || async move { ([(header::CONTENT_TYPE, kind)], text) });
    Router::new()
        .route("/style.css", file("text/css; charset=utf-8", include_str!("assets/style.css")))
        .route("/page.js", file("text/javascript; charset=utf-8", include_str!("assets/page.js")))
        .route("/icon.svg", file("image/svg+xml", include_str!("assets/icon.svg")))
}

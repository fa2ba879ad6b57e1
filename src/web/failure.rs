//! What can go wrong with a request, and what it is told.

use axum::http::StatusCode;

use crate::pipeline::Broken;
use crate::store::StoreError;

/// Why a request has no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// The database could not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Something that was given cannot be read.
    #[error("{0}")]
    Given(String),
    /// What was given is more than is taken.
    #[error("{0}")]
    TooLarge(String),
    /// It is not there.
    #[error("{0}")]
    Missing(String),
    /// Another way of asking is expected.
    #[error("{0}")]
    Method(&'static str),
    /// It comes from where nothing is taken.
    #[error("{0}")]
    Refused(&'static str),
    /// It contradicts what is there.
    #[error("{0}")]
    Conflict(String),
    /// More is being asked than can be answered in time.
    #[error("too many requests at once; try again")]
    Busy,
    /// A mistake in onrecord.
    #[error(transparent)]
    Broken(#[from] Broken),
}

impl Failure {
    /// Its status.
    pub(super) const fn status(&self) -> StatusCode {
        match self {
            Self::Given(_) | Self::Store(StoreError::Query { .. }) => StatusCode::BAD_REQUEST,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Missing(_) | Self::Store(StoreError::Cursor { .. }) => StatusCode::NOT_FOUND,
            Self::Method(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::Refused(_) => StatusCode::FORBIDDEN,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Busy | Self::Store(StoreError::Busy { .. } | StoreError::Interrupted) => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Self::Broken(_) | Self::Store(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

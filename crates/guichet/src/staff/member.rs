//! The member of the staff who asks.

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};

use super::accounts::sessions;
use super::cookie::cookie;
use super::page;
use crate::base::blocking::blocking;
use crate::base::desk::Desk;

/// A member of the staff, with an open session.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(super) name: String,
    pub(super) token: String,
}

impl<S: Send + Sync> FromRequestParts<S> for Member
where
    Desk: FromRef<S>,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let Some(token) = cookie(&parts.headers) else {
            return Err(Redirect::to("/login").into_response());
        };
        let asked = token.clone();
        let desk = Desk::from_ref(state);
        match blocking(&desk, move |desk| sessions::holder(desk, &asked)).await {
            Ok(Some(name)) => Ok(Self { name, token }),
            Ok(None) => Err(Redirect::to("/login").into_response()),
            Err(fault) => Err(page::out_of_order(&desk, &fault)),
        }
    }
}

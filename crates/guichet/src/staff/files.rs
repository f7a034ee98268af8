//! What the pages look like: the style sheet and the two fonts.

use axum::http::header;
use axum::response::{IntoResponse, Response};

pub(crate) async fn style() -> Response {
    (
        [
            (header::CONTENT_TYPE, "text/css; charset=utf-8"),
            (header::CACHE_CONTROL, "no-cache"),
        ],
        include_str!("guichet.css"),
    )
        .into_response()
}

pub(crate) async fn regular() -> Response {
    font(include_bytes!(
        "../../../../assets/fonts/AtkinsonHyperlegible-Regular.ttf"
    ))
}

pub(crate) async fn bold() -> Response {
    font(include_bytes!(
        "../../../../assets/fonts/AtkinsonHyperlegible-Bold.ttf"
    ))
}

fn font(bytes: &'static [u8]) -> Response {
    (
        [
            (header::CONTENT_TYPE, "font/ttf"),
            (header::CACHE_CONTROL, "max-age=604800"),
        ],
        bytes,
    )
        .into_response()
}

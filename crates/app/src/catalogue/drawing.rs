//! Drawings as addresses that a page can show.

use atelier_domain::Badge;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;

pub(crate) const SVG_URI: &str = "data:image/svg+xml;base64,";

/// The badge's picture as a `data:` address.
#[must_use]
pub fn picture_uri(badge: &Badge) -> String {
    svg_uri(&badge.image_svg)
}

/// A drawing as a `data:` address.
pub(crate) fn svg_uri(svg: &str) -> String {
    format!("{SVG_URI}{}", BASE64_STANDARD.encode(svg))
}

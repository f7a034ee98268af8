//! Numbers and moments as the interface counts them.

use atelier_domain::Moment;

/// How many, as far as the interface counts.
pub(crate) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Milliseconds since 1970.
pub(crate) fn millis(moment: Moment) -> f64 {
    // Milliseconds since 1970 stay below 2^53 for a hundred thousand years.
    #[allow(clippy::cast_precision_loss)]
    let millis = moment.unix_millis() as f64;
    millis
}

/// A number of bytes, as the interface counts them.
#[expect(
    clippy::cast_precision_loss,
    reason = "files are far smaller than 2^53 bytes"
)]
pub(crate) fn bytes(size: u64) -> f64 {
    size as f64
}

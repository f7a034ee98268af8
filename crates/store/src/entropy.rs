//! Randomness, passed in so that a test can replace it.

/// The operating system gave no randomness: no key can be made.
#[derive(Debug, Clone, thiserror::Error)]
#[error("no randomness from the operating system: {0}")]
pub struct EntropyError(pub String);

/// Fills a buffer with unpredictable bytes.
pub type Entropy = fn(&mut [u8]) -> Result<(), EntropyError>;

/// The operating system's randomness.
///
/// # Errors
/// [`EntropyError`] when the system refuses.
pub fn os_entropy(buffer: &mut [u8]) -> Result<(), EntropyError> {
    getrandom::fill(buffer).map_err(|error| EntropyError(error.to_string()))
}

/// `N` unpredictable bytes.
pub(crate) fn random<const N: usize>(entropy: Entropy) -> Result<[u8; N], EntropyError> {
    let mut bytes = [0; N];
    entropy(&mut bytes)?;
    Ok(bytes)
}

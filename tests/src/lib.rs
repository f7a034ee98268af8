//! What the tests that cross rooms share: the real guichet, the real window, and a wire between them
//! that can be cut or slowed.

pub mod camera;
pub mod display;
pub mod group;
pub mod guichet_process;
pub mod imports;
pub mod nine;
pub mod options;
pub mod paper;
pub mod place;
pub mod print_service;
pub mod process;
pub mod scenario;
pub mod screens;
pub mod small_disk;
pub mod sound;
pub mod station;
pub mod store_sample;
pub mod webdriver;
pub mod when;
pub mod window;
pub mod wire;

use std::time::Duration;

use anyhow::{Result, bail};
use tokio::time::{Instant, sleep};

/// How long a test waits for something that must happen.
pub const PATIENCE: Duration = Duration::from_secs(30);
/// How often it looks.
const LOOK_EVERY: Duration = Duration::from_millis(40);

/// Looks again and again until something is there, for at most [`PATIENCE`].
///
/// # Errors
/// When it did not come in time (`what` says what was waited for), or when looking itself fails.
pub async fn wait_until<T>(what: &str, look: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
    wait_at_most(PATIENCE, what, look).await
}

/// Looks again and again until something is there, for at most `patience`.
///
/// # Errors
/// When it did not come in time, or when looking itself fails.
pub async fn wait_at_most<T>(
    patience: Duration,
    what: &str,
    mut look: impl AsyncFnMut() -> Result<Option<T>>,
) -> Result<T> {
    let deadline = Instant::now() + patience;
    loop {
        if let Some(found) = look().await? {
            return Ok(found);
        }
        if Instant::now() > deadline {
            bail!("waited {} s in vain for {what}", patience.as_secs());
        }
        sleep(LOOK_EVERY).await;
    }
}

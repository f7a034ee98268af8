//! How long to wait before trying again.

/// Delays of the machine, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MachineConfig {
    /// Shortest delay after a failure.
    pub first_delay: i64,
    /// Longest delay after failures.
    pub longest_delay: i64,
    /// Between two looks for changes when there is nothing to send.
    pub poll_every: i64,
    /// Longest delay that a guichet may ask for by `Retry-After`.
    pub longest_retry_after: i64,
}

impl Default for MachineConfig {
    /// 2 seconds to 5 minutes; 15 minutes when idle; at most an hour asked by the guichet.
    fn default() -> Self {
        Self {
            first_delay: 2_000,
            longest_delay: 5 * 60_000,
            poll_every: 15 * 60_000,
            longest_retry_after: 60 * 60_000,
        }
    }
}

impl MachineConfig {
    /// Delay after the `failures`-th failure in a row: doubles, then up to half more by `jitter` (0 to 1), always between
    /// the shortest and the longest delay, and never shorter than what the guichet asked for.
    pub(super) fn backoff(&self, failures: u32, jitter: f64, retry_after: Option<i64>) -> i64 {
        let doubled = self.first_delay.saturating_mul(
            1_i64
                .checked_shl(failures.saturating_sub(1).min(30))
                .unwrap_or(1),
        );
        // The highest step leaves room for the jitter, so that a crowd stays spread out at the cap.
        let step = doubled.clamp(self.first_delay, self.longest_delay / 3 * 2);
        let own = spread(step, jitter, 0.5).clamp(self.first_delay, self.longest_delay);
        match retry_after {
            None => own,
            Some(asked) => own.max(spread(
                asked.clamp(0, self.longest_retry_after),
                jitter,
                0.1,
            )),
        }
    }

    /// Delay between two looks for changes.
    pub(super) fn poll(&self, jitter: f64) -> i64 {
        spread(self.poll_every, jitter, 0.1)
    }
}

/// `delay` and up to `part` of it more.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
fn spread(delay: i64, jitter: f64, part: f64) -> i64 {
    let jitter = if jitter.is_finite() {
        jitter.clamp(0.0, 1.0)
    } else {
        0.0
    };
    delay.saturating_add((delay as f64 * part * jitter) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_grow_from_two_seconds_to_five_minutes() {
        let config = MachineConfig::default();
        let steady: Vec<i64> = (1..=9).map(|n| config.backoff(n, 0.0, None)).collect();
        assert_eq!(
            steady,
            [
                2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 200_000, 200_000
            ]
        );
        assert_eq!(config.backoff(1, 1.0, None), 3_000);
        assert_eq!(config.backoff(40, 1.0, None), 300_000);
        assert_eq!(config.backoff(u32::MAX, f64::NAN, None), 200_000);
    }

    #[test]
    fn the_guichets_delay_is_obeyed_within_an_hour() {
        let config = MachineConfig::default();
        assert_eq!(config.backoff(1, 0.0, Some(90_000)), 90_000);
        assert_eq!(config.backoff(1, 0.0, Some(0)), 2_000);
        assert_eq!(config.backoff(1, 0.0, Some(i64::MAX)), 3_600_000);
        assert_eq!(config.backoff(1, 1.0, Some(100_000)), 110_000);
    }
}

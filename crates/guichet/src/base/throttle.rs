//! Slows down those who guess: so many failures a minute for one key, then a wait.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use atelier_domain::Moment;

const MINUTE: i64 = 60_000;

/// Keys remembered at most, so that memory stays bounded whoever calls.
const MOST_KEYS: usize = 10_000;

/// Counts failures by key (an address, a name).
#[derive(Debug)]
pub(crate) struct Throttle {
    limit: usize,
    failures: Mutex<HashMap<String, Vec<i64>>>,
}

impl Throttle {
    /// Allows this many failures in a minute.
    pub(crate) fn per_minute(limit: usize) -> Self {
        Self {
            limit,
            failures: Mutex::new(HashMap::new()),
        }
    }

    /// Counts a try before it is judged, so that tries in parallel count too.
    ///
    /// # Errors
    /// The whole seconds to wait, at least 1, when there are too many.
    pub(crate) fn enter(&self, key: &str, now: Moment) -> Result<(), u64> {
        let now = now.unix_millis();
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        if failures.len() >= MOST_KEYS {
            failures.retain(|_, times| times.iter().any(|at| now - at < MINUTE));
        }
        let times = failures.entry(key.to_owned()).or_default();
        times.retain(|at| now - at < MINUTE);
        if times.len() >= self.limit {
            let oldest = times.first().copied().unwrap_or(now);
            let wait = (oldest + MINUTE - now).clamp(1, MINUTE);
            return Err(u64::try_from(wait).unwrap_or(1).div_ceil(1_000));
        }
        times.push(now);
        Ok(())
    }

    /// The last try was a good one: it does not count.
    pub(crate) fn forgive(&self, key: &str) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(times) = failures.get_mut(key) {
            times.pop();
            if times.is_empty() {
                failures.remove(key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eleventh_failure_of_a_minute_waits_and_others_do_not() {
        let throttle = Throttle::per_minute(10);
        let at = Moment::from_unix_millis;
        for n in 0..10 {
            assert_eq!(throttle.enter("a", at(n * 1_000)), Ok(()));
        }
        assert_eq!(throttle.enter("a", at(10_000)), Err(50));
        assert_eq!(throttle.enter("b", at(10_000)), Ok(()));
        assert_eq!(throttle.enter("a", at(60_000)), Ok(()));
    }

    #[test]
    fn good_tries_do_not_count() {
        let throttle = Throttle::per_minute(1);
        for _ in 0..5 {
            assert_eq!(throttle.enter("a", Moment::from_unix_millis(0)), Ok(()));
            throttle.forgive("a");
        }
    }
}

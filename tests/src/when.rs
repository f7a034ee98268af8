//! A clock that a test sets, for its own thread alone.

use std::cell::Cell;

use atelier_app::Clock;
use atelier_domain::Moment;

thread_local! {
    static NOW: Cell<Option<Moment>> = const { Cell::new(None) };
}

/// From now on, and in this thread, it is that instant.
pub fn now_is(at: Moment) {
    NOW.set(Some(at));
}

/// From now on, and in this thread, it is so many minutes before the computer's own time was read here.
pub fn minutes_ago(minutes: i64) {
    now_is((Clock::system().now)().plus_millis(-minutes * 60_000));
}

/// The clock that is set; the computer's own as long as it is not.
#[must_use]
pub fn clock() -> Clock {
    Clock {
        now: || NOW.get().unwrap_or_else(|| (Clock::system().now)()),
        ..Clock::system()
    }
}

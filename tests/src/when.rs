//! The clocks of the tests: one that begins at the same instant at each run, and one that a test sets, for its own thread alone.
//! The computer's own is for what is shared with a real program, which has no other.

use std::cell::Cell;
use std::sync::LazyLock;
use std::time::Instant;

use atelier_app::Clock;
use atelier_domain::Moment;

/// 24 November 2026, a Tuesday, at ten o'clock in London: no midnight falls in a test, wherever the computer is.
const MORNING: Moment = Moment::from_unix_millis(1_795_514_400_000);

static BEGUN: LazyLock<Instant> = LazyLock::new(Instant::now);

/// The clock to take: that morning, from when it is first read in the life of the program. It goes on as the computer's does.
#[must_use]
pub fn morning() -> Clock {
    Clock {
        now: || {
            let since = i64::try_from(BEGUN.elapsed().as_millis()).unwrap_or(i64::MAX);
            MORNING.plus_millis(since)
        },
        ..Clock::system()
    }
}

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

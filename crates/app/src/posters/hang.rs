//! What is said of posters once they are made: that they hang, where, that they are taken down.

use atelier_domain::Moment;
use atelier_store::Store;

use crate::base::app::App;
use crate::base::problem::{Answer, Case, Problem};
use crate::posters::find::with;
use crate::posters::listed::all;
use crate::posters::paper::hangs_since;
use crate::posters::view::PostersView;

/// Longest place, in characters.
const MAX_PLACE: usize = 120;

/// The posters whose place others take: taken down at once when they did not hang, once the others hang otherwise.
pub(crate) fn replaced(store: &Store, pairs: &[(String, String)], at: Moment) -> Answer<()> {
    for (old, new) in pairs {
        let hangs = hangs_since(&with(store, old)?).is_some();
        store.replace_poster(old, new, (!hangs).then_some(at))?;
    }
    Ok(())
}

/// Notes that these posters were sent to a printer.
pub(crate) fn printed(store: &Store, posters: &[String], at: Moment) -> Answer<()> {
    for code in posters {
        store.set_poster_sent(code, at)?;
    }
    Ok(())
}

impl App {
    /// Notes that posters hang, or that they do not after all, each by one of its codes. What they take the place of comes
    /// down with it.
    ///
    /// # Errors
    /// `poster-gone`.
    pub fn set_posters_hung(&self, codes: &[String], hung: bool) -> Answer<PostersView> {
        let at = self.now();
        self.atomically(|store| {
            for code in codes {
                let poster = with(store, code)?;
                if hung {
                    store.hang_poster(&poster.code, at)?;
                } else {
                    store.unhang_poster(&poster.code)?;
                }
            }
            all(store)
        })
    }

    /// Notes where a poster hangs, by one of its codes: it hangs, then.
    ///
    /// # Errors
    /// `poster-gone`; `text-too-long` on `place`.
    pub fn set_poster_place(&self, code: &str, place: &str) -> Answer<PostersView> {
        let place = place.trim();
        if place.chars().count() > MAX_PLACE {
            return Err(Problem::of(Case::TextTooLong { max: MAX_PLACE }).on("place"));
        }
        let at = self.now();
        self.atomically(|store| {
            let poster = with(store, code)?;
            store.set_poster_place(&poster.code, place)?;
            if !place.is_empty() && poster.withdrawn_at.is_none() {
                store.hang_poster(&poster.code, at)?;
            }
            all(store)
        })
    }

    /// Notes that a poster was taken down or will not be hung, or that it is up again, by one of its codes.
    ///
    /// # Errors
    /// `poster-gone`.
    pub fn set_poster_withdrawn(&self, code: &str, withdrawn: bool) -> Answer<PostersView> {
        let at = withdrawn.then(|| self.now());
        self.atomically(|store| {
            store.set_poster_withdrawn(&with(store, code)?.code, at)?;
            all(store)
        })
    }
}

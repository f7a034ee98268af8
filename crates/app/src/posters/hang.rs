//! What is said of posters once they are made: that they hang, where, that they are taken down.

use atelier_domain::Moment;
use atelier_store::Store;

use crate::base::app::App;
use crate::base::problem::{Answer, Problem};
use crate::posters::find::with;
use crate::posters::listed::all;
use crate::posters::printing::{Hung, hung};
use crate::posters::view::PostersView;

/// Longest place, in characters.
const MAX_PLACE: usize = 120;

/// Notes that a poster hangs; those whose place it takes come down with it.
pub(crate) fn hang(store: &Store, poster: &Hung, at: Moment) -> Answer<()> {
    for row in poster.rows.iter().filter(|row| row.hung_at.is_none()) {
        store.set_poster_hung(&row.code, Some(at))?;
    }
    let codes = poster.codes();
    for old in store.posters()? {
        let next = old.replaced_by.filter(|next| codes.contains(next));
        if next.is_some() && old.withdrawn_at.is_none() {
            store.set_poster_withdrawn(&old.code, Some(at), next.as_deref())?;
        }
    }
    Ok(())
}

/// Notes that a poster does not hang after all; what came down when it was hung is up again.
fn unhang(store: &Store, poster: &Hung) -> Answer<()> {
    let since = poster.hung_at();
    for row in &poster.rows {
        store.set_poster_hung(&row.code, None)?;
    }
    let codes = poster.codes();
    for old in store.posters()? {
        let next = old.replaced_by.filter(|next| codes.contains(next));
        if next.is_some() && old.withdrawn_at.is_some() && old.withdrawn_at == since {
            store.set_poster_withdrawn(&old.code, None, next.as_deref())?;
        }
    }
    Ok(())
}

/// The codes of those whose place others take: taken down at once when they did not hang, once the others hang otherwise.
pub(crate) fn replaced(store: &Store, pairs: &[(String, String)], at: Moment) -> Answer<()> {
    let before = hung(store.posters()?);
    for (old, new) in pairs {
        let of_old = |one: &&Hung| one.rows.iter().any(|row| row.code == *old);
        let hangs = before
            .iter()
            .find(of_old)
            .is_some_and(|one| one.hung_at().is_some());
        store.set_poster_withdrawn(old, (!hangs).then_some(at), Some(new))?;
        // What waited for the old one waits for the new one.
        let mut rows = before.iter().flat_map(|one| &one.rows);
        for row in rows
            .by_ref()
            .filter(|row| row.replaced_by.as_ref() == Some(old) && row.withdrawn_at.is_none())
        {
            store.set_poster_withdrawn(&row.code, None, Some(new))?;
        }
    }
    Ok(())
}

/// Notes that these posters were sent to a printer.
pub(crate) fn printed(store: &Store, codes: &[String], at: Moment) -> Answer<()> {
    for code in codes {
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
                    hang(store, &poster, at)?;
                } else {
                    unhang(store, &poster)?;
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
            let max = MAX_PLACE.to_string();
            return Err(Problem::new("text-too-long", &[("max", &max)]).on("place"));
        }
        let at = self.now();
        self.atomically(|store| {
            let poster = with(store, code)?;
            for row in &poster.rows {
                store.set_poster_place(&row.code, place)?;
            }
            if !place.is_empty() && !poster.withdrawn() {
                hang(store, &poster, at)?;
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
            for row in with(store, code)?.rows {
                // Which poster took its place stays known, should it be taken down again.
                store.set_poster_withdrawn(&row.code, at, row.replaced_by.as_deref())?;
            }
            all(store)
        })
    }
}

//! Trying the application with invented people: a store of its own beside the real one.
//!
//! Its key is drawn when it begins and is only ever in memory: nothing is to be remembered, and nothing of it can be read once
//! the program has ended, even names that somebody typed in it all the same. It is deleted whole when it ends, and what an
//! interruption left is at the next start. The store itself says that it is one: whatever opens it refuses to link it, to send
//! what is in it, and to print without saying so.

use atelier_store::Store;
use std::sync::Arc;
use zeroize::Zeroizing;

use crate::base::app::App;
use crate::base::practice::{FOLDER, Held, MARK, MARKER, Practice, is};
use crate::base::problem::{Answer, Case, Problem};
use crate::demo;
use crate::structure::session_view::{PracticeProgress, PracticeState, SessionView};

impl App {
    /// What the screens say of it.
    pub(crate) fn practice_state(&self, store: Option<&Store>) -> Answer<PracticeState> {
        if matches!(&*self.practice(), Practice::On(..)) {
            return Ok(PracticeState::On);
        }
        match store {
            // Made by the command line, under a passphrase known to all.
            Some(store) if is(store)? => Ok(PracticeState::Demonstration),
            _ => Ok(PracticeState::Off),
        }
    }

    /// Whether the passport's window may be opened: no account is made for somebody invented.
    ///
    /// # Errors
    /// `practice-no-account`.
    pub fn may_open_passport(&self) -> Answer<()> {
        self.with(|store| match is(store)? {
            true => Err(Problem::of(Case::PracticeNoAccount)),
            false => Ok(()),
        })
    }

    /// Says of the open store that its people are invented: it can never be linked nor sent. Nothing takes it back.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn mark_as_practice(&self) -> Answer<()> {
        self.with(|store| Ok(store.set_setting(MARK, "true")?))
    }

    /// Deletes what a practice that was interrupted left; whether there was one. One that another program has open is
    /// left alone.
    pub fn sweep_practice(&self) -> bool {
        let folder = self.places.data.join(FOLDER);
        if !folder.join(MARKER).exists() {
            return false;
        }
        let swept = Held::lock(&folder).is_ok_and(|held| match held.remove() {
            Ok(()) => true,
            Err(error) => {
                tracing::warn!(%error, "an interrupted practice could not be deleted");
                false
            }
        });
        if swept {
            self.swept.store(true, std::sync::atomic::Ordering::SeqCst);
        }
        swept
    }

    /// Makes a practice full of invented people, and opens it. `tell` is called as it advances.
    ///
    /// # Errors
    /// `practice-data-open` while the real data are; `practice-elsewhere` when another program has one; `store-full`… Nothing
    /// is left then.
    pub fn start_practice(
        self: &Arc<Self>,
        tell: impl Fn(PracticeProgress),
    ) -> Answer<SessionView> {
        self.sweep_practice();
        {
            // Always in this order: the store, then the practice.
            let slot = self.slot();
            let mut practice = self.practice();
            if slot.is_some() || !matches!(&*practice, Practice::Off) {
                return Err(Problem::of(Case::PracticeDataOpen));
            }
            *practice = Practice::Making(Held::take(&self.places.data.join(FOLDER))?);
        }
        if let Err(problem) = self.make_practice(&tell) {
            self.drop_practice();
            return Err(problem);
        }
        self.swept.store(false, std::sync::atomic::Ordering::SeqCst);
        self.courier.opened();
        self.connection.hint();
        self.session()
    }

    fn make_practice(self: &Arc<Self>, tell: &dyn Fn(PracticeProgress)) -> Answer<()> {
        let mut random = Zeroizing::new([0; 32]);
        (self.clock.entropy)(random.as_mut_slice());
        let key: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
        let key = Zeroizing::new(key);
        let folder = match &*self.practice() {
            Practice::Making(held) => held.store(),
            Practice::Off | Practice::On(..) => {
                return Err(Problem::unexpected("no practice is being made"));
            }
        };
        let store = Store::create(&folder, &key)?;
        // Before anything else: there is no moment when it could pass for a real one.
        store.set_setting(MARK, "true")?;
        *self.slot() = Some(store);
        demo::furnish(self, tell)?;
        demo::meet_today(self)?;
        let mut practice = self.practice();
        *practice = match std::mem::take(&mut *practice) {
            Practice::Making(held) => Practice::On(held, key),
            other => other,
        };
        Ok(())
    }

    /// Opens the practice again after it was locked. No passphrase is asked: there is none.
    ///
    /// # Errors
    /// `practice-none`; and those of [`App::unlock`].
    pub fn resume_practice(&self) -> Answer<SessionView> {
        let (folder, key) = match &*self.practice() {
            Practice::On(held, key) => (held.store(), key.clone()),
            Practice::Off | Practice::Making(_) => return Err(Problem::of(Case::PracticeNone)),
        };
        self.open_store(&folder, &key)
    }

    /// Ends the practice and deletes all of it. The real data are as they were, and locked.
    ///
    /// # Errors
    /// `practice-none`; `practice-remains` when a file could not be deleted: it cannot be read any more, and goes at the next
    /// start.
    pub fn end_practice(&self) -> Answer<SessionView> {
        if !matches!(&*self.practice(), Practice::On(..)) {
            return Err(Problem::of(Case::PracticeNone));
        }
        self.close()?;
        if self.drop_practice() {
            self.session()
        } else {
            Err(Problem::of(Case::PracticeRemains))
        }
    }

    /// Forgets the practice's key and deletes its folder; whether all of it went.
    fn drop_practice(&self) -> bool {
        *self.slot() = None;
        let practice = std::mem::take(&mut *self.practice());
        let held = match practice {
            Practice::Off => return true,
            Practice::Making(held) | Practice::On(held, _) => held,
        };
        let removed = held.remove();
        if let Err(error) = &removed {
            tracing::warn!(%error, "a practice could not be deleted");
        }
        removed.is_ok()
    }
}

//! Opening, closing and protecting the store; the home screen.

use atelier_domain::passphrase::{Lack, Strength, strength};
use atelier_store::{Store, StoreError};
use atelier_texts as texts;
use std::path::Path;
use std::sync::atomic::Ordering;

use crate::base::app::{App, VERSION};
use crate::base::practice::Practice;
use crate::base::problem::{Answer, Case, Problem};
use crate::base::{first_launch, practice};
use crate::structure::habits;
use crate::structure::session_view::{SessionView, Stage};
use crate::structure::view::{Habits, StrengthView};

impl App {
    /// Where the program stands.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn session(&self) -> Answer<SessionView> {
        let slot = self.slot();
        // A trial that is being made is not shown yet.
        let open = slot
            .as_ref()
            .filter(|_| !matches!(&*self.practice(), Practice::Making(_)));
        let (stage, structure_name, habits) = match open {
            None if Store::exists(&self.data()) => (Stage::Locked, None, Habits::usual()),
            None => (Stage::New, None, Habits::usual()),
            Some(store) => {
                let stage = if first_launch::is_finished(store)? {
                    Stage::Open
                } else {
                    Stage::Setup
                };
                let structure_name = store.structure()?.map(|structure| structure.name);
                (stage, structure_name, habits::read(store)?)
            }
        };
        Ok(SessionView {
            stage,
            structure_name,
            version: VERSION.to_owned(),
            today: self.clock.today().to_string(),
            habits,
            practice: self.practice_state(open)?,
            practice_swept: self.swept.load(Ordering::SeqCst),
        })
    }

    /// How strong a passphrase is. The passphrase is neither kept nor logged.
    #[must_use]
    pub fn passphrase_strength(&self, passphrase: &str) -> StrengthView {
        let strength = strength(passphrase);
        let advice = match strength {
            Strength::Weak(Lack::Empty) => texts::passphrase::empty(),
            Strength::Weak(Lack::Characters(n)) => texts::passphrase::characters(n),
            Strength::Weak(Lack::Variety) => texts::passphrase::variety(),
            Strength::Weak(Lack::Repetition) => texts::passphrase::repetition(),
            Strength::Enough => texts::passphrase::enough(),
            Strength::Strong => texts::passphrase::strong(),
        };
        StrengthView {
            score: strength.score(),
            accepted: strength.is_accepted(),
            advice,
        }
    }

    /// Creates the store, protected by this passphrase, and opens it.
    ///
    /// # Errors
    /// `passphrase-weak`; or when the folder cannot be written.
    pub fn create_store(&self, passphrase: &str) -> Answer<SessionView> {
        if !strength(passphrase).is_accepted() {
            return Err(Problem::of(Case::PassphraseWeak).on("passphrase"));
        }
        self.refuse_in_practice()?;
        let store = Store::create(&self.places.data, passphrase)?;
        store.append_journal(self.now(), "store-created", "")?;
        *self.slot() = Some(store);
        self.session()
    }

    /// Opens the store, and starts sending what waits.
    ///
    /// # Errors
    /// `wrong-passphrase`, `store-newer`, `store-damaged`, `store-busy`…; the store is left untouched.
    pub fn unlock(&self, passphrase: &str) -> Answer<SessionView> {
        self.refuse_in_practice()?;
        self.open_store(&self.places.data, passphrase)
    }

    pub(crate) fn open_store(&self, folder: &Path, passphrase: &str) -> Answer<SessionView> {
        {
            let mut slot = self.slot();
            if slot.is_none() {
                let store = Store::open(folder, passphrase)?;
                // Files taken off a request are kept until here, for undo.
                if store.remove_unreferenced_evidence().is_err() {
                    // On a full disk, for one: they go another time.
                    tracing::warn!("files taken off requests could not be removed");
                }
                self.find_station(&store);
                *slot = Some(store);
            }
        }
        self.courier.opened();
        self.connection.hint();
        self.session()
    }

    /// Closes the store: nothing can be read any more without the passphrase. What waits stays.
    ///
    /// # Errors
    /// When the state cannot be read.
    pub fn lock(&self) -> Answer<SessionView> {
        self.close()?;
        self.session()
    }

    /// Closes the store, and forgets all that was known of it.
    pub(crate) fn close(&self) -> Answer<()> {
        if matches!(&*self.practice(), Practice::Making(_)) {
            return Err(Problem::of(Case::PracticeDataOpen));
        }
        self.forget_all();
        self.courier.closed();
        self.connection.forget();
        Ok(())
    }

    /// Protects the store with another passphrase.
    ///
    /// # Errors
    /// `wrong-current-passphrase`, `passphrase-weak`.
    pub fn change_passphrase(&self, current: &str, next: &str) -> Answer<()> {
        if !strength(next).is_accepted() {
            return Err(Problem::of(Case::PassphraseWeak).on("passphrase"));
        }
        self.with(|store| {
            practice::refuse_passphrase(store)?;
            store
                .change_passphrase(current, next)
                .map_err(|error| match error {
                    StoreError::WrongPassphrase => {
                        Problem::of(Case::WrongCurrentPassphrase).on("current")
                    }
                    error => Problem::from(error),
                })?;
            store.append_journal(self.now(), "passphrase-changed", "")?;
            Ok(())
        })
    }
}

//! The recovery sheet: a code on paper, which gives the store another passphrase when the passphrase is lost.
//!
//! The code is shown and printed once, when it is made. It is not kept: neither in the store, nor in a file of this
//! computer, where anyone could read it.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::{MutexGuard, PoisonError};

use atelier_documents::Fields;
use atelier_domain::passphrase::strength;
use atelier_domain::{CalendarDate, RecoveryCode, RecoveryCodeProblem};
use atelier_store::{OpenError, Store, StoreError};

use crate::documents::{Printed, failed, structure_name};
use crate::labels::label;
use crate::problem::{Answer, Problem};
use crate::view::{RecoveryView, SavedFile, SessionView};
use crate::{App, printing};

/// The setting that holds the day when the sheet was made.
const MADE_ON: &str = "recovery-made-on";
const SHEET: &str = "recovery";

impl App {
    fn shown_code(&self) -> MutexGuard<'_, Option<RecoveryCode>> {
        self.recovery.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether there is a recovery sheet, since when, and its code when it was made just now.
    ///
    /// # Errors
    /// `locked`, or when the store cannot be read.
    pub fn recovery(&self) -> Answer<RecoveryView> {
        let code = self.shown_code().as_ref().map(RecoveryCode::printed);
        self.with(|store| {
            let made = store.has_recovery()?;
            let kept = store.setting(MADE_ON)?;
            let day = kept.and_then(|day| day.parse::<CalendarDate>().ok());
            Ok(RecoveryView {
                made_on: day.filter(|_| made).map(CalendarDate::in_french),
                code,
            })
        })
    }

    /// Makes a recovery sheet; an older one is good no more.
    ///
    /// # Errors
    /// `wrong-passphrase`.
    pub fn make_recovery(&self, passphrase: &str) -> Answer<RecoveryView> {
        let made_on = self.clock.today().to_string();
        let code = self.with(|store| {
            let code = store.make_recovery(passphrase).map_err(|error| {
                let of_passphrase = matches!(error, StoreError::WrongPassphrase);
                let problem = Problem::from(error);
                if of_passphrase {
                    problem.on("passphrase")
                } else {
                    problem
                }
            })?;
            store.set_setting(MADE_ON, &made_on)?;
            store.append_journal(self.now(), "recovery-made", "")?;
            Ok(code)
        })?;
        *self.shown_code() = Some(code);
        self.recovery()
    }

    /// Lets the code go: it is on paper.
    ///
    /// # Errors
    /// As [`App::recovery`].
    pub fn hide_recovery(&self) -> Answer<RecoveryView> {
        self.forget_recovery();
        self.recovery()
    }

    pub(crate) fn forget_recovery(&self) {
        *self.shown_code() = None;
    }

    /// Gives the store another passphrase by the code of its recovery sheet, and opens it.
    ///
    /// # Errors
    /// `recovery-code-length` and `recovery-code-copied` when it was copied wrong, `wrong-recovery-code` when it is
    /// another sheet's; `passphrase-weak`; and those of [`App::unlock`]. Nothing is changed then.
    pub fn recover(&self, code: &str, passphrase: &str) -> Answer<SessionView> {
        let code = RecoveryCode::parse(code).map_err(|problem| {
            let problem = match problem {
                RecoveryCodeProblem::Length(n) => {
                    Problem::new("recovery-code-length", &[("n", &n.to_string())])
                }
                RecoveryCodeProblem::Copied => Problem::of("recovery-code-copied"),
            };
            problem.on("code")
        })?;
        if !strength(passphrase).is_accepted() {
            return Err(Problem::of("passphrase-weak").on("passphrase"));
        }
        {
            let mut slot = self.slot();
            if slot.is_none() {
                let store =
                    Store::recover(&self.places.data, &code, passphrase).map_err(|error| {
                        let of_code = matches!(error, OpenError::WrongRecoveryCode);
                        let problem = Problem::from(error);
                        if of_code { problem.on("code") } else { problem }
                    })?;
                store.append_journal(self.now(), "recovered", "")?;
                self.find_station(&store);
                *slot = Some(store);
            }
        }
        self.wake.opened();
        self.session()
    }

    /// The sheet, while its code is shown.
    pub(crate) fn recovery_sheet(&self) -> Answer<Printed> {
        let code = self.shown_code().as_ref().map(RecoveryCode::printed);
        let code = code.ok_or_else(|| Problem::of("recovery-hidden"))?;
        let day = self.clock.today();
        let theme = self.with(crate::look::theme)?;
        let values = BTreeMap::from([
            ("structure".to_owned(), self.with(structure_name)?),
            ("code".to_owned(), code),
            ("made_on".to_owned(), day.in_french()),
        ]);
        let fields = Fields {
            values,
            lists: BTreeMap::new(),
        };
        Ok(Printed::plain(
            label("sheet", SHEET).replace("{date}", &day.to_string()),
            atelier_documents::sheet(SHEET, &fields, &theme, day).map_err(failed)?,
        ))
    }

    /// Sends the sheet to a printer, from a file that is gone right after.
    pub(crate) fn print_recovery(&self, printer: Option<&str>, copies: u32) -> Answer<String> {
        let sheet = self.recovery_sheet()?;
        let file = tempfile::NamedTempFile::new().and_then(|mut file| {
            file.write_all(&sheet.pdf)?;
            file.flush()?;
            Ok(file)
        });
        let file = file.map_err(|_| Problem::of("recovery-not-printed"))?;
        let sent = SavedFile {
            path: file.path().display().to_string(),
            name: sheet.name,
        };
        printing::print(&sent, &sheet.pdf, printer, (copies, false)).map_err(|problem| {
            // The usual words say where the PDF is kept: this one is not.
            tracing::warn!(code = problem.code, "the recovery sheet was not printed");
            Problem::of("recovery-not-printed")
        })
    }
}

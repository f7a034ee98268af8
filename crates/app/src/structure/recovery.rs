//! The recovery sheet: a code on paper, which gives the store another passphrase when the passphrase is lost.
//!
//! The code is shown and printed once, when it is made. It is not kept: neither in the store, nor in a file of this
//! computer, where anyone could read it. A sheet is good once somebody copied from the paper what is printed on it.

use atelier_domain::passphrase::strength;
use atelier_domain::{CalendarDate, RECOVERY_GROUPS, RecoveryCode, RecoveryCodeProblem};
use atelier_store::{OpenError, Store, StoreError};
use atelier_texts::french;

use crate::base::app::App;
use crate::base::clock::Clock;
use crate::base::practice;
use crate::base::problem::{Answer, Case, Problem};
use crate::structure::session_view::SessionView;
use crate::structure::view::{RecoveryStep, RecoveryView};

/// The settings that hold the day when the sheet was made, when it was last sent to a printer, and when it was checked.
const MADE_ON: &str = "recovery-made-on";

pub(crate) const PRINTED_ON: &str = "recovery-printed-on";

const CHECKED_ON: &str = "recovery-checked-on";

pub(crate) const SHEET: &str = "recovery";

/// A code made just now, and which of its groups will be asked back.
pub(crate) struct Fresh {
    code: RecoveryCode,
    asked: [usize; 2],
}

/// Two groups of a code, drawn so that nobody learns which by heart.
fn drawn(clock: Clock) -> [usize; 2] {
    let mut bytes = [0; 2];
    (clock.entropy)(&mut bytes);
    let [first, further] = bytes.map(usize::from);
    let first = first % RECOVERY_GROUPS;
    let second = (first + 1 + further % (RECOVERY_GROUPS - 1)) % RECOVERY_GROUPS;
    [first.min(second) + 1, first.max(second) + 1]
}

pub(crate) fn day(store: &Store, setting: &str) -> Answer<Option<CalendarDate>> {
    let kept = store.setting(setting)?;
    Ok(kept.and_then(|day| day.parse().ok()))
}

/// What is still to be done before the recovery sheet can be relied on; `None` once it is on paper and checked.
pub(crate) fn next(store: &Store) -> Answer<Option<RecoveryStep>> {
    if practice::is(store)? {
        // A trial has no passphrase to lose.
        return Ok(None);
    }
    if !store.has_recovery()? {
        return Ok(Some(RecoveryStep::Make));
    }
    Ok(match (day(store, CHECKED_ON)?, day(store, PRINTED_ON)?) {
        (Some(_), _) => None,
        (None, Some(_)) => Some(RecoveryStep::Check),
        (None, None) => Some(RecoveryStep::Print),
    })
}

impl App {
    pub(crate) fn shown_code(&self) -> Option<String> {
        self.keeping(|fresh: &mut Option<Fresh>| fresh.as_ref().map(|fresh| fresh.code.printed()))
    }

    /// Whether there is a recovery sheet, since when, whether it can be relied on, and its code when it was made just now.
    ///
    /// # Errors
    /// `locked`, or when the store cannot be read.
    pub fn recovery(&self) -> Answer<RecoveryView> {
        let code = self.shown_code();
        let drawn = self
            .keeping(|fresh: &mut Option<Fresh>| fresh.as_ref().map(|fresh| fresh.asked.to_vec()));
        self.with(|store| {
            let made = store.has_recovery()?;
            let asked = match drawn {
                Some(drawn) => drawn,
                None if made => (1..=RECOVERY_GROUPS).collect(),
                None => Vec::new(),
            };
            let day = |setting| {
                let day = day(store, setting)?.filter(|_| made);
                Ok::<_, Problem>(day.map(french::date))
            };
            Ok(RecoveryView {
                made_on: day(MADE_ON)?,
                checked_on: day(CHECKED_ON)?,
                code,
                asked: asked
                    .into_iter()
                    .filter_map(|number| u32::try_from(number).ok())
                    .collect(),
                next: next(store)?,
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
            practice::refuse_passphrase(store)?;
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
            store.clear_setting(PRINTED_ON)?;
            store.clear_setting(CHECKED_ON)?;
            store.append_journal(self.now(), "recovery-made", "")?;
            Ok(code)
        })?;
        let asked = drawn(self.clock);
        self.keeping(|fresh: &mut Option<Fresh>| *fresh = Some(Fresh { code, asked }));
        self.recovery()
    }

    /// Checks what was copied from the paper: the groups that [`RecoveryView::asked`] names. The sheet is good from then
    /// on, and its code is let go.
    ///
    /// # Errors
    /// `recovery-group`, on the first group that differs; without a code made just now, `recovery-code-length`,
    /// `recovery-code-copied`, and `recovery-other-sheet` when it is not the last sheet's.
    pub fn check_recovery(&self, groups: &[String]) -> Answer<RecoveryView> {
        let wrong = self.keeping(|fresh: &mut Option<Fresh>| {
            let fresh = fresh.as_ref()?;
            let mut pairs = fresh.asked.iter().enumerate();
            Some(pairs.find_map(|(place, number)| {
                let typed = groups.get(place).map_or("", String::as_str);
                (!fresh.code.is_group(*number, typed)).then_some(*number)
            }))
        });
        match wrong {
            Some(Some(number)) => {
                let problem = Problem::of(Case::RecoveryGroup { n: number });
                return Err(problem.on(&format!("group-{number}")));
            }
            Some(None) => {}
            None => {
                let code = read(&groups.concat())?;
                self.with(|store| {
                    store.check_recovery(&code).map_err(|error| match error {
                        StoreError::WrongRecoveryCode => {
                            Problem::of(Case::RecoveryOtherSheet).on("code")
                        }
                        error => Problem::from(error),
                    })
                })?;
            }
        }
        let today = self.clock.today().to_string();
        self.with(|store| {
            store.set_setting(CHECKED_ON, &today)?;
            Ok(store.append_journal(self.now(), "recovery-checked", "")?)
        })?;
        self.forget_recovery();
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
        self.keeping(|fresh: &mut Option<Fresh>| *fresh = None);
    }

    /// Gives the store another passphrase by the code of its recovery sheet, and opens it.
    ///
    /// # Errors
    /// `recovery-code-length` and `recovery-code-copied` when it was copied wrong, `wrong-recovery-code` when it is
    /// another sheet's; `passphrase-weak`; and those of [`App::unlock`]. Nothing is changed then.
    pub fn recover(&self, code: &str, passphrase: &str) -> Answer<SessionView> {
        self.refuse_in_practice()?;
        let code = read(code)?;
        if !strength(passphrase).is_accepted() {
            return Err(Problem::of(Case::PassphraseWeak).on("passphrase"));
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
                // Nobody could have copied it from a sheet that cannot be read.
                store.set_setting(CHECKED_ON, &self.clock.today().to_string())?;
                self.find_station(&store);
                *slot = Some(store);
            }
        }
        self.courier.opened();
        self.session()
    }
}

/// A whole code, as it was typed.
fn read(code: &str) -> Answer<RecoveryCode> {
    RecoveryCode::parse(code).map_err(|problem| {
        let problem = match problem {
            RecoveryCodeProblem::Length(n) => Problem::of(Case::RecoveryCodeLength { n }),
            RecoveryCodeProblem::Copied => Problem::of(Case::RecoveryCodeCopied),
        };
        problem.on("code")
    })
}

//! Whether a person is ready for a workshop: what they answered about their mailbox, and what is known of it otherwise.

use atelier_domain::{
    Basis, CalendarDate, Fact, MailboxCheck, Moment, NotReady, Opens, Participant, Step, Tri,
    Workshop,
};
use atelier_store::{ProgressRow, Store};
use atelier_texts as texts;

use crate::base::clock::day_of;
use crate::base::problem::Answer;
use crate::catalogue::offered::Shelf;
use crate::workshops::board::read;
use crate::workshops::preparation_view::MailboxForm;

/// A day where there is little room: 05/10/2026.
fn in_figures(day: CalendarDate) -> String {
    let day = day.date();
    format!(
        "{:02}/{:02}/{}",
        day.day(),
        u8::from(day.month()),
        day.year()
    )
}

/// What is known of a person's mailbox for a workshop: what they answered, and what was seen elsewhere.
pub(crate) struct Readiness {
    check: MailboxCheck,
    opens: Opens,
    /// The last word on whether it opens.
    last: Option<Fact>,
}

impl Readiness {
    /// `marks`: those around this workshop, its own too.
    pub(crate) fn read(
        store: &Store,
        workshop: &Workshop,
        person: &Participant,
        marks: &[ProgressRow],
        shelf: &Shelf,
    ) -> Answer<Self> {
        let requests = read::requests_of(store, person.id)?;
        let own = marks.iter().filter(|row| row.participant == person.id);
        let known = read::known(store, person, own, &requests, shelf)?;
        Ok(Self {
            check: store.mailbox_check(person.id)?,
            opens: known.opens(read::noon(workshop.date)),
            last: known.latest(Step::Mailbox).cloned(),
        })
    }

    /// Why the person is not ready.
    pub(crate) fn reasons(&self, person: &Participant) -> Vec<NotReady> {
        self.check.not_ready(person.email.is_some(), self.opens)
    }

    /// When the last question was answered.
    pub(crate) const fn checked_at(&self) -> Option<Moment> {
        self.check.checked_at
    }

    /// The answers that stand: whether the mailbox opens is asked again when it was answered long ago, or was seen since.
    pub(crate) fn form(&self) -> MailboxForm {
        let answered = self.last.as_ref().map(|fact| fact.basis) == Some(Basis::Asked);
        let stands = answered && self.opens != Opens::AskAgain;
        let opens_today = if stands {
            self.check.opens_today
        } else {
            Tri::Unknown
        };
        MailboxForm {
            own_address: self.check.own_address.into(),
            opens_today: opens_today.into(),
            device: self.check.device.into(),
            recovery_phone: self.check.recovery_phone.into(),
        }
    }

    /// What is known of it beside the answer; empty when the answer says it all.
    pub(crate) fn opens_text(&self) -> String {
        let day = |fact: &Fact| in_figures(day_of(fact.at));
        match (&self.last, self.opens) {
            (None, _) | (_, Opens::Unknown) => String::new(),
            (Some(fact), Opens::Yes | Opens::No) if fact.basis == Basis::Asked => String::new(),
            (Some(fact), Opens::Yes) => texts::mailbox_opens::seen(day(fact)),
            (Some(fact), Opens::AskAgain) => texts::mailbox_opens::ask_again(day(fact)),
            (Some(fact), Opens::No) => texts::mailbox_opens::closed(day(fact)),
        }
    }

    /// The same check with other answers, given now.
    pub(crate) fn answered(&self, form: &MailboxForm, now: Moment) -> Answer<MailboxCheck> {
        let shown = self.form();
        let MailboxForm {
            own_address,
            opens_today,
            device,
            recovery_phone,
        } = form;
        let mut check = MailboxCheck {
            own_address: own_address.0,
            device: device.0,
            recovery_phone: recovery_phone.0,
            ..self.check
        };
        // Another question was answered: what was said of this one, and when, stays.
        if *opens_today != shown.opens_today {
            check.opens_today = opens_today.0;
            check.opens_at = (check.opens_today != Tri::Unknown).then_some(now);
        }
        check.checked_at = None;
        if check != MailboxCheck::default() {
            check.checked_at = Some(now);
        }
        Ok(check)
    }
}

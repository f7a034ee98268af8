//! What is known of a person before they do anything at a workshop: what happened at the others, what was checked with
//! them, what became of their requests. The latest word on a step is the one that counts.

use crate::board::{Progress, RequestFacts};
use crate::id::WorkshopId;
use crate::mailbox::{MailboxCheck, Opens, Tri};
use crate::moment::Moment;
use crate::request::RequestState;
use crate::step::{Block, BlockReason, Step, StepState};

/// How many days a mailbox that opened is taken to open still. A password is forgotten, a telephone is lost: after two
/// months, one looks again. An account, and an address once confirmed, do not go away by themselves.
pub const MAILBOX_DAYS: i64 = 60;
const DAY: i64 = 24 * 60 * 60 * 1000;

/// Where something is known from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// Marked at a workshop, on this very step.
    Marked(WorkshopId),
    /// Follows from a later step that was marked there: who confirmed their address has an account.
    Follows(WorkshopId),
    /// Asked of the person before a workshop.
    Asked,
    /// A badge was taken into the passport.
    InPassport,
}

/// One word on one step of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The step.
    pub step: Step,
    /// Whether it was done then; if not, it was taken back or blocked.
    pub holds: bool,
    /// When that was.
    pub at: Moment,
    /// Where it is known from.
    pub basis: Basis,
    /// What blocked it.
    pub block: Option<Block>,
}

/// All that is known of a person from elsewhere than the workshop that is looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    facts: Vec<Fact>,
    /// Since when the person has this address; `None` when it never changed.
    address_since: Option<Moment>,
}

impl Known {
    /// Nothing yet. `address_since`: when the person's address last became another one.
    #[must_use]
    pub const fn new(address_since: Option<Moment>) -> Self {
        Self {
            facts: Vec::new(),
            address_since,
        }
    }

    /// When the person's address last became another one.
    #[must_use]
    pub const fn address_since(&self) -> Option<Moment> {
        self.address_since
    }

    /// A mark made at another workshop.
    pub fn marked(&mut self, workshop: WorkshopId, progress: &Progress) {
        let Progress {
            step,
            state,
            since,
            block,
        } = progress;
        let holds = match state {
            StepState::Done => true,
            StepState::Todo | StepState::Blocked => false,
            // Never marked by hand.
            StepState::Doing | StepState::Waiting => return,
        };
        let fact = |step, basis, block| Fact {
            step,
            holds,
            at: *since,
            basis,
            block,
        };
        self.facts
            .push(fact(*step, Basis::Marked(workshop), block.clone()));
        if holds {
            let proved = step.proves().iter();
            self.facts
                .extend(proved.map(|step| fact(*step, Basis::Follows(workshop), None)));
        }
    }

    /// What the person said of their mailbox. `at`: when they were asked whether it opens.
    pub fn asked(&mut self, check: &MailboxCheck) {
        let MailboxCheck {
            own_address,
            opens_today,
            device: _,
            recovery_phone: _,
            opens_at,
            checked_at: _,
        } = *check;
        let Some(at) = opens_at else { return };
        let holds = match opens_today {
            Tri::Yes => own_address != Tri::No,
            Tri::No => false,
            Tri::Unknown => return,
        };
        self.facts.push(Fact {
            step: Step::Mailbox,
            holds,
            at,
            basis: Basis::Asked,
            block: None,
        });
    }

    /// What became of the person's requests, whatever the badge and the workshop. The platform gives a badge to a confirmed
    /// address alone, and the person opens it from the mail that they receive: who has a badge in their passport has the
    /// account, the address and the mailbox. A badge that is issued and waits to be accepted proves nothing of the kind.
    pub fn requested(&mut self, requests: &[RequestFacts]) {
        let to_accept = requests
            .iter()
            .any(|request| request.state == RequestState::Issued);
        for request in requests {
            if request.state != RequestState::InPassport {
                continue;
            }
            let fact = |step, holds| Fact {
                step,
                holds,
                at: request.updated_at,
                basis: Basis::InPassport,
                block: None,
            };
            let proved = [Step::Mailbox, Step::Registered, Step::Confirmed];
            self.facts.extend(proved.map(|step| fact(step, true)));
            self.facts.push(fact(Step::Accepted, !to_accept));
        }
    }

    /// The latest word on a step.
    #[must_use]
    pub fn latest(&self, step: Step) -> Option<&Fact> {
        let about = self.facts.iter().filter(|fact| fact.step == step);
        about.max_by_key(|fact| (fact.at, fact.holds))
    }

    /// Whether something blocked since `at` is settled: done somewhere later.
    #[must_use]
    pub fn settled_since(&self, step: Step, at: Moment) -> bool {
        let mut about = self.facts.iter().filter(|fact| fact.step == step);
        about.any(|fact| fact.holds && fact.at > at)
    }

    /// Whether the person's mailbox opens, as far as one knows on `day`.
    #[must_use]
    pub fn opens(&self, day: Moment) -> Opens {
        let Some(fact) = self.latest(Step::Mailbox) else {
            return Opens::Unknown;
        };
        if self.carried(Step::Mailbox, day).is_some() {
            return Opens::Yes;
        }
        let closed = match &fact.block {
            Some(block) => block.reason == BlockReason::MailboxClosed,
            None => fact.basis == Basis::Asked,
        };
        match (fact.holds, closed) {
            (true, _) => Opens::AskAgain,
            (false, true) => Opens::No,
            // Taken back, or something else than the mailbox was in the way.
            (false, false) => Opens::Unknown,
        }
    }

    /// What makes a step done at a workshop held on `day` before anything is done there; `None` when it is to be done
    /// there, even if it was done once.
    #[must_use]
    pub fn carried(&self, step: Step, day: Moment) -> Option<&Fact> {
        let fact = self.latest(step).filter(|fact| fact.holds)?;
        let same_address = self.address_since.is_none_or(|since| fact.at >= since);
        let recent = fact.at >= day.plus_millis(-MAILBOX_DAYS * DAY);
        let stands = match step {
            Step::Mailbox => same_address && recent,
            Step::Registered => true,
            Step::Confirmed => same_address,
            // Another badge may wait: only the requests tell.
            Step::Accepted => fact.basis == Basis::InPassport,
            Step::SignedIn | Step::Badge | Step::Prepared | Step::Sent | Step::Enriched => false,
        };
        stands.then_some(fact)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::NewId;

    const HOUR: i64 = 60 * 60 * 1000;

    fn at(millis: i64) -> Moment {
        Moment::from_unix_millis(millis)
    }

    fn workshop() -> WorkshopId {
        WorkshopId::new(NewId {
            at: at(0),
            random: [1; 10],
        })
    }

    fn mark(step: Step, state: StepState, since: i64) -> Progress {
        Progress {
            step,
            state,
            since: at(since),
            block: None,
        }
    }

    fn known(marks: &[Progress]) -> Known {
        let mut known = Known::new(None);
        for progress in marks {
            known.marked(workshop(), progress);
        }
        known
    }

    fn carried(known: &Known, day: i64) -> Vec<Step> {
        let steps = Step::ALL.iter().copied();
        steps
            .filter(|step| known.carried(*step, at(day)).is_some())
            .collect()
    }

    #[test]
    fn what_was_done_once_for_all_is_carried_and_what_proves_it_too() {
        use Step::{Badge, Confirmed, Enriched, Mailbox, Registered, SignedIn};
        use StepState::Done;
        let all: Vec<Progress> = Step::ALL.iter().map(|step| mark(*step, Done, 0)).collect();
        assert_eq!(carried(&known(&all), DAY), [Mailbox, Registered, Confirmed]);
        assert_eq!(
            carried(&known(&[mark(Registered, Done, 0)]), DAY),
            [Registered]
        );
        // Who confirmed their address opened the mail, and has an account; who signed in has an account.
        let confirmed = known(&[mark(Confirmed, Done, 0)]);
        assert_eq!(carried(&confirmed, DAY), [Mailbox, Registered, Confirmed]);
        let signed_in = known(&[mark(SignedIn, Done, 0)]);
        assert_eq!(carried(&signed_in, DAY), [Registered]);
        let enriched = known(&[mark(Enriched, Done, 0)]);
        assert_eq!(carried(&enriched, DAY), [Registered, Confirmed]);
        assert!(carried(&known(&[mark(Badge, Done, 0)]), DAY).is_empty());
    }

    #[test]
    fn the_latest_word_counts_whichever_workshop_it_is_from() {
        use Step::{Mailbox, Registered};
        use StepState::{Blocked, Done, Todo};
        let back = known(&[mark(Registered, Done, 1), mark(Registered, Todo, 2)]);
        assert!(carried(&back, DAY).is_empty());
        let again = known(&[mark(Registered, Todo, 2), mark(Registered, Done, 3)]);
        assert_eq!(carried(&again, DAY), [Registered]);
        let block = Block {
            reason: BlockReason::MailboxClosed,
            detail: String::new(),
            follow_up: None,
        };
        let lost = Progress {
            block: Some(block.clone()),
            ..mark(Mailbox, Blocked, 2)
        };
        let closed = known(&[mark(Mailbox, Done, 1), lost]);
        assert!(carried(&closed, DAY).is_empty());
        let told = closed.latest(Mailbox).unwrap();
        assert_eq!(told.block, Some(block));
        assert_eq!(closed.opens(at(DAY)), Opens::No);
        assert!(!closed.settled_since(Mailbox, at(2)));
        assert!(closed.settled_since(Mailbox, at(0)));
    }

    #[test]
    fn a_mailbox_is_looked_at_again_after_two_months() {
        let marks = [
            mark(Step::Mailbox, StepState::Done, 0),
            mark(Step::Confirmed, StepState::Done, 0),
        ];
        let known = known(&marks);
        let (mailbox, rest) = (Step::Mailbox, [Step::Registered, Step::Confirmed]);
        assert_eq!(carried(&known, 60 * DAY), [mailbox, rest[0], rest[1]]);
        assert_eq!(carried(&known, 60 * DAY + HOUR), rest);
        assert_eq!(known.opens(at(60 * DAY)), Opens::Yes);
        assert_eq!(known.opens(at(60 * DAY + HOUR)), Opens::AskAgain);
        assert_eq!(Known::new(None).opens(at(0)), Opens::Unknown);
    }

    #[test]
    fn another_address_is_another_mailbox_to_confirm_on_the_same_account() {
        let mut known = Known::new(Some(at(5)));
        known.marked(workshop(), &mark(Step::Confirmed, StepState::Done, 4));
        assert_eq!(carried(&known, DAY), [Step::Registered]);
        known.marked(workshop(), &mark(Step::Confirmed, StepState::Done, 6));
        assert_eq!(
            carried(&known, DAY),
            [Step::Mailbox, Step::Registered, Step::Confirmed]
        );
    }

    #[test]
    fn what_the_person_said_of_their_mailbox_counts_from_when_it_was_said() {
        let check = |opens_today, at: i64| MailboxCheck {
            own_address: Tri::Yes,
            opens_today,
            opens_at: Some(Moment::from_unix_millis(at)),
            ..MailboxCheck::default()
        };
        let mut known = known(&[mark(Step::Mailbox, StepState::Done, 2)]);
        known.asked(&check(Tri::No, 1));
        assert_eq!(carried(&known, DAY), [Step::Mailbox]);
        known.asked(&check(Tri::No, 3));
        assert!(carried(&known, DAY).is_empty());
        assert_eq!(known.opens(at(DAY)), Opens::No);
        known.asked(&check(Tri::Yes, 4));
        assert_eq!(carried(&known, DAY), [Step::Mailbox]);
        let mut shared = Known::new(None);
        shared.asked(&MailboxCheck {
            own_address: Tri::No,
            ..check(Tri::Yes, 1)
        });
        assert!(carried(&shared, DAY).is_empty(), "not their own");
        let mut not_asked = Known::new(None);
        not_asked.asked(&check(Tri::Unknown, 1));
        assert_eq!(not_asked, Known::new(None));
    }

    #[test]
    fn a_badge_in_the_passport_proves_the_account_and_one_that_is_only_issued_does_not() {
        let request = |state| RequestFacts {
            state,
            complete: true,
            updated_at: at(7),
        };
        let kept = |states: &[RequestState]| {
            let requests: Vec<RequestFacts> = states.iter().copied().map(request).collect();
            let mut known = Known::new(None);
            known.requested(&requests);
            carried(&known, DAY)
        };
        let account = [Step::Mailbox, Step::Registered, Step::Confirmed];
        assert_eq!(
            kept(&[RequestState::InPassport]),
            [&account[..], &[Step::Accepted]].concat()
        );
        // One is there, another waits to be accepted.
        assert_eq!(
            kept(&[RequestState::InPassport, RequestState::Issued]),
            account
        );
        for state in RequestState::ALL {
            if state != RequestState::InPassport {
                assert!(kept(&[state]).is_empty(), "{state:?}");
            }
        }
    }
}

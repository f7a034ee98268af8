//! The synchronisation as a pure state machine: events in, effects out.
//!
//! A round is: one exchange; each missing piece of evidence, one at a time; another exchange for the receipts; and again
//! while there is work and progress. Without progress it waits, longer each time. Nothing is ever given up: as long as the
//! device is enrolled, either an effect is under way or a timer is set.

mod delay;
mod status;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, VecDeque};

use atelier_domain::Moment;
use atelier_protocol::RecordHash;

pub use delay::MachineConfig;
pub use status::{Effect, Event, ExchangeSummary, FileProgress, Phase, Status};

use crate::failure::Failure;

/// Whether the device may talk to the guichet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Enrolment {
    /// No token here.
    None,
    /// A token that worked, or has not been refused yet.
    Enrolled,
    /// A token that the guichet refused.
    Withdrawn,
}

/// What is under way. One thing at most.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Flight {
    Exchange,
    Upload(RecordHash),
}

/// What the timer is for, which decides whether new work may shorten it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wait {
    /// Nothing to send: look for changes later.
    Poll,
    /// It did not pass: the delay is respected.
    Backoff,
}

/// The machine.
#[derive(Debug)]
pub struct Machine {
    config: MachineConfig,
    enrolment: Enrolment,
    flight: Option<Flight>,
    /// The flight belongs to an enrolment that is over: its end says nothing about the present one.
    stale: bool,
    waiting: Option<Wait>,
    /// Work was added during the flight.
    again: bool,
    /// The connection may have come back during the flight: its failure may be out of date.
    retry_now: bool,
    failures: u32,
    last_success: Option<Moment>,
    shown: Option<Status>,
    round: Round,
    /// Evidence that the guichet refused for good. Not sent again before a new start or enrolment.
    refused: BTreeSet<RecordHash>,
    /// Evidence once sent whole: sending it again is no progress.
    once_sent: BTreeSet<RecordHash>,
}

/// Evidence to send between two waits.
#[derive(Debug, Default)]
struct Round {
    queue: VecDeque<RecordHash>,
    total: usize,
    done: usize,
    /// Something ended since the last exchange that an exchange may turn into receipts.
    settled: bool,
    /// Sent whole since the last wait; asked for again, it is not sent again before the next one.
    sent: BTreeSet<RecordHash>,
    /// Failed since the last wait; left alone until the next one.
    faulty: BTreeSet<RecordHash>,
    /// Why the last of them failed.
    trouble: Option<Failure>,
}

impl Machine {
    /// A machine that has not been told anything yet.
    #[must_use]
    pub fn new(config: MachineConfig) -> Self {
        Self {
            config,
            enrolment: Enrolment::None,
            flight: None,
            stale: false,
            waiting: None,
            again: false,
            retry_now: false,
            failures: 0,
            last_success: None,
            shown: None,
            round: Round::default(),
            refused: BTreeSet::new(),
            once_sent: BTreeSet::new(),
        }
    }

    /// What to do about `event`, which happens at `now`. `jitter` is a fresh random number from 0 to 1.
    pub fn handle(&mut self, event: Event, now: Moment, jitter: f64) -> Vec<Effect> {
        let mut out = Vec::new();
        let mut step = Step {
            now,
            jitter,
            out: &mut out,
        };
        match event {
            Event::Started { enrolled, has_work } => self.started(enrolled, has_work, &mut step),
            Event::WorkAdded => self.work_added(&mut step),
            Event::ConnectionMayBeBack => self.connection_may_be_back(&mut step),
            Event::TimerFired => {
                // A timer that was cancelled may still fire.
                if self.waiting.is_some() {
                    self.begin_round(&mut step);
                }
            }
            Event::ExchangeDone(result) => {
                if self.flight == Some(Flight::Exchange) && !self.landed_stale(&mut step) {
                    self.exchange_done(result, &mut step);
                }
            }
            Event::UploadProgress { hash, sent, total } => {
                self.upload_progress(hash, sent, total, &mut step);
            }
            Event::UploadDone(hash, result) => {
                if self.flight.as_ref() == Some(&Flight::Upload(hash.clone()))
                    && !self.landed_stale(&mut step)
                {
                    self.upload_done(hash, result, &mut step);
                }
            }
            Event::Enrolled => {
                self.enrolment = Enrolment::Enrolled;
                self.failures = 0;
                self.refused.clear();
                self.begin_or_supersede(&mut step);
            }
            Event::NotEnrolled => {
                self.stop(Enrolment::None, &mut step);
                self.show(Status::NotEnrolled, &mut step);
            }
        }
        out
    }

    fn started(&mut self, enrolled: bool, has_work: bool, step: &mut Step<'_>) {
        self.refused.clear();
        if !enrolled {
            self.stop(Enrolment::None, step);
            self.show(Status::NotEnrolled, step);
            return;
        }
        self.enrolment = Enrolment::Enrolled;
        if self.flight.is_some() {
            self.again |= has_work;
        } else {
            self.begin_round(step);
        }
    }

    fn work_added(&mut self, step: &mut Step<'_>) {
        if self.flight.is_some() {
            self.again = true;
            return;
        }
        match self.waiting {
            Some(Wait::Poll) => self.begin_round(step),
            // The delay is respected; the timer will take the new work along.
            Some(Wait::Backoff) | None => {}
        }
    }

    fn connection_may_be_back(&mut self, step: &mut Step<'_>) {
        match self.enrolment {
            Enrolment::None => {}
            // INAÉ may have given its rights back to the device: asked by a person, one attempt.
            Enrolment::Enrolled | Enrolment::Withdrawn => {
                if self.flight.is_some() {
                    self.retry_now = true;
                } else {
                    self.enrolment = Enrolment::Enrolled;
                    self.begin_round(step);
                }
            }
        }
    }

    fn exchange_done(&mut self, result: Result<ExchangeSummary, Failure>, step: &mut Step<'_>) {
        self.flight = None;
        let ExchangeSummary {
            missing,
            receipts,
            changes,
            more,
            remaining_work,
            declaration_acknowledged,
        } = match result {
            Ok(summary) => summary,
            Err(failure) => return self.fail(failure, step),
        };
        self.last_success = Some(step.now);
        self.retry_now = false;
        self.round.settled = false;
        let progress = receipts > 0 || changes > 0 || declaration_acknowledged;
        if progress {
            self.failures = 0;
        }
        self.enqueue(missing);
        let again = std::mem::take(&mut self.again);
        if !self.round.queue.is_empty() {
            self.again = again;
            self.upload_next(step);
        } else if again || ((remaining_work || more) && progress) {
            self.exchange(step);
        } else if remaining_work || more {
            self.back_off(self.round.trouble.clone(), step);
        } else {
            self.failures = 0;
            self.wait(Wait::Poll, self.config.poll(step.jitter), step);
            let last_success = self.last_success;
            self.show(Status::Idle { last_success }, step);
        }
    }

    fn enqueue(&mut self, missing: Vec<RecordHash>) {
        let round = &mut self.round;
        round.queue.clear();
        for hash in missing {
            let left_alone = self.refused.contains(&hash)
                || round.sent.contains(&hash)
                || round.faulty.contains(&hash)
                || round.queue.contains(&hash);
            if !left_alone {
                round.queue.push_back(hash);
            }
        }
        round.done = 0;
        round.total = round.queue.len();
    }

    fn upload_progress(&mut self, hash: RecordHash, sent: u64, total: u64, step: &mut Step<'_>) {
        if self.stale || self.flight.as_ref() != Some(&Flight::Upload(hash.clone())) {
            return;
        }
        let file = FileProgress { hash, sent, total };
        self.show_evidence(file, step);
    }

    fn upload_done(&mut self, hash: RecordHash, result: Result<(), Failure>, step: &mut Step<'_>) {
        self.flight = None;
        self.round.done += 1;
        match result {
            Ok(()) => {
                self.round.settled = true;
                self.round.sent.insert(hash.clone());
                if self.once_sent.insert(hash) {
                    self.failures = 0;
                }
            }
            Err(failure) if failure.is_permanent() => {
                // The application stops what depends on it; what still waits may have changed.
                self.round.settled = true;
                self.refused.insert(hash);
            }
            Err(failure) => {
                let concerns_all = failure.is_of_the_connection()
                    || failure.needs_a_person()
                    || failure.retry_after_millis().is_some();
                if concerns_all {
                    return self.fail(failure, step);
                }
                self.round.faulty.insert(hash);
                self.round.trouble = Some(failure);
            }
        }
        if !self.round.queue.is_empty() {
            self.upload_next(step);
        } else if self.round.settled || self.again {
            self.again = false;
            self.exchange(step);
        } else {
            self.back_off(self.round.trouble.clone(), step);
        }
    }

    fn fail(&mut self, failure: Failure, step: &mut Step<'_>) {
        self.round.queue.clear();
        self.again = false;
        if failure.is_not_enrolled() {
            self.stop(Enrolment::Withdrawn, step);
            let next_try_at = None;
            self.show(
                Status::AttentionNeeded {
                    failure,
                    next_try_at,
                },
                step,
            );
        } else if std::mem::take(&mut self.retry_now) {
            self.begin_round(step);
        } else if failure.needs_a_person() {
            // Nobody may be there to press anything once it is solved: look again, rarely.
            let asked = failure.retry_after_millis().unwrap_or(0);
            let asked = asked.clamp(0, self.config.longest_retry_after);
            let delay = self.config.poll(step.jitter).max(asked);
            let next_try_at = Some(self.wait(Wait::Backoff, delay, step));
            self.show(
                Status::AttentionNeeded {
                    failure,
                    next_try_at,
                },
                step,
            );
        } else {
            self.back_off(Some(failure), step);
        }
    }

    fn back_off(&mut self, failure: Option<Failure>, step: &mut Step<'_>) {
        self.failures = self.failures.saturating_add(1);
        let asked = failure.as_ref().and_then(Failure::retry_after_millis);
        let delay = self.config.backoff(self.failures, step.jitter, asked);
        let next_try_at = self.wait(Wait::Backoff, delay, step);
        let status = match failure {
            Some(failure) => Status::Offline {
                next_try_at,
                failure,
            },
            None => Status::Waiting { next_try_at },
        };
        self.show(status, step);
    }

    /// Ends everything but what is under way, whose end will be ignored.
    fn stop(&mut self, enrolment: Enrolment, step: &mut Step<'_>) {
        self.enrolment = enrolment;
        self.stale = self.flight.is_some();
        self.round = Round::default();
        self.again = false;
        self.retry_now = false;
        if self.waiting.take().is_some() {
            step.out.push(Effect::CancelTimer);
        }
    }

    fn begin_or_supersede(&mut self, step: &mut Step<'_>) {
        if self.flight.is_some() {
            self.stale = true;
        } else {
            self.begin_round(step);
        }
    }

    /// Takes note that a flight of an enrolment that is over has ended; `true` if that was the case.
    fn landed_stale(&mut self, step: &mut Step<'_>) -> bool {
        if !std::mem::take(&mut self.stale) {
            return false;
        }
        self.flight = None;
        match self.enrolment {
            Enrolment::Enrolled => self.begin_round(step),
            Enrolment::None | Enrolment::Withdrawn => {}
        }
        true
    }

    fn begin_round(&mut self, step: &mut Step<'_>) {
        if self.waiting.take().is_some() {
            step.out.push(Effect::CancelTimer);
        }
        self.round = Round::default();
        self.again = false;
        self.retry_now = false;
        self.exchange(step);
    }

    fn exchange(&mut self, step: &mut Step<'_>) {
        self.flight = Some(Flight::Exchange);
        step.out.push(Effect::Exchange);
        let phase = Phase::Exchanging;
        self.show(Status::Sending { phase, file: None }, step);
    }

    fn upload_next(&mut self, step: &mut Step<'_>) {
        let Some(hash) = self.round.queue.pop_front() else {
            return;
        };
        self.flight = Some(Flight::Upload(hash.clone()));
        step.out.push(Effect::Upload(hash.clone()));
        let file = FileProgress {
            hash,
            sent: 0,
            total: 0,
        };
        self.show_evidence(file, step);
    }

    fn show_evidence(&mut self, file: FileProgress, step: &mut Step<'_>) {
        let phase = Phase::SendingEvidence {
            done: self.round.done,
            total: self.round.total,
        };
        let file = Some(file);
        self.show(Status::Sending { phase, file }, step);
    }

    fn wait(&mut self, wait: Wait, delay: i64, step: &mut Step<'_>) -> Moment {
        let at = step.now.plus_millis(delay);
        self.waiting = Some(wait);
        step.out.push(Effect::SetTimer(at));
        at
    }

    fn show(&mut self, status: Status, step: &mut Step<'_>) {
        if self.shown.as_ref() != Some(&status) {
            self.shown = Some(status.clone());
            step.out.push(Effect::Report(status));
        }
    }
}

/// One call of [`Machine::handle`].
struct Step<'a> {
    now: Moment,
    jitter: f64,
    out: &'a mut Vec<Effect>,
}

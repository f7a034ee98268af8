//! The machine under random sequences of events, reproducible by seed.

use std::collections::{BTreeMap, BTreeSet};

use atelier_protocol::ProblemCode;

use super::*;

/// SplitMix64.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }
    fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }
    fn unit(&mut self) -> f64 {
        self.below(1_001) as f64 / 1_000.0
    }
    fn failure(&mut self) -> Failure {
        let retry_after_millis = self
            .one_in(3)
            .then(|| i64::try_from(self.below(400_000)).unwrap());
        let refused = |code| Failure::Refused {
            code,
            detail: None,
            retry_after_millis,
        };
        match self.below(15) {
            0 => Failure::Unreachable,
            1 => Failure::Interrupted,
            2 => Failure::Stalled,
            3 => Failure::CaptivePortal,
            4 => Failure::TlsRefused,
            5 => Failure::RedirectedElsewhere { host: None },
            6 => Failure::ServerTrouble {
                status: 503,
                retry_after_millis,
            },
            7 => Failure::ProtocolMismatch,
            8 => Failure::NotAReceipt,
            9 => refused(ProblemCode::EvidenceRefused),
            10 => refused(ProblemCode::TooMany),
            11 => refused(ProblemCode::ProtocolVersion),
            12 => refused(ProblemCode::NotFound),
            13 => Failure::Local,
            _ if self.one_in(4) => refused(ProblemCode::NotEnrolled),
            _ => Failure::EvidenceUnreadable,
        }
    }
}

fn hash(n: u64) -> RecordHash {
    RecordHash::of_bytes(&n.to_le_bytes())
}

const KINDS_OF_EVIDENCE: u64 = 5;

/// What an outside observer knows of the machine.
#[derive(Default)]
struct Observer {
    flight: Option<Flight>,
    timer: Option<Moment>,
    /// The device holds a token that no answer has refused.
    enrolled: bool,
    /// Network effects since the last reason to talk: time that passed, an outside event, progress.
    free_talk: u64,
    uploaded_in_a_row: BTreeSet<RecordHash>,
    /// Somebody pressed the button during a flight: its failure allows one attempt more.
    pressed: bool,
}

impl Observer {
    fn reason_to_talk(&mut self) {
        self.free_talk = 0;
        self.uploaded_in_a_row.clear();
    }

    fn failed(&mut self, failure: &Failure) {
        self.enrolled &= !failure.is_not_enrolled();
        if self.pressed {
            self.reason_to_talk();
        }
    }

    fn see(&mut self, effects: &[Effect], seed: u64) {
        for effect in effects {
            match effect {
                Effect::Exchange => {
                    assert_eq!(self.flight, None, "two flights at once, seed {seed}");
                    self.flight = Some(Flight::Exchange);
                    self.free_talk += 1;
                }
                Effect::Upload(hash) => {
                    assert_eq!(self.flight, None, "two flights at once, seed {seed}");
                    assert!(
                        self.uploaded_in_a_row.insert(hash.clone()),
                        "the same evidence twice without waiting, seed {seed}"
                    );
                    self.flight = Some(Flight::Upload(hash.clone()));
                    self.free_talk += 1;
                }
                Effect::SetTimer(at) => self.timer = Some(*at),
                Effect::CancelTimer => self.timer = None,
                Effect::Report(status) => self.agree(status, seed),
            }
        }
        assert!(
            self.free_talk <= 2 * KINDS_OF_EVIDENCE + 2,
            "busy loop, seed {seed}"
        );
        if self.enrolled {
            assert!(
                self.flight.is_some() || self.timer.is_some(),
                "stuck, seed {seed}"
            );
        }
        assert!(
            self.flight.is_none() || self.timer.is_none(),
            "a timer during a flight, seed {seed}"
        );
    }

    fn agree(&self, status: &Status, seed: u64) {
        match status {
            Status::Sending { .. } => assert!(self.flight.is_some(), "seed {seed}"),
            Status::Offline { next_try_at, .. } | Status::Waiting { next_try_at } => {
                assert_eq!(self.timer, Some(*next_try_at), "seed {seed}");
            }
            Status::AttentionNeeded { next_try_at, .. } => {
                assert_eq!(self.timer, *next_try_at, "seed {seed}");
            }
            Status::Idle { .. } => assert!(self.timer.is_some(), "seed {seed}"),
            Status::NotEnrolled => assert!(!self.enrolled, "seed {seed}"),
        }
    }
}

#[test]
fn whatever_happens_one_flight_at_most_never_stuck_never_busy() {
    for seed in 0..400 {
        let mut dice = Dice(seed);
        let mut machine = Machine::new(MachineConfig::default());
        let mut seen = Observer::default();
        let mut now = Moment::from_unix_millis(0);
        // One world in three never gets any further, and nobody presses anything in it.
        let dull = seed % 3 == 0;
        for turn in 0..400 {
            let roll = dice.below(12);
            let event = match if dull && turn > 0 { 11 } else { roll } {
                0 => {
                    let enrolled = !dice.one_in(4);
                    seen.enrolled = enrolled;
                    Event::Started {
                        enrolled,
                        has_work: dice.one_in(2),
                    }
                }
                1 => Event::WorkAdded,
                2 => Event::ConnectionMayBeBack,
                3 if dice.one_in(3) => {
                    seen.enrolled = true;
                    Event::Enrolled
                }
                3 if dice.one_in(3) => {
                    seen.enrolled = false;
                    Event::NotEnrolled
                }
                // An answer or a timer that nobody waits for.
                4 if seen.flight != Some(Flight::Exchange) => {
                    Event::ExchangeDone(Ok(ExchangeSummary::default()))
                }
                4 if seen.timer.is_none() => Event::TimerFired,
                _ => match (seen.flight.take(), seen.timer) {
                    (Some(Flight::Exchange), _) => {
                        let mut summary = summary(&mut dice);
                        if dull {
                            summary.receipts = 0;
                            summary.changes = 0;
                            summary.declaration_acknowledged = false;
                            summary.remaining_work |= dice.one_in(2);
                        }
                        let result = if dice.one_in(if dull { 30 } else { 3 }) {
                            Err(dice.failure())
                        } else {
                            Ok(summary)
                        };
                        exchange_seen(&result, &mut seen);
                        Event::ExchangeDone(result)
                    }
                    (Some(Flight::Upload(hash)), _) => {
                        let result = if dice.one_in(2) {
                            Err(dice.failure())
                        } else {
                            Ok(())
                        };
                        if let Err(failure) = &result {
                            seen.failed(failure);
                        }
                        Event::UploadDone(hash, result)
                    }
                    (None, Some(at)) => {
                        assert!(at > now, "a delay that is none, seed {seed}");
                        now = at;
                        seen.timer = None;
                        seen.pressed = false;
                        seen.reason_to_talk();
                        Event::TimerFired
                    }
                    (None, None) => continue,
                },
            };
            if matches!(
                event,
                Event::Started { .. }
                    | Event::WorkAdded
                    | Event::ConnectionMayBeBack
                    | Event::Enrolled
                    | Event::NotEnrolled
            ) {
                seen.reason_to_talk();
            }
            seen.pressed |= matches!(event, Event::ConnectionMayBeBack);
            // A refused token of an enrolment that is over does not end the new one.
            let was = seen.enrolled;
            let effects = machine.handle(event, now, dice.unit());
            if !was && !effects.is_empty() && machine.enrolment == Enrolment::Enrolled {
                seen.enrolled = true;
            }
            seen.see(&effects, seed);
        }
    }
}

fn summary(dice: &mut Dice) -> ExchangeSummary {
    ExchangeSummary {
        missing: (0..dice.below(4))
            .map(|_| hash(dice.below(KINDS_OF_EVIDENCE)))
            .collect(),
        receipts: usize::from(dice.one_in(5)),
        changes: usize::from(dice.one_in(5)),
        more: dice.one_in(5),
        remaining_work: dice.one_in(2),
        declaration_acknowledged: dice.one_in(9),
    }
}

fn exchange_seen(result: &Result<ExchangeSummary, Failure>, seen: &mut Observer) {
    match result {
        Ok(summary) => {
            if summary.receipts > 0 || summary.changes > 0 || summary.declaration_acknowledged {
                seen.free_talk = 0;
            }
            seen.pressed = false;
        }
        Err(failure) => seen.failed(failure),
    }
}

/// A guichet that keeps what it gets, behind a line that fails often.
#[derive(Default)]
struct Desk {
    /// Records waiting for a receipt, each with the evidence it names.
    waiting: BTreeMap<u64, Vec<u64>>,
    held: BTreeSet<u64>,
}

impl Desk {
    fn exchange(&mut self) -> ExchangeSummary {
        let before = self.waiting.len();
        let held = &self.held;
        self.waiting
            .retain(|_, evidence| !evidence.iter().all(|e| held.contains(e)));
        let missing = self
            .waiting
            .values()
            .flatten()
            .filter(|e| !held.contains(e));
        ExchangeSummary {
            missing: missing.map(|e| hash(*e)).collect(),
            receipts: before - self.waiting.len(),
            remaining_work: !self.waiting.is_empty(),
            ..ExchangeSummary::default()
        }
    }
}

#[test]
fn through_a_line_that_fails_often_everything_gets_its_receipt() {
    for seed in 0..200 {
        let mut dice = Dice(seed);
        let mut desk = Desk::default();
        for record in 0..20 {
            let evidence = (0..dice.below(4)).map(|_| dice.below(30)).collect();
            desk.waiting.insert(record, evidence);
        }
        let mut machine = Machine::new(MachineConfig::default());
        let mut now = Moment::from_unix_millis(0);
        let mut events = VecDeque::from([Event::Started {
            enrolled: true,
            has_work: true,
        }]);
        let mut idle = false;
        let mut steps = 0;
        while let Some(event) = events.pop_front() {
            steps += 1;
            assert!(steps < 5_000, "no end, seed {seed}");
            for effect in machine.handle(event, now, dice.unit()) {
                let broken = dice.one_in(3);
                match effect {
                    Effect::Exchange if broken => {
                        events.push_back(Event::ExchangeDone(Err(Failure::Unreachable)));
                    }
                    Effect::Exchange => events.push_back(Event::ExchangeDone(Ok(desk.exchange()))),
                    Effect::Upload(wanted) => {
                        let taken = (0..30).find(|n| hash(*n) == wanted).unwrap();
                        if !broken || dice.one_in(2) {
                            desk.held.insert(taken);
                        }
                        let result = if broken {
                            Err(Failure::Stalled)
                        } else {
                            Ok(())
                        };
                        events.push_back(Event::UploadDone(wanted, result));
                    }
                    Effect::SetTimer(at) => {
                        if !idle {
                            now = at;
                            events.push_back(Event::TimerFired);
                        }
                    }
                    Effect::CancelTimer => {}
                    Effect::Report(status) => {
                        idle = matches!(status, Status::Idle { .. });
                        if idle {
                            events.clear();
                        }
                    }
                }
            }
        }
        assert!(idle && desk.waiting.is_empty(), "seed {seed}");
    }
}

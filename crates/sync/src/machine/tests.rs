use atelier_protocol::ProblemCode;

use super::*;

const T0: Moment = Moment::from_unix_millis(1_000_000);

fn hash(name: &str) -> RecordHash {
    RecordHash::of_bytes(name.as_bytes())
}

/// A machine, its clock, and what it asked for besides reports.
struct Bench {
    machine: Machine,
    now: Moment,
}

impl Bench {
    fn started() -> Self {
        let mut bench = Self {
            machine: Machine::new(MachineConfig::default()),
            now: T0,
        };
        let asked = bench.tell(Event::Started {
            enrolled: true,
            has_work: true,
        });
        assert_eq!(asked, [Effect::Exchange]);
        bench
    }

    fn tell(&mut self, event: Event) -> Vec<Effect> {
        let mut effects = self.machine.handle(event, self.now, 0.0);
        effects.retain(|effect| !matches!(effect, Effect::Report(_)));
        effects
    }

    fn answered(&mut self, summary: ExchangeSummary) -> Vec<Effect> {
        self.tell(Event::ExchangeDone(Ok(summary)))
    }

    fn failed(&mut self, failure: Failure) -> Vec<Effect> {
        self.tell(Event::ExchangeDone(Err(failure)))
    }

    fn status(&self) -> &Status {
        self.machine.shown.as_ref().unwrap()
    }

    fn timer(&self, after: i64) -> Effect {
        Effect::SetTimer(self.now.plus_millis(after))
    }
}

fn lacking(names: &[&str]) -> ExchangeSummary {
    ExchangeSummary {
        missing: names.iter().map(|name| hash(name)).collect(),
        remaining_work: true,
        ..ExchangeSummary::default()
    }
}

fn receipts(receipts: usize, remaining_work: bool) -> ExchangeSummary {
    ExchangeSummary {
        receipts,
        remaining_work,
        ..ExchangeSummary::default()
    }
}

#[test]
fn evidence_goes_one_by_one_then_an_exchange_brings_the_receipts() {
    let mut bench = Bench::started();
    assert_eq!(
        bench.answered(lacking(&["a", "b"])),
        [Effect::Upload(hash("a"))]
    );
    assert_eq!(
        bench.tell(Event::UploadDone(hash("a"), Ok(()))),
        [Effect::Upload(hash("b"))]
    );
    assert_eq!(
        bench.tell(Event::UploadDone(hash("b"), Ok(()))),
        [Effect::Exchange]
    );
    assert_eq!(bench.answered(receipts(2, false)), [bench.timer(900_000)]);
    assert_eq!(
        *bench.status(),
        Status::Idle {
            last_success: Some(T0)
        }
    );
}

#[test]
fn an_answer_that_brings_nothing_is_not_asked_for_again_at_once() {
    let mut bench = Bench::started();
    assert_eq!(bench.answered(receipts(0, true)), [bench.timer(2_000)]);
    assert_eq!(
        *bench.status(),
        Status::Waiting {
            next_try_at: T0.plus_millis(2_000)
        }
    );
    assert_eq!(
        bench.tell(Event::TimerFired),
        [Effect::CancelTimer, Effect::Exchange]
    );
    assert_eq!(bench.answered(receipts(0, true)), [bench.timer(4_000)]);
}

#[test]
fn evidence_asked_for_again_after_it_was_sent_waits_first() {
    let mut bench = Bench::started();
    bench.answered(lacking(&["a"]));
    bench.tell(Event::UploadDone(hash("a"), Ok(())));
    assert_eq!(bench.answered(lacking(&["a"])), [bench.timer(2_000)]);
    bench.tell(Event::TimerFired);
    assert_eq!(bench.answered(lacking(&["a"])), [Effect::Upload(hash("a"))]);
    bench.tell(Event::UploadDone(hash("a"), Ok(())));
    // The same megabytes again and again are no progress: the delay grows.
    assert_eq!(bench.answered(lacking(&["a"])), [bench.timer(4_000)]);
}

#[test]
fn refused_evidence_stops_alone() {
    let mut bench = Bench::started();
    bench.answered(lacking(&["bad", "good"]));
    let refused = Failure::refused(ProblemCode::EvidenceRefused);
    assert_eq!(
        bench.tell(Event::UploadDone(hash("bad"), Err(refused))),
        [Effect::Upload(hash("good"))]
    );
    assert_eq!(
        bench.tell(Event::UploadDone(hash("good"), Ok(()))),
        [Effect::Exchange]
    );
    // Even if it is named again, it is not sent again.
    let mut summary = lacking(&["bad"]);
    summary.receipts = 1;
    assert_eq!(bench.answered(summary), [Effect::Exchange]);
}

#[test]
fn evidence_in_trouble_lets_the_others_pass_and_is_tried_later() {
    let mut bench = Bench::started();
    bench.answered(lacking(&["ill", "well"]));
    let trouble = Failure::ServerTrouble {
        status: 500,
        retry_after_millis: None,
    };
    assert_eq!(
        bench.tell(Event::UploadDone(hash("ill"), Err(trouble.clone()))),
        [Effect::Upload(hash("well"))]
    );
    bench.tell(Event::UploadDone(hash("well"), Ok(())));
    let mut summary = lacking(&["ill"]);
    summary.receipts = 1;
    assert_eq!(bench.answered(summary), [Effect::Exchange]);
    assert_eq!(bench.answered(lacking(&["ill"])), [bench.timer(2_000)]);
    assert_eq!(
        *bench.status(),
        Status::Offline {
            next_try_at: T0.plus_millis(2_000),
            failure: trouble
        }
    );
    bench.tell(Event::TimerFired);
    assert_eq!(
        bench.answered(lacking(&["ill"])),
        [Effect::Upload(hash("ill"))]
    );
}

#[test]
fn a_lost_connection_waits_and_a_press_of_the_button_does_not() {
    let mut bench = Bench::started();
    assert_eq!(bench.failed(Failure::Unreachable), [bench.timer(2_000)]);
    assert_eq!(
        bench.tell(Event::WorkAdded),
        [],
        "new work respects the delay"
    );
    assert_eq!(
        bench.tell(Event::ConnectionMayBeBack),
        [Effect::CancelTimer, Effect::Exchange]
    );
    assert_eq!(bench.failed(Failure::Unreachable), [bench.timer(4_000)]);
}

#[test]
fn a_connection_back_during_an_attempt_gives_one_more_attempt_at_once() {
    let mut bench = Bench::started();
    assert_eq!(bench.tell(Event::ConnectionMayBeBack), []);
    assert_eq!(bench.failed(Failure::Stalled), [Effect::Exchange]);
    assert_eq!(bench.failed(Failure::Stalled), [bench.timer(2_000)]);
}

#[test]
fn the_guichets_delay_is_respected() {
    let mut bench = Bench::started();
    let busy = Failure::Refused {
        code: ProblemCode::TooMany,
        detail: None,
        retry_after_millis: Some(60_000),
    };
    assert_eq!(bench.failed(busy.clone()), [bench.timer(60_000)]);
    bench.tell(Event::TimerFired);
    bench.answered(lacking(&["a", "b"]));
    assert_eq!(
        bench.tell(Event::UploadDone(hash("a"), Err(busy))),
        [bench.timer(60_000)]
    );
}

#[test]
fn a_withdrawn_token_stops_everything_until_a_person_acts() {
    let mut bench = Bench::started();
    let withdrawn = Failure::refused(ProblemCode::NotEnrolled);
    assert_eq!(bench.failed(withdrawn.clone()), []);
    assert_eq!(
        *bench.status(),
        Status::AttentionNeeded {
            failure: withdrawn,
            next_try_at: None
        }
    );
    assert_eq!(bench.tell(Event::WorkAdded), []);
    assert_eq!(bench.tell(Event::TimerFired), []);
    assert_eq!(bench.tell(Event::Enrolled), [Effect::Exchange]);
}

#[test]
fn a_program_too_old_says_so_and_looks_again_rarely() {
    let mut bench = Bench::started();
    let old = Failure::refused(ProblemCode::ProtocolVersion);
    assert_eq!(bench.failed(old.clone()), [bench.timer(900_000)]);
    assert_eq!(
        *bench.status(),
        Status::AttentionNeeded {
            failure: old,
            next_try_at: Some(T0.plus_millis(900_000))
        }
    );
}

#[test]
fn work_added_when_idle_goes_at_once_and_during_a_flight_after_it() {
    let mut bench = Bench::started();
    bench.answered(receipts(0, false));
    assert_eq!(
        bench.tell(Event::WorkAdded),
        [Effect::CancelTimer, Effect::Exchange]
    );
    assert_eq!(bench.tell(Event::WorkAdded), []);
    assert_eq!(bench.answered(receipts(1, true)), [Effect::Exchange]);
    assert_eq!(bench.answered(receipts(1, false)), [bench.timer(900_000)]);
}

#[test]
fn the_declarations_receipt_lets_the_requests_go_on() {
    let mut bench = Bench::started();
    let acknowledged = ExchangeSummary {
        declaration_acknowledged: true,
        remaining_work: true,
        ..ExchangeSummary::default()
    };
    assert_eq!(bench.answered(acknowledged), [Effect::Exchange]);
}

#[test]
fn the_end_of_a_flight_of_an_old_enrolment_says_nothing_of_the_new_one() {
    let mut bench = Bench::started();
    assert_eq!(bench.tell(Event::NotEnrolled), []);
    assert_eq!(*bench.status(), Status::NotEnrolled);
    assert_eq!(bench.tell(Event::Enrolled), [], "never two at once");
    assert_eq!(
        bench.failed(Failure::refused(ProblemCode::NotEnrolled)),
        [Effect::Exchange]
    );
}

#[test]
fn the_progress_of_the_evidence_is_shown() {
    let mut bench = Bench::started();
    bench.answered(lacking(&["a", "b"]));
    bench.tell(Event::UploadProgress {
        hash: hash("a"),
        sent: 10,
        total: 40,
    });
    let shown = Status::Sending {
        phase: Phase::SendingEvidence { done: 0, total: 2 },
        file: Some(FileProgress {
            hash: hash("a"),
            sent: 10,
            total: 40,
        }),
    };
    assert_eq!(*bench.status(), shown);
    bench.tell(Event::UploadProgress {
        hash: hash("b"),
        sent: 1,
        total: 2,
    });
    assert_eq!(*bench.status(), shown, "only what is under way is shown");
}

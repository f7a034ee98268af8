//! The board over several workshops: what is known of a person is carried from one to the next, and says where it is from;
//! who waits longest is one person, or nobody.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use std::sync::Arc;

use anyhow::Result;
use atelier_app::view::{
    BlockForm, BoardRow, BoardView, MailboxForm, ParticipantForm, PlanView, PreparationRow,
    StepCell, WorkshopForm, shown,
};
use atelier_app::{App, Places};
use atelier_domain::{
    Attendance, BlockReason, Device, Moment, ParticipantId, Step, StepState, Tri, WorkshopId,
    WorkshopKind,
};
use atelier_tests::when;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;
/// Tuesday 1 December 2026, nine in the morning (UTC).
const START: i64 = 1_796_115_600_000;

fn now_is(millis: i64) {
    when::now_is(Moment::from_unix_millis(millis));
}

struct Bench {
    app: Arc<App>,
    people: Vec<ParticipantId>,
    _home: tempfile::TempDir,
}

fn form(name: &str) -> ParticipantForm {
    ParticipantForm {
        id: None,
        first_name: name.into(),
        last_name: "Essai".into(),
        email: format!("{}@example.org", name.to_lowercase()),
        phone: String::new(),
        nickname: String::new(),
        language: None,
    }
}

/// A new structure with three people.
fn bench() -> Result<Bench> {
    now_is(START);
    let home = tempfile::tempdir()?;
    let places = Places {
        data: home.path().join("store"),
        documents: home.path().join("documents"),
    };
    let app = App::new(places, when::clock());
    app.create_store("cheval orange table lundi pomme vélo sept")?;
    let people = ["Abel", "Bintou", "Carla"]
        .into_iter()
        .map(|name| Ok(app.save_participant(&form(name))?.id.0))
        .collect::<Result<_>>()?;
    Ok(Bench {
        app,
        people,
        _home: home,
    })
}

impl Bench {
    /// A workshop so many days after the first, everyone there.
    fn workshop(&self, kind: WorkshopKind, days: i64) -> Result<WorkshopId> {
        now_is(START + days * DAY);
        let form = WorkshopForm {
            id: None,
            date: self.app.session()?.today,
            place: format!("Salle {days}"),
            facilitators: vec![],
            participants: shown(&self.people),
            badges: vec![],
            plan: PlanView {
                kind: kind.into(),
                ..PlanView::default()
            },
        };
        let id = self.app.save_workshop(&form)?.form.id.unwrap().0;
        self.app
            .set_attendance(id, &self.people, Attendance::Present)?;
        Ok(id)
    }

    /// The cells of the first person.
    fn cells(&self, workshop: WorkshopId) -> Result<Vec<StepCell>> {
        Ok(row(&self.app.board(workshop)?, self.people[0])
            .cells
            .clone())
    }

    fn words(&self, workshop: WorkshopId) -> Result<Vec<String>> {
        let cells = self.cells(workshop)?.into_iter();
        Ok(cells.map(|cell| cell.words).collect())
    }

    fn mark(&self, workshop: WorkshopId, step: Step, state: StepState) -> Result<BoardView> {
        let person = self.people[0];
        Ok(self.app.set_step(workshop, person, step, state)?)
    }

    fn prepared(&self, workshop: WorkshopId) -> Result<PreparationRow> {
        let rows = self.app.preparation(workshop)?.rows.into_iter();
        let mut own = rows.filter(|row| row.participant.id == self.people[0]);
        Ok(own.next().expect("in the list"))
    }
}

fn row(board: &BoardView, person: ParticipantId) -> &BoardRow {
    let found = board.rows.iter().find(|row| row.participant.id == person);
    found.expect("on the board")
}

fn reasons(row: &PreparationRow) -> Vec<&str> {
    row.not_ready.iter().map(|one| one.code.code()).collect()
}

#[test]
fn what_is_known_of_a_person_is_carried_to_the_next_workshop_and_says_where_it_is_from()
-> Result<()> {
    let bench = bench()?;
    let first = bench.workshop(WorkshopKind::Accounts, 0)?;
    for step in [Step::Mailbox, Step::Registered, Step::Confirmed] {
        bench.mark(first, step, StepState::Done)?;
    }
    let next = bench.workshop(WorkshopKind::Mixed, 7)?;
    let cells = bench.cells(next)?;
    let words: Vec<&str> = cells.iter().map(|cell| cell.words.as_str()).collect();
    let (before, left) = ("Déjà fait", "À faire");
    assert_eq!(words, [before, before, before, "En cours", left, left]);
    let told = "Fait à l’atelier du mardi 1er décembre 2026, Salle 0.";
    assert!(
        cells[..3]
            .iter()
            .all(|cell| cell.about == told && !cell.alert)
    );
    assert!(cells.iter().all(|cell| cell.mark.is_none()));

    // Not so today: it is said here, and only here; and that can be undone.
    bench.mark(next, Step::Mailbox, StepState::Todo)?;
    assert_eq!(bench.words(next)?[..2], ["En cours", before]);
    assert_eq!(bench.words(first)?[0], "Fait");
    let person = bench.people[0];
    bench.app.restore_step(next, person, Step::Mailbox, None)?;
    assert_eq!(bench.words(next)?[0], before);

    // A later step shows the earlier ones: who signed in has an account.
    let other = &bench.people[1];
    let signed = bench.workshop(WorkshopKind::Requests, 14)?;
    bench
        .app
        .set_step(signed, *other, Step::SignedIn, StepState::Done)?;
    let last = bench.workshop(WorkshopKind::Accounts, 21)?;
    let cells = row(&bench.app.board(last)?, *other).cells.clone();
    assert_eq!(cells[1].words, before);
    assert!(cells[1].about.starts_with("D’après l’atelier"));
    assert_eq!(cells[2].words, left);

    // The first workshop, looked at today: what was done since is not said to have been done there.
    let since = row(&bench.app.board(first)?, *other).cells[1].clone();
    assert_eq!(since.words, "Fait depuis");
    Ok(())
}

#[test]
fn a_mailbox_that_was_closed_or_long_ago_or_another_one_is_looked_at_again() -> Result<()> {
    let bench = bench()?;
    let first = bench.workshop(WorkshopKind::Accounts, 0)?;
    bench.mark(first, Step::Confirmed, StepState::Done)?;
    let second = bench.workshop(WorkshopKind::Accounts, 7)?;
    let block = BlockForm {
        reason: BlockReason::MailboxClosed.into(),
        detail: String::new(),
        follow_up: String::new(),
    };
    let person = bench.people[0];
    bench
        .app
        .block_step(second, person, Step::Mailbox, &block)?;
    let third = bench.workshop(WorkshopKind::Accounts, 14)?;
    let mailbox = bench.cells(third)?.remove(0);
    assert_eq!(mailbox.words, "En cours");
    assert!(mailbox.alert && mailbox.about.contains("8 décembre 2026"));
    assert!(mailbox.about.contains("La boîte mail ne s’ouvre pas"));
    assert_eq!(
        reasons(&bench.prepared(third)?),
        ["does-not-open", "not-asked"]
    );
    // The person found the way back, and says so.
    let answers = MailboxForm {
        own_address: Tri::Yes.into(),
        opens_today: Tri::Yes.into(),
        device: Device::Phone.into(),
        recovery_phone: Tri::Yes.into(),
    };
    now_is(START + 14 * DAY + MINUTE);
    bench.app.save_mailbox(third, person, &answers)?;
    let mailbox = bench.cells(third)?.remove(0);
    assert_eq!(mailbox.words, "Déjà fait");
    assert_eq!(
        mailbox.about,
        "La personne l’a dit le mardi 15 décembre 2026."
    );
    assert!(bench.prepared(third)?.not_ready.is_empty());

    // Three months later, it is asked again; the account and the address stay.
    let later = bench.workshop(WorkshopKind::Accounts, 100)?;
    let before = "Déjà fait";
    assert_eq!(bench.words(later)?, ["En cours", before, before]);
    let asked = bench.prepared(later)?;
    assert_eq!(reasons(&asked), ["ask-again"]);
    assert_eq!(asked.mailbox.opens_today, Tri::Unknown);
    assert_eq!(asked.opens_text, "S’ouvrait le 15/12/2026.");
    // Another question is answered: this one is still to be asked.
    bench.app.save_mailbox(later, person, &asked.mailbox)?;
    assert_eq!(bench.prepared(later)?.opens_text, asked.opens_text);
    bench.app.save_mailbox(later, person, &answers)?;
    assert!(bench.prepared(later)?.not_ready.is_empty());
    assert_eq!(bench.words(later)?, [before, before, before]);

    // Another address, on the same account.
    now_is(START + 101 * DAY);
    let mut changed = form("Abel");
    changed.id = Some(person.into());
    changed.email = "abel.essai@example.org".into();
    bench.app.save_participant(&changed)?;
    let last = bench.workshop(WorkshopKind::Accounts, 102)?;
    let cells = bench.cells(last)?;
    let words: Vec<&str> = cells.iter().map(|cell| cell.words.as_str()).collect();
    assert_eq!(words, ["En cours", before, "À faire"]);
    assert!(cells[2].alert && cells[2].about.contains("autre adresse"));
    assert_eq!(reasons(&bench.prepared(last)?), ["ask-again"]);
    Ok(())
}

#[test]
fn what_was_seen_at_a_workshop_needs_not_be_asked_before_the_next() -> Result<()> {
    let bench = bench()?;
    let first = bench.workshop(WorkshopKind::Accounts, 0)?;
    assert_eq!(reasons(&bench.prepared(first)?), ["not-asked"]);
    bench.mark(first, Step::Mailbox, StepState::Done)?;
    let next = bench.workshop(WorkshopKind::Accounts, 7)?;
    let seen = bench.prepared(next)?;
    assert_eq!(seen.opens_text, "Ouverte le 01/12/2026.");
    assert_eq!(seen.mailbox.opens_today, Tri::Unknown);
    let answers = MailboxForm {
        own_address: Tri::Yes.into(),
        device: Device::Phone.into(),
        recovery_phone: Tri::Yes.into(),
        ..seen.mailbox
    };
    let person = bench.people[0];
    bench.app.save_mailbox(next, person, &answers)?;
    assert!(bench.prepared(next)?.not_ready.is_empty());
    Ok(())
}

#[test]
fn one_person_has_waited_longest_or_nobody() -> Result<()> {
    let bench = bench()?;
    let id = bench.workshop(WorkshopKind::Accounts, 0)?;
    let (app, people) = (&bench.app, &bench.people);
    let named = |board: &BoardView| -> Vec<(ParticipantId, f64)> {
        let rows = board.rows.iter();
        rows.filter_map(|row| Some((row.participant.id.0, row.longest_from?)))
            .collect()
    };
    let at = |minutes: i64| now_is(START + minutes * MINUTE);
    app.set_timer(id, true)?;
    at(12);
    // Everyone has waited as long.
    let board = app.board(id)?;
    assert!(board.rows.iter().all(|row| row.waiting_since.is_some()));
    assert_eq!(named(&board), []);
    app.set_step(id, people[0], Step::Mailbox, StepState::Done)?;
    assert_eq!(named(&app.board(id)?), []);
    let board = app.set_step(id, people[2], Step::Mailbox, StepState::Done)?;
    #[allow(clippy::cast_precision_loss)]
    let from = (START + 5 * MINUTE) as f64;
    assert_eq!(named(&board), [(people[1], from)]);
    // Someone who comes late waits since then.
    app.set_attendance(id, &people[1..2], Attendance::Expected)?;
    at(14);
    let board = app.set_attendance(id, &people[1..2], Attendance::Present)?;
    assert_eq!(named(&board), []);
    // Nobody waits once it is closed, nor the next morning if nobody closed it.
    let closed = app.set_closed(id, true)?;
    assert!(closed.rows.iter().all(|row| row.waiting_since.is_none()));
    let open = app.set_closed(id, false)?;
    assert!(open.rows.iter().any(|row| row.waiting_since.is_some()) && !open.forgotten);
    at(20 * 60);
    let morning = app.board(id)?;
    assert!(morning.rows.iter().all(|row| row.waiting_since.is_none()));
    assert!(morning.forgotten);
    Ok(())
}

#[test]
fn a_block_is_settled_by_what_is_known_since() -> Result<()> {
    let bench = bench()?;
    let id = bench.workshop(WorkshopKind::Accounts, 0)?;
    let person = bench.people[0];
    let block = BlockForm {
        reason: BlockReason::MailboxClosed.into(),
        detail: String::new(),
        follow_up: String::new(),
    };
    bench.app.block_step(id, person, Step::Mailbox, &block)?;
    let left = || -> Result<usize> { Ok(bench.app.todo(100)?.people.len()) };
    assert_eq!(left()?, 1);
    // Who confirmed their address opened the mail.
    now_is(START + MINUTE);
    bench.mark(id, Step::Confirmed, StepState::Done)?;
    assert_eq!(left()?, 0);
    Ok(())
}

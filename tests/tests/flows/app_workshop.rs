//! A workshop through the application's use cases: prepared, run on the board, followed up.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

use std::sync::Arc;

use anyhow::Result;
use atelier_app::documents::Format;
use atelier_app::view::{BlockForm, BoardRow, BoardView, Id, MailboxForm, ParticipantForm};
use atelier_app::view::{PlanView, TodoPerson, WorkshopForm, shown};
use atelier_app::{App, Places, demo};
use atelier_domain::{Attendance, BlockReason, Device, Origin, ParticipantId, Step, StepState};
use atelier_domain::{Tri, WorkshopId, WorkshopKind};
use atelier_tests::when;

struct Bench {
    app: Arc<App>,
    _home: tempfile::TempDir,
}

/// The demonstration structure, with a workshop of its own: two people called Karim, and Léa.
fn workshop(kind: WorkshopKind) -> Result<(Bench, WorkshopId, Vec<ParticipantId>)> {
    let home = tempfile::tempdir()?;
    let places = Places {
        data: home.path().join("store"),
        documents: home.path().join("documents"),
    };
    let app = App::new(places, when::morning());
    demo::fill(&app)?;
    let person = |first: &str, last: &str, email: &str| -> Result<ParticipantId> {
        let form = ParticipantForm {
            id: None,
            first_name: first.into(),
            last_name: last.into(),
            email: email.into(),
            phone: String::new(),
            nickname: String::new(),
            language: None,
        };
        Ok(app.save_participant(&form)?.id.0)
    };
    let people = vec![
        person("Karim", "Aexemple", "karim.a@example.org")?,
        person("Karim", "Bexemple", "karim.b@example.org")?,
        person("Léa", "Cexemple", "")?,
    ];
    let badges = app
        .catalogue()?
        .pathways
        .into_iter()
        .flat_map(|pathway| pathway.badges)
        .filter(|badge| badge.offered)
        .take(1)
        .map(|badge| badge.id)
        .collect();
    let form = WorkshopForm {
        id: None,
        date: "2026-12-01".into(),
        place: "Salle".into(),
        facilitators: vec![],
        participants: shown(&people),
        badges,
        plan: PlanView {
            kind: kind.into(),
            ..PlanView::default()
        },
    };
    let id = app.save_workshop(&form)?.form.id.expect("an identifier").0;
    app.set_attendance(id, &people, Attendance::Present)?;
    Ok((Bench { app, _home: home }, id, people))
}

fn row(board: &BoardView, person: ParticipantId) -> &BoardRow {
    let found = board.rows.iter().find(|row| row.participant.id == person);
    found.expect("on the board")
}

fn states(board: &BoardView, person: ParticipantId) -> Vec<&'static str> {
    let cells = &row(board, person).cells;
    cells.iter().map(|cell| cell.state.code()).collect()
}

#[test]
fn a_person_moves_on_is_blocked_and_it_can_be_undone() -> Result<()> {
    let (Bench { app, _home }, id, people) = workshop(WorkshopKind::Accounts)?;
    let karim = people[0];
    let before = app.board(id)?;
    assert_eq!(before.started_at, None);
    assert_eq!((before.done, before.total), (0, 9));
    assert!(before.rows.iter().all(|row| row.longest_from.is_none()));

    let moved = app.set_step(id, karim, Step::Mailbox, StepState::Done)?;
    assert_eq!(states(&moved, karim), ["done", "doing", "todo"]);
    assert!(
        moved.started_at.is_some(),
        "the first move starts the timer"
    );
    assert_eq!(moved.done, 1);

    let block = BlockForm {
        reason: BlockReason::NoMail.into(),
        detail: "Rien dans les indésirables".into(),
        follow_up: "2026-12-04".into(),
    };
    let blocked = app.block_step(id, karim, Step::Registered, &block)?;
    assert_eq!(states(&blocked, karim), ["done", "blocked", "doing"]);
    let told = row(&blocked, karim).cells[1].about.clone();
    assert!(
        told.contains("Rien dans les indésirables") && told.contains("4 décembre 2026"),
        "{told}"
    );

    let undone = app.set_step(id, karim, Step::Registered, StepState::Todo)?;
    assert_eq!(states(&undone, karim), ["done", "doing", "todo"]);

    let wrong = BlockForm {
        follow_up: "2026-13-40".into(),
        ..block
    };
    let refused = app
        .block_step(id, karim, Step::Registered, &wrong)
        .unwrap_err();
    assert_eq!(refused.field.as_deref(), Some("follow_up"));
    let refused = app
        .set_step(id, karim, Step::Sent, StepState::Done)
        .unwrap_err();
    assert_eq!(refused.code(), "step-derived");
    let stranger = app.participants("")?.remove(0).id;
    let refused = app
        .set_step(id, stranger.0, Step::Mailbox, StepState::Done)
        .unwrap_err();
    assert_eq!(refused.code(), "not-found");
    Ok(())
}

#[test]
fn an_account_made_at_one_workshop_is_there_at_the_next() -> Result<()> {
    let (Bench { app, _home }, first, people) = workshop(WorkshopKind::Accounts)?;
    app.set_step(first, people[0], Step::Registered, StepState::Done)?;
    let mut form = app.workshop(first)?.form;
    form.id = None;
    form.date = "2026-12-08".into();
    let second = app.save_workshop(&form)?.form.id.unwrap();
    let board = app.board(second.0)?;
    assert_eq!(states(&board, people[0]), ["todo", "done", "todo"]);
    let board = app.set_attendance(second.0, &people, Attendance::Present)?;
    assert_eq!(states(&board, people[0]), ["doing", "done", "todo"]);
    assert_eq!(row(&board, people[0]).cells[1].words, "Déjà fait");
    // Taken back at the second workshop only: the first keeps what happened there.
    let board = app.set_step(second.0, people[0], Step::Registered, StepState::Todo)?;
    assert_eq!(states(&board, people[0]), ["doing", "todo", "todo"]);
    assert_eq!(
        states(&app.board(first)?, people[0]),
        ["doing", "done", "todo"]
    );
    Ok(())
}

#[test]
fn requests_move_on_by_themselves() -> Result<()> {
    let (Bench { app, _home }, id, people) = workshop(WorkshopKind::Requests)?;
    let badge = app.board(id)?.badges[0].id.clone();
    app.start_requests(id, &badge)?;
    let board = app.board(id)?;
    for person in &people {
        assert_eq!(states(&board, *person), ["doing", "done", "todo", "todo"]);
    }
    let request = row(&board, people[0]).requests[0].id;
    app.save_narrative(request.0, "J'ai préparé les commandes du matin.")?;
    app.add_evidence(
        request.0,
        "photo.jpg",
        include_bytes!("../../../assets/demo/photo.jpg"),
    )?;
    assert_eq!(states(&app.board(id)?, people[0])[2], "done");
    app.confirm_request(request.0)?;
    // The person's part is done; it has not left.
    let board = app.board(id)?;
    assert_eq!(states(&board, people[0])[3], "waiting");
    let sent = &row(&board, people[0]).cells[3];
    assert_eq!(
        (sent.words.as_str(), sent.sign.as_str()),
        ("À envoyer", "queued")
    );
    assert_eq!(row(&board, people[0]).current, Some(Step::SignedIn.into()));
    Ok(())
}

#[test]
fn a_request_begun_elsewhere_counts_and_is_not_asked_for_twice() -> Result<()> {
    let (Bench { app, _home }, id, people) = workshop(WorkshopKind::Requests)?;
    let badge = app.board(id)?.badges[0].id.clone();
    let begun = app.open_request(people[0], &badge, None)?;
    app.save_narrative(begun.summary.id.0, "J'ai préparé les commandes.")?;
    // On the board before anything is asked there, and counted.
    let board = app.board(id)?;
    assert_eq!(row(&board, people[0]).requests[0].id, begun.summary.id);
    assert_eq!(states(&board, people[0])[1], "done");
    assert_eq!(states(&board, people[1])[1], "todo");
    // Asked for everyone: the same request, from now on of this workshop, with its words.
    app.start_requests(id, &badge)?;
    let board = app.board(id)?;
    let row = row(&board, people[0]);
    assert_eq!(row.requests.len(), 1);
    let kept = app.request(begun.summary.id.0)?;
    assert_eq!(kept.narrative, "J'ai préparé les commandes.");
    assert_eq!(kept.summary.workshop_id, Some(Id(id)));
    Ok(())
}

#[test]
fn a_mark_is_taken_back_as_it_was_and_a_removal_whole() -> Result<()> {
    let (Bench { app, _home }, id, people) = workshop(WorkshopKind::Accounts)?;
    let person = &people[0];
    let board = app.set_step(id, *person, Step::Registered, StepState::Done)?;
    let cell = |board: &BoardView| {
        let cells = &row(board, *person).cells;
        let cell = cells.iter().find(|cell| cell.step == Step::Registered);
        cell.unwrap().clone()
    };
    let made = cell(&board);
    // An account made, marked not made by mistake, and put back: the five days still run from the first mark.
    app.set_step(id, *person, Step::Registered, StepState::Todo)?;
    let board = app.restore_step(id, *person, Step::Registered, made.mark.as_ref())?;
    assert_eq!(cell(&board), made);
    let board = app.restore_step(id, *person, Step::Registered, None)?;
    assert_eq!(cell(&board).mark, None);
    app.restore_step(id, *person, Step::Registered, made.mark.as_ref())?;

    let board = app.board(id)?;
    app.remove_workshop(id)?;
    assert_eq!(app.board(id).unwrap_err().code(), "not-found");
    app.restore_removed(&id.to_string())?;
    assert_eq!(app.board(id)?, board);
    app.remove_participant(*person)?;
    assert_eq!(app.board(id)?.rows.len(), board.rows.len() - 1);
    app.restore_removed(&person.to_string())?;
    assert_eq!(app.board(id)?, board);
    let again = app.restore_removed(&person.to_string());
    assert_eq!(again.unwrap_err().code(), "not-found");
    Ok(())
}

#[test]
fn a_block_is_left_to_do_with_or_without_a_day_and_as_long_as_it_is_one() -> Result<()> {
    let (Bench { app, _home }, id, people) = workshop(WorkshopKind::Accounts)?;
    let block = |follow_up: &str| BlockForm {
        reason: BlockReason::NoMail.into(),
        detail: String::new(),
        follow_up: follow_up.into(),
    };
    app.block_step(id, people[0], Step::Mailbox, &block(""))?;
    app.block_step(id, people[1], Step::Mailbox, &block("2026-12-10"))?;
    let left = |app: &App| -> Result<Vec<ParticipantId>> {
        let people = app.todo(1_000)?.people.into_iter();
        let here = |one: &TodoPerson| {
            let mut items = one.items.iter();
            items.any(|item| item.workshop == Some(Id(id)))
        };
        Ok(people.filter(here).map(|one| one.participant.0).collect())
    };
    // Without a day it is wanted in two; the other one has ten.
    assert_eq!(left(&app)?, [people[0], people[1]]);
    // Someone is no longer invited: nothing is left to do there.
    let mut form = app.workshop(id)?.form;
    form.participants.retain(|person| *person != people[1]);
    app.save_workshop(&form)?;
    assert_eq!(left(&app)?, [people[0]]);
    // The workshop is of another kind, without that step.
    form.plan.kind = WorkshopKind::Enrichment.into();
    app.save_workshop(&form)?;
    assert!(left(&app)?.is_empty());
    Ok(())
}

#[test]
fn the_projector_shows_no_last_name_and_no_address() -> Result<()> {
    let (Bench { app, _home }, id, people) = workshop(WorkshopKind::Accounts)?;
    let shown = app.projection(id, Step::Registered)?;
    let names: Vec<&str> = shown.people.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["Karim 1", "Karim 2", "Léa"]);
    let whole = format!("{shown:?}");
    assert!(
        !whole.contains("exemple") && !whole.contains("example.org"),
        "{whole}"
    );
    let code = shown
        .code
        .expect("a code to the page where an account is made");
    assert!(code.starts_with("data:image/svg+xml;base64,"));

    let mut form: ParticipantForm = {
        let one = app.participants("Aexemple")?.remove(0);
        ParticipantForm {
            id: Some(one.id),
            first_name: one.first_name,
            last_name: one.last_name,
            email: one.email,
            phone: one.phone,
            nickname: String::new(),
            language: None,
        }
    };
    form.nickname = "Kaka".into();
    app.save_participant(&form)?;
    app.set_attendance(id, &people[2..3], Attendance::Absent)?;
    let shown = app.projection(id, Step::Mailbox)?;
    let names: Vec<&str> = shown.people.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["Kaka", "Karim"]);
    assert_eq!(shown.code, None);
    Ok(())
}

#[test]
fn a_workshop_is_prepared_item_by_item_and_person_by_person() -> Result<()> {
    let (Bench { app, _home }, id, people) = workshop(WorkshopKind::Accounts)?;
    let view = app.preparation(id)?;
    assert!(view.checklist.iter().all(|item| !item.done));
    let item = view.checklist[0].id.clone();
    let member = app.setup()?.staff.remove(0);
    let ticked = app.tick_item(id, &item, true, member.id.map(|id| id.0))?;
    assert!(ticked.checklist[0].done_text.starts_with(&member.name));
    let back = app.tick_item(id, &item, false, None)?;
    assert!(!back.checklist[0].done);
    let other = app.tick_item(id, "witness", true, None).unwrap_err();
    assert_eq!(other.code(), "not-found", "an item of another kind");

    // Nobody was asked yet; Léa has no address besides.
    let reasons = |view: &atelier_app::view::PreparationView, person: ParticipantId| -> Vec<&str> {
        let row = view.rows.iter().find(|row| row.participant.id == person);
        let reasons = &row.expect("in the list").not_ready;
        reasons.iter().map(|reason| reason.code.code()).collect()
    };
    assert_eq!(reasons(&view, people[0]), ["not-asked"]);
    assert_eq!(reasons(&view, people[2]), ["no-address", "not-asked"]);
    let form = MailboxForm {
        own_address: Tri::Yes.into(),
        opens_today: Tri::Yes.into(),
        device: Device::Phone.into(),
        recovery_phone: Tri::No.into(),
    };
    let view = app.save_mailbox(id, people[0], &form)?;
    assert_eq!(reasons(&view, people[0]), ["no-recovery"]);

    let view = app.set_informed(id, &people, true, None)?;
    assert!(view.rows.iter().all(|row| row.informed_text.contains(' ')));
    let view = app.set_informed(id, &people[..1], false, None)?;
    assert_eq!(view.rows[0].informed_on, "");
    // Taken back by mistake: the very day is put back.
    let view = app.set_informed(id, &people[..1], true, Some("2026-10-05"))?;
    assert_eq!(view.rows[0].informed_on, "2026-10-05");
    Ok(())
}

#[test]
fn the_bilan_counts_what_happened_and_what_is_left() -> Result<()> {
    let (Bench { app, _home }, id, people) = workshop(WorkshopKind::Accounts)?;
    app.set_attendance(id, &people[2..3], Attendance::Absent)?;
    app.set_step(id, people[0], Step::Registered, StepState::Done)?;
    app.set_step(id, people[1], Step::Registered, StepState::Done)?;
    app.set_step(id, people[1], Step::Confirmed, StepState::Done)?;
    let block = BlockForm {
        reason: BlockReason::MailboxClosed.into(),
        detail: String::new(),
        follow_up: "2020-01-02".into(),
    };
    app.block_step(id, people[1], Step::Mailbox, &block)?;
    let bilan = app.summary(id)?;
    assert_eq!((bilan.invited, bilan.present, bilan.accounts), (3, 2, 2));
    let names = |lines: &[atelier_app::view::SummaryLine]| -> Vec<ParticipantId> {
        lines.iter().map(|line| line.participant.0).collect()
    };
    assert_eq!(names(&bilan.to_confirm), [people[0]]);
    assert!(bilan.to_confirm[0].text.contains("5 jours"), "{bilan:?}");
    assert_eq!(names(&bilan.blocked), [people[1]]);
    assert!(bilan.blocked[0].overdue);
    assert_eq!(bilan.closed_text, "");
    app.set_closed(id, true)?;
    assert!(!app.summary(id)?.closed_text.is_empty());

    // The same, across all workshops: what is late first.
    let mine = |app: &App| -> Result<Vec<TodoPerson>> {
        let people_left = app.todo(100)?.people.into_iter();
        let own = people_left.filter(|one| people.contains(&one.participant));
        Ok(own.collect())
    };
    let told: Vec<(ParticipantId, Vec<(String, bool)>)> = mine(&app)?
        .into_iter()
        .map(|one| {
            let items = one.items.into_iter();
            let items = items.map(|item| (item.kind, item.overdue)).collect();
            (one.participant.0, items)
        })
        .collect();
    let expected = [
        (people[1], vec![("blocked".to_owned(), true)]),
        (people[0], vec![("confirm".to_owned(), false)]),
    ];
    assert_eq!(told, expected);
    app.set_step(id, people[0], Step::Confirmed, StepState::Done)?;
    app.set_step(id, people[1], Step::Mailbox, StepState::Todo)?;
    assert!(mine(&app)?.is_empty());
    Ok(())
}

#[test]
fn badges_obtained_are_listed_until_the_next_ceremony() -> Result<()> {
    let (Bench { app, _home }, ..) = workshop(WorkshopKind::Accounts)?;
    // The demonstration has badges issued and accepted.
    let before = app.ceremony()?;
    assert!(!before.badges.is_empty());
    assert_eq!(before.last, None);
    let after = app.set_ceremony(None)?;
    assert!(after.badges.is_empty());
    assert!(!after.last_text.is_empty());
    assert_eq!(app.set_ceremony(Some(-1.0))?, before);
    Ok(())
}

#[test]
fn tables_are_written_for_spreadsheets() -> Result<()> {
    use atelier_app::view::TableChoice;
    let (Bench { app, _home }, id, people) = workshop(WorkshopKind::Accounts)?;
    app.set_step(id, people[0], Step::Mailbox, StepState::Done)?;
    let workshop = id.into();
    let choice = TableChoice::Summary { workshop };
    let saved = app.save_table(&choice, "csv", None)?;
    let text = std::fs::read_to_string(&saved.path)?;
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 4);
    assert!(
        lines[1].starts_with("Aexemple;Karim;Présent;Fait;"),
        "{text}"
    );
    let told = "Demandes;État des demandes;Adresse à confirmer;Téléphone";
    assert!(lines[0].ends_with(told), "{text}");
    let book = app.save_table(&choice, "xlsx", None)?;
    assert!(std::fs::read(&book.path)?.starts_with(b"PK"));
    assert!(
        app.save_table(&TableChoice::Todo, "csv", None)?
            .name
            .starts_with("Reste à faire")
    );
    app.save_table(&TableChoice::Ceremony, "xlsx", None)?;
    assert_eq!(
        app.save_table(&choice, "doc", None).unwrap_err().code(),
        "not-found"
    );
    Ok(())
}

#[test]
fn every_sheet_of_a_workshop_prints_what_it_must_and_no_more() -> Result<()> {
    use atelier_app::view::DocumentChoice;
    use atelier_tests::paper;
    let (Bench { app, _home }, id, people) = workshop(WorkshopKind::Accounts)?;
    let out = tempfile::tempdir()?;
    let print = |name: &str, people: &[ParticipantId]| -> Result<std::path::PathBuf> {
        let choice = DocumentChoice::Sheet {
            name: name.into(),
            workshop: Some(id.into()),
            people: shown(people),
        };
        let path = out.path().join(format!("{name}.pdf"));
        app.save_document(&choice, Some(&path))?;
        Ok(path)
    };
    let pages = |path: &std::path::Path| paper::pages(path, &path.with_extension(""), 110);

    let convocation = print("convocation", &[])?;
    assert_eq!(pages(&convocation)?.len(), 3, "one page a person");
    let text = paper::text(&convocation)?;
    for word in [
        "Karim Aexemple",
        "1er décembre 2026",
        "CNIL",
        "INAÉ",
        "mot de passe",
    ] {
        assert!(
            text.contains(word),
            "{word} is not in the convocation: {text}"
        );
    }
    let attendance = paper::text(&print("attendance", &[])?)?;
    assert!(attendance.contains("Cexemple") && attendance.contains("Signature"));
    assert!(
        !attendance.contains("@"),
        "no address on a sheet that goes round"
    );

    let memo = print("memo", &people[..1])?;
    let pictures = pages(&memo)?;
    assert_eq!(pictures.len(), 1);
    let mut codes = paper::read_by_zbar(&pictures[0])?;
    codes.sort();
    assert_eq!(
        codes,
        [
            "https://openbadgepassport.com/app/user/login/fr",
            "https://openbadgepassport.com/app/user/register/fr"
        ]
    );
    let text = paper::text(&memo)?;
    assert!(
        text.contains("karim.a@example.org") && text.contains("cinq jours"),
        "{text}"
    );

    let note = paper::text(&print("mailbox-note", &people[2..])?)?;
    assert!(
        note.contains("adresse mail à vous") && !note.contains("Karim"),
        "{note}"
    );
    let bilan = paper::text(&print("summary", &[])?)?;
    assert!(bilan.contains("3 sur 3"), "{bilan}");

    // Everyone is ready: there is no note to print, and it is said.
    let form = MailboxForm {
        own_address: Tri::Yes.into(),
        opens_today: Tri::Yes.into(),
        device: Device::Phone.into(),
        recovery_phone: Tri::Yes.into(),
    };
    app.save_mailbox(id, people[0], &form)?;
    let refused = print("mailbox-note", &people[..1]).unwrap_err();
    assert!(refused.to_string().contains("personne"), "{refused}");
    Ok(())
}

#[test]
fn a_poster_on_the_wall_leads_to_its_badge_by_its_code_or_a_photograph() -> Result<()> {
    use atelier_app::view::DocumentChoice;
    use atelier_tests::paper;
    let (Bench { app, _home }, _, people) = workshop(WorkshopKind::Requests)?;
    let badge = app
        .catalogue()?
        .pathways
        .into_iter()
        .flat_map(|pathway| pathway.badges)
        .find(|badge| badge.offered)
        .unwrap();
    let out = tempfile::tempdir()?;
    let pdf = out.path().join("affiche.pdf");
    let choice = DocumentChoice::Poster {
        badges: vec![badge.id.clone()],
        together: false,
        format: Format::default(),
        beside: None,
    };
    app.save_document(&choice, Some(&pdf))?;
    // What a person reads under the code, typed in lower case.
    let text = paper::text(&pdf)?;
    let printed = text
        .split_whitespace()
        .find(|word| word.len() == 7 && word.as_bytes()[3] == b'-')
        .expect("the short code is printed");
    let code = printed.to_lowercase();
    assert_eq!(app.find_poster(&code)?.badge.unwrap().id, badge.id);
    // What the webcam sees.
    let picture = paper::pages(&pdf, &out.path().join("page"), 100)?.remove(0);
    let seen = app.scan_poster("affiche.png", &std::fs::read(picture)?)?;
    let seen = seen.expect("a poster is seen");
    assert_eq!(seen.badge.unwrap().id, badge.id);
    let expected = format!("{}#{}", badge.application_url, code.replace('-', ""));
    assert_eq!(seen.text, expected, "the code is in the QR code");

    let request = app.open_poster_request(people[0], &code, None)?;
    assert_eq!(request.summary.origin, Origin::Poster);
    assert_eq!(
        app.open_poster_request(people[0], &code, None)?,
        request,
        "one request under way"
    );
    let posters = app.posters()?;
    assert_eq!(posters.posters[0].state, "hung", "somebody saw it");
    let told: Vec<_> = posters
        .posters
        .iter()
        .map(|p| (p.code.to_lowercase(), p.requests))
        .collect();
    assert_eq!(told, [(code.clone(), 1)]);
    assert_eq!(
        app.find_poster("ZZZ-ZZZ").unwrap_err().code(),
        "poster-unknown"
    );
    app.withdraw_offer(&badge.id)?;
    assert_eq!(
        app.find_poster(&code).unwrap_err().code(),
        "poster-not-offered"
    );
    Ok(())
}

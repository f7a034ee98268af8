//! The store behind the screens: the demonstration, at work today, linked to a guichet that has received something of it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use atelier_app::App;
use atelier_app::view::{Id, PlanView, RequestFilterForm, SyncKind, WorkshopForm, shown};
use atelier_domain::{
    Attendance, BadgeId, ParticipantId, RequestState, Step, StepState, WorkshopId,
};

use crate::guichet_process::GuichetProcess;
use crate::{group, place, wait_until};

/// Who is there today: so many are present, one is away, the others are awaited.
const PRESENT: usize = 9;
/// Steps done by the first people present, each by fewer than the one before.
const DONE: [(Step, usize); 3] = [
    (Step::Mailbox, 8),
    (Step::Registered, 6),
    (Step::Confirmed, 5),
];
/// Requests of today that are confirmed and leave.
const LEAVING: usize = 3;
/// What people say of what they did.
const WORDS: &str = "J’ai rangé l’atelier et montré à un collègue où sont les outils.";

/// Furnishes a computer and links it to a guichet of its own; the store is locked again. Gives what is called by name in the
/// list of screens.
pub(super) async fn furnish(
    home: &Path,
    more: impl FnOnce(&App) -> Result<()>,
) -> Result<(BTreeMap<&'static str, String>, GuichetProcess)> {
    let app = group::demonstration(home)?;
    let past = group::busiest(&app)?;
    group::hang_posters(&app)?;
    // Before more is done, which may be an answer to INAÉ.
    let returned = first_in(&app, RequestState::Returned)?;
    more(&app)?;
    let workshop = today(&app)?;
    let guichet = link(&app, &home.join("guichet")).await?;
    let mut known = known(&app, past, workshop)?;
    known.insert("returned", returned);
    app.lock()?;
    Ok((known, guichet))
}

/// A workshop of today, well under way.
fn today(app: &App) -> Result<WorkshopId> {
    let people = app.participants("")?.into_iter();
    let people: Vec<ParticipantId> = people.map(|one| one.id.0).collect();
    let staff = app.setup()?.staff.into_iter();
    let badges = app.catalogue()?.pathways.into_iter();
    let badges = badges.flat_map(|pathway| pathway.badges);
    let badges: Vec<Id<BadgeId>> = badges.filter(|one| one.offered).map(|one| one.id).collect();
    let [first, second, ..] = badges.as_slice() else {
        anyhow::bail!("two badges offered");
    };
    let form = WorkshopForm {
        id: None,
        date: app.session()?.today,
        place: "Salle des tilleuls, Langon".into(),
        facilitators: staff.filter_map(|one| one.id).take(2).collect(),
        participants: shown(&people),
        badges: vec![first.clone(), second.clone()],
        plan: PlanView {
            starts_at: "14:00".into(),
            ..PlanView::default()
        },
    };
    let id = app.save_workshop(&form)?.form.id;
    let id = id.context("its identifier")?.0;
    let (present, others) = people.split_at(PRESENT.min(people.len()));
    app.set_attendance(id, present, Attendance::Present)?;
    app.set_attendance(id, others.get(..1).unwrap_or_default(), Attendance::Absent)?;
    for (step, count) in DONE {
        for person in present.iter().take(count) {
            app.set_step(id, *person, step, StepState::Done)?;
        }
    }
    for person in present.iter().take(LEAVING + 2) {
        app.open_request(*person, second, Some(id))?;
    }
    let filter = RequestFilterForm {
        participant: None,
        workshop: Some(id.into()),
    };
    let photo = std::fs::read(place::root().join("assets/demo/photo.jpg"))?;
    let asked = app.requests(&filter)?;
    let drafts = asked.iter().filter(|one| one.state == RequestState::Draft);
    for request in drafts.take(LEAVING) {
        app.save_narrative(request.id.0, WORDS)?;
        app.add_evidence(request.id.0, "Atelier rangé.jpg", &photo)?;
        app.confirm_request(request.id.0)?;
    }
    Ok(id)
}

/// Links the computer to a guichet, which receives what waits.
async fn link(app: &Arc<App>, data: &Path) -> Result<GuichetProcess> {
    let guichet = GuichetProcess::start(data)?;
    let code = guichet.enrol("Les Jardins du Phare (démonstration)")?;
    let address = format!("http://{}", guichet.address());
    let courier = tokio::spawn(Arc::clone(app).run_courier(|_| {}));
    app.enrol(&address, &code, "Portable de l’atelier").await?;
    wait_until("everything to be received", async || {
        let queue = app.queue()?;
        Ok((queue.sync.kind == SyncKind::Idle).then_some(()))
    })
    .await?;
    courier.abort();
    let received = guichet.received().await?;
    ensure!(received.len() >= LEAVING, "{} received", received.len());
    Ok(guichet)
}

fn known(
    app: &App,
    past: WorkshopId,
    workshop: WorkshopId,
) -> Result<BTreeMap<&'static str, String>> {
    let attendees = app.workshop(workshop)?.attendees;
    let mut here = attendees
        .iter()
        .filter(|one| one.attendance == Attendance::Present);
    let someone = here.next().context("someone present")?;
    let mut known = BTreeMap::from([
        ("person", someone.participant.id.to_string()),
        ("name", someone.participant.first_name.clone()),
        ("past", past.to_string()),
        ("workshop", workshop.to_string()),
    ]);
    for state in [
        RequestState::Draft,
        RequestState::Ready,
        RequestState::Delivered,
        RequestState::Refused,
    ] {
        known.insert(state.code(), first_in(app, state)?);
    }
    known.insert("pictured", with_a_picture(app)?);
    known.insert("unaddressed", of_somebody_without_address(app)?);
    Ok(known)
}

/// The latest request in a state.
fn first_in(app: &App, state: RequestState) -> Result<String> {
    let everything = RequestFilterForm {
        participant: None,
        workshop: None,
    };
    let mut of = app.requests(&everything)?.into_iter();
    let one = of.find(|one| one.state == state);
    Ok(one
        .with_context(|| format!("a request {state:?}"))?
        .id
        .to_string())
}

/// The latest request with a picture for evidence.
fn with_a_picture(app: &App) -> Result<String> {
    let everything = RequestFilterForm {
        participant: None,
        workshop: None,
    };
    for one in app.requests(&everything)? {
        let mut evidence = app.request(one.id.0)?.evidence.into_iter();
        if evidence.any(|item| item.media_type.starts_with("image/")) {
            return Ok(one.id.to_string());
        }
    }
    anyhow::bail!("a request with a picture")
}

/// A request that waits for its person's address.
fn of_somebody_without_address(app: &App) -> Result<String> {
    let mut people = app.participants("")?.into_iter();
    let person = people.find(|one| one.email.is_empty());
    let person = person.context("somebody without an address")?;
    let pathways = app.catalogue()?.pathways.into_iter();
    let badge = pathways.flat_map(|one| one.badges).next();
    let badge = badge.context("a badge")?;
    let opened = app.open_request(person.id.0, &badge.id, None)?;
    Ok(opened.summary.id.to_string())
}

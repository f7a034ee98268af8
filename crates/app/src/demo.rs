//! A complete demonstration store: a structure, twelve people, three workshops, requests in every state.
//! Everyone in it is made up. Everything goes through the same use cases as real work; what INAÉ would have answered is
//! taken in the same way as a guichet's answer, under numbers that begin with DEMO.

use atelier_domain::{
    Attendance, BadgeId, CalendarDate, ParticipantId, RequestId, RequestState, StaffId, StaffRole,
    StructureKind, ValidationMode, WorkshopId,
};
use atelier_protocol::{Change, ExchangeAnswer, PROTOCOL_VERSION, Receipt, Record, RecordBody};
use atelier_store::OutboxState;
use std::sync::Arc;

use crate::base::app::App;
use crate::base::problem::{Answer, Problem};
use crate::base::wire::{Id, own};
use crate::catalogue::offered;
use crate::people::view::{ImportChoices, ParticipantView};
use crate::printing::view::DocumentChoice;
use crate::sealing::seal;
use crate::sending::courier::intake;
use crate::structure::session_view::PracticeProgress;
use crate::structure::view::{StaffView, StructureView};
use crate::workshops::view::{PlanView, WorkshopForm};

/// Protects every demonstration store. Known to all: never put a real person in one.
pub const PASSPHRASE: &str = "atelier badge equipe chemin outil main soleil";

const PEOPLE: &[u8] = include_bytes!("../../../assets/demo/participants.csv");

const PHOTO: &[u8] = include_bytes!("../../../assets/demo/photo.jpg");

const DOCUMENT: &[u8] = include_bytes!("../../../assets/demo/attestation.pdf");

const NARRATIVES: [&str; 4] = [
    "J’ai préparé la commande du matin avec l’équipe. J’ai vérifié les quantités et rangé le poste.",
    "Je suis venu à l’heure chaque jour pendant un mois. J’ai prévenu quand le bus était en retard.",
    "J’ai montré à un nouveau collègue comment mettre les gants et les lunettes.",
    "J’ai pris rendez-vous seule par téléphone, puis j’y suis allée en bus.",
];

/// How far each demonstration request goes, one per person.
const STATES: [RequestState; 11] = [
    RequestState::Delivered,
    RequestState::InCommittee,
    RequestState::Accepted,
    RequestState::Issued,
    RequestState::InPassport,
    RequestState::Returned,
    RequestState::Refused,
    RequestState::Queued,
    RequestState::Held,
    RequestState::Ready,
    RequestState::Draft,
];

/// Makes a new store and fills it. The application must have none open.
///
/// # Errors
/// `store-exists` when there is one already; and those of the use cases.
pub fn fill(app: &Arc<App>) -> Answer<()> {
    app.create_store(PASSPHRASE)?;
    furnish(app, &|_| {})
}

/// A demonstration store of its own, open; it ends with its folder.
#[cfg(test)]
pub(crate) fn opened(clock: crate::base::clock::Clock) -> (tempfile::TempDir, Arc<App>) {
    let folder = tempfile::tempdir().unwrap();
    let places = crate::base::app::Places {
        data: folder.path().join("store"),
        documents: folder.path().join("documents"),
    };
    let app = App::new(places, clock);
    fill(&app).unwrap();
    (folder, app)
}

/// Fills the open store, which is new. `tell` is called as it advances.
///
/// # Errors
/// Those of the use cases.
pub(crate) fn furnish(app: &Arc<App>, tell: &dyn Fn(PracticeProgress)) -> Answer<()> {
    /// What is done before the requests, beside them.
    const BEFORE: u32 = 3;
    let total = BEFORE + u32::try_from(STATES.len()).unwrap_or(0);
    let advance = |done| tell(PracticeProgress { done, total });
    advance(0);
    settle(app)?;
    advance(1);
    let people = invite(app)?;
    let badges = offered(app)?;
    advance(2);
    let workshops = plan(app, &people, &badges)?;
    advance(BEFORE);
    let first = workshops
        .first()
        .ok_or_else(|| Problem::unexpected("a demonstration without workshops"))?;
    for ((person, state), turn) in people.iter().zip(STATES).zip(0..) {
        let badge = badges
            .get(turn % badges.len().max(1))
            .ok_or_else(|| Problem::unexpected("a demonstration without badges"))?;
        ask(app, person, badge, *first, state, turn)?;
        advance(BEFORE + 1 + u32::try_from(turn).unwrap_or(0));
    }
    see_all_but_the_latest(app)
}

/// The group that is to meet next meets today as well: whoever tries has a workshop to run at once.
pub(crate) fn meet_today(app: &App) -> Answer<()> {
    let next = app
        .workshops()?
        .into_iter()
        .max_by(|a, b| a.date.cmp(&b.date))
        .ok_or_else(|| Problem::unexpected("a demonstration without workshops"))?;
    let form = WorkshopForm {
        date: app.clock.today().to_string(),
        ..app.new_workshop(Some(next.id.0))?.form
    };
    app.save_workshop(&form).map(drop)
}

/// A structure that is used has read its answers, but for what came today.
fn see_all_but_the_latest(app: &App) -> Answer<()> {
    const NEW: usize = 2;
    let answers = app.answers(u32::MAX)?.answers;
    let read: Vec<i32> = answers.iter().skip(NEW).map(|one| one.number).collect();
    app.mark_answers(&read, true).map(drop)
}

fn settle(app: &App) -> Answer<()> {
    let name = "Les Jardins du Phare (démonstration)".to_owned();
    app.save_structure(&StructureView {
        name,
        kind: Some(StructureKind::Aci.into()),
    })?;
    for (name, role) in [
        ("Claire Fontaine", StaffRole::Cip),
        ("Malik Benali", StaffRole::Asp),
        ("Jeanne Roche", StaffRole::Eti),
    ] {
        let member = StaffView {
            id: None,
            name: name.to_owned(),
            role: role.into(),
            role_label: String::new(),
        };
        app.save_staff(&member)?;
    }
    for badge in offered::example()?.badges {
        app.save_offer(&badge.id, offered::rule_view(&badge.suggested_rule))?;
    }
    app.set_validation_mode(ValidationMode::Committee)?;
    app.finish_setup()?;
    answer_all(app)
}

fn invite(app: &App) -> Answer<Vec<ParticipantView>> {
    let preview = app.read_list("participants.csv", PEOPLE)?;
    app.confirm_import(
        &preview.token,
        &ImportChoices {
            corrected: Vec::new(),
            left_out: Vec::new(),
        },
    )?;
    app.participants("")
}

fn offered(app: &App) -> Answer<Vec<Id<BadgeId>>> {
    let pathways = app.catalogue()?.pathways;
    Ok(pathways
        .into_iter()
        .filter(|p| !p.id.is_empty())
        .flat_map(|p| p.badges)
        .map(|badge| badge.id)
        .collect())
}

fn plan(app: &App, people: &[ParticipantView], badges: &[Id<BadgeId>]) -> Answer<Vec<WorkshopId>> {
    let today = app.clock.today().date();
    let facilitators: Vec<Id<StaffId>> = app
        .setup()?
        .staff
        .into_iter()
        .filter_map(|member| member.id)
        .take(2)
        .collect();
    let mut ids = Vec::new();
    for (days, place, from, count) in [
        (-14, "Salle de pause", 0, 11),
        (-3, "Médiathèque", 2, 8),
        (7, "Salle de réunion", 4, 8),
    ] {
        let date = today
            .checked_add(time::Duration::days(days))
            .unwrap_or(today);
        let invited: Vec<Id<ParticipantId>> = people
            .iter()
            .skip(from)
            .take(count)
            .map(|person| person.id)
            .collect();
        let form = WorkshopForm {
            id: None,
            date: CalendarDate::from(date).to_string(),
            place: place.to_owned(),
            facilitators: facilitators.clone(),
            participants: invited.clone(),
            badges: badges.iter().skip(from).take(3).cloned().collect(),
            plan: PlanView::default(),
        };
        let Some(id) = app.save_workshop(&form)?.form.id else {
            continue;
        };
        if days < 0 {
            app.set_attendance(id.0, &own(invited), Attendance::Present)?;
        }
        ids.push(id.0);
    }
    Ok(ids)
}

fn ask(
    app: &App,
    person: &ParticipantView,
    badge: &BadgeId,
    workshop: WorkshopId,
    state: RequestState,
    turn: usize,
) -> Answer<()> {
    let id = app
        .open_request(person.id.0, badge, Some(workshop))?
        .summary
        .id
        .0;
    let narrative = NARRATIVES
        .get(turn % NARRATIVES.len())
        .copied()
        .unwrap_or_default();
    app.save_narrative(id, narrative)?;
    if state == RequestState::Draft {
        return Ok(());
    }
    match turn % 2 {
        0 => app.add_evidence(id, "Photo du poste de travail.jpg", PHOTO)?,
        _ => app.add_evidence(id, "Attestation.pdf", DOCUMENT)?,
    };
    match state {
        RequestState::Draft | RequestState::Ready => Ok(()),
        RequestState::Held => {
            // The demonstration structure is declared; this one request shows how it looks before.
            app.with(|store| {
                Ok(store.set_request_state(id, RequestState::Held, None, app.now())?)
            })
        }
        RequestState::Queued => app.confirm_request(id).map(|_| ()),
        RequestState::Delivered
        | RequestState::InCommittee
        | RequestState::Returned
        | RequestState::Refused
        | RequestState::Accepted
        | RequestState::Issued
        | RequestState::InPassport => {
            app.confirm_request(id)?;
            answer_all(app)?;
            for (step, message) in road(state) {
                change(app, id, step, message)?;
            }
            Ok(())
        }
    }
}

/// What INAÉ says after the receipt, up to `state`.
fn road(state: RequestState) -> Vec<(RequestState, Option<&'static str>)> {
    use RequestState as S;
    let committee = (S::InCommittee, None);
    let accepted = (S::Accepted, None);
    match state {
        S::Draft | S::Ready | S::Held | S::Queued | S::Delivered => vec![],
        S::InCommittee => vec![committee],
        S::Accepted => vec![committee, accepted],
        S::Issued => vec![accepted, (S::Issued, None)],
        S::InPassport => vec![accepted, (S::Issued, None), (S::InPassport, None)],
        S::Returned => vec![
            committee,
            (
                S::Returned,
                Some("Pouvez-vous ajouter une photo du poste rangé ?"),
            ),
        ],
        S::Refused => vec![
            committee,
            (
                S::Refused,
                Some("Ce badge est déjà délivré à cette personne."),
            ),
        ],
    }
}

/// Takes in the receipts that a guichet would give for everything that waits.
pub(crate) fn answer_all(app: &App) -> Answer<()> {
    let records: Vec<Record> = app.with(|store| {
        let outbox = store.outbox()?;
        Ok(outbox
            .iter()
            .filter(|row| row.state == OutboxState::Waiting)
            .filter_map(seal::record_of)
            .collect())
    })?;
    let known = app.with(|store| Ok(store.receipts(None)?.len()))?;
    let receipts = records
        .iter()
        .zip(known + 1..)
        .map(|(record, number)| Receipt {
            id: record.id.clone(),
            revision: record.revision,
            hash: record.hash.clone(),
            evidence: match &record.body {
                RecordBody::Declaration(_) => Vec::new(),
                RecordBody::BadgeRequest(request) => {
                    request.evidence.iter().map(|e| e.sha256.clone()).collect()
                }
            },
            number: format!("DEMO-{number:04}"),
            received_at: app.now().to_rfc3339(),
        })
        .collect();
    take_in(app, &records, receipts, Vec::new())
}

/// Takes in what INAÉ says of a request.
pub(crate) fn change(
    app: &App,
    id: RequestId,
    state: RequestState,
    message: Option<&str>,
) -> Answer<()> {
    let at = app.now().to_rfc3339();
    let change = Change {
        id: id.to_string(),
        state: state.code().to_owned(),
        message: message.map(str::to_owned),
        at,
    };
    take_in(app, &[], Vec::new(), vec![change])
}

fn take_in(
    app: &App,
    records: &[Record],
    receipts: Vec<Receipt>,
    changes: Vec<Change>,
) -> Answer<()> {
    let answer = ExchangeAnswer {
        protocol: PROTOCOL_VERSION,
        receipts,
        missing: Vec::new(),
        changes,
        cursor: 0,
        more: false,
        problems: Vec::new(),
    };
    intake::take_in(app, records, answer)
        .map(|_| ())
        .map_err(Problem::unexpected)
}

/// Every printable of the demonstration, to be looked at.
///
/// # Errors
/// Those of the catalogue.
pub fn documents(app: &App) -> Answer<Vec<DocumentChoice>> {
    Ok(vec![
        DocumentChoice::Poster {
            badges: offered(app)?,
            together: false,
            format: atelier_documents::Format::A4,
            beside: None,
        },
        DocumentChoice::Receipts { workshop: None },
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::app::Places;
    use crate::base::clock::Clock;
    use crate::requests::view::RequestFilterForm;
    use atelier_store::RequestFilter;

    #[test]
    fn the_demonstration_holds_every_state_and_opens_with_its_passphrase() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places {
            data: folder.path().join("store"),
            documents: folder.path().join("documents"),
        };
        let app = App::new(places.clone(), Clock::of_tests());
        fill(&app).unwrap();
        let requests = app
            .requests(&RequestFilterForm {
                participant: None,
                workshop: None,
            })
            .unwrap();
        for state in RequestState::ALL {
            assert!(
                requests.iter().any(|request| request.state == state),
                "{}",
                state.code()
            );
        }
        assert_eq!(app.participants("").unwrap().len(), 12);
        assert_eq!(app.workshops().unwrap().len(), 3);
        drop(app);
        let again = App::new(places, Clock::of_tests());
        assert!(again.unlock(PASSPHRASE).is_ok());
        assert_eq!(again.participants("hele").unwrap().len(), 1);
    }

    #[test]
    fn the_day_of_a_badge_is_the_one_that_inae_says_and_stays() {
        let home = tempfile::tempdir().unwrap();
        let places = Places {
            data: home.path().join("store"),
            documents: home.path().join("documents"),
        };
        let app = App::new(places, Clock::of_tests());
        fill(&app).unwrap();
        let accepted = RequestFilter {
            states: Some(vec![RequestState::Accepted]),
            ..RequestFilter::default()
        };
        let row = app.with(|store| Ok(store.requests(&accepted)?.remove(0)));
        let id = row.unwrap().request.id;
        let told = |state: RequestState, at: &str| {
            let change = Change {
                id: id.to_string(),
                state: state.code().to_owned(),
                message: None,
                at: at.to_owned(),
            };
            take_in(&app, &[], Vec::new(), vec![change]).unwrap();
        };
        let obtained = || {
            let badges = app.ceremony().unwrap().badges.into_iter();
            badges
                .filter(|badge| badge.request == id)
                .collect::<Vec<_>>()
        };
        // A moment ago: what is learned in the same thousandth of a second is of the ceremony that took place then.
        let a_moment_ago = app.now().unix_millis() - 1_000;
        app.set_ceremony(Some(a_moment_ago as f64)).unwrap();
        // Learned today, issued three weeks ago: to be celebrated, under its own day.
        told(RequestState::Issued, "2026-11-05T12:00:00Z");
        let [badge] = &obtained()[..] else {
            panic!("one badge: {:?}", obtained())
        };
        assert_eq!(badge.date_text, "jeudi 5 novembre 2026");
        app.set_ceremony(None).unwrap();
        // Taken into the passport since then: not celebrated again.
        told(RequestState::InPassport, "2026-11-28T12:00:00Z");
        assert!(obtained().is_empty());
        let fields = app.with(|store| {
            crate::printing::badge_sheets::fields(
                store,
                "attestation",
                &crate::printing::badge_sheets::Whose::Everyone,
                app.clock.today(),
            )
        });
        let said = format!("{:?}", fields.unwrap().lists);
        assert!(said.contains("5 novembre 2026"), "{said}");
    }
}

//! The diagnostic file: it helps whoever repairs the program, and says nothing of anybody.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;

use anyhow::Result;
use atelier_app::view::{ParticipantForm, RequestFilterForm, StructureView, WorkshopForm};
use atelier_app::{App, Places, demo};
use atelier_domain::StructureKind;
use atelier_store::Store;
use atelier_tests::when;

#[test]
fn nobody_is_in_it_whatever_the_store_holds() -> Result<()> {
    let home = tempfile::tempdir()?;
    let places = Places {
        data: home.path().join("magasin-zqx"),
        documents: home.path().join("documents-zqx"),
    };
    let app = App::new(places.clone(), when::morning());
    let closed = app.diagnostic(&[])?;
    assert!(closed.contains("fermées"), "{closed}");
    demo::fill(&app)?;
    // Words that could come from nowhere else, everywhere that somebody types.
    let person = app.save_participant(&ParticipantForm {
        id: None,
        first_name: "Zqxprenom".into(),
        last_name: "Zqxnom".into(),
        email: "zqx.adresse@zqxdomaine.fr".into(),
        phone: "06 98 76 54 32".into(),
        nickname: "Zqxsurnom".into(),
        language: None,
    })?;
    app.save_structure(&StructureView {
        name: "Zqxstructure".into(),
        kind: Some(StructureKind::Ei.into()),
    })?;
    let first = app.workshops()?.remove(0);
    let form = app.workshop(first.id.0)?.form;
    app.save_workshop(&WorkshopForm {
        place: "Zqxlieu".into(),
        ..form
    })?;
    let badge = app
        .requests(&RequestFilterForm {
            participant: None,
            workshop: None,
        })?
        .remove(0)
        .badge_id;
    let request = app.open_request(person.id.0, &badge, None)?;
    app.save_narrative(request.summary.id.0, "Zqxrecit : elle a rangé.")?;
    // What a guichet answered, and where it is.
    app.lock()?;
    {
        let store = Store::open(&places.data, demo::PASSPHRASE)?;
        store.set_setting("guichet.address", "https://zqxguichet.fr")?;
        let row = store.outbox()?.remove(0);
        store.stop_row(&row.id, "refused-unknown", "Zqxdetail")?;
    }
    app.unlock(demo::PASSPHRASE)?;
    let log = ["1 WARN atelier_app store-full store".to_owned()];
    let text = app.diagnostic(&log)?;
    for expected in [
        atelier_app::VERSION,
        "participant : 13",
        "stopped refused-unknown",
        "store-created",
        "store-full",
    ] {
        assert!(text.contains(expected), "{expected} is missing: {text}");
    }
    let told = text.to_lowercase();
    let mut names = vec![
        "zqx".to_owned(),
        "76 54".to_owned(),
        "@".to_owned(),
        person.id.to_string(),
    ];
    for one in app.participants("")? {
        names.extend([one.first_name, one.last_name]);
    }
    for member in app.setup()?.staff {
        names.push(member.name);
    }
    for workshop in app.workshops()? {
        names.push(workshop.place);
    }
    for name in names {
        assert!(
            !told.contains(&name.to_lowercase()),
            "« {name} » is in it: {text}"
        );
    }
    let path = home.path().join("diagnostic.txt");
    app.save_diagnostic(&log, &path)?;
    assert!(fs::read_to_string(&path)?.contains("participant : 13"));
    Ok(())
}

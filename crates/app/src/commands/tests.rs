use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use tempfile::TempDir;

use super::*;
use crate::{Clock, Places, demo};

fn demonstration() -> (TempDir, Arc<App>) {
    let folder = tempfile::tempdir().unwrap();
    let places = Places {
        data: folder.path().join("store"),
        documents: folder.path().join("documents"),
    };
    let app = App::new(places, Clock::of_tests());
    demo::fill(&app).unwrap();
    (folder, app)
}

async fn ask_with(
    app: &Arc<App>,
    window: Caller,
    name: &str,
    arguments: Value,
    file: Option<&[u8]>,
) -> Answer<Reply> {
    let arguments: Map<String, Value> = serde_json::from_value(arguments).unwrap();
    let input = Input {
        arguments: &arguments,
        file,
    };
    dispatch(app, &NoWindow, window, name, &input).await
}

async fn ask(app: &Arc<App>, window: Caller, name: &str, arguments: Value) -> Answer<Value> {
    match ask_with(app, window, name, arguments, None).await? {
        Reply::Json(text) => Ok(serde_json::from_str(&text).unwrap()),
        Reply::Bytes(_) => panic!("{name} gives a file"),
    }
}

async fn main(app: &Arc<App>, name: &str, arguments: Value) -> Answer<Value> {
    ask(app, Caller::Main, name, arguments).await
}

fn code<T: std::fmt::Debug>(answer: Answer<T>) -> String {
    answer.unwrap_err().code()
}

#[test]
fn the_typescript_client_is_fresh() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/src/api/client.ts");
    let fresh = typescript::client();
    if std::env::var_os("UPDATE_TYPES").is_some() {
        std::fs::write(path, &fresh).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        committed == fresh,
        "run UPDATE_TYPES=1 cargo test -p atelier-app typescript"
    );
}

/// What is called as an identifier is, and names things of several kinds, something of a file, or nothing.
const PLAIN: [&str; 15] = [
    "ChecklistItem.id",
    "GuideStep.id",
    "PathwayView.id",
    "Picked.ids",
    "PosterBadge.badge",
    "Problem.badge",
    "PutOffStep.id",
    "QueueRow.id",
    "SearchHit.badge",
    "SearchHit.id",
    "StationChoice.id",
    "StationQuestion.id",
    "TodoItem.id",
    "restoreRemoved.id",
    "resumeRow.id",
];

#[test]
fn no_identifier_is_a_plain_text() {
    let text = format!("{}{}", crate::view::typescript(), typescript::client());
    let mut found = BTreeSet::new();
    let mut owner = String::new();
    for line in text.lines() {
        let mut words = line.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
        match words.next() {
            Some("export") => owner = words.nth(1).unwrap_or_default().to_owned(),
            // A command of the client: two spaces, its name, its arguments.
            Some("") if line.contains("): Promise<") => {
                owner = words.find(|word| !word.is_empty()).unwrap().to_owned();
            }
            _ => {}
        }
        for part in line.split(['(', ',', '{', ')']) {
            let Some((name, kind)) = part.trim().split_once(": ") else {
                continue;
            };
            let kind = kind.trim_end_matches(" | null").trim_end_matches(" }");
            let one = name.trim_end_matches('?').trim_end_matches('s');
            let names_one =
                ["id", "participant", "workshop", "request", "badge", "hash"].contains(&one);
            if (names_one || name.ends_with("_id")) && ["string", "Array<string>"].contains(&kind) {
                found.insert(format!("{owner}.{name}"));
            }
        }
    }
    assert_eq!(found.iter().collect::<Vec<_>>(), PLAIN);
}

#[test]
fn each_name_is_declared_once() {
    let names: BTreeSet<&str> = ALL.iter().map(|command| command.name).collect();
    assert_eq!(names.len(), ALL.len());
    assert!(ALL.iter().all(|command| !command.callers.is_empty()));
}

#[test]
fn what_the_station_may_ask_is_its_own_and_little_else() {
    let others: Vec<&str> = ALL
        .iter()
        .filter(|command| command.callers.contains(&Caller::Station))
        .map(|command| command.name)
        .filter(|name| !name.starts_with("station_"))
        .collect();
    assert_eq!(
        others,
        [
            "session",
            "unlock",
            "badge_pictures",
            "station",
            "close_station",
            "can_speak",
            "speak",
            "stop_speaking",
            "lock",
            "full_screen",
        ]
    );
}

#[tokio::test]
async fn an_argument_that_may_be_nothing_need_not_be_there_and_another_shape_is_refused() {
    let (_folder, app) = demonstration();
    let people = main(&app, "participants", json!({ "query": "" })).await;
    assert_eq!(people.unwrap().as_array().unwrap().len(), 12);
    assert_eq!(
        code(main(&app, "participants", json!({})).await),
        "unexpected"
    );
    assert_eq!(
        code(main(&app, "participants", json!({ "query": 3 })).await),
        "unexpected"
    );
    assert_eq!(code(main(&app, "no_such", json!({})).await), "unexpected");
    let check = main(&app, "check_email", json!({ "email": "a@exemple.fr" })).await;
    assert_eq!(check.unwrap()["ok"], true);
}

#[tokio::test]
async fn a_text_that_is_no_identifier_is_refused_at_the_border_and_an_unknown_one_is_not_found() {
    let (_folder, app) = demonstration();
    for command in ["person", "workshop", "request"] {
        let no_id = main(&app, command, json!({ "id": "personne" })).await;
        assert_eq!(code(no_id), "unexpected", "{command}");
        let unknown = json!({ "id": "01890000-0000-7000-8000-000000000000" });
        assert_eq!(code(main(&app, command, unknown).await), "not-found");
    }
}

#[tokio::test]
async fn a_file_stays_bytes_both_ways() {
    let (_folder, app) = demonstration();
    let photo = include_bytes!("../../../../assets/demo/photo.jpg");
    let drafts = main(&app, "requests", json!({ "filter": { "workshop": null } }))
        .await
        .unwrap();
    let drafts = drafts.as_array().unwrap();
    let draft = drafts.iter().find(|one| one["state"] == "draft").unwrap();
    let arguments = json!({ "id": draft["id"], "fileName": "photo.jpg" });
    let added = ask_with(
        &app,
        Caller::Main,
        "add_evidence",
        arguments.clone(),
        Some(photo),
    )
    .await;
    let Reply::Json(request) = added.unwrap() else {
        panic!("a request is told in JSON")
    };
    let request: Value = serde_json::from_str(&request).unwrap();
    let hash = request["evidence"][0]["hash"].clone();
    let shown = ask_with(
        &app,
        Caller::Main,
        "evidence",
        json!({ "hash": hash }),
        None,
    )
    .await;
    let Reply::Bytes(bytes) = shown.unwrap() else {
        panic!("evidence is given as it is")
    };
    assert!(bytes.starts_with(&[0xff, 0xd8]), "a picture in JPEG");
    assert_eq!(
        code(main(&app, "add_evidence", arguments).await),
        "unexpected"
    );
}

#[tokio::test]
async fn a_window_asks_only_what_it_may() {
    let (_folder, app) = demonstration();
    for command in ALL {
        for window in [Caller::Main, Caller::Projector] {
            if !command.callers.contains(&window) {
                let asked = ask(&app, window, command.name, json!({})).await;
                assert_eq!(code(asked), "unexpected", "{}", command.name);
            }
        }
    }
    let list = json!({ "query": "" });
    assert!(main(&app, "participants", list.clone()).await.is_ok());
    let projector = ask(&app, Caller::Projector, "participants", list).await;
    assert_eq!(code(projector), "unexpected");
}

#[tokio::test]
async fn while_the_station_is_open_the_rest_is_refused() {
    let (_folder, app) = demonstration();
    let workshops = app.workshops().unwrap();
    let busiest = workshops.iter().max_by_key(|one| one.present).unwrap();
    let opened = json!({ "workshop": busiest.id, "pin": "2580" });
    main(&app, "open_station", opened).await.unwrap();
    for command in ALL {
        if command.callers.contains(&Caller::Main) && !command.callers.contains(&Caller::Station) {
            let asked = main(&app, command.name, json!({})).await;
            assert_eq!(code(asked), "station-open", "{}", command.name);
        }
    }
    // What the application would refuse by itself in another shape, or give.
    for refused in [
        "participants",
        "search",
        "people_page",
        "person",
        "save_table",
        "home",
    ] {
        assert_eq!(code(main(&app, refused, json!({})).await), "station-open");
    }
    assert_eq!(
        main(&app, "session", json!({})).await.unwrap()["stage"],
        "open"
    );
    assert_eq!(
        main(&app, "station", json!({})).await.unwrap()["open"],
        true
    );
    let wrong = json!({ "secret": "2581" });
    assert_eq!(
        code(main(&app, "close_station", wrong).await),
        "station-pin-wrong"
    );
    main(&app, "close_station", json!({ "secret": "2580" }))
        .await
        .unwrap();
    assert!(main(&app, "home", json!({})).await.is_ok());
}

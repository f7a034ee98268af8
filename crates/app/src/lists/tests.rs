use std::sync::Arc;
use tempfile::TempDir;

use crate::base::app::App;
use crate::base::clock::Clock;
use crate::base::problem::Answer;
use crate::base::wire::own;
use crate::demo;
use crate::lists::view::{ListKind, ListQuery, Picked, TableChoice};
use crate::printing::view::DocumentChoice;
use crate::requests::view::RequestFilterForm;
use atelier_domain::{RequestId, RequestState};

fn demonstration() -> (TempDir, Arc<App>) {
    demo::opened(Clock::of_tests())
}

fn query() -> ListQuery {
    ListQuery::default()
}

fn code<T>(answer: Answer<T>) -> String {
    answer.err().unwrap().code()
}

fn ticked<T: std::fmt::Display>(list: ListKind, ids: &[T]) -> Picked {
    Picked {
        list,
        found: None,
        ids: ids.iter().map(ToString::to_string).collect(),
    }
}

fn all_found(list: ListKind, query: ListQuery, but: &[RequestId]) -> Picked {
    Picked {
        found: Some(query),
        ..ticked(list, but)
    }
}

#[test]
fn people_are_listed_by_column_part_and_page() {
    let (_folder, app) = demonstration();
    let people = app.people_page(&query()).unwrap();
    assert_eq!(
        (people.total, people.people.len(), people.any),
        (12, 12, true)
    );
    let names: Vec<String> = people
        .people
        .iter()
        .map(|row| atelier_domain::fold::fold(&row.person.last_name))
        .collect();
    assert!(names.is_sorted(), "{names:?}");
    let rest = ListQuery {
        offset: 10,
        ..query()
    };
    let rest = app.people_page(&rest).unwrap();
    assert_eq!(rest.people.as_slice(), &people.people[10..]);
    let one = &people.people[0].person;
    assert_eq!(&app.participant(one.id.0).unwrap(), one);

    let by = |sort: &str, descending| {
        let sorted = ListQuery {
            sort: sort.into(),
            descending,
            ..query()
        };
        app.people_page(&sorted).unwrap().people
    };
    let requests: Vec<u32> = by("requests", true)
        .iter()
        .map(|row| row.person.requests)
        .collect();
    assert!(requests.is_sorted_by(|a, b| a >= b), "{requests:?}");
    let seen: Vec<bool> = by("workshop", true)
        .iter()
        .map(|row| row.last_workshop.is_empty())
        .collect();
    // Those who were at no workshop yet come last.
    assert!(seen.is_sorted(), "{seen:?}");
    assert_eq!(
        code(app.people_page(&ListQuery {
            sort: "age".into(),
            ..query()
        })),
        "not-found"
    );

    let no_email = ListQuery {
        group: "no-email".into(),
        ..query()
    };
    let without = app.people_page(&no_email).unwrap();
    assert!(without.people.iter().all(|row| row.person.email.is_empty()));
    let counts: Vec<u32> = without.groups.iter().map(|group| group.count).collect();
    assert_eq!(counts, [12, without.total]);
}

#[test]
fn requests_are_listed_by_part_word_filter_and_column() {
    let (_folder, app) = demonstration();
    let page = |query: &ListQuery| app.request_page(query).unwrap();
    let all = page(&query());
    assert_eq!((all.total, all.requests.len(), all.any), (11, 11, true));
    let counted: Vec<u32> = all.groups.iter().map(|group| group.count).collect();
    // Of the eleven states: draft and returned; ready; held and queued; delivered and in committee; four ended.
    assert_eq!(counted, [11, 2, 1, 2, 2, 4]);
    assert_eq!(
        page(&ListQuery {
            offset: 9,
            ..query()
        })
        .requests
        .len(),
        2
    );
    // What was on the second page has gone: the last one that is left, not « nothing ».
    let gone = ListQuery {
        offset: 50,
        ..query()
    };
    assert_eq!((page(&gone).offset, page(&gone).requests.len()), (0, 11));
    let people = app.people_page(&gone).unwrap();
    assert_eq!((people.offset, people.people.len()), (0, 12));
    let receipts = app.receipt_page(&gone).unwrap();
    assert_eq!((receipts.offset, receipts.receipts.len()), (0, 7));
    let waiting = page(&ListQuery {
        group: "waiting".into(),
        ..query()
    });
    assert!(
        waiting
            .requests
            .iter()
            .all(|r| r.state == RequestState::Held || r.state == RequestState::Queued)
    );
    assert_eq!(waiting.total, 2);

    let first = &all.requests[0];
    let found = page(&ListQuery {
        text: first.person.to_uppercase(),
        ..query()
    });
    assert_eq!(found.requests, std::slice::from_ref(first));
    let nobody = page(&ListQuery {
        text: "introuvable".into(),
        ..query()
    });
    assert_eq!((nobody.total, nobody.any), (0, true));
    assert_eq!(
        code(app.request_page(&ListQuery {
            group: "autre".into(),
            ..query()
        })),
        "not-found"
    );

    let badge = Some(first.badge_id.clone());
    let same = page(&ListQuery {
        badge: badge.clone(),
        ..query()
    });
    assert!(same.total > 0 && same.total < 11);
    assert!(
        same.requests
            .iter()
            .all(|one| Some(&one.badge_id) == badge.as_ref())
    );
    let here = page(&ListQuery {
        workshop: first.workshop_id,
        ..query()
    });
    assert!(
        here.requests
            .iter()
            .all(|one| one.workshop_id == first.workshop_id)
    );
    // All of them changed today.
    let today = Some(app.session().unwrap().today);
    let now = page(&ListQuery {
        since: today.clone(),
        until: today,
        ..query()
    });
    assert_eq!(now.total, 11);
    let before = ListQuery {
        until: Some("2020-01-01".into()),
        ..query()
    };
    assert_eq!(page(&before).total, 0);
    assert_eq!(
        code(app.request_page(&ListQuery {
            since: Some("hier".into()),
            ..query()
        })),
        "not-found"
    );

    let by = |sort: &str| {
        page(&ListQuery {
            sort: sort.into(),
            ..query()
        })
        .requests
    };
    let names: Vec<String> = by("badge")
        .iter()
        .map(|one| atelier_domain::fold::fold(&one.badge_name))
        .collect();
    assert!(names.is_sorted(), "{names:?}");
    let states: Vec<usize> = by("state")
        .iter()
        .map(|one| {
            RequestState::ALL
                .iter()
                .position(|state| one.state == *state)
                .unwrap()
        })
        .collect();
    assert!(states.is_sorted(), "{states:?}");
}

#[test]
fn receipts_are_listed_as_they_are_printed() {
    let (_folder, app) = demonstration();
    let all = app.receipt_page(&query()).unwrap();
    assert_eq!(all.total, 7);
    let printed = app
        .with(|store| crate::sealing::receipts::receipts(store, None, usize::MAX))
        .unwrap();
    let ids = |receipts: &[crate::sealing::view::ReceiptView]| {
        let mut ids: Vec<RequestId> = receipts.iter().map(|one| one.request_id.0).collect();
        ids.sort();
        ids
    };
    assert_eq!(ids(&all.receipts), ids(&printed));
    let by_number = app
        .receipt_page(&ListQuery {
            sort: "number".into(),
            ..query()
        })
        .unwrap();
    let numbers: Vec<&String> = by_number.receipts.iter().map(|one| &one.number).collect();
    assert!(numbers.is_sorted(), "{numbers:?}");
    let one = &all.receipts[0];
    let found = app
        .receipt_page(&ListQuery {
            text: one.number.clone(),
            ..query()
        })
        .unwrap();
    assert_eq!(found.receipts, std::slice::from_ref(one));
    assert_eq!(
        code(app.receipt_page(&ListQuery {
            group: "ready".into(),
            ..query()
        })),
        "not-found"
    );
}

#[test]
fn lists_are_narrowed_to_what_there_is() {
    let (_folder, app) = demonstration();
    let choices = app.list_choices().unwrap();
    assert_eq!(choices.workshops.len(), 3);
    for workshop in &choices.workshops {
        let found = app.people_page(&ListQuery {
            workshop: Some(workshop.code),
            ..query()
        });
        assert!(found.unwrap().total > 0, "{}", workshop.label);
    }
    let names: Vec<String> = choices
        .badges
        .iter()
        .map(|one| atelier_domain::fold::fold(&one.label))
        .collect();
    assert!(names.is_sorted());
}

/// One more request ready, and one that a person handed over at the station.
fn three_ready(app: &App) -> Vec<RequestId> {
    let all = app
        .requests(&RequestFilterForm {
            participant: None,
            workshop: None,
        })
        .unwrap();
    let ready = all
        .iter()
        .find(|one| one.state == RequestState::Ready)
        .unwrap();
    let whole = app.request(ready.id.0).unwrap();
    let people = app.participants("").unwrap();
    let mut ids = vec![ready.id.0];
    for person in people
        .iter()
        .filter(|one| !one.email.is_empty() && one.id != ready.participant_id)
    {
        let opened = app
            .open_request(person.id.0, &ready.badge_id, None)
            .unwrap()
            .summary;
        if opened.state != RequestState::Draft || ids.len() > 2 {
            continue;
        }
        app.save_narrative(opened.id.0, &whole.narrative).unwrap();
        let photo = include_bytes!("../../../../assets/demo/photo.jpg");
        app.add_evidence(opened.id.0, "photo.jpg", photo).unwrap();
        ids.push(opened.id.0);
    }
    let handed = ids[2];
    let at = app.now();
    app.with(|store| Ok(store.set_request_handed(handed, Some(at))?))
        .unwrap();
    ids
}

#[test]
fn what_is_ticked_is_confirmed_together_but_for_what_is_to_be_read() {
    let (_folder, app) = demonstration();
    let ids = three_ready(&app);
    let ready = |but: &[RequestId]| {
        all_found(
            ListKind::Requests,
            ListQuery {
                group: "ready".into(),
                ..query()
            },
            but,
        )
    };
    let told = app.picked(&ready(&[])).unwrap();
    assert_eq!((told.count, told.ready, told.to_review), (3, 2, 1));
    assert_eq!(app.picked(&ready(&ids[..1])).unwrap().ready, 1);
    assert_eq!(app.picked(&ticked(ListKind::Requests, &ids)).unwrap(), told);

    let done = app.confirm_requests(&ready(&[])).unwrap();
    assert_eq!(done.left, 1);
    let mut confirmed = own(done.confirmed);
    confirmed.sort_unstable();
    let mut expected = vec![ids[0], ids[1]];
    expected.sort_unstable();
    assert_eq!(confirmed, expected);
    assert_eq!(
        app.request(ids[0]).unwrap().summary.state,
        RequestState::Queued
    );
    assert_eq!(
        app.request(ids[2]).unwrap().summary.state,
        RequestState::Ready
    );
    assert_eq!(app.take_back_requests(&confirmed).unwrap(), 2);
    assert_eq!(
        app.request(ids[0]).unwrap().summary.state,
        RequestState::Ready
    );
    // A request that INAÉ has is not sent again by being ticked.
    let everything = all_found(ListKind::Requests, query(), &[]);
    let done = app.confirm_requests(&everything).unwrap();
    assert_eq!(done.confirmed.len(), 2);
    assert_eq!(
        code(app.confirm_requests(&all_found(ListKind::People, query(), &[]))),
        "not-found"
    );
}

#[test]
fn what_is_ticked_is_printed_and_nothing_else() {
    let (_folder, app) = demonstration();
    let text = |name: &str, picked: &Picked| -> Answer<String> {
        let choice = DocumentChoice::Picked {
            name: name.into(),
            picked: picked.clone(),
        };
        let saved = app.save_document(&choice, None)?;
        let bytes = std::fs::read(&saved.path).unwrap();
        let pages = atelier_documents::preview(&bytes, 0, 100).unwrap().pages;
        Ok(format!("{pages} pages"))
    };
    let done = ListQuery {
        group: "done".into(),
        ..query()
    };
    let requests = app.request_page(&done).unwrap().requests;
    let issued: Vec<RequestId> = requests
        .iter()
        .filter(|one| one.state == RequestState::Issued || one.state == RequestState::InPassport)
        .map(|one| one.id.0)
        .collect();
    assert_eq!(issued.len(), 2);
    assert_eq!(
        text("certificate", &ticked(ListKind::Requests, &issued)).unwrap(),
        "2 pages"
    );
    assert_eq!(
        text("certificate", &ticked(ListKind::Requests, &issued[..1])).unwrap(),
        "1 pages"
    );
    assert_eq!(
        text(
            "cards",
            &all_found(ListKind::Requests, done.clone(), &issued[..1])
        )
        .unwrap(),
        "1 pages"
    );
    let refused = requests
        .iter()
        .find(|one| one.state == RequestState::Refused)
        .unwrap();
    let none = ticked(ListKind::Requests, &[refused.id]);
    assert_eq!(code(text("cards", &none)), "no-badge-obtained");
    assert_eq!(app.picked(&none).unwrap().obtained, 0);
    assert_eq!(text("receipts", &none).unwrap(), "1 pages");
    let draft = app
        .request_page(&ListQuery {
            group: "ready".into(),
            ..query()
        })
        .unwrap();
    let draft = ticked(ListKind::Requests, &[draft.requests[0].id]);
    assert_eq!(code(text("receipts", &draft)), "no-receipt");
    let everyone = all_found(ListKind::People, query(), &[]);
    assert_eq!(app.picked(&everyone).unwrap().obtained, 2);
    assert_eq!(text("attestation", &everyone).unwrap(), "2 pages");
}

#[test]
fn what_is_found_or_ticked_is_written_for_a_spreadsheet() {
    let (_folder, app) = demonstration();
    let csv = |picked: Picked| {
        let saved = app
            .save_table(&TableChoice::Picked { picked }, "csv", None)
            .unwrap();
        std::fs::read_to_string(saved.path).unwrap()
    };
    let people = csv(all_found(ListKind::People, query(), &[]));
    assert!(
        people.starts_with("\u{feff}Nom;Prénom;Adresse mail;Téléphone;Dernier atelier;Demandes\n"),
        "{people}"
    );
    assert_eq!(people.lines().count(), 13);
    let first = &app.people_page(&query()).unwrap().people[0].person;
    assert_eq!(
        csv(ticked(ListKind::People, &[first.id])).lines().count(),
        2
    );
    assert_eq!(
        csv(Picked {
            found: Some(query()),
            ..ticked(ListKind::People, &[first.id])
        })
        .lines()
        .count(),
        12
    );

    let returned = ListQuery {
        group: "to-complete".into(),
        sort: "state".into(),
        ..query()
    };
    let requests = csv(all_found(ListKind::Requests, returned, &[]));
    let lines: Vec<&str> = requests.lines().collect();
    assert_eq!(lines.len(), 3, "{requests}");
    assert!(
        lines[1].contains("Brouillon") && lines[2].contains("À compléter"),
        "{requests}"
    );
    assert!(lines[2].contains("Répondre à INAÉ"), "{requests}");
    let receipts = csv(all_found(ListKind::Receipts, query(), &[]));
    assert_eq!(receipts.lines().count(), 8);
    let xlsx = app.save_table(
        &TableChoice::Picked {
            picked: all_found(ListKind::Receipts, query(), &[]),
        },
        "xlsx",
        None,
    );
    assert!(xlsx.unwrap().path.ends_with(".xlsx"));
}

#[test]
fn search_finds_each_kind_and_nothing_for_nothing() {
    let (_folder, app) = demonstration();
    let find = |text: &str| app.search(text).unwrap().groups;
    let kinds =
        |text: &str| -> Vec<String> { find(text).into_iter().map(|group| group.kind).collect() };
    assert_eq!(find("  "), []);
    assert_eq!(find("introuvable"), []);
    let receipts = app.receipt_page(&query()).unwrap().receipts;
    let number = &receipts[0].number;
    assert_eq!(kinds(number), ["request"], "{number}");
    // As it is said, typed or copied.
    for typed in [
        number.to_lowercase(),
        number.replace('-', ""),
        number.to_lowercase().replace('-', " "),
        number.replace('-', "\u{2011}"),
        number.replace('-', " - "),
        format!("  {number} "),
    ] {
        let found = find(&typed);
        let requests = found.iter().find(|group| group.kind == "request");
        let hits = requests.map(|group| (group.total, group.hits[0].id.clone()));
        assert_eq!(
            hits,
            Some((1, receipts[0].request_id.to_string())),
            "{typed}"
        );
        let listed = app.receipt_page(&ListQuery {
            text: typed.clone(),
            ..query()
        });
        assert_eq!(listed.unwrap().total, 1, "{typed}");
    }
    for odd in [
        "%%",
        "_",
        "' OR 1=1 --",
        "\0",
        &"ξ ".repeat(5_000),
        &"2".repeat(10_000),
    ] {
        assert_eq!(find(odd), [], "{odd:.20}");
    }
    let by_number = &find(number)[0];
    assert_eq!((by_number.kind.as_str(), by_number.total), ("request", 1));
    assert_eq!(by_number.hits[0].id, receipts[0].request_id.to_string());
    assert!(by_number.hits[0].detail.contains(number.as_str()));
    let person = &app.people_page(&query()).unwrap().people[0].person;
    let told = find(&person.last_name.to_uppercase());
    assert_eq!(told[0].kind, "person");
    assert_eq!(told[0].hits[0].id, person.id.to_string());
    assert!(kinds("mediatheque").contains(&"workshop".to_owned()));
    assert!(kinds("boite mail").contains(&"guide".to_owned()));
    let badges = app.list_choices().unwrap().badges;
    assert!(kinds(&badges[0].label).contains(&"badge".to_owned()));
    let choice = DocumentChoice::Poster {
        badges: vec![
            badges
                .iter()
                .find(|one| one.label.contains("équipe"))
                .unwrap_or(&badges[0])
                .code
                .clone(),
        ],
        together: false,
        format: crate::printing::documents::Format::A4,
        beside: None,
    };
    app.save_document(&choice, None).unwrap();
    let code = app.posters().unwrap().posters[0].code.clone();
    let poster = find(&code.to_lowercase());
    assert_eq!(poster[0].kind, "poster");
    assert_eq!(poster[0].hits[0].title, code);
    assert_eq!(find(&code.replace('-', ""))[0].kind, "poster");
    // Letters that are taken for one another when a code is read on a wall.
    let misread = code.replace('0', "O").replace('1', "l").replace('V', "u");
    for typed in [
        misread.clone(),
        misread.replace('-', " "),
        misread.chars().take(5).collect(),
    ] {
        let found = find(&typed);
        assert!(found.iter().any(|group| group.kind == "poster"), "{typed}");
    }
    // A few of each, and how many there are.
    let many = find("exemple");
    assert!(many.iter().all(|group| group.hits.len() <= 5));
    let people = many.iter().find(|group| group.kind == "badge").unwrap();
    assert!(people.total >= 5);
}

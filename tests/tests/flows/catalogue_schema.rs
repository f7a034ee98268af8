//! What the schema of a catalogue says, and what the application takes in: the same.

#![allow(clippy::unwrap_used, clippy::panic)] // a test says plainly that something cannot be otherwise

use std::io::Write as _;
use std::process::{Command, Stdio};

use anyhow::Result;
use atelier_tests::{group, place};
use serde_json::{Value, json};

/// What is said of a catalogue to which nothing was done.
const AS_IT_IS: &str = "as it is";
/// What no schema can say: that the names in a file agree with one another.
const BEYOND: [&str; 2] = ["parcours «", "deux fois"];
/// What the application does without: what was done to the file ends so.
const SPARED: [&str; 4] = ["/example", "/pathway", "/issuer", "/source is null"];
const PICTURE: &str = "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCA5IDkiPjxwYXRoIGQ9Ik0xIDFoN3Y3eiIvPjwvc3ZnPg==";

/// What is wrong with each catalogue according to the schema; nothing when it is right.
fn against_the_schema(catalogues: &[Value]) -> Vec<String> {
    let interpreter = std::env::var_os("ATELIER_INTEROP_PYTHON").unwrap_or_else(|| {
        panic!("ATELIER_INTEROP_PYTHON is not set: the checker is made ready by `cargo xtask test`")
    });
    let mut checker = Command::new(interpreter)
        .arg(place::root().join("tests/interop/check_schema.py"))
        .arg(place::root().join("assets/catalogue/catalogue.schema.json"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = checker.stdin.take().unwrap();
    let lines: Vec<String> = catalogues.iter().map(Value::to_string).collect();
    let asking = std::thread::spawn(move || {
        for line in lines {
            writeln!(input, "{line}").unwrap();
        }
    });
    let output = checker.wait_with_output().unwrap();
    asking.join().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    let told: Vec<String> = told.lines().map(str::to_owned).collect();
    assert_eq!(told.len(), catalogues.len(), "the schema itself is wrong");
    told
}

/// A catalogue of two badges, one of the structure whose address is to come.
fn catalogue(status: &str) -> Value {
    let rule = json!({"criterion": "c", "evidence": "e", "assessor": "a", "process": "p"});
    json!({
        "status": status, "version": "2026-1", "issuer": "INAÉ",
        "pathways": [{"id": "p", "name": "Parcours", "purpose": "But.", "colour": "#225577"}],
        "badges": [
            {
                "id": "un", "pathway": "p", "name": "Un", "example": status == "example",
                "recognises": "Un travail.",
                "application_url": "https://openbadgefactory.com/c/earnablebadge/PQ7Z1XaV2b3K/apply",
                "image": PICTURE, "suggested_rule": rule
            },
            {
                "id": "deux", "pathway": null, "name": "Deux", "example": false, "recognises": "",
                "application_url": "", "image": PICTURE, "suggested_rule": rule, "source": "structure"
            }
        ]
    })
}

/// Where each value of a document is, those inside others too.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    if !at.is_empty() {
        found.push(at.to_owned());
    }
    match value {
        Value::Object(map) => map
            .iter()
            .for_each(|(key, one)| places(one, &format!("{at}/{key}"), found)),
        Value::Array(all) => all
            .iter()
            .enumerate()
            .for_each(|(n, one)| places(one, &format!("{at}/{n}"), found)),
        _ => {}
    }
}

fn without(document: &Value, at: &str) -> Value {
    let mut document = document.clone();
    let (parent, key) = at.rsplit_once('/').unwrap();
    match document.pointer_mut(parent).unwrap() {
        Value::Object(map) => drop(map.remove(key)),
        Value::Array(all) => drop(all.remove(key.parse().unwrap())),
        _ => unreachable!(),
    }
    document
}

/// A catalogue with each of its parts taken away, or something else put in its place.
fn changed(status: &str) -> Vec<(String, Value)> {
    let right = catalogue(status);
    let mut all = Vec::new();
    places(&right, "", &mut all);
    let mut made = vec![(AS_IT_IS.to_owned(), right.clone())];
    for at in &all {
        made.push((format!("without {at}"), without(&right, at)));
        let others = [
            json!(""),
            json!(" "),
            json!("Élan"),
            json!("un"),
            json!("#12345"),
            json!("#ABCDEF"),
            json!("https://exemple.fr/a"),
            json!("https://exemple.fr/a#b"),
            json!("http://exemple.fr/a"),
            json!("https://localhost/a.b"),
            json!("https://192.168.0.1/a"),
            json!("https://192.168.0.1:8443/a"),
            json!("https://exemple.fr:8443/a?b=c@d"),
            json!("https://moi:secret@exemple.fr/a"),
            json!("../a.svg"),
            json!("example"),
            json!("structure"),
            json!("inae"),
            json!("x".repeat(64)),
            json!("x".repeat(65)),
            json!("é".repeat(255)),
            json!("é".repeat(256)),
            json!("é".repeat(1_000)),
            json!("é".repeat(1_001)),
            json!("é".repeat(2_000)),
            json!("é".repeat(2_001)),
            json!(3),
            json!(true),
            json!(null),
            json!([]),
            json!({}),
        ];
        for other in others {
            let mut document = right.clone();
            let told: String = other.to_string().chars().take(20).collect();
            *document.pointer_mut(at).unwrap() = other;
            made.push((format!("{at} is {told}"), document));
        }
    }
    made
}

#[test]
fn what_the_schema_takes_the_application_takes_and_what_it_refuses_is_refused() -> Result<()> {
    let (_home, app) = group::empty()?;
    let all = ["example", "official", "structure"].map(changed).concat();
    let documents: Vec<Value> = all.iter().map(|(_, one)| one.clone()).collect();
    let told = against_the_schema(&documents);
    let mut differ = Vec::new();
    for ((what, document), told) in all.iter().zip(&told) {
        let refused = app.read_catalogue(document.to_string().as_bytes()).err();
        let refused = refused
            .map(|problem| problem.told().what)
            .unwrap_or_default();
        let known = match (refused.is_empty(), told.is_empty()) {
            (true, true) => true,
            (false, false) => what != AS_IT_IS,
            (false, true) => BEYOND.iter().any(|reason| refused.contains(reason)),
            (true, false) => SPARED.iter().any(|part| what.ends_with(part)),
        };
        if !known {
            let status = &document["status"];
            differ.push(format!(
                "{status}, {what}: « {refused} », and the schema « {told} »"
            ));
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
    Ok(())
}

#[test]
fn what_ships_and_what_is_given_out_is_as_the_schema_says() -> Result<()> {
    let (home, app) = group::empty()?;
    let read = |path: &std::path::Path| -> Result<Value> {
        Ok(serde_json::from_str(&std::fs::read_to_string(path)?)?)
    };
    let given = |name: &str| -> Result<Value> {
        let path = home.path().join(name);
        app.export_catalogue("json", Some(&path))?;
        read(&path)
    };
    let mut documents = vec![
        read(&place::root().join("assets/catalogue/example.json"))?,
        given("example.json")?,
    ];
    let mut own = app.badge_form(None)?;
    own.name = "Un badge à nous".into();
    own.application_url = "https://exemple.fr/demande".into();
    app.save_badge(&own)?;
    documents.push(given("changed.json")?);
    let preview = app.read_catalogue(catalogue("official").to_string().as_bytes())?;
    app.confirm_catalogue(&preview.token, true)?;
    documents.push(given("official.json")?);
    for told in against_the_schema(&documents) {
        assert_eq!(told, "");
    }
    Ok(())
}

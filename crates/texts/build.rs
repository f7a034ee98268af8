//! Turns `assets/i18n/fr` into Rust: an object is a module, a text a function of its `{placeholders}`, in the order of the
//! alphabet; `one` and `other` are one function of `n` and the others. What an enumeration of the domain is called is one
//! function of it, so that a code without a text, or a text without a code, does not build.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use atelier_domain as domain;
use atelier_domain::Coded;
use serde_json::{Map, Value};

type Done<T> = Result<T, Box<dyn std::error::Error>>;
type Group = Map<String, Value>;

const FROM: &str = "../../assets/i18n/fr";

/// Files of texts; the groups of the first are at the top.
const FILES: [&str; 4] = ["labels", "cli", "formats", "guichet"];

/// The groups that say what an enumeration is called, with that enumeration.
fn enumerations() -> Vec<(&'static str, &'static str, Vec<Variant>)> {
    fn of<T: Coded + std::fmt::Debug>(
        group: &'static str,
    ) -> (&'static str, &'static str, Vec<Variant>) {
        let variant = |one: &T| Variant {
            name: format!("{one:?}"),
            code: one.to_code(),
        };
        (group, T::NAME, T::EVERY.iter().map(variant).collect())
    }
    vec![
        of::<domain::Attendance>("attendance"),
        of::<domain::BadgeSource>("badge-source"),
        of::<domain::BlockReason>("block"),
        of::<domain::CatalogueStatus>("catalogue-status"),
        of::<domain::Holiday>("holiday"),
        of::<domain::Missing>("missing"),
        of::<domain::NotReady>("mailbox-note"),
        of::<domain::NotReady>("not-ready"),
        of::<domain::NotReady>("not-ready-todo"),
        of::<domain::PosterPart>("poster-changed"),
        of::<domain::RequestState>("and-now"),
        of::<domain::RequestState>("request-state"),
        of::<domain::StaffRole>("staff-role"),
        of::<domain::Step>("step"),
        of::<domain::Step>("step-now"),
        of::<domain::StepState>("step-state"),
        of::<domain::StructureKind>("structure-kind"),
        of::<domain::WorkshopKind>("workshop-kind"),
    ]
}

struct Variant {
    name: String,
    code: &'static str,
}

fn main() -> Done<()> {
    println!("cargo::rerun-if-changed={FROM}");
    let mut out = String::new();
    for file in FILES {
        let groups: Group =
            serde_json::from_str(&fs::read_to_string(format!("{FROM}/{file}.json"))?)?;
        if file == "labels" {
            members(&mut out, &groups)?;
        } else {
            module(&mut out, file, &groups)?;
        }
    }
    let into = env::var("OUT_DIR")?;
    Ok(fs::write(Path::new(&into).join("texts.rs"), out)?)
}

fn members(out: &mut String, group: &Group) -> Done<()> {
    group.iter().try_for_each(|(key, value)| match value {
        Value::String(text) => Ok(function(out, key, &holes(text), &said(text), text)?),
        Value::Object(forms) if forms.contains_key("one") => counted(out, key, forms),
        Value::Object(inner) => module(out, key, inner),
        _ => Err(format!("{key} is neither a text nor a group").into()),
    })
}

fn module(out: &mut String, name: &str, group: &Group) -> Done<()> {
    writeln!(
        out,
        "/// Texts of `{name}`.\npub mod {} {{",
        identifier(name)
    )?;
    match enumerations().into_iter().find(|(of, ..)| *of == name) {
        Some((_, enumeration, variants)) => named(out, name, enumeration, &variants, group)?,
        None => members(out, group)?,
    }
    Ok(writeln!(out, "}}")?)
}

/// What each variant of an enumeration is called.
fn named(
    out: &mut String,
    name: &str,
    enumeration: &str,
    variants: &[Variant],
    group: &Group,
) -> Done<()> {
    let codes: BTreeSet<&str> = variants.iter().map(|variant| variant.code).collect();
    let texts: BTreeSet<&str> = group.keys().map(String::as_str).collect();
    if codes != texts {
        let alone: Vec<_> = codes.symmetric_difference(&texts).collect();
        return Err(format!("{name} and {enumeration} differ: {alone:?}").into());
    }
    writeln!(
        out,
        "/// What this one is called.\n#[must_use]\npub fn of(one: atelier_domain::{enumeration}) -> String {{\nmatch one {{"
    )?;
    for Variant { name, code } in variants {
        let text = group.get(*code).and_then(Value::as_str);
        let text = text.ok_or_else(|| format!("{code} is not a text"))?;
        writeln!(out, "atelier_domain::{enumeration}::{name} => {text:?},")?;
    }
    Ok(writeln!(out, "}}.to_owned()\n}}")?)
}

/// A text that depends on how many there are.
fn counted(out: &mut String, key: &str, forms: &Group) -> Done<()> {
    let form = |name: &str| {
        forms
            .get(name)
            .and_then(Value::as_str)
            .ok_or_else(|| format!("{key} has no `{name}`"))
    };
    let (one, other) = (form("one")?, form("other")?);
    let mut parameters = holes(one);
    parameters.extend(holes(other));
    parameters.remove("n");
    let number = if holes(one).contains("n") || holes(other).contains("n") {
        "n"
    } else {
        "_"
    };
    let body = format!(
        "let (single, {number}) = (n.single(), n.french()); if single {{ {} }} else {{ {} }}",
        said(one),
        said(other)
    );
    let parameters = std::iter::once("n").chain(parameters).collect::<Vec<_>>();
    Ok(function_of(out, key, &parameters, &body, other)?)
}

fn function(
    out: &mut String,
    key: &str,
    parameters: &BTreeSet<&str>,
    body: &str,
    text: &str,
) -> std::fmt::Result {
    function_of(
        out,
        key,
        &parameters.iter().copied().collect::<Vec<_>>(),
        body,
        text,
    )
}

fn function_of(
    out: &mut String,
    key: &str,
    parameters: &[&str],
    body: &str,
    text: &str,
) -> std::fmt::Result {
    let counts = body.starts_with("let (single");
    let typed = |name: &&str| match (counts, *name) {
        (true, "n") => "n: impl crate::french::Count".to_owned(),
        (_, name) => format!("{}: impl std::fmt::Display", identifier(name)),
    };
    let parameters = parameters.iter().map(typed).collect::<Vec<_>>().join(", ");
    let name = identifier(key);
    writeln!(
        out,
        "#[doc = {text:?}]\n#[must_use]\npub fn {name}({parameters}) -> String {{ {body} }}"
    )
}

/// The expression that says a text: its placeholders are variables.
fn said(text: &str) -> String {
    if holes(text).is_empty() && !text.contains("{n}") {
        return format!("{text:?}.to_owned()");
    }
    format!("format!({text:?})")
}

/// The names of a text's `{placeholders}`.
fn holes(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|after| Some(after.split_once('}')?.0))
        .collect()
}

/// `first-name` and `frame.title` as Rust names.
fn identifier(key: &str) -> String {
    let name = key.replace(['-', '.'], "_");
    match name.as_str() {
        "where" | "type" | "use" | "in" | "of" => format!("{name}_"),
        _ => name,
    }
}

//! The client of the interface, in TypeScript.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use ts_rs::{Config, TS};

use super::travel::{Bytes, File, camel};

/// A command, as it is asked.
pub(super) struct Signature {
    pub(super) docs: Vec<&'static str>,
    pub(super) name: &'static str,
    /// Their names and types.
    pub(super) arguments: Vec<(&'static str, String)>,
    pub(super) answer: String,
}

/// An event, as it is listened to.
pub(super) struct EventSignature {
    pub(super) docs: Vec<&'static str>,
    pub(super) name: &'static str,
    pub(super) payload: String,
}

macro_rules! signature {
    ($config:ident, [$($doc:literal)*] $name:ident($($argument:ident: $kind:ty),*) -> $answer:ty) => {
        typescript::Signature {
            docs: vec![$($doc),*],
            name: stringify!($name),
            arguments: vec![$((stringify!($argument), <$kind as ts_rs::TS>::name($config))),*],
            answer: <$answer as ts_rs::TS>::name($config),
        }
    };
}

macro_rules! event_signature {
    ($config:ident, [$($doc:literal)*] $name:literal: $payload:ty) => {
        typescript::EventSignature {
            docs: vec![$($doc),*],
            name: $name,
            payload: <$payload as ts_rs::TS>::name($config),
        }
    };
}

pub(super) use {event_signature, signature};

/// How a file is typed.
const FILE: &str = "Uint8Array";

macro_rules! as_file {
    ($kind:ty) => {
        impl TS for $kind {
            type WithoutGenerics = Self;
            type OptionInnerType = Self;

            fn name(_: &Config) -> String {
                FILE.to_owned()
            }

            fn inline(config: &Config) -> String {
                Self::name(config)
            }
        }
    };
}
as_file!(File<'_>);
as_file!(Bytes);

const WIRE: &str = "
/** How commands travel. */
export interface Wire {
  /** Asks a command: its arguments, the file that goes beside them, its answer. A file comes back as an `ArrayBuffer`. */
  ask<T>(command: string, args: Record<string, unknown>, file?: Uint8Array): Promise<T>
  /** Called at every event; resolves to the function that stops it. */
  listen<T>(event: string, listener: (payload: T) => void): Promise<() => void>
}
";

/// The whole file.
pub(super) fn client() -> String {
    let config = Config::new();
    let commands = super::signatures(&config);
    let events = super::event_signatures(&config);
    let types = commands
        .iter()
        .flat_map(|one| {
            one.arguments
                .iter()
                .map(|(_, kind)| kind)
                .chain([&one.answer])
        })
        .chain(events.iter().map(|one| &one.payload));
    let mut text = String::from(
        "// Generated from crates/app/src/commands/table.rs by `cargo test -p atelier-app`; do not edit.\n\nimport type {\n",
    );
    for name in named(types) {
        let _ = writeln!(text, "  {name},");
    }
    text.push_str("} from './types'\n");
    text.push_str(WIRE);
    text.push_str("\n/** All that can be asked of the application. Every refusal is thrown as a `Problem`. */\n");
    text.push_str("export interface Client {\n");
    for command in &commands {
        describe(&mut text, &command.docs);
        let _ = writeln!(text, "  {}", declaration(command));
    }
    for event in &events {
        describe(&mut text, &event.docs);
        let EventSignature {
            docs: _,
            name,
            payload,
        } = event;
        let _ = writeln!(
            text,
            "  {}(listener: (payload: {payload}) => void): Promise<() => void>",
            listener(name)
        );
    }
    text.push_str("}\n\nexport function client({ ask, listen }: Wire): Client {\n  return {\n");
    for command in &commands {
        let _ = writeln!(text, "    {},", call(command));
    }
    for event in &events {
        let name = event.name;
        let _ = writeln!(
            text,
            "    {}: (listener) => listen('{name}', listener),",
            listener(name)
        );
    }
    text.push_str("  }\n}\n");
    text
}

/// The types that are declared beside, in alphabetical order.
fn named<'a>(types: impl Iterator<Item = &'a String>) -> BTreeSet<&'a str> {
    types
        .flat_map(|kind| kind.split(|letter: char| !letter.is_alphanumeric()))
        .filter(|word| word.starts_with(char::is_uppercase))
        .filter(|word| !["Array", FILE].contains(word))
        .collect()
}

fn describe(text: &mut String, docs: &[&str]) {
    if !docs.is_empty() {
        let said: Vec<&str> = docs.iter().map(|line| line.trim()).collect();
        let _ = writeln!(text, "  /** {} */", said.join(" "));
    }
}

/// Nothing is `null` in JSON, and no answer at all in TypeScript.
fn answer(command: &Signature) -> &str {
    match command.answer.as_str() {
        "null" => "void",
        other => other,
    }
}

fn declaration(command: &Signature) -> String {
    let arguments: Vec<String> = command
        .arguments
        .iter()
        .map(|(name, kind)| format!("{}: {kind}", camel(name)))
        .collect();
    let arguments = arguments.join(", ");
    format!(
        "{}({arguments}): Promise<{}>",
        camel(command.name),
        answer(command)
    )
}

fn call(command: &Signature) -> String {
    let all: Vec<String> = command
        .arguments
        .iter()
        .map(|(name, _)| camel(name))
        .collect();
    let (mut named, mut file) = (Vec::new(), String::new());
    for (name, kind) in &command.arguments {
        match kind == FILE {
            true => file = format!(", {}", camel(name)),
            false => named.push(camel(name)),
        }
    }
    let named = match named.is_empty() {
        true => "{}".to_owned(),
        false => format!("{{ {} }}", named.join(", ")),
    };
    let asked = format!("'{}', {named}{file}", command.name);
    let asked = match command.answer == FILE {
        true => format!("ask<ArrayBuffer>({asked}).then((bytes) => new Uint8Array(bytes))"),
        false => format!("ask({asked})"),
    };
    format!("{}: ({}) => {asked}", camel(command.name), all.join(", "))
}

fn listener(event: &str) -> String {
    camel(&format!("on_{event}"))
}

//! Every command of an interface, written once in `table.rs`: its arguments, its answer, and who may ask it.
//!
//! From that table come the dispatch below, the permissions of the windows (`src-tauri/capabilities`), and the client of
//! the interface (`ui/src/api/client.ts`). What only windows can do (dialogs, other windows, the clipboard) is
//! declared there too, and done by a [`Shell`].

mod event;
#[cfg(test)]
mod tests;
mod travel;
#[cfg(test)]
mod typescript;

use std::collections::BTreeMap;
use std::future::Future;
use std::path::Path;
use std::sync::Arc;

use crate::base::app::App;
use crate::base::problem::{Answer, Case, Problem};
use crate::view::*;

pub use event::Event;
pub use travel::{Bytes, File, Input, Reply, camel};

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caller {
    /// The main window.
    Main,
    /// The main window while the participant's station is open: it is in the hands of a participant.
    Station,
    /// The window that a group looks at.
    Projector,
}

/// A command, as it is declared.
#[derive(Debug, Clone, Copy)]
pub struct Command {
    /// Its name on the wire.
    pub name: &'static str,
    /// Who may ask it.
    pub callers: &'static [Caller],
}

/// The command of this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Command> {
    ALL.iter().find(|command| command.name == name)
}

/// The main window alone, unless said otherwise.
macro_rules! callers {
    () => { &[Caller::Main] };
    ($($caller:ident)+) => { &[$(Caller::$caller),+] };
}

macro_rules! commands {
    (
        ($app:ident)
        application {$(
            $(#[doc = $doc:literal])*
            $name:ident($($argument:ident: $kind:ty),*) -> $answer:ty $([$($caller:ident)+])? = $body:expr;
        )*}
        windows {$(
            $(#[doc = $w_doc:literal])*
            $w_name:ident($($w_argument:ident: $w_kind:ty),*) -> $w_answer:ty $([$($w_caller:ident)+])?;
        )*}
        events {$(
            $(#[doc = $e_doc:literal])*
            $event:ident = $e_name:literal: $payload:ty;
        )*}
    ) => {
        /// Every command.
        pub const ALL: &[Command] = &[
            $(Command { name: stringify!($name), callers: callers!($($($caller)+)?) },)*
            $(Command { name: stringify!($w_name), callers: callers!($($($w_caller)+)?) },)*
        ];

        /// What only windows can do; the arguments were read, and the caller is allowed to ask.
        pub trait Shell: Send + Sync {$(
            $(#[doc = $w_doc])*
            fn $w_name(&self, $($w_argument: $w_kind),*) -> impl Future<Output = Answer<$w_answer>> + Send;
        )*}

        /// What the application tells without being asked.
        pub mod events {
            use super::*;
            $(
                $(#[doc = $e_doc])*
                pub const $event: Event<$payload> = Event::new($e_name);
            )*
        }

        mod run {
            use super::*;
            $(
                #[allow(unused_variables)] // some take nothing, and some ask the system alone
                pub(super) async fn $name($app: &Arc<App>, input: &Input<'_>) -> Answer<Reply> {
                    $(let $argument: $kind = input.take(stringify!($argument))?;)*
                    let answer: Answer<$answer> = $body;
                    Reply::of(answer?)
                }
            )*
            $(
                #[allow(unused_variables)] // some take nothing
                pub(super) async fn $w_name(shell: &impl Shell, input: &Input<'_>) -> Answer<Reply> {
                    $(let $w_argument: $w_kind = input.take(stringify!($w_argument))?;)*
                    Reply::of(shell.$w_name($($w_argument),*).await?)
                }
            )*
        }

        /// Runs the command of this name.
        async fn run(app: &Arc<App>, shell: &impl Shell, name: &str, input: &Input<'_>) -> Answer<Reply> {
            match name {
                $(stringify!($name) => run::$name(app, input).await,)*
                $(stringify!($w_name) => run::$w_name(shell, input).await,)*
                _ => Err(Problem::unexpected("no such command")),
            }
        }

        /// No window at all.
        #[cfg(test)]
        struct NoWindow;

        #[cfg(test)]
        impl Shell for NoWindow {$(
            async fn $w_name(&self, $(_: $w_kind),*) -> Answer<$w_answer> {
                Err(Problem::unexpected("no window"))
            }
        )*}

        /// How each command is asked in TypeScript.
        #[cfg(test)]
        fn signatures(config: &ts_rs::Config) -> Vec<typescript::Signature> {
            vec![
                $(typescript::signature!(config, [$($doc)*] $name($($argument: $kind),*) -> $answer),)*
                $(typescript::signature!(config, [$($w_doc)*] $w_name($($w_argument: $w_kind),*) -> $w_answer),)*
            ]
        }

        /// How each event is listened to in TypeScript.
        #[cfg(test)]
        fn event_signatures(config: &ts_rs::Config) -> Vec<typescript::EventSignature> {
            vec![$(typescript::event_signature!(config, [$($e_doc)*] $e_name: $payload)),*]
        }
    };
}

include!("table.rs");

/// Answers a command that a window asks. While the participant's station is open, the main window is refused all that is
/// not of it.
///
/// # Errors
/// `station-open`; `unexpected` for a command that this window may not ask, or that is asked in another shape; those of
/// the command itself.
pub async fn dispatch(
    app: &Arc<App>,
    shell: &impl Shell,
    window: Caller,
    name: &str,
    input: &Input<'_>,
) -> Answer<Reply> {
    let caller = match window {
        Caller::Main if app.station_is_open() => Caller::Station,
        window => window,
    };
    match find(name) {
        Some(command) if command.callers.contains(&caller) => run(app, shell, name, input).await,
        Some(_) if caller == Caller::Station => Err(Problem::of(Case::StationOpen)),
        Some(_) | None => Err(Problem::unexpected("no such command for this window")),
    }
}

//! `atelier`: the use cases of the application on the command line. No logic of its own.

mod clean;
mod demo;
mod documents;
mod sync;

use atelier_texts::cli as texts;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, bail};
use atelier_app::{App, Clock, Places};
use clap::{Args, Parser, Subcommand};
use tracing_subscriber::EnvFilter;

/// Atelier Badges en ligne de commande.
#[derive(Parser)]
#[command(name = "atelier", version, about, long_about = None, disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Crée des données de démonstration complètes (personnes inventées).
    Demo(demo::Arguments),
    /// Produit un document imprimable (PDF).
    Documents(documents::Arguments),
    /// Nettoie des photos et des documents : type vérifié, métadonnées retirées, taille réduite.
    Clean(clean::Arguments),
    /// Envoie ce qui attend à INAÉ, et reçoit les nouvelles.
    Sync(sync::Arguments),
    /// Relie cet ordinateur au guichet d’INAÉ avec un code à usage unique.
    Enrol(sync::EnrolArguments),
}

/// Where the store is, and how it opens.
#[derive(Args)]
struct StoreArguments {
    /// Dossier des données.
    #[arg(long, value_name = "DOSSIER")]
    dir: PathBuf,
}

impl StoreArguments {
    /// Opens the store. The passphrase comes from `ATELIER_PASSPHRASE`, or else from the first line of standard input:
    /// never from the command line, which other users of the computer can see.
    fn open(&self) -> anyhow::Result<Arc<App>> {
        let passphrase = match std::env::var("ATELIER_PASSPHRASE") {
            Ok(passphrase) => passphrase,
            Err(_) => {
                eprint!("{}", texts::passphrase());
                let mut line = String::new();
                std::io::stdin()
                    .read_line(&mut line)
                    .with_context(texts::passphrase_unreadable)?;
                line.trim_end_matches(['\r', '\n']).to_owned()
            }
        };
        let app = application(self.dir.clone());
        app.unlock(&passphrase)?;
        Ok(app)
    }
}

/// The application on this folder, printed documents beside the store.
fn application(dir: PathBuf) -> Arc<App> {
    let documents = dir.join("documents");
    App::new(
        Places {
            data: dir,
            documents,
        },
        Clock::system(),
    )
}

fn main() -> ExitCode {
    let filter = EnvFilter::try_from_env("ATELIER_LOG").unwrap_or_else(|_| EnvFilter::new("error"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    match run(Cli::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{}", texts::error(format!("{error:#}")));
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    match cli.command {
        Command::Demo(arguments) => demo::run(arguments),
        Command::Documents(arguments) => documents::run(arguments),
        Command::Clean(arguments) => clean::run(&arguments),
        Command::Sync(arguments) => sync::run(&arguments),
        Command::Enrol(arguments) => sync::enrol(&arguments),
    }
}

/// Writes a file that a person asked for, with a message that names it when it cannot be.
fn write(path: &std::path::Path, bytes: &[u8]) -> anyhow::Result<()> {
    if path.is_dir() {
        bail!(texts::folder(path.display()));
    }
    std::fs::write(path, bytes).with_context(|| texts::not_written(path.display()))
}

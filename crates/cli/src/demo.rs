//! `atelier demo`.

use atelier_texts::cli as texts;
use std::path::PathBuf;
use std::process::ExitCode;

use atelier_app::demo;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Dossier à créer.
    #[arg(long, value_name = "DOSSIER")]
    dir: PathBuf,
}

pub(crate) fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let shown = arguments.dir.display().to_string();
    let app = crate::application(arguments.dir);
    demo::fill(&app)?;
    // Nobody in it exists: it can be neither linked nor sent, and what it prints says so.
    app.mark_as_practice()?;
    println!("{}", texts::demo::ready(&shown));
    println!("{}", texts::demo::passphrase(demo::PASSPHRASE));
    println!("{}", texts::demo::open(shown));
    Ok(ExitCode::SUCCESS)
}

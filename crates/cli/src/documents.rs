//! `atelier documents`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use atelier_app::documents::{Poster, posters_pdf};
use atelier_app::view::DocumentChoice;
use atelier_app::{Clock, catalogue, documents};

#[derive(clap::Subcommand)]
pub(crate) enum Kind {
    /// Affiches A4, une page par badge.
    Poster(PosterArguments),
    /// Liste des accusés de réception.
    Receipts(ReceiptArguments),
}

#[derive(clap::Args)]
pub(crate) struct PosterArguments {
    /// Badges à imprimer (codes du catalogue).
    #[arg(value_name = "BADGE")]
    badges: Vec<String>,
    /// Tous les badges proposés par la structure, ou tous ceux du catalogue d'exemple sans données.
    #[arg(long, conflicts_with = "badges")]
    all: bool,
    /// Dossier des données : prend le nom de la structure et ses règles.
    #[arg(long, value_name = "DOSSIER")]
    dir: Option<PathBuf>,
    /// Contenu des affiches, en JSON, au lieu des données.
    #[arg(long, value_name = "FICHIER", conflicts_with_all = ["dir", "badges", "all"])]
    data: Option<PathBuf>,
    /// Fichier PDF à écrire.
    #[arg(long, value_name = "FICHIER.pdf")]
    out: PathBuf,
}

#[derive(clap::Args)]
pub(crate) struct ReceiptArguments {
    #[command(flatten)]
    store: crate::StoreArguments,
    /// Fichier PDF à écrire.
    #[arg(long, value_name = "FICHIER.pdf")]
    out: PathBuf,
}

pub(crate) fn run(kind: Kind) -> anyhow::Result<ExitCode> {
    let out = match kind {
        Kind::Poster(arguments) => poster(arguments)?,
        Kind::Receipts(ReceiptArguments { store, out }) => {
            store
                .open()?
                .save_document(&DocumentChoice::Receipts { workshop: None }, Some(&out))?;
            out
        }
    };
    println!("{}", out.display());
    Ok(ExitCode::SUCCESS)
}

fn poster(arguments: PosterArguments) -> anyhow::Result<PathBuf> {
    let PosterArguments {
        badges,
        all,
        dir,
        data,
        out,
    } = arguments;
    if let Some(data) = data {
        let text = std::fs::read_to_string(&data)
            .with_context(|| format!("« {} » illisible", data.display()))?;
        let posters: Vec<Poster> = serde_json::from_str(&text)
            .with_context(|| format!("« {} » ne décrit pas des affiches", data.display()))?;
        crate::write(&out, &posters_pdf(&posters, Clock::system())?)?;
        return Ok(out);
    }
    if badges.is_empty() && !all {
        bail!("indiquez des badges, ou --all");
    }
    match dir {
        Some(dir) => {
            let app = crate::StoreArguments { dir }.open()?;
            let badges = if all { offered(&app)? } else { badges };
            app.save_document(&DocumentChoice::Poster { badges }, Some(&out))?;
        }
        None => {
            let shelf = catalogue::Shelf::example()?;
            let ids = if all { shelf.ids() } else { badges };
            let posters = ids
                .iter()
                .map(|id| documents::poster(&shelf, &catalogue::badge_id(id)?, ""))
                .collect::<Result<Vec<_>, _>>()?;
            crate::write(&out, &posters_pdf(&posters, Clock::system())?)?;
        }
    }
    Ok(out)
}

fn offered(app: &atelier_app::App) -> anyhow::Result<Vec<String>> {
    let badges = app
        .catalogue()?
        .pathways
        .into_iter()
        .flat_map(|pathway| pathway.badges);
    Ok(badges
        .filter(|badge| badge.offered)
        .map(|badge| badge.id)
        .collect())
}

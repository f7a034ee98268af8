//! `atelier documents`.

use atelier_texts::cli::{self, documents as texts};
use atelier_texts::sheet_name;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use atelier_app::catalogue::offered::Shelf;
use atelier_app::documents::{Format, Language, Poster, how_to_ask_pdf, posters_pdf, together_pdf};
use atelier_app::ids::badge_id;
use atelier_app::labels;
use atelier_app::posters::poster::{self as badge_poster, HOW_TO_ASK};
use atelier_app::sheets;
use atelier_app::view::{
    BadgeId, DocumentChoice, Id, MarginsView, ParticipantId, PrinterView, WorkshopId, shown,
};
use atelier_app::{App, Case, Clock, Problem, Told, documents, printers};

#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true, arg_required_else_help = true)]
pub(crate) struct Arguments {
    /// Liste tout ce qui s’imprime.
    #[arg(long)]
    list: bool,
    /// Liste les imprimantes, ce qu’elles attendent et le bord de feuille qu’elles n’impriment pas.
    #[arg(long, conflicts_with = "list")]
    printers: bool,
    #[command(subcommand)]
    kind: Option<Kind>,
}

#[derive(clap::Subcommand)]
enum Kind {
    /// Affiches et prospectus, une feuille par badge ou une pour plusieurs.
    Poster(PosterArguments),
    /// Affiche « Comment demander un badge ».
    HowToAsk(HowToAskArguments),
    /// Liste des accusés de réception.
    Receipts(ReceiptArguments),
    /// Feuille d’un atelier ou des badges obtenus : voir --list.
    Sheet(SheetArguments),
}

#[derive(clap::Args)]
pub(crate) struct PosterArguments {
    /// Badges à imprimer (codes du catalogue).
    #[arg(value_name = "BADGE")]
    badges: Vec<String>,
    /// Tous les badges proposés par la structure, ou tous ceux du catalogue d’exemple sans données.
    #[arg(long, conflicts_with = "badges")]
    all: bool,
    /// Dossier des données : prend le nom de la structure et ses règles.
    #[arg(long, value_name = "DOSSIER")]
    dir: Option<PathBuf>,
    /// Contenu des affiches, en JSON, au lieu des données.
    #[arg(long, value_name = "FICHIER", conflicts_with_all = ["dir", "badges", "all"])]
    data: Option<PathBuf>,
    /// Tous les badges demandés sur une seule affiche, par exemple ceux d’un parcours.
    #[arg(long)]
    together: bool,
    /// Papier : a4, a4-landscape, a3, a3-landscape, flyer-two (deux A5 sur une feuille A4), flyer-four (quatre A5 sur
    /// une feuille A3).
    #[arg(long, value_name = "PAPIER", default_value = "a4", value_parser = format)]
    format: Format,
    /// Deuxième langue, à côté du français : en, ar ou uk ; les mots viennent des données.
    #[arg(long, value_name = "LANGUE", value_parser = language, requires = "dir")]
    beside: Option<Language>,
    #[command(flatten)]
    to: Destination,
}

#[derive(clap::Args)]
pub(crate) struct HowToAskArguments {
    /// Dossier des données : prend le nom de la structure et l’adresse de sa plateforme.
    #[arg(long, value_name = "DOSSIER")]
    dir: Option<PathBuf>,
    /// Papier, comme pour une affiche de badge.
    #[arg(long, value_name = "PAPIER", default_value = "a4", value_parser = format)]
    format: Format,
    /// Deuxième langue, à côté du français : en, ar ou uk.
    #[arg(long, value_name = "LANGUE", value_parser = language)]
    beside: Option<Language>,
    #[command(flatten)]
    to: Destination,
}

/// A paper, by its code.
fn format(code: &str) -> Result<Format, String> {
    let known = Format::ALL.into_iter().find(|format| format.code() == code);
    known.ok_or_else(|| {
        let codes = Format::ALL.map(Format::code);
        texts::format(codes.join(", "))
    })
}

/// A language beside French, by its code.
fn language(code: &str) -> Result<Language, String> {
    Language::from_code(code).ok_or_else(|| {
        let codes = Language::ALL.map(Language::code);
        texts::language(codes.join(", "))
    })
}

#[derive(clap::Args)]
pub(crate) struct ReceiptArguments {
    #[command(flatten)]
    store: crate::StoreArguments,
    /// Atelier (identifiant) ; tous les accusés sinon.
    #[arg(long, value_name = "ATELIER")]
    workshop: Option<String>,
    #[command(flatten)]
    to: Destination,
}

#[derive(clap::Args)]
pub(crate) struct SheetArguments {
    /// Quelle feuille ; avec --data, ce peut être le fichier sheet.json d’une feuille à essayer.
    name: String,
    /// Atelier (identifiant), pour une feuille d’atelier ; le plus récent sinon.
    #[arg(long, value_name = "ATELIER")]
    workshop: Option<String>,
    /// Personne pour qui l’imprimer (adresse mail ou identifiant) ; se répète ; tout le monde sinon.
    #[arg(long = "person", value_name = "PERSONNE")]
    people: Vec<String>,
    /// Dossier des données.
    #[arg(long, value_name = "DOSSIER", required_unless_present = "data")]
    dir: Option<PathBuf>,
    /// Contenu de la feuille, en JSON, au lieu des données.
    #[arg(long, value_name = "FICHIER", conflicts_with_all = ["dir", "workshop", "people", "printer"])]
    data: Option<PathBuf>,
    #[command(flatten)]
    to: Destination,
}

/// A file, or a printer: the PDF is then kept in the documents' folder whatever happens.
#[derive(clap::Args)]
struct Destination {
    /// Fichier PDF à écrire.
    #[arg(long, value_name = "FICHIER.pdf", required_unless_present = "printer")]
    out: Option<PathBuf>,
    /// Imprime sur cette imprimante, à l’échelle 100 %, au lieu d’écrire un fichier.
    #[arg(long, value_name = "IMPRIMANTE", conflicts_with = "out")]
    printer: Option<String>,
    /// Nombre d’exemplaires ; chaque affiche à accrocher a son propre code.
    #[arg(long, value_name = "N", default_value_t = 1, requires = "printer")]
    copies: u32,
    /// Des deux côtés de la feuille, sauf les affiches.
    #[arg(long, requires = "printer")]
    two_sided: bool,
}

/// Prints or writes a document of the store, and says what was done.
fn deliver(app: &App, choice: &DocumentChoice, to: &Destination) -> anyhow::Result<String> {
    if let Some(printer) = &to.printer {
        return Ok(app.print_document(choice, Some(printer), to.copies, to.two_sided)?);
    }
    Ok(app.save_document(choice, to.out.as_deref())?.path)
}

/// Everything that can be printed: how it is asked for, and what it is.
fn everything() -> anyhow::Result<String> {
    let line = |asked: &str, what: &str| format!("{asked:<32}{what}");
    let languages = |asked: &str, what: &str| {
        Language::ALL.map(|language| {
            let both = labels::beside(language);
            let asked = format!("{asked} --beside {}", language.code());
            line(&asked, &texts::in_language(what, both))
        })
    };
    let papers = Format::ALL.map(|format| {
        let asked = format!("poster --format {}", format.code());
        line(&asked, &labels::paper(format))
    });
    let mut lines = papers.to_vec();
    lines.extend(languages("poster", &labels::paper(Format::A4)));
    lines.push(line("poster --together", &sheet_name::together()));
    lines.push(line(HOW_TO_ASK, &sheet_name::how_to_ask()));
    lines.extend(languages(HOW_TO_ASK, &sheet_name::how_to_ask()));
    lines.push(line("receipts", &sheet_name::receipts()));
    for (name, told) in sheets::all()? {
        lines.push(line(&format!("sheet {name}"), &told));
    }
    Ok(lines.join("\n"))
}

/// The printers of this computer, one a line.
fn printers() -> anyhow::Result<String> {
    let line = |printer: PrinterView| {
        let mut words = vec![printer.name, printer.state];
        if printer.default {
            words.push(texts::default_printer());
        }
        words.extend(printer.margins.into_iter().map(|edges| {
            let MarginsView {
                width_mm,
                height_mm,
                top,
                right,
                bottom,
                left,
            } = edges;
            texts::margins(bottom, height_mm, left, right, top, width_mm)
        }));
        words.join(" · ")
    };
    let lines: Vec<String> = printers::printers()?.into_iter().map(line).collect();
    Ok(lines.join("\n"))
}

pub(crate) fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let told = match arguments.kind {
        None if arguments.printers => printers()?,
        None => everything()?,
        Some(Kind::Poster(arguments)) => poster(arguments)?,
        Some(Kind::HowToAsk(arguments)) => {
            let HowToAskArguments {
                dir,
                format,
                beside,
                to,
            } = arguments;
            match dir {
                Some(dir) => {
                    let choice = DocumentChoice::HowToAsk { format, beside };
                    deliver(&*crate::StoreArguments { dir }.open()?, &choice, &to)?
                }
                None => write(&how_to_ask_pdf(format, beside, Clock::system())?, to.out)?,
            }
        }
        Some(Kind::Receipts(ReceiptArguments {
            store,
            workshop,
            to,
        })) => {
            let choice = DocumentChoice::Receipts {
                workshop: workshop.as_deref().map(workshop_id).transpose()?,
            };
            deliver(&*store.open()?, &choice, &to)?
        }
        Some(Kind::Sheet(arguments)) => sheet(arguments)?,
    };
    println!("{told}");
    Ok(ExitCode::SUCCESS)
}

/// Writes a document that owes nothing to the data, and says where it is.
fn write(pdf: &[u8], out: Option<PathBuf>) -> anyhow::Result<String> {
    let Some(out) = out else {
        bail!(texts::printer_needs_folder());
    };
    crate::write(&out, pdf)?;
    Ok(out.display().to_string())
}

fn poster(arguments: PosterArguments) -> anyhow::Result<String> {
    let PosterArguments {
        badges,
        all,
        dir,
        data,
        together,
        format,
        beside,
        to,
    } = arguments;
    if badges.is_empty() && !all && data.is_none() {
        bail!(texts::which_badges());
    }
    if let Some(dir) = dir {
        let app = crate::StoreArguments { dir }.open()?;
        let badges = match all {
            true => offered(&app)?,
            false => {
                let each = badges.iter().map(|id| Ok(Id(badge_id(id)?)));
                each.collect::<anyhow::Result<_>>()?
            }
        };
        let choice = DocumentChoice::Poster {
            badges,
            together,
            format,
            beside,
        };
        return deliver(&app, &choice, &to);
    }
    let posters: Vec<Poster> = if let Some(data) = data {
        let text =
            std::fs::read_to_string(&data).with_context(|| cli::unreadable(data.display()))?;
        serde_json::from_str(&text).with_context(|| texts::no_posters(data.display()))?
    } else {
        let shelf = Shelf::example()?;
        let ids = if all { shelf.ids() } else { badges };
        let mut posters = Vec::new();
        for id in &ids {
            match badge_poster::poster(&shelf, &badge_id(id)?, "") {
                Ok(poster) => posters.push(poster),
                Err(problem) if all && matches!(problem.case, Case::BadgeNoAddress { .. }) => {
                    leave_out(&problem)
                }
                Err(problem) => return Err(problem.into()),
            }
        }
        posters
    };
    let pdf = if together {
        together_pdf(&posters, format, Clock::system())?
    } else {
        posters_pdf(posters, format, Clock::system())?
    };
    write(&pdf, to.out)
}

/// One badge among all has no poster: said, and the others are made.
fn leave_out(problem: &Problem) {
    let Told { what, todo, .. } = problem.told();
    eprintln!("{}", texts::left_out(todo, what));
}

fn sheet(arguments: SheetArguments) -> anyhow::Result<String> {
    let SheetArguments {
        name,
        workshop,
        people,
        dir,
        data,
        to,
    } = arguments;
    if let (Some(data), Some(out)) = (&data, &to.out) {
        let text =
            std::fs::read_to_string(data).with_context(|| cli::unreadable(data.display()))?;
        let pdf = if name.ends_with(".json") {
            let description =
                std::fs::read_to_string(&name).with_context(|| cli::unreadable(&name))?;
            documents::described_pdf(&description, &text, Clock::system())?
        } else {
            documents::sheet_pdf(&name, &text, Clock::system())?
        };
        crate::write(out, &pdf)?;
        return Ok(out.display().to_string());
    }
    let Some(dir) = dir else {
        bail!(texts::from_what());
    };
    let app = crate::StoreArguments { dir }.open()?;
    // A file is a sheet that is being made.
    let description = match name.ends_with(".json") {
        true => Some(std::fs::read_to_string(&name).with_context(|| cli::unreadable(&name))?),
        false => None,
    };
    let of_workshop = match &description {
        Some(description) => sheets::describes_workshop(description)?,
        None => sheets::is_of_workshop(&name)?,
    };
    let workshop = match workshop {
        None if of_workshop => {
            let latest = app.workshops()?.into_iter().next();
            Some(latest.with_context(texts::no_workshop)?.id)
        }
        given => given.as_deref().map(workshop_id).transpose()?,
    };
    let people = people.iter().map(|wanted| person(&app, wanted));
    let people: Vec<ParticipantId> = people.collect::<anyhow::Result<_>>()?;
    if let Some(description) = description {
        let pdf = app.described_sheet(&description, workshop.map(|id| id.0), people)?;
        return write(&pdf, to.out);
    }
    let choice = DocumentChoice::Sheet {
        name,
        workshop,
        people: shown(&people),
    };
    deliver(&app, &choice, &to)
}

/// The identifier of a workshop.
fn workshop_id(text: &str) -> anyhow::Result<Id<WorkshopId>> {
    let id = text.parse().map_err(|_| Problem::of(Case::NotFound))?;
    Ok(Id(id))
}

/// The identifier of a person, from their e-mail address or from itself.
fn person(app: &App, wanted: &str) -> anyhow::Result<ParticipantId> {
    app.find_participant(wanted)?
        .with_context(|| texts::nobody(wanted))
}

/// The badges that the structure offers, but for those without an address to be asked at.
fn offered(app: &App) -> anyhow::Result<Vec<Id<BadgeId>>> {
    let badges = app
        .catalogue()?
        .pathways
        .into_iter()
        .flat_map(|pathway| pathway.badges);
    let (with, without): (Vec<_>, Vec<_>) = badges
        .filter(|badge| badge.offered)
        .partition(|badge| !badge.application_url.is_empty());
    for badge in without {
        leave_out(&Problem::of(Case::BadgeNoAddress { badge: badge.name }));
    }
    Ok(with.into_iter().map(|badge| badge.id).collect())
}

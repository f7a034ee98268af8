//! Printed documents: shown as they will be printed, saved, opened, sent to a printer.

mod codes;
mod content;
mod names;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use atelier_documents::{Content, Fields, Hanging, Pathway, PosterBadge, Rule, Theme};
pub use atelier_documents::{Format, Language, Poster};
use atelier_domain::{Badge, BadgeId, BadgeSource, LocalRule};
use atelier_store::Store;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use crate::catalogue::Shelf;
use crate::labels::label;
use crate::listing::picked;
use crate::posters::{Use, Wall, Wanted};
use crate::problem::{Answer, Problem};
use crate::records::Whose;
use crate::sheets::{About, values};
use crate::view::{DocumentChoice, ListKind, PageView, Picked, ReceiptView, SavedFile};
use crate::workshops::workshop_id;
use crate::{App, Clock, look, posters, printing, queue, workshops};
use content::{hangings, how_to_ask, together};

/// Widest picture of a page, in pixels.
const MAX_WIDTH: u32 = 3_000;
/// The poster that says how a badge is asked for.
pub const HOW_TO_ASK: &str = "how-to-ask";
/// The sheet of what INAÉ has received.
const RECEIPTS: &str = "receipts";
/// Copies sent to a printer at once.
const MAX_COPIES: u32 = 99;

/// A document, with the name under which it is kept.
pub(crate) struct Printed {
    pub(crate) name: String,
    pub(crate) pdf: Vec<u8>,
    /// The codes of its posters; none for another document, or a preview.
    pub(crate) codes: Vec<String>,
    /// The posters that they take the place of, once they are printed: the code of each, and that of the other.
    pub(crate) replaces: Vec<(String, String)>,
}

impl Printed {
    /// A document that is no poster.
    pub(crate) fn plain(name: String, pdf: Vec<u8>) -> Self {
        Self {
            name,
            pdf,
            codes: Vec::new(),
            replaces: Vec::new(),
        }
    }
}

/// A badge's pathway, as printed.
pub(crate) fn printed_pathway(shelf: &Shelf, badge: &Badge) -> Option<Pathway> {
    let id = badge.pathway.as_ref()?;
    let mut pathways = shelf.catalogue.pathways.iter();
    let found = pathways.find(|pathway| pathway.id == *id)?;
    Some(Pathway {
        name: found.name.clone(),
        colour: found.colour.clone(),
    })
}

/// What is on the poster of a badge. `structure` may be empty: the poster then speaks for any structure.
///
/// # Errors
/// `badge-unknown`.
pub fn poster(shelf: &Shelf, id: &BadgeId, structure: &str) -> Answer<Poster> {
    let badge = shelf.badge(id)?;
    if badge.application_url.is_empty() {
        return Err(Problem::new("badge-no-address", &[("badge", &badge.name)]));
    }
    let pathway = printed_pathway(shelf, badge);
    let LocalRule {
        criterion,
        evidence,
        assessor,
        process,
    } = shelf
        .offers
        .get(id)
        .unwrap_or(&badge.suggested_rule)
        .clone();
    Ok(Poster {
        structure: structure.to_owned(),
        badge: PosterBadge {
            name: badge.name.clone(),
            recognises: badge.recognises.clone(),
            image_svg: badge.image_svg.clone(),
            application_url: badge.application_url.clone(),
            pathway,
            example: badge.source == BadgeSource::Example,
        },
        rule: Rule {
            criterion,
            evidence,
            assessor,
            process,
        },
        short_code: Some(posters::NO_CODE_YET.to_owned()),
        contact: None,
        beside: None,
    })
}

/// Posters as one PDF, a sheet each.
///
/// # Errors
/// `document-failed`.
pub fn posters_pdf(posters: Vec<Poster>, format: Format, clock: Clock) -> Answer<Vec<u8>> {
    let hung = posters.into_iter().map(|poster| Hanging {
        format,
        content: Content::Badge(Box::new(poster)),
    });
    hung_pdf(&hung.collect::<Vec<_>>(), &Theme::default(), clock)
}

/// One poster of several badges, with the language that one of them is said in beside French.
///
/// # Errors
/// `document-failed`.
pub fn together_pdf(posters: &[Poster], format: Format, clock: Clock) -> Answer<Vec<u8>> {
    let beside = posters.iter().find_map(|poster| poster.beside.as_ref());
    let content = together(posters, "", beside.map(|beside| beside.language));
    hung_pdf(&[Hanging { format, content }], &Theme::default(), clock)
}

/// The poster that says how a badge is asked for, of no structure: the platform is the usual one.
///
/// # Errors
/// `document-failed`.
pub fn how_to_ask_pdf(format: Format, beside: Option<Language>, clock: Clock) -> Answer<Vec<u8>> {
    let platform = crate::passport::Platform::usual()?;
    let addresses = [platform.register(), platform.login()];
    let content = how_to_ask(("", ""), addresses, String::new(), beside);
    hung_pdf(&[Hanging { format, content }], &Theme::default(), clock)
}

fn hung_pdf(hung: &[Hanging], theme: &Theme, clock: Clock) -> Answer<Vec<u8>> {
    atelier_documents::posters(hung, theme, clock.today()).map_err(failed)
}

/// A sheet from its own content, as JSON (`{"values": {…}, "lists": {…}}`).
///
/// # Errors
/// `sheet-data` when the content is not that; `document-failed`.
pub fn sheet_pdf(name: &str, json: &str, clock: Clock) -> Answer<Vec<u8>> {
    let theme = Theme::default();
    atelier_documents::sheet(name, &sheet_fields(json)?, &theme, clock.today()).map_err(refused)
}

/// A sheet that is being made, from its description (the text of a `sheet.json`) and its own content.
///
/// # Errors
/// `sheet-data` when the description or the content is not right; `document-failed`.
pub fn described_pdf(description: &str, json: &str, clock: Clock) -> Answer<Vec<u8>> {
    let (fields, theme) = (sheet_fields(json)?, Theme::default());
    atelier_documents::described(description, &fields, &theme, clock.today()).map_err(refused)
}

fn sheet_fields(json: &str) -> Answer<Fields> {
    serde_json::from_str(json)
        .map_err(|error| Problem::new("sheet-data", &[("reason", &error.to_string())]))
}

pub(crate) fn refused(error: atelier_documents::DocumentError) -> Problem {
    match error {
        atelier_documents::DocumentError::Layout(reason) => {
            Problem::new("sheet-data", &[("reason", &reason)])
        }
        other => failed(other),
    }
}

pub(crate) fn failed(error: atelier_documents::DocumentError) -> Problem {
    tracing::warn!(%error, "document");
    Problem::of("document-failed")
}

/// Name of the structure; empty before it is known.
pub(crate) fn structure_name(store: &Store) -> Answer<String> {
    Ok(store
        .structure()?
        .map(|structure| structure.name)
        .unwrap_or_default())
}

/// The name under which posters are kept: their own when they all are of the same, copies one after the other.
fn posters_name(hung: &[Hanging]) -> String {
    let of = |badge: &str| label("document", "poster").replace("{badge}", badge);
    let names = hung.iter().map(|one| match &one.content {
        Content::Badge(poster) => of(&poster.badge.name),
        Content::Sheet { name, .. } if name == HOW_TO_ASK => label("document", HOW_TO_ASK),
        Content::Sheet { fields, .. } => of(fields.values.get("title").map_or("", String::as_str)),
    });
    let mut names: Vec<String> = names.collect();
    names.dedup();
    match &names[..] {
        [only] => only.clone(),
        _ => label("document", "posters").replace("{n}", &names.len().to_string()),
    }
}

impl App {
    /// Makes a document and has it kept. Posters have their codes only once it is: both or neither.
    fn print<T>(
        &self,
        choice: &DocumentChoice,
        use_: Use,
        keep: impl FnOnce(&Printed) -> Answer<T>,
    ) -> Answer<(Printed, T)> {
        let printed = match choice {
            DocumentChoice::Poster {
                badges,
                together,
                format,
                beside,
            } => {
                let wanted = posters::of_badges(badges, *together, (*format, *beside))?;
                return self.print_posters(&use_.copies_of(wanted), use_, keep);
            }
            DocumentChoice::Reprint { posters } => {
                let wanted = self.with(|store| posters::in_place_of(store, posters))?;
                return self.print_posters(&wanted, use_, keep);
            }
            DocumentChoice::HowToAsk { format, beside } => {
                let wanted = vec![posters::how_to_ask((*format, *beside))];
                return self.print_posters(&use_.copies_of(wanted), use_, keep);
            }
            DocumentChoice::Receipts { workshop } => self.print_receipts(workshop.as_deref())?,
            DocumentChoice::Sheet {
                name,
                workshop,
                people,
            } => {
                let about = About::new(workshop.as_deref(), people)?;
                let (name, pdf) = crate::sheets::print(self, name, &about)?;
                Printed::plain(name, pdf)
            }
            DocumentChoice::Picked { name, picked } => self.print_picked(name, picked)?,
            DocumentChoice::Recovery => self.recovery_sheet()?,
        };
        let kept = keep(&printed)?;
        Ok((printed, kept))
    }

    fn print_posters<T>(
        &self,
        wanted: &[Wanted],
        use_: Use,
        keep: impl FnOnce(&Printed) -> Answer<T>,
    ) -> Answer<(Printed, T)> {
        if wanted.is_empty() {
            return Err(Problem::of("no-badge-chosen"));
        }
        self.atomically(|store| {
            let wall = Wall::read(store)?;
            let (mut hung, mut codes, mut replaces) = (Vec::new(), Vec::new(), Vec::new());
            for one in wanted {
                let own = posters::sign(store, &wall, one, use_, (self.clock, &codes))?;
                hung.extend(hangings(&wall, one, &own)?);
                replaces.extend(one.replacements(&own));
                codes.extend(own);
            }
            let printed = Printed {
                name: posters_name(&hung),
                pdf: hung_pdf(&hung, &wall.theme, self.clock)?,
                codes,
                replaces,
            };
            if use_ == Use::File {
                posters::replaced(store, &printed.replaces, self.now())?;
            }
            let kept = keep(&printed)?;
            Ok((printed, kept))
        })
    }

    /// A sheet of what is ticked in a list.
    fn print_picked(&self, name: &str, picked: &Picked) -> Answer<Printed> {
        if name == RECEIPTS {
            return self.receipts_sheet(|store| {
                let ids = picked::requests(store, picked)?;
                let views = queue::receipt_views(store, &Shelf::read(store)?, &ids)?;
                Ok((String::new(), views))
            });
        }
        let today = self.clock.today();
        let whose = self.with(|store| {
            Ok(match picked.list {
                ListKind::People => {
                    let people = picked::people(store, picked, today)?;
                    Whose::People(people.into_iter().collect())
                }
                ListKind::Requests | ListKind::Receipts => {
                    let requests = picked::requests(store, picked)?;
                    Whose::Requests(requests.into_iter().collect())
                }
            })
        })?;
        let (name, pdf) = crate::sheets::print(self, name, &About::Badges(whose))?;
        Ok(Printed::plain(name, pdf))
    }

    fn print_receipts(&self, workshop: Option<&str>) -> Answer<Printed> {
        self.receipts_sheet(|store| {
            let subject = match workshop {
                Some(id) => {
                    let workshop = workshops::find(store, workshop_id(id)?)?;
                    match workshop.place.as_str() {
                        "" => workshop.when_in_french(),
                        place => format!("{}, {place}", workshop.when_in_french()),
                    }
                }
                None => String::new(),
            };
            Ok((subject, queue::receipts(store, workshop, usize::MAX)?))
        })
    }

    /// The list of receipts, under what they are of.
    fn receipts_sheet(
        &self,
        read: impl FnOnce(&Store) -> Answer<(String, Vec<ReceiptView>)>,
    ) -> Answer<Printed> {
        let today = self.clock.today();
        let (fields, theme) = self.with(|store| {
            let (subject, receipts) = read(store)?;
            let rows = receipts.into_iter().map(|receipt| {
                values([
                    ("person", receipt.person),
                    ("badge", receipt.badge_name),
                    ("received", receipt.received_at),
                    ("number", receipt.number),
                ])
            });
            let fields = Fields {
                values: values([("structure", structure_name(store)?), ("subject", subject)]),
                lists: BTreeMap::from([(RECEIPTS.to_owned(), rows.collect())]),
            };
            Ok((fields, look::theme(store)?))
        })?;
        if fields.lists.values().all(Vec::is_empty) {
            return Err(Problem::of("no-receipt"));
        }
        Ok(Printed::plain(
            label("document", RECEIPTS).replace("{date}", &today.to_string()),
            atelier_documents::sheet(RECEIPTS, &fields, &theme, today).map_err(failed)?,
        ))
    }

    /// A page of a document, as it will be printed.
    ///
    /// # Errors
    /// `document-failed`, `no-badge-chosen`, `no-receipt`, `badge-unknown`.
    pub fn document_page(
        &self,
        choice: &DocumentChoice,
        page: u32,
        width_px: u32,
    ) -> Answer<PageView> {
        let (printed, ()) = self.print(choice, Use::Preview, |_| Ok(()))?;
        let index = usize::try_from(page.max(1) - 1).unwrap_or(0);
        let preview =
            atelier_documents::preview(&printed.pdf, index, width_px.clamp(50, MAX_WIDTH))
                .map_err(failed)?;
        Ok(PageView {
            image: format!(
                "data:image/png;base64,{}",
                BASE64_STANDARD.encode(&preview.png)
            ),
            page: page.max(1),
            pages: u32::try_from(preview.pages).unwrap_or(u32::MAX),
            width_mm: f64::from(preview.width_mm),
            height_mm: f64::from(preview.height_mm),
        })
    }

    /// Writes a document: where asked, or in the documents' folder under a name of its own.
    ///
    /// # Errors
    /// `document-not-saved`; `store-full` when the disk is full; and those of the document itself.
    pub fn save_document(&self, choice: &DocumentChoice, path: Option<&Path>) -> Answer<SavedFile> {
        Ok(self.save_for(choice, path, Use::File)?.0)
    }

    fn save_for(
        &self,
        choice: &DocumentChoice,
        path: Option<&Path>,
        use_: Use,
    ) -> Answer<(SavedFile, Printed)> {
        let (printed, saved) = self.print(choice, use_, |printed| match path {
            Some(path) => write_file(path, &printed.pdf),
            None if *choice == DocumentChoice::Recovery => {
                // Whoever opens the folder would read the code that opens the data.
                Err(Problem::of("recovery-needs-place"))
            }
            None => own_file(&self.documents_folder(), &printed.name, "pdf", &printed.pdf),
        })?;
        Ok((self.remember(saved), printed))
    }

    /// Sends a document to a printer at its true size. The PDF is kept in the documents' folder whatever happens, but
    /// for a recovery sheet. Each copy of a poster to be hung is a poster of its own, with its own code, on one side of its
    /// sheet; a reprint takes the place of one. Flyers are handed out, and a stack of them has one code.
    ///
    /// # Errors
    /// `no-printer`, `printing-failed`, which say where the PDF is.
    pub fn print_document(
        &self,
        choice: &DocumentChoice,
        printer: Option<&str>,
        copies: u32,
        two_sided: bool,
    ) -> Answer<String> {
        let copies = copies.clamp(1, MAX_COPIES);
        if *choice == DocumentChoice::Recovery {
            return self.print_recovery(printer, copies);
        }
        let hangs = match choice {
            DocumentChoice::Poster { format, .. } | DocumentChoice::HowToAsk { format, .. } => {
                !format.is_flyer()
            }
            DocumentChoice::Reprint { .. } => true,
            _ => false,
        };
        let (hung, copies) = match (hangs, choice) {
            (false, _) => (1, copies),
            (true, DocumentChoice::Reprint { .. }) => (1, 1),
            // A printer that takes nothing leaves no more than one of each to be printed later.
            (true, _) if copies > 1 && printing::is_ready(printer) => (copies, 1),
            (true, _) => (1, 1),
        };
        let two_sided = two_sided && !hangs;
        let (kept, made) = self.save_for(choice, None, Use::Paper { copies: hung })?;
        let told = printing::print(&kept, &made.pdf, printer, (copies, two_sided));
        // Of what is printed in part, the rest is printed from the file that is kept.
        let printed = match &told {
            Ok(_) => true,
            Err(problem) => problem.code == "printing-partial",
        };
        if printed {
            self.atomically(|store| {
                posters::printed(store, &made.codes, self.now())?;
                posters::replaced(store, &made.replaces, self.now())
            })?;
        }
        told
    }
}

/// Writes a file where it was asked for.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Answer<SavedFile> {
    write(path, bytes)?;
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    Ok(SavedFile {
        path: path.display().to_string(),
        name,
    })
}

/// Writes a file in a folder, under a name that is free or that of the very same file.
pub(crate) fn own_file(folder: &Path, name: &str, ending: &str, bytes: &[u8]) -> Answer<SavedFile> {
    fs::create_dir_all(folder).map_err(|error| not_saved(folder, &error))?;
    let plain = names::file_stem(name);
    for number in 1..1_000 {
        let name = if number == 1 {
            format!("{plain}.{ending}")
        } else {
            format!("{plain} ({number}).{ending}")
        };
        let path = folder.join(name);
        let free = match fs::read(&path) {
            Ok(known) => known == bytes,
            Err(error) => error.kind() == std::io::ErrorKind::NotFound,
        };
        if free {
            return write_file(&path, bytes);
        }
    }
    Err(Problem::new(
        "document-not-saved",
        &[("path", &folder.display().to_string())],
    ))
}

fn write(path: &Path, pdf: &[u8]) -> Answer<()> {
    // A sheet may name people: readable by its owner alone; and an older one is replaced only by a whole one.
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let written = tempfile::NamedTempFile::new_in(folder).and_then(|mut file| {
        file.write_all(pdf)?;
        file.as_file().sync_all()?;
        file.persist(path).map_err(|refused| refused.error)
    });
    written.map(drop).map_err(|error| not_saved(path, &error))
}

fn not_saved(path: &Path, error: &std::io::Error) -> Problem {
    let code = match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => "store-full",
        _ => "document-not-saved",
    };
    Problem::new(code, &[("path", &path.display().to_string())])
}

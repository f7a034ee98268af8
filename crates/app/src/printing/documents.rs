//! Printed documents: shown as they will be printed, saved, opened, sent to a printer.

use atelier_documents::{Content, Fields, Hanging, Theme};
pub use atelier_documents::{Format, Language, Poster};
use atelier_domain::WorkshopId;
use atelier_store::Store;
use atelier_texts as texts;
use atelier_texts::french;
use std::collections::BTreeMap;
use std::path::Path;

use crate::base::app::App;
use crate::base::clock::Clock;
use crate::base::files::{stage, stage_own};
use crate::base::names::structure_name;
use crate::base::pages::{failed, refused, values};
use crate::base::problem::{Answer, Case, Problem};
use crate::base::view::SavedFile;
use crate::base::wire::own;
use crate::catalogue::offered::Shelf;
use crate::lists::picked;
use crate::lists::view::{ListKind, Picked};
use crate::posters::content::hangings;
use crate::posters::content::how_to_ask;
use crate::posters::content::together;
use crate::posters::context::PosterContext;
use crate::posters::make::{Coded, Purpose, Wanted};
use crate::posters::poster::HOW_TO_ASK;
use crate::posters::{hang, make};
use crate::printing::badge_sheets::Whose;
use crate::printing::previews::page_view;
use crate::printing::printers;
use crate::printing::sheets::About;
use crate::printing::subject::Printed;
use crate::printing::view::{DocumentChoice, PageView};
use crate::sealing::receipts;
use crate::sealing::view::ReceiptView;
use crate::structure::look;
use crate::workshops::plan;

/// Widest picture of a page, in pixels.
const MAX_WIDTH: u32 = 3_000;

/// The sheet of what INAÉ has received.
const RECEIPTS: &str = "receipts";

/// Copies sent to a printer at once.
const MAX_COPIES: u32 = 99;

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
    let platform = crate::platform::passport::Platform::usual()?;
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
    serde_json::from_str(json).map_err(|error| {
        Problem::of(Case::SheetData {
            reason: error.to_string(),
        })
    })
}

/// The name under which posters are kept: their own when they all are of the same, copies one after the other.
fn posters_name(hung: &[Hanging]) -> String {
    let of = |badge: &str| texts::document::poster(badge);
    let names = hung.iter().map(|one| match &one.content {
        Content::Badge(poster) => of(&poster.badge.name),
        Content::Sheet { name, .. } if name == HOW_TO_ASK => texts::document::how_to_ask(),
        Content::Sheet { fields, .. } => of(fields.values.get("title").map_or("", String::as_str)),
    });
    let mut names: Vec<String> = names.collect();
    names.dedup();
    match &names[..] {
        [only] => only.clone(),
        _ => texts::document::posters(names.len()),
    }
}

impl App {
    /// Makes a document. The store is read, then free while the pages are laid out.
    pub(crate) fn print(&self, choice: &DocumentChoice, purpose: Purpose) -> Answer<Printed> {
        Ok(match choice {
            DocumentChoice::Poster {
                badges,
                together,
                format,
                beside,
            } => {
                let wanted = make::of_badges(own(badges.clone()), *together, (*format, *beside));
                self.print_posters(&purpose.copies_of(wanted), purpose)?
            }
            DocumentChoice::Reprint { posters } => {
                let wanted = self.with(|store| make::in_place_of(store, posters))?;
                self.print_posters(&wanted, purpose)?
            }
            DocumentChoice::HowToAsk { format, beside } => {
                let wanted = vec![make::how_to_ask((*format, *beside))];
                self.print_posters(&purpose.copies_of(wanted), purpose)?
            }
            DocumentChoice::Receipts { workshop } => {
                self.print_receipts(workshop.map(|id| id.0))?
            }
            DocumentChoice::Sheet {
                name,
                workshop,
                people,
            } => {
                let about = About::new(workshop.map(|id| id.0), own(people.clone()));
                let (name, pdf) = crate::printing::sheets::print(self, name, &about)?;
                Printed::plain(name, pdf)
            }
            DocumentChoice::Picked { name, picked } => self.print_picked(name, picked)?,
            DocumentChoice::Recovery => self.recovery_sheet()?,
        })
    }

    fn print_posters(&self, wanted: &[Wanted], purpose: Purpose) -> Answer<Printed> {
        if wanted.is_empty() {
            return Err(Problem::of(Case::NoBadgeChosen));
        }
        let (context, coded) = self.with(|store| {
            let context = PosterContext::read(store)?;
            let (mut coded, mut codes) = (Vec::new(), Vec::new());
            for one in wanted {
                let own = make::give_codes(store, &context, one, purpose, (self.clock, &codes))?;
                codes.extend_from_slice(&own.codes);
                coded.push(own);
            }
            Ok((context, coded))
        })?;
        let (mut hung, mut printed) = (Vec::new(), Printed::plain(String::new(), Vec::new()));
        for (one, Coded { poster, codes, new }) in wanted.iter().zip(coded) {
            hung.extend(hangings(&context, one, &codes)?);
            let replaced = one.replaces.clone().zip(poster.clone());
            printed.replaces.extend(replaced);
            printed.posters.extend(poster);
            printed.new.extend(new);
        }
        printed.name = posters_name(&hung);
        printed.pdf = match purpose {
            Purpose::Preview => self.seen_posters(&hung, &context.theme)?,
            Purpose::File | Purpose::Paper { .. } => hung_pdf(&hung, &context.theme, self.clock)?,
        };
        Ok(printed)
    }

    /// A sheet of what is ticked in a list.
    fn print_picked(&self, name: &str, picked: &Picked) -> Answer<Printed> {
        if name == RECEIPTS {
            return self.receipts_sheet(|store| {
                let ids = picked::requests(store, picked)?;
                let views = receipts::receipt_views(store, &Shelf::read(store)?, &ids)?;
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
        let (name, pdf) = crate::printing::sheets::print(self, name, &About::Badges(whose))?;
        Ok(Printed::plain(name, pdf))
    }

    fn print_receipts(&self, workshop: Option<WorkshopId>) -> Answer<Printed> {
        self.receipts_sheet(|store| {
            let subject = match workshop {
                Some(id) => {
                    let workshop = plan::find(store, id)?;
                    match workshop.place.as_str() {
                        "" => french::when(&workshop),
                        place => format!("{}, {place}", french::when(&workshop)),
                    }
                }
                None => String::new(),
            };
            Ok((subject, receipts::receipts(store, workshop, usize::MAX)?))
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
            return Err(Problem::of(Case::NoReceipt));
        }
        Ok(Printed::plain(
            texts::document::receipts(today),
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
        let printed = self.print(choice, Purpose::Preview)?;
        let index = usize::try_from(page.max(1) - 1).unwrap_or(0);
        let width = width_px.clamp(50, MAX_WIDTH);
        match choice {
            DocumentChoice::Poster { .. }
            | DocumentChoice::Reprint { .. }
            | DocumentChoice::HowToAsk { .. } => self.seen_page(printed.pdf, index, width),
            // They say something of people, or a secret: nothing is kept of them.
            DocumentChoice::Receipts { .. }
            | DocumentChoice::Sheet { .. }
            | DocumentChoice::Picked { .. }
            | DocumentChoice::Recovery => page_view(&printed.pdf, index, width),
        }
    }

    /// Writes a document: where asked, or in the documents' folder under a name of its own.
    ///
    /// # Errors
    /// `document-not-saved`; `store-full` when the disk is full; and those of the document itself.
    pub fn save_document(&self, choice: &DocumentChoice, path: Option<&Path>) -> Answer<SavedFile> {
        Ok(self.save_for(choice, path, Purpose::File)?.0)
    }

    fn save_for(
        &self,
        choice: &DocumentChoice,
        path: Option<&Path>,
        purpose: Purpose,
    ) -> Answer<(SavedFile, Printed)> {
        let printed = self.print(choice, purpose)?;
        let staged = match path {
            Some(path) => stage(path, &printed.pdf)?,
            None if *choice == DocumentChoice::Recovery => {
                // Whoever opens the folder would read the code that opens the data.
                return Err(Problem::of(Case::RecoveryNeedsPlace));
            }
            None => stage_own(&self.documents_folder(), &printed.name, "pdf", &printed.pdf)?,
        };
        // Posters have their codes once their file has its name: both or neither.
        let saved = self.atomically(|store| {
            for poster in &printed.new {
                store.insert_poster(poster)?;
            }
            if purpose == Purpose::File {
                hang::replaced(store, &printed.replaces, self.now())?;
            }
            staged.publish()
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
            (true, _) if copies > 1 && printers::is_ready(printer) => (copies, 1),
            (true, _) => (1, 1),
        };
        let two_sided = two_sided && !hangs;
        let (kept, made) = self.save_for(choice, None, Purpose::Paper { copies: hung })?;
        let sent = printers::print(&kept, &made.pdf, printer, (copies, two_sided));
        // Of what is printed in part, the rest is printed from the file that is kept.
        let printed = match &sent {
            Ok(_) => true,
            Err(problem) => matches!(problem.case, Case::PrintingPartial { .. }),
        };
        if printed {
            self.atomically(|store| {
                hang::printed(store, &made.posters, self.now())?;
                hang::replaced(store, &made.replaces, self.now())
            })?;
        }
        sent
    }
}

//! What the interface is shown. Plain data, ready to display: no row of the store, no type of the domain.
//! The same shapes in TypeScript are generated from here into `ui/src/lib/backend/types.ts`.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::problem::Problem;

/// Where the program stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// No store yet: first launch.
    New,
    /// A store exists; its passphrase is needed.
    Locked,
    /// Open, the first-launch questions are not all answered.
    Setup,
    /// Open.
    Open,
}

/// Where the program stands, and whose it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SessionView {
    /// Stage.
    pub stage: Stage,
    /// The structure's name, once known and open.
    pub structure_name: Option<String>,
    /// Version of the program.
    pub version: String,
    /// Today, `YYYY-MM-DD`.
    pub today: String,
}

/// How strong a passphrase is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct StrengthView {
    /// 0 to 4.
    pub score: u8,
    /// Whether it meets the rule.
    pub accepted: bool,
    /// What to do to make it better, in plain French.
    pub advice: String,
}

/// A code and its French label.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Choice {
    /// Code.
    pub code: String,
    /// Label.
    pub label: String,
}

/// The structure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct StructureView {
    /// Its usual name; empty at first.
    pub name: String,
    /// `aci`, `ei`, `etti`, `ai`, `eiti`, `ess`; empty at first.
    pub kind: String,
}

/// A permanent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct StaffView {
    /// Identifier; `null` to create.
    pub id: Option<String>,
    /// First and last name.
    pub name: String,
    /// `cip`, `asp`, `eti`, `direction`, `other`.
    pub role: String,
    /// Label of the role; ignored when saving.
    #[serde(default)]
    pub role_label: String,
}

/// The structure's rule for a badge.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RuleView {
    /// Critère.
    pub criterion: String,
    /// Preuve.
    pub evidence: String,
    /// Évaluateur.
    pub assessor: String,
    /// Processus.
    pub process: String,
}

/// All that the structure decided: the first-launch questions, and later the settings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SetupView {
    /// `structure`, `staff`, `badges`, `mode` or `done`: where to take up again.
    pub step: String,
    /// The structure.
    pub structure: StructureView,
    /// Kinds of structure, with their full names.
    pub kinds: Vec<Choice>,
    /// Permanents.
    pub staff: Vec<StaffView>,
    /// Roles of permanents.
    pub roles: Vec<Choice>,
    /// How many permanents INAÉ asks for at least.
    pub staff_recommended: u32,
    /// How many badges are offered.
    pub offered: u32,
    /// How many of these have a complete rule.
    pub rules_complete: u32,
    /// `systematic`, `committee` or `null` when not decided.
    pub validation_mode: Option<String>,
    /// What still prevents the end of the first launch, in plain French.
    pub missing: Vec<String>,
}

/// A badge of the catalogue, and what the structure made of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct BadgeView {
    /// Code.
    pub id: String,
    /// Name.
    pub name: String,
    /// What it recognises.
    pub recognises: String,
    /// Where one applies.
    pub application_url: String,
    /// Picture, as a `data:` address.
    pub image: String,
    /// Whether it comes from the example catalogue.
    pub example: bool,
    /// Whether the structure offers it.
    pub offered: bool,
    /// The structure's rule, or the catalogue's suggestion.
    pub rule: RuleView,
    /// Whether the four parts of the rule are filled in.
    pub rule_complete: bool,
}

/// A pathway with its badges.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PathwayView {
    /// Code; empty for the badges of no pathway.
    pub id: String,
    /// Name.
    pub name: String,
    /// What it values.
    pub purpose: String,
    /// `#rrggbb`.
    pub colour: String,
    /// Badges, in order.
    pub badges: Vec<BadgeView>,
}

/// The catalogue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CatalogueView {
    /// Whether it is the shipped example.
    pub example: bool,
    /// Version.
    pub version: String,
    /// Pathways; the badges of no pathway come last.
    pub pathways: Vec<PathwayView>,
}

/// A person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ParticipantView {
    /// Identifier.
    pub id: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Address; empty when unknown.
    pub email: String,
    /// Telephone; empty when unknown.
    pub phone: String,
    /// A likely correction of the address, to be offered.
    pub email_suggestion: Option<String>,
    /// How many requests.
    pub requests: u32,
}

/// A person as typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ParticipantForm {
    /// `null` to create; kept when undoing a removal.
    pub id: Option<String>,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Address; may be empty.
    pub email: String,
    /// Telephone; may be empty.
    pub phone: String,
}

/// What can be said of an address while it is typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct EmailCheck {
    /// Whether it can be kept as it is (an empty one can).
    pub ok: bool,
    /// Why not, in plain French.
    pub problem: Option<String>,
    /// A likely correction, to be offered.
    pub suggestion: Option<String>,
}

/// What a column of a list is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ImportField {
    /// First name.
    FirstName,
    /// Last name.
    LastName,
    /// First and last names in one column.
    FullName,
    /// Address.
    Email,
    /// Telephone.
    Phone,
    /// Not taken.
    Ignored,
}

/// A column of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ImportColumn {
    /// Its header as in the file.
    pub header: String,
    /// Some values, to recognise it.
    pub samples: Vec<String>,
    /// What it is taken for.
    pub field: ImportField,
}

/// What will become of a line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum LineVerdict {
    /// A new person.
    New,
    /// Already among the people: nothing to do.
    Known,
    /// Twice in the list.
    Double,
    /// Cannot be taken.
    Bad,
}

/// A line of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ImportLine {
    /// Its number in the file, from 1, header included.
    pub line: u32,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Address.
    pub email: String,
    /// Telephone.
    pub phone: String,
    /// What will become of it.
    pub verdict: LineVerdict,
    /// Why, in plain French; also remarks on a good line.
    pub remarks: Vec<String>,
    /// A likely correction of the address.
    pub suggestion: Option<String>,
}

/// A list as understood, before anything is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ImportPreview {
    /// Names the list until it is confirmed or given up.
    pub token: String,
    /// File name.
    pub file_name: String,
    /// How it was read, such as « CSV, séparateur « ; », Windows-1252 ».
    pub read_as: String,
    /// Columns, in order.
    pub columns: Vec<ImportColumn>,
    /// Lines, in order.
    pub lines: Vec<ImportLine>,
    /// How many new people.
    pub new_count: u32,
    /// What prevents the import as a whole, such as no column of names.
    pub blocked: Option<String>,
}

/// What the facilitator decided about a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ImportChoices {
    /// Lines whose proposed correction of the address is accepted.
    pub corrected: Vec<u32>,
    /// Lines left out.
    pub left_out: Vec<u32>,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ImportDone {
    /// How many people were added.
    pub added: u32,
    /// How many lines were not taken.
    pub not_taken: u32,
}

/// A workshop in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct WorkshopSummary {
    /// Identifier.
    pub id: String,
    /// `YYYY-MM-DD`.
    pub date: String,
    /// In full French.
    pub date_text: String,
    /// Where.
    pub place: String,
    /// How many invited.
    pub invited: u32,
    /// How many came.
    pub present: u32,
    /// How many requests, whatever their state.
    pub requests: u32,
    /// How many of these are still to be completed.
    pub to_complete: u32,
    /// Pictures of the badges aimed at.
    pub images: Vec<String>,
}

/// A workshop as typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct WorkshopForm {
    /// `null` to create.
    pub id: Option<String>,
    /// `YYYY-MM-DD`.
    pub date: String,
    /// Where.
    pub place: String,
    /// Permanents.
    pub facilitators: Vec<String>,
    /// People invited.
    pub participants: Vec<String>,
    /// Badges aimed at.
    pub badges: Vec<String>,
}

/// A person at a workshop.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AttendeeView {
    /// The person.
    pub participant: ParticipantView,
    /// `expected`, `present` or `absent`.
    pub attendance: String,
    /// Their requests of this workshop.
    pub requests: Vec<RequestSummary>,
}

/// A workshop, whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct WorkshopView {
    /// As it can be typed again.
    pub form: WorkshopForm,
    /// In full French.
    pub date_text: String,
    /// Names of the facilitators.
    pub facilitator_names: Vec<String>,
    /// Badges aimed at.
    pub badges: Vec<BadgeView>,
    /// People, sorted by name.
    pub attendees: Vec<AttendeeView>,
}

/// A request in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RequestSummary {
    /// Identifier.
    pub id: String,
    /// Who asks: identifier.
    pub participant_id: String,
    /// Who asks: first and last names.
    pub person: String,
    /// Which badge.
    pub badge_id: String,
    /// Its name.
    pub badge_name: String,
    /// Its picture.
    pub badge_image: String,
    /// Workshop, if any.
    pub workshop_id: Option<String>,
    /// Code of its state (`draft`, `ready`, `held`, `queued`, `delivered`, …).
    pub state: String,
    /// Its state in French.
    pub state_label: String,
    /// What is still missing, in plain French.
    pub missing: Vec<MissingView>,
    /// How many pieces of evidence.
    pub evidence_count: u32,
    /// INAÉ's number, once received.
    pub receipt_number: Option<String>,
    /// Last change, RFC 3339.
    pub updated_at: String,
}

/// Something a request lacks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct MissingView {
    /// `email`, `narrative`, `evidence`, `local-rule`, `too-much-evidence`.
    pub code: String,
    /// In plain French.
    pub text: String,
}

/// A piece of evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct EvidenceView {
    /// SHA-256, hexadecimal.
    pub hash: String,
    /// What the person calls it.
    pub label: String,
    /// `image/jpeg`, `image/png` or `application/pdf`.
    pub media_type: String,
    /// Such as « 1,2 Mo ».
    pub size_text: String,
}

/// A request, whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RequestView {
    /// As in a list.
    pub summary: RequestSummary,
    /// « Ce que j'ai fait ».
    pub narrative: String,
    /// Longest narrative, in characters.
    pub narrative_max: u32,
    /// Evidence, in order.
    pub evidence: Vec<EvidenceView>,
    /// The badge and the structure's rule.
    pub badge: BadgeView,
    /// Whether words and evidence may be changed.
    pub editable: bool,
    /// Whether it may be taken back (nothing was sent yet).
    pub can_take_back: bool,
    /// INAÉ's question or reason.
    pub message: Option<String>,
    /// The receipt.
    pub receipt: Option<ReceiptView>,
}

/// Which requests to list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RequestFilterForm {
    /// Of this person.
    pub participant: Option<String>,
    /// Of this workshop.
    pub workshop: Option<String>,
}

/// A receipt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ReceiptView {
    /// INAÉ's number.
    pub number: String,
    /// The request.
    pub request_id: String,
    /// Who asked.
    pub person: String,
    /// Which badge.
    pub badge_name: String,
    /// In French: « 23 novembre 2026 à 14 h 05 ».
    pub received_at: String,
}

/// How the sending goes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SyncKind {
    /// This computer is not known to INAÉ yet.
    NotEnrolled,
    /// Everything is sent.
    Idle,
    /// Sending now.
    Sending,
    /// The guichet cannot be reached; will try again alone.
    Waiting,
    /// Someone must act.
    Attention,
}

/// How the sending goes, always true.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SyncView {
    /// Kind.
    pub kind: SyncKind,
    /// One sentence.
    pub text: String,
    /// How many requests wait (held and queued).
    pub waiting: u32,
    /// When the next try comes, RFC 3339, if any.
    pub next_try_at: Option<String>,
    /// Last successful exchange, in French, if any.
    pub last_success: Option<String>,
    /// What went wrong at the last try, if it did.
    pub problem: Option<Problem>,
    /// The file being sent.
    pub file: Option<FileProgress>,
}

/// How far a file has got.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct FileProgress {
    /// SHA-256, hexadecimal.
    pub hash: String,
    /// Bytes held by the guichet or handed to the network.
    pub sent: f64,
    /// Bytes in all.
    pub total: f64,
}

/// A file of a request that waits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct QueueFile {
    /// SHA-256, hexadecimal.
    pub hash: String,
    /// What the person calls it.
    pub label: String,
    /// Bytes in all.
    pub total: f64,
    /// Whether the guichet holds it.
    pub held: bool,
}

/// A record that waits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct QueueRow {
    /// Identifier: a request's, or the declaration's.
    pub id: String,
    /// `declaration` or `badge-request`.
    pub kind: String,
    /// Who asks, or the structure.
    pub person: String,
    /// Which badge, or « Mode de validation ».
    pub title: String,
    /// Picture of the badge, if any.
    pub image: Option<String>,
    /// `held`, `waiting` or `stopped`.
    pub state: String,
    /// In plain French.
    pub state_text: String,
    /// Why it stopped.
    pub problem: Option<Problem>,
    /// Files.
    pub files: Vec<QueueFile>,
}

/// Everything about the sending.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct QueueView {
    /// How it goes.
    pub sync: SyncView,
    /// Whether this computer is known to a guichet.
    pub enrolled: bool,
    /// The guichet's address, as last typed.
    pub guichet_address: String,
    /// Who holds the guichet.
    pub guichet_name: Option<String>,
    /// What waits, oldest first.
    pub rows: Vec<QueueRow>,
    /// Receipts, newest first.
    pub receipts: Vec<ReceiptView>,
}

/// Something to print.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum DocumentChoice {
    /// One poster per badge.
    Poster {
        /// Badges.
        badges: Vec<String>,
    },
    /// The list of receipts: of a workshop, or all.
    Receipts {
        /// Workshop, or all when `null`.
        workshop: Option<String>,
    },
}

/// A page as it will be printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PageView {
    /// Picture, as a `data:` address.
    pub image: String,
    /// Page number, from 1.
    pub page: u32,
    /// How many pages.
    pub pages: u32,
    /// Width of the paper, in millimetres.
    pub width_mm: f64,
    /// Height of the paper, in millimetres.
    pub height_mm: f64,
}

/// A file written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SavedFile {
    /// Where.
    pub path: String,
    /// Its name alone.
    pub name: String,
}

/// A printer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PrinterView {
    /// Name of the queue.
    pub name: String,
    /// Whether it is the default one.
    pub default: bool,
    /// Its state, in French.
    pub state: String,
    /// Whether it takes jobs.
    pub ready: bool,
}

/// The home screen: what to do now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct HomeView {
    /// How many people.
    pub participants: u32,
    /// Requests still to be completed.
    pub to_complete: u32,
    /// Requests complete, to be confirmed.
    pub ready: u32,
    /// Requests that wait to leave.
    pub waiting: u32,
    /// Requests that INAÉ received.
    pub received: u32,
    /// Next and latest workshops.
    pub workshops: Vec<WorkshopSummary>,
    /// Requests to complete, most recent first.
    pub drafts: Vec<RequestSummary>,
    /// Whether the catalogue is the example one.
    pub example_catalogue: bool,
    /// Whether this computer is known to a guichet.
    pub enrolled: bool,
}

/// The TypeScript file that describes these shapes.
#[must_use]
pub fn typescript() -> String {
    let config = ts_rs::Config::new();
    macro_rules! declared {
        ($($name:ident)*) => { [$($name::decl(&config)),*] };
    }
    let declarations = declared!(
        Problem Stage SessionView StrengthView Choice StructureView StaffView RuleView SetupView BadgeView PathwayView CatalogueView ParticipantView ParticipantForm EmailCheck ImportField ImportColumn LineVerdict ImportLine ImportPreview ImportChoices ImportDone WorkshopSummary WorkshopForm AttendeeView WorkshopView RequestSummary MissingView EvidenceView RequestView RequestFilterForm ReceiptView SyncKind SyncView FileProgress QueueFile QueueRow QueueView DocumentChoice PageView SavedFile PrinterView HomeView
    );
    let mut text = String::from(
        "// Generated from crates/app/src/view.rs by `cargo test -p atelier-app`; do not edit.\n",
    );
    for declaration in declarations {
        text.push_str("\nexport ");
        text.push_str(&declaration);
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_typescript_file_is_fresh() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../ui/src/lib/backend/types.ts"
        );
        let fresh = super::typescript();
        if std::env::var_os("UPDATE_TYPES").is_some() {
            std::fs::write(path, &fresh).unwrap();
        }
        let committed = std::fs::read_to_string(path).unwrap_or_default();
        assert_eq!(
            committed, fresh,
            "run UPDATE_TYPES=1 cargo test -p atelier-app typescript"
        );
    }
}

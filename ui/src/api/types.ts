// Generated from crates/app/src/view.rs by `cargo test -p atelier-app`; do not edit.

export type BadgeId = string & { readonly __kind?: "BadgeId" };

export type EvidenceHash = string & { readonly __kind?: "EvidenceHash" };

export type ParticipantId = string & { readonly __kind?: "ParticipantId" };

export type PathwayId = string & { readonly __kind?: "PathwayId" };

export type RequestId = string & { readonly __kind?: "RequestId" };

export type StaffId = string & { readonly __kind?: "StaffId" };

export type WorkshopId = string & { readonly __kind?: "WorkshopId" };

export type Attendance = "expected" | "present" | "absent";

export type BadgeSource = "example" | "inae" | "edited" | "structure";

export type BlockReason = "mailbox-closed" | "no-mail" | "other-address" | "password" | "no-evidence" | "no-connection" | "equipment" | "declined" | "other";

export type CatalogueStatus = "example" | "official" | "structure";

export type Connection = "unknown" | "none" | "weak" | "good";

export type Device = "unknown" | "phone" | "computer" | "none";

export type Language = "fr" | "en" | "ar" | "uk";

export type NotReady = "no-address" | "not-own" | "does-not-open" | "no-recovery" | "no-device" | "ask-again" | "not-asked";

export type Origin = "together" | "group" | "station" | "poster";

export type OwnPicture = "sun" | "moon" | "flower" | "apple" | "fish" | "bird" | "boat" | "bicycle" | "key" | "cup" | "umbrella" | "bell";

export type RequestState = "draft" | "ready" | "held" | "queued" | "delivered" | "in-committee" | "returned" | "refused" | "accepted" | "issued" | "in-passport";

export type StaffRole = "cip" | "asp" | "eti" | "direction" | "other";

export type Step = "mailbox" | "registered" | "confirmed" | "signed-in" | "badge" | "prepared" | "sent" | "accepted" | "enriched";

export type StepState = "todo" | "doing" | "done" | "waiting" | "blocked";

export type StructureKind = "aci" | "ei" | "etti" | "ai" | "eiti" | "ess";

export type Tri = "unknown" | "yes" | "no";

export type ValidationMode = "systematic" | "committee";

export type WorkshopKind = "accounts" | "requests" | "enrichment" | "mixed";

export type Problem = { 
/**
 * The form field concerned, if any.
 */
field: string | null, } & ({ "code": "unexpected" } | { "code": "locked" } | { "code": "lock-minutes" } | { "code": "not-found" } | { "code": "series-empty" } | { "code": "series-long", "params": { max: number, } } | { "code": "in-use" } | { "code": "store-conflict" } | { "code": "store-full" } | { "code": "store-io" } | { "code": "store-damaged" } | { "code": "store-newer" } | { "code": "store-busy" } | { "code": "store-missing" } | { "code": "store-exists" } | { "code": "store-unexpected" } | { "code": "no-entropy" } | { "code": "wrong-passphrase" } | { "code": "passphrase-weak" } | { "code": "wrong-recovery-code" } | { "code": "wrong-current-passphrase" } | { "code": "practice-on" } | { "code": "practice-none" } | { "code": "practice-data-open" } | { "code": "practice-elsewhere" } | { "code": "practice-folder" } | { "code": "practice-never-leaves" } | { "code": "practice-no-account" } | { "code": "practice-no-passphrase" } | { "code": "practice-pin-wrong" } | { "code": "practice-remains" } | { "code": "recovery-group", "params": { n: number, } } | { "code": "recovery-other-sheet" } | { "code": "recovery-code-length", "params": { n: number, } } | { "code": "recovery-code-copied" } | { "code": "recovery-hidden" } | { "code": "recovery-needs-place" } | { "code": "recovery-not-printed" } | { "code": "structure-name" } | { "code": "staff-name" } | { "code": "setup-incomplete", "params": { missing: string, } } | { "code": "catalogue-invalid", "params": { reason: string, } } | { "code": "badge-unknown", "params": { badge: string, } } | { "code": "name-invalid", "params": { reason: string, } } | { "code": "email-invalid", "params": { reason: string, } } | { "code": "email-taken", "params": { person: string, } } | { "code": "list-empty" } | { "code": "list-encoding" } | { "code": "list-damaged" } | { "code": "list-too-long" } | { "code": "list-gone" } | { "code": "workshop-date" } | { "code": "workshop-place" } | { "code": "workshop-has-requests" } | { "code": "nobody-present" } | { "code": "narrative-too-long", "params": { max: number, } } | { "code": "reply-too-long", "params": { max: number, } } | { "code": "request-not-answered" } | { "code": "request-not-editable" } | { "code": "request-incomplete", "params": { missing: string, } } | { "code": "already-sent" } | { "code": "too-much-evidence", "params": { max: number, } } | { "code": "evidence-empty", "params": { file: string, } } | { "code": "evidence-too-large", "params": { file: string, size: number, max: number, } } | { "code": "evidence-too-many-pixels", "params": { file: string, width: number, height: number, max: number, } } | { "code": "evidence-unknown-kind", "params": { file: string, } } | { "code": "evidence-kind", "params": { file: string, kind: string, } } | { "code": "evidence-other-kind", "params": { file: string, kind: string, } } | { "code": "evidence-damaged", "params": { file: string, } } | { "code": "evidence-encrypted", "params": { file: string, } } | { "code": "evidence-no-page", "params": { file: string, } } | { "code": "guichet-address" } | { "code": "guichet-unreachable" } | { "code": "guichet-interrupted" } | { "code": "guichet-stalled" } | { "code": "guichet-captive-portal" } | { "code": "guichet-tls-refused" } | { "code": "guichet-redirected-elsewhere" } | { "code": "guichet-server-trouble" } | { "code": "guichet-protocol-mismatch" } | { "code": "guichet-not-a-receipt" } | { "code": "guichet-evidence-unreadable" } | { "code": "guichet-local" } | { "code": "guichet-refused-malformed", "params": { detail: string, } } | { "code": "guichet-refused-protocol-version" } | { "code": "guichet-refused-enrolment-code" } | { "code": "guichet-refused-not-enrolled" } | { "code": "guichet-refused-hash-mismatch" } | { "code": "guichet-refused-conflict" } | { "code": "guichet-refused-invalid-record", "params": { detail: string, } } | { "code": "guichet-refused-not-declared" } | { "code": "guichet-refused-evidence", "params": { detail: string, } } | { "code": "guichet-refused-too-large" } | { "code": "guichet-refused-too-many" } | { "code": "guichet-refused-unavailable" } | { "code": "guichet-refused-not-found" } | { "code": "guichet-refused-unknown", "params": { detail: string, } } | { "code": "not-enrolled" } | { "code": "no-badge-chosen" } | { "code": "no-receipt" } | { "code": "document-failed" } | { "code": "document-not-saved", "params": { path: string, } } | { "code": "printing-unavailable" } | { "code": "printing-unavailable-kept", "params": { path: string, } } | { "code": "printing-silent" } | { "code": "printing-silent-kept", "params": { path: string, } } | { "code": "printing-unsure", "params": { path: string, printer: string, } } | { "code": "printing-partial", "params": { printer: string, last: number, path: string, next: number, } } | { "code": "no-printer", "params": { path: string, } } | { "code": "printer-unknown", "params": { printer: string, path: string, } } | { "code": "printer-refuses", "params": { printer: string, path: string, } } | { "code": "printer-stopped", "params": { printer: string, path: string, } } | { "code": "printer-no-paper", "params": { printer: string, path: string, } } | { "code": "printer-other-paper", "params": { printer: string, paper: string, path: string, } } | { "code": "printing-failed", "params": { printer: string, path: string, } } | { "code": "document-not-opened", "params": { path: string, } } | { "code": "file-gone", "params": { name: string, } } | { "code": "rule-too-long", "params": { max: number, } } | { "code": "workshop-minutes" } | { "code": "step-derived" } | { "code": "step-unknown" } | { "code": "block-detail" } | { "code": "block-date" } | { "code": "workshop-hour" } | { "code": "station-closed" } | { "code": "station-nobody" } | { "code": "station-picture-needed" } | { "code": "station-picture-wrong" } | { "code": "station-picture-closed" } | { "code": "station-open" } | { "code": "station-pin-form" } | { "code": "station-pin-simple" } | { "code": "station-pin-wrong" } | { "code": "station-pin-wait", "params": { seconds: number, } } | { "code": "station-reply-missing" } | { "code": "station-words-missing" } | { "code": "station-idle" } | { "code": "speech-unavailable" } | { "code": "speech-failed" } | { "code": "projector-not-opened" } | { "code": "nobody-to-print" } | { "code": "no-badge-obtained" } | { "code": "nothing-in-committee" } | { "code": "sheet-data", "params": { reason: string, } } | { "code": "poster-unknown" } | { "code": "poster-badge" } | { "code": "poster-not-offered", "params": { badge: string, } } | { "code": "passport-not-opened" } | { "code": "passport-offline" } | { "code": "passport-address" } | { "code": "passport-host", "params": { host: string, } } | { "code": "catalogue-gone" } | { "code": "catalogue-full" } | { "code": "catalogue-last-badge" } | { "code": "undo-too-late" } | { "code": "badge-name-empty" } | { "code": "badge-address" } | { "code": "badge-no-address", "params": { badge: string, } } | { "code": "colour-unreadable" } | { "code": "too-many-partners", "params": { max: number, } } | { "code": "text-too-long", "params": { max: number, } } | { "code": "pathway-colour" } | { "code": "picture-document", "params": { file: string, } } | { "code": "picture-unreadable", "params": { file: string, } } | { "code": "picture-too-large", "params": { file: string, max: number, } } | { "code": "picture-script", "params": { file: string, } } | { "code": "picture-outside", "params": { file: string, } } | { "code": "poster-gone" } | { "code": "passport-site", "params": { host: string, } } | { "code": "passport-link" } | { "code": "passport-download" } | { "code": "passport-page" } | { "code": "passport-lost" } | { "code": "copy-failed" });

export type Stage = "new" | "locked" | "setup" | "open";

export type PracticeState = "off" | "on" | "demonstration";

export type PracticeProgress = { 
/**
 * Steps done.
 */
done: number, 
/**
 * Steps in all.
 */
total: number, };

export type SessionView = { 
/**
 * Stage.
 */
stage: Stage, 
/**
 * The structure's name, once known and open.
 */
structure_name: string | null, 
/**
 * Version of the program.
 */
version: string, 
/**
 * Today, `YYYY-MM-DD`.
 */
today: string, 
/**
 * When it closes by itself; as usual until it is open.
 */
habits: Habits, 
/**
 * Whether the people are invented.
 */
practice: PracticeState, 
/**
 * Whether what an interrupted trial left was deleted when the program started.
 */
practice_swept: boolean, };

export type Habits = { 
/**
 * Minutes without a gesture.
 */
lock_minutes: number, 
/**
 * The same on a workshop's board, while a group is there.
 */
lock_minutes_workshop: number, 
/**
 * Whether the system tells that INAÉ answered, when the window is not looked at.
 */
notify: boolean, };

export type StrengthView = { 
/**
 * 0 to 4.
 */
score: number, 
/**
 * Whether it meets the rule.
 */
accepted: boolean, 
/**
 * What to do to make it better, in plain French.
 */
advice: string, };

export type PhraseView = { 
/**
 * Its words, in order.
 */
words: Array<string>, 
/**
 * What it is worth, in bits.
 */
bits: number, };

export type ComponentView = { 
/**
 * Name.
 */
name: string, 
/**
 * Version; empty for what has none, such as a typeface.
 */
version: string, 
/**
 * Its licence, by its usual code.
 */
licence: string, };

export type RecoveryStep = "make" | "print" | "check";

export type RecoveryView = { 
/**
 * Day when it was made, in French; `null` when there is none.
 */
made_on: string | null, 
/**
 * Day when it was checked against the paper, in French; `null` when it was not.
 */
checked_on: string | null, 
/**
 * Its code, when it was made just now and is not on paper yet.
 */
code: string | null, 
/**
 * The groups of the code to be copied from the paper to check it, from 1: two of them as long as the code is known
 * here, all of them afterwards; none without a sheet.
 */
asked: Array<number>, 
/**
 * What is still to be done; `null` when the sheet can be relied on.
 */
next: RecoveryStep | null, };

export type Choice<C = string> = { 
/**
 * Code.
 */
code: C, 
/**
 * Label.
 */
label: string, };

export type StructureView = { 
/**
 * Its usual name; empty at first.
 */
name: string, 
/**
 * `aci`, `ei`, `etti`, `ai`, `eiti`, `ess`; empty at first.
 */
kind: StructureKind | null, };

export type StaffView = { 
/**
 * Identifier; `null` to create.
 */
id: StaffId | null, 
/**
 * First and last name.
 */
name: string, 
/**
 * `cip`, `asp`, `eti`, `direction`, `other`.
 */
role: StaffRole, 
/**
 * Label of the role; ignored when saving.
 */
role_label: string, };

export type RuleView = { 
/**
 * Critère.
 */
criterion: string, 
/**
 * Preuve.
 */
evidence: string, 
/**
 * Évaluateur.
 */
assessor: string, 
/**
 * Processus.
 */
process: string, };

export type SetupView = { 
/**
 * `structure`, `staff`, `badges`, `mode`, `recovery` or `done`: where to take up again.
 */
step: string, 
/**
 * The structure.
 */
structure: StructureView, 
/**
 * Kinds of structure, with their full names.
 */
kinds: Array<Choice<StructureKind>>, 
/**
 * Permanents.
 */
staff: Array<StaffView>, 
/**
 * Roles of permanents.
 */
roles: Array<Choice<StaffRole>>, 
/**
 * How many permanents INAÉ asks for at least.
 */
staff_recommended: number, 
/**
 * How many badges are offered.
 */
offered: number, 
/**
 * How many of these have a complete rule.
 */
rules_complete: number, 
/**
 * `systematic`, `committee` or `null` when not decided.
 */
validation_mode: ValidationMode | null, 
/**
 * What still prevents the end of the first launch, in plain French.
 */
missing: Array<string>, 
/**
 * What is still to be done about the recovery sheet; `null` when it is printed and checked.
 */
recovery: RecoveryStep | null, };

export type BadgeView = { 
/**
 * Code.
 */
id: BadgeId, 
/**
 * Name.
 */
name: string, 
/**
 * What it recognises.
 */
recognises: string, 
/**
 * Where one applies.
 */
application_url: string, 
/**
 * Whether it comes from the example catalogue.
 */
example: boolean, 
/**
 * Who wrote it as it stands: `example`, `inae`, `edited` (INAÉ's, changed by the structure) or `structure`.
 */
source: BadgeSource, 
/**
 * The same, in French.
 */
source_label: string, 
/**
 * Whether the structure offers it.
 */
offered: boolean, 
/**
 * The structure's rule, or the catalogue's suggestion.
 */
rule: RuleView, 
/**
 * Whether the four parts of the rule are filled in.
 */
rule_complete: boolean, };

export type PathwayView = { 
/**
 * Code; empty for the badges of no pathway.
 */
id: string, 
/**
 * Name.
 */
name: string, 
/**
 * What it values.
 */
purpose: string, 
/**
 * `#rrggbb`.
 */
colour: string, 
/**
 * Badges, in order.
 */
badges: Array<BadgeView>, };

export type CatalogueView = { 
/**
 * Whether it is the shipped example.
 */
example: boolean, 
/**
 * `example`, `official` or `structure`.
 */
status: CatalogueStatus, 
/**
 * Whether the structure changed something in it.
 */
edited: boolean, 
/**
 * Version.
 */
version: string, 
/**
 * Pathways; the badges of no pathway come last.
 */
pathways: Array<PathwayView>, };

export type BadgeLine = { 
/**
 * Code.
 */
id: BadgeId, 
/**
 * Name.
 */
name: string, 
/**
 * Picture, as a `data:` address.
 */
image: string, 
/**
 * Requests made for it; they stay readable.
 */
requests: number, };

export type FieldChange = { 
/**
 * `name`, `recognises`, `pathway`, `application_url`, `image`, `criterion`, `evidence`, `assessor`, `process` or
 * `source`.
 */
field: string, 
/**
 * In French.
 */
label: string, 
/**
 * As it is; a `data:` address for a picture.
 */
before: string, 
/**
 * As it would be.
 */
after: string, };

export type ChangedBadge = { 
/**
 * Code.
 */
id: BadgeId, 
/**
 * Its present name.
 */
name: string, 
/**
 * Its present picture.
 */
image: string, 
/**
 * Whether the structure had changed it: what it wrote would be replaced.
 */
edited: boolean, 
/**
 * What would change.
 */
fields: Array<FieldChange>, };

export type CataloguePreview = { 
/**
 * To confirm it.
 */
token: string, 
/**
 * Whether it replaces the whole catalogue; otherwise its badges are added.
 */
whole: boolean, 
/**
 * `example`, `official` or `structure`: the catalogue once changed.
 */
status: string, 
/**
 * The same, in French.
 */
status_text: string, 
/**
 * Version of the catalogue once changed.
 */
version: string, 
/**
 * New badges.
 */
added: Array<BadgeLine>, 
/**
 * Badges that change, field by field.
 */
changed: Array<ChangedBadge>, 
/**
 * Badges that leave.
 */
gone: Array<BadgeLine>, 
/**
 * The structure's own badges, that may stay beside a whole catalogue; they leave otherwise.
 */
own: Array<BadgeLine>, 
/**
 * What changes of the pathways, in French.
 */
pathways: Array<string>, 
/**
 * The same, when the structure's own badges leave.
 */
pathways_without_own: Array<string>, 
/**
 * How many badges do not change.
 */
same: number, 
/**
 * Whether the catalogue would stay exactly as it is.
 */
unchanged: boolean, 
/**
 * The same, when the structure's own badges leave.
 */
unchanged_without_own: boolean, 
/**
 * What is worth knowing, in French.
 */
notices: Array<string>, };

export type CatalogueChange = { 
/**
 * The catalogue.
 */
catalogue: CatalogueView, 
/**
 * To undo this change; empty when nothing changed.
 */
undo: string, };

export type BadgeForm = { 
/**
 * Code; `null` to add one.
 */
id: BadgeId | null, 
/**
 * Name.
 */
name: string, 
/**
 * What it recognises.
 */
recognises: string, 
/**
 * Code of its pathway; empty for none.
 */
pathway: string, 
/**
 * Where one applies.
 */
application_url: string, 
/**
 * Picture, as a `data:` address; empty for none.
 */
image: string, 
/**
 * What a structure without a rule of its own starts from.
 */
suggested_rule: RuleView, 
/**
 * Who wrote it, in French; ignored when saving.
 */
source_label: string, };

export type PathwayForm = { 
/**
 * Code; `null` to add one.
 */
id: PathwayId | null, 
/**
 * Name.
 */
name: string, 
/**
 * What it values.
 */
purpose: string, 
/**
 * `#rrggbb`.
 */
colour: string, };

export type PictureView = { 
/**
 * As a `data:` address.
 */
image: string, 
/**
 * What is worth knowing, in French; may be empty.
 */
notice: string, };

export type AddressAdvice = { 
/**
 * Whether it can be an application address.
 */
ok: boolean, 
/**
 * Whether it has the form of Open Badge Factory's.
 */
known: boolean, 
/**
 * In French.
 */
text: string, };

export type AddressState = { 
/**
 * Badge.
 */
badge: BadgeId, 
/**
 * The address looked at; empty when the badge has none.
 */
address: string, 
/**
 * `exists`, `missing`, `elsewhere`, `refused`, `unreachable` or `none`.
 */
code: string, 
/**
 * In French.
 */
text: string, 
/**
 * When, in French: « 23 novembre 2026 à 14 h 05 ».
 */
looked_at: string, };

export type PosterBadge = { 
/**
 * Its code, such as « K7M-2QX ».
 */
code: string, 
/**
 * The badge; empty on a poster that says how any is asked for.
 */
badge: string, 
/**
 * The badge's name, or the poster's title, as printed.
 */
name: string, 
/**
 * Requests that came from this code.
 */
requests: number, };

export type PosterRow = { 
/**
 * The code under which it is known, such as « K7M-2QX »: its own, or that of its first badge.
 */
code: string, 
/**
 * What it shows: a badge's name as printed, how many badges, or its title.
 */
name: string, 
/**
 * What has a code on it, in the order of the catalogue: its badges; or itself alone, without a badge, when it says
 * how any badge is asked for.
 */
badges: Array<PosterBadge>, 
/**
 * Where it hangs, in the structure's words.
 */
place: string, 
/**
 * Whether it is cut out and handed out, rather than hung.
 */
flyer: boolean, 
/**
 * When it was made: saved as a file, or sent to a printer, `YYYY-MM-DD`.
 */
made: string, 
/**
 * When it was sent to a printer, `YYYY-MM-DD`; empty when it was not.
 */
printed: string, 
/**
 * When the structure said that it hangs, or a request came from it, `YYYY-MM-DD`; empty when nobody did.
 */
hung: string, 
/**
 * When it was taken down, `YYYY-MM-DD`; empty when it was not.
 */
withdrawn: string, 
/**
 * Paper and direction, in French.
 */
format_text: string, 
/**
 * `saved`, `printed` or `stale` (untrue by now), as long as nobody said that it hangs; `hung`, `outdated` (to be
 * reprinted), `to-replace` (the one that takes its place is made) or `gone` (its badge is offered no more: to be taken
 * down); `withdrawn`, or `dropped` when it never hung.
 */
state: string, 
/**
 * The same, in French.
 */
state_label: string, 
/**
 * What changed since, or which poster replaced it, in French; may be empty.
 */
why: string, 
/**
 * Requests that came from it.
 */
requests: number, };

export type PostersView = { 
/**
 * Those that hang or may, the latest first; then those taken down.
 */
posters: Array<PosterRow>, 
/**
 * Codes of those to be reprinted.
 */
outdated: Array<string>, 
/**
 * Codes of those that were printed, and of which nobody said that they hang.
 */
unsaid: Array<string>, 
/**
 * How many hang although the one that takes their place is made.
 */
to_replace: number, 
/**
 * How many are to be taken down: nothing on them is offered any more.
 */
gone: number, 
/**
 * Requests that came from a poster, in all.
 */
requests: number, 
/**
 * Among them, from posters printed before each had its own code, or whose code was not noted.
 */
requests_without_code: number, };

export type FoundPoster = { 
/**
 * Its badge; none when it says how any badge is asked for.
 */
badge: BadgeView | null, 
/**
 * What to give back to open a request from it: its code, or the address in its QR code.
 */
text: string, 
/**
 * Where it hangs; may be empty.
 */
place: string, };

export type ParticipantView = { 
/**
 * Identifier.
 */
id: ParticipantId, 
/**
 * First name.
 */
first_name: string, 
/**
 * Last name.
 */
last_name: string, 
/**
 * Address; empty when unknown.
 */
email: string, 
/**
 * Telephone; empty when unknown.
 */
phone: string, 
/**
 * The name chosen to be shown to the group; empty for the first name.
 */
nickname: string, 
/**
 * A likely correction of the address, to be offered.
 */
email_suggestion: string | null, 
/**
 * How many requests.
 */
requests: number, };

export type PersonView = { 
/**
 * The person.
 */
person: ParticipantView, 
/**
 * Their requests, the latest change first.
 */
requests: Array<RequestSummary>, 
/**
 * Workshops to which they were invited, the latest first.
 */
workshops: Array<PersonWorkshop>, 
/**
 * Whether they obtained a badge: it can be printed.
 */
obtained: boolean, 
/**
 * Why they cannot be removed; `null` when they can.
 */
kept: KeptView | null, };

export type PersonWorkshop = { 
/**
 * Identifier.
 */
id: WorkshopId, 
/**
 * Its day, in French.
 */
day: string, 
/**
 * Where; may be empty.
 */
place: string, 
/**
 * `expected`, `present` or `absent`.
 */
attendance: Attendance, 
/**
 * The same in French.
 */
attendance_label: string, 
/**
 * Whether its day is after today.
 */
to_come: boolean, };

export type KeptView = { 
/**
 * Why, in French.
 */
why: string, 
/**
 * What can be done instead, in French.
 */
instead: string, };

export type ListQuery = { 
/**
 * Words: of a person's name or address, of a badge's name, or a receipt's number.
 */
text: string, 
/**
 * A part of the list, each with its count. People: `all` or `no-email`. Requests: `all`, `to-complete`, `ready`,
 * `waiting`, `received` or `done`. Receipts have `all` alone. Empty for all.
 */
group: string, 
/**
 * Of this workshop.
 */
workshop: WorkshopId | null, 
/**
 * Of this badge.
 */
badge: BadgeId | null, 
/**
 * That day or later, `YYYY-MM-DD`. People: at a workshop; requests: changed; receipts: received.
 */
since: string | null, 
/**
 * That day or earlier, `YYYY-MM-DD`.
 */
until: string | null, 
/**
 * The column that sorts. People: `name`, `email`, `workshop` or `requests`. Requests: `updated`, `person`, `badge` or
 * `state`. Receipts: `received`, `number`, `person` or `badge`. Empty for the first.
 */
sort: string, 
/**
 * From the last to the first.
 */
descending: boolean, 
/**
 * How many rows come before the page.
 */
offset: number, };

export type ListKind = "people" | "requests" | "receipts";

export type Picked = { 
/**
 * The list.
 */
list: ListKind, 
/**
 * All that is found by this; `null` when rows are ticked one by one.
 */
found: ListQuery | null, 
/**
 * The rows ticked; with `found`, those left out of it.
 */
ids: Array<string>, };

export type PickedView = { 
/**
 * How many rows.
 */
count: number, 
/**
 * How many requests can be confirmed at once.
 */
ready: number, 
/**
 * How many more are ready, but are to be read one by one first.
 */
to_review: number, 
/**
 * How many have a receipt.
 */
received: number, 
/**
 * How many badges were obtained.
 */
obtained: number, };

export type ConfirmedView = { 
/**
 * Those that were confirmed.
 */
confirmed: Array<RequestId>, 
/**
 * How many were left as they were.
 */
left: number, };

export type ListChoices = { 
/**
 * Workshops, the latest first.
 */
workshops: Array<Choice<WorkshopId>>, 
/**
 * Badges, by name.
 */
badges: Array<Choice<BadgeId>>, };

export type GroupCount = { 
/**
 * As in the query.
 */
code: string, 
/**
 * How many of those found.
 */
count: number, };

export type PersonRow = { 
/**
 * The person.
 */
person: ParticipantView, 
/**
 * The day of their last workshop, such as « 23 nov. 2026 »; empty for none.
 */
last_workshop: string, };

export type PeoplePage = { 
/**
 * Those of this page.
 */
people: Array<PersonRow>, 
/**
 * How many are found in all.
 */
total: number, 
/**
 * How many come before this page.
 */
offset: number, 
/**
 * Most on a page.
 */
page_size: number, 
/**
 * Every part of the list, in order.
 */
groups: Array<GroupCount>, 
/**
 * Whether there is anybody at all.
 */
any: boolean, };

export type RequestPage = { 
/**
 * Those of this page.
 */
requests: Array<RequestSummary>, 
/**
 * How many are found in all.
 */
total: number, 
/**
 * How many come before this page.
 */
offset: number, 
/**
 * Most on a page.
 */
page_size: number, 
/**
 * Every part of the list, in order, with how many of those found.
 */
groups: Array<GroupCount>, 
/**
 * Whether there is any request at all.
 */
any: boolean, };

export type ReceiptPage = { 
/**
 * Those of this page.
 */
receipts: Array<ReceiptView>, 
/**
 * How many are found in all.
 */
total: number, 
/**
 * How many come before this page.
 */
offset: number, 
/**
 * Most on a page.
 */
page_size: number, 
/**
 * Whether there is any receipt at all.
 */
any: boolean, };

export type SearchView = { 
/**
 * The kinds of which something is found, in order.
 */
groups: Array<SearchGroup>, };

export type SearchGroup = { 
/**
 * `person`, `request`, `workshop`, `badge`, `poster` or `guide`.
 */
kind: string, 
/**
 * The first of them.
 */
hits: Array<SearchHit>, 
/**
 * How many there are in all.
 */
total: number, };

export type SearchHit = { 
/**
 * Its identifier, code or name.
 */
id: string, 
/**
 * What it is called.
 */
title: string, 
/**
 * What tells it from another of the same name; may be empty.
 */
detail: string, 
/**
 * The badge whose picture it has, if any.
 */
badge: string | null, };

export type ParticipantForm = { 
/**
 * `null` to create; kept when undoing a removal.
 */
id: ParticipantId | null, 
/**
 * First name.
 */
first_name: string, 
/**
 * Last name.
 */
last_name: string, 
/**
 * Address; may be empty.
 */
email: string, 
/**
 * Telephone; may be empty.
 */
phone: string, 
/**
 * The name chosen to be shown to the group; may be empty.
 */
nickname: string, 
/**
 * The language of their own screens: `fr`, `en`, `ar` or `uk`; kept as it was when it is not told.
 */
language?: Language, };

export type FormDraftView = { 
/**
 * Which form, of which records and step.
 */
form: string, 
/**
 * The workshop it is about: it goes when the workshop does.
 */
workshop: WorkshopId | null, 
/**
 * The person it is about, likewise.
 */
participant: ParticipantId | null, 
/**
 * The fields that differ from what is saved, as a JSON object.
 */
fields: string, };

export type EmailCheck = { 
/**
 * Whether it can be kept as it is (an empty one can).
 */
ok: boolean, 
/**
 * Why not, in plain French.
 */
problem: string | null, 
/**
 * A likely correction, to be offered.
 */
suggestion: string | null, };

export type ImportField = "first-name" | "last-name" | "full-name" | "email" | "phone" | "ignored";

export type ImportColumn = { 
/**
 * Its header as in the file.
 */
header: string, 
/**
 * Some values, to recognise it.
 */
samples: Array<string>, 
/**
 * What it is taken for.
 */
field: ImportField, };

export type LineVerdict = "new" | "known" | "double" | "bad";

export type ImportLine = { 
/**
 * Its number in the file, from 1, header included.
 */
line: number, 
/**
 * First name.
 */
first_name: string, 
/**
 * Last name.
 */
last_name: string, 
/**
 * Address.
 */
email: string, 
/**
 * Telephone.
 */
phone: string, 
/**
 * What will become of it.
 */
verdict: LineVerdict, 
/**
 * Why, in plain French; also remarks on a good line.
 */
remarks: Array<string>, 
/**
 * A likely correction of the address.
 */
suggestion: string | null, };

export type ImportPreview = { 
/**
 * Names the list until it is confirmed or given up.
 */
token: string, 
/**
 * File name.
 */
file_name: string, 
/**
 * How it was read, such as « CSV, séparateur « ; », Windows-1252 ».
 */
read_as: string, 
/**
 * Columns, in order.
 */
columns: Array<ImportColumn>, 
/**
 * Lines, in order.
 */
lines: Array<ImportLine>, 
/**
 * How many new people.
 */
new_count: number, 
/**
 * What prevents the import as a whole, such as no column of names.
 */
blocked: string | null, };

export type ImportChoices = { 
/**
 * Lines whose proposed correction of the address is accepted.
 */
corrected: Array<number>, 
/**
 * Lines left out.
 */
left_out: Array<number>, };

export type ImportDone = { 
/**
 * How many people were added.
 */
added: number, 
/**
 * How many lines were not taken.
 */
not_taken: number, };

export type WorkshopSummary = { 
/**
 * Identifier.
 */
id: WorkshopId, 
/**
 * `YYYY-MM-DD`.
 */
date: string, 
/**
 * The day, and the hour when it is known, in full French.
 */
date_text: string, 
/**
 * Where.
 */
place: string, 
/**
 * How many invited.
 */
invited: number, 
/**
 * How many came.
 */
present: number, 
/**
 * How many requests, whatever their state.
 */
requests: number, 
/**
 * How many of these are still to be completed.
 */
to_complete: number, 
/**
 * The badges aimed at.
 */
badges: Array<BadgeId>, 
/**
 * What it is for, in French.
 */
kind_label: string, 
/**
 * `past`, `today` or `coming`.
 */
when: string, 
/**
 * Whether it was closed.
 */
closed: boolean, };

export type NewWorkshop = { 
/**
 * As it can be typed on.
 */
form: WorkshopForm, 
/**
 * Which workshop it is filled as, in French; empty when it is as none.
 */
like: string, };

export type SeriesDay = { 
/**
 * `YYYY-MM-DD`.
 */
date: string, 
/**
 * The same, in full French.
 */
text: string, 
/**
 * What is to be known of that day, in French; may be empty.
 */
note: string, 
/**
 * Whether the structure is most often closed on that day.
 */
closed: boolean, };

export type PlanView = { 
/**
 * `accounts`, `requests`, `enrichment` or `mixed`.
 */
kind: WorkshopKind, 
/**
 * When it starts, `HH:MM`; empty when the hour was not said.
 */
starts_at: string, 
/**
 * Expected length, in minutes.
 */
minutes: number, 
/**
 * Whether INAÉ animates it too.
 */
with_inae: boolean, 
/**
 * Laptops, telephones, cables; free text.
 */
equipment: string, 
/**
 * The connection expected: `unknown`, `none`, `weak` or `good`.
 */
connection: Connection, };

export type WorkshopForm = { 
/**
 * `null` to create.
 */
id: WorkshopId | null, 
/**
 * `YYYY-MM-DD`.
 */
date: string, 
/**
 * Where.
 */
place: string, 
/**
 * Permanents.
 */
facilitators: Array<StaffId>, 
/**
 * People invited.
 */
participants: Array<ParticipantId>, 
/**
 * Badges aimed at.
 */
badges: Array<BadgeId>, 
/**
 * How it is meant to go.
 */
plan: PlanView, };

export type AttendeeView = { 
/**
 * The person.
 */
participant: ParticipantView, 
/**
 * `expected`, `present` or `absent`.
 */
attendance: Attendance, 
/**
 * Their requests of this workshop.
 */
requests: Array<RequestSummary>, };

export type WorkshopView = { 
/**
 * As it can be typed again.
 */
form: WorkshopForm, 
/**
 * The day, and the hour when it is known, in full French.
 */
date_text: string, 
/**
 * What it is for, in French.
 */
kind_label: string, 
/**
 * Whether it was closed.
 */
closed: boolean, 
/**
 * Names of the facilitators.
 */
facilitator_names: Array<string>, 
/**
 * Badges aimed at.
 */
badges: Array<BadgeView>, 
/**
 * People, sorted by name.
 */
attendees: Array<AttendeeView>, };

export type RequestSummary = { 
/**
 * Identifier.
 */
id: RequestId, 
/**
 * Who asks: identifier.
 */
participant_id: ParticipantId, 
/**
 * Who asks: first and last names.
 */
person: string, 
/**
 * Which badge.
 */
badge_id: BadgeId, 
/**
 * Its name.
 */
badge_name: string, 
/**
 * Workshop, if any.
 */
workshop_id: WorkshopId | null, 
/**
 * Code of its state (`draft`, `ready`, `held`, `queued`, `delivered`, …).
 */
state: RequestState, 
/**
 * Its state in French; « À relire » as long as the facilitator has not confirmed what the person handed them.
 */
state_label: string, 
/**
 * Whether the person handed it to the facilitator, at the station, and it was not confirmed since.
 */
to_review: boolean, 
/**
 * How it was begun: `together`, `group`, `station` or `poster`.
 */
origin: Origin, 
/**
 * What is still missing, in plain French.
 */
missing: Array<MissingView>, 
/**
 * How many pieces of evidence.
 */
evidence_count: number, 
/**
 * INAÉ's number, once received.
 */
receipt_number: string | null, 
/**
 * What there is to do now, in plain French: what is missing, or what follows.
 */
next: string, 
/**
 * Last change, RFC 3339.
 */
updated_at: string, };

export type MissingView = { 
/**
 * `email`, `narrative`, `evidence`, `local-rule`, `too-much-evidence`.
 */
code: string, 
/**
 * In plain French.
 */
text: string, };

export type EvidenceView = { 
/**
 * SHA-256, hexadecimal.
 */
hash: EvidenceHash, 
/**
 * What the person calls it.
 */
label: string, 
/**
 * `image/jpeg`, `image/png` or `application/pdf`.
 */
media_type: string, 
/**
 * Such as « 1,2 Mo ».
 */
size_text: string, };

export type RequestView = { 
/**
 * As in a list.
 */
summary: RequestSummary, 
/**
 * « Ce que j'ai fait ».
 */
narrative: string, 
/**
 * Longest narrative, in characters.
 */
narrative_max: number, 
/**
 * Evidence, in order.
 */
evidence: Array<EvidenceView>, 
/**
 * The badge and the structure's rule.
 */
badge: BadgeView, 
/**
 * Whether words and evidence may be changed.
 */
editable: boolean, 
/**
 * Whether it may be removed: never confirmed, and unknown to INAÉ.
 */
removable: boolean, 
/**
 * Whether it may be taken back (nothing was sent yet).
 */
can_take_back: boolean, 
/**
 * INAÉ's reason, or another word of INAÉ's that is no question.
 */
message: string | null, 
/**
 * INAÉ's question, when it sent the request back and has said nothing since.
 */
question: QuestionView | null, 
/**
 * The receipt.
 */
receipt: ReceiptView | null, };

export type QuestionView = { 
/**
 * In INAÉ's words; empty when it sent the request back without a word.
 */
text: string, 
/**
 * When, in French.
 */
asked_at: string, 
/**
 * What is answered; may be empty when the request was changed instead.
 */
reply: string, 
/**
 * Longest reply, in characters.
 */
reply_max: number, 
/**
 * Whether the request says something else than when it was sent back.
 */
changed: boolean, };

export type RequestFilterForm = { 
/**
 * Of this person.
 */
participant: ParticipantId | null, 
/**
 * Of this workshop.
 */
workshop: WorkshopId | null, };

export type ReceiptView = { 
/**
 * INAÉ's number.
 */
number: string, 
/**
 * The request.
 */
request_id: RequestId, 
/**
 * Who asked.
 */
person: string, 
/**
 * Which badge.
 */
badge_name: string, 
/**
 * In French: « 23 novembre 2026 à 14 h 05 ».
 */
received_at: string, };

export type SyncKind = "not-enrolled" | "idle" | "sending" | "waiting" | "attention" | "practice";

export type WaitsFor = "link" | "mode" | "connection" | "guichet" | "receipt";

export type SyncView = { 
/**
 * Rank among the views given since the program began: of two, the one of the greater rank is the newer, in whatever
 * order they arrive.
 */
rank: number, 
/**
 * Kind.
 */
kind: SyncKind, 
/**
 * One sentence.
 */
text: string, 
/**
 * How many requests wait (held and queued).
 */
waiting: number, 
/**
 * What they wait for; none when they are leaving, or when someone must act.
 */
waits_for: WaitsFor | null, 
/**
 * How many requests have an answer of INAÉ that nobody has seen.
 */
answers: number, 
/**
 * How many exchanges succeeded since the store was opened.
 */
exchanges: number, 
/**
 * How many requests these exchanges brought an answer to, each counted once an exchange.
 */
learned: number, 
/**
 * When the next try comes, RFC 3339, if any.
 */
next_try_at: string | null, 
/**
 * Last successful exchange, in French, if any.
 */
last_success: string | null, 
/**
 * What went wrong at the last try, if it did.
 */
problem: Problem | null, 
/**
 * The file being sent.
 */
file: FileProgress | null, };

export type AnswerView = { 
/**
 * Its number here: a later answer has a greater one.
 */
number: number, 
/**
 * The request.
 */
request_id: RequestId, 
/**
 * Who asked: identifier.
 */
participant_id: ParticipantId, 
/**
 * Who asked.
 */
person: string, 
/**
 * Which badge.
 */
badge_id: BadgeId, 
/**
 * Its name.
 */
badge_name: string, 
/**
 * What became of the request: code.
 */
state: RequestState, 
/**
 * The same, in French.
 */
state_label: string, 
/**
 * What there is to do now, in French.
 */
now: string, 
/**
 * The question or the reason.
 */
message: string | null, 
/**
 * When INAÉ said it, in French.
 */
said_at: string, 
/**
 * Whether a facilitator saw it.
 */
seen: boolean, };

export type AnswersView = { 
/**
 * As many as asked for.
 */
answers: Array<AnswerView>, 
/**
 * Whether there are others, older.
 */
more: boolean, 
/**
 * How many nobody saw.
 */
unseen: number, };

export type FileProgress = { 
/**
 * SHA-256, hexadecimal.
 */
hash: EvidenceHash, 
/**
 * Bytes held by the guichet or handed to the network.
 */
sent: number, 
/**
 * Bytes in all.
 */
total: number, };

export type QueueFile = { 
/**
 * SHA-256, hexadecimal.
 */
hash: EvidenceHash, 
/**
 * What the person calls it.
 */
label: string, 
/**
 * Bytes in all.
 */
total: number, 
/**
 * Whether the guichet holds it.
 */
held: boolean, };

export type QueueRow = { 
/**
 * Identifier: a request's, or the declaration's.
 */
id: string, 
/**
 * `declaration` or `badge-request`.
 */
kind: string, 
/**
 * Who asks, or the structure.
 */
person: string, 
/**
 * Which badge, or « Mode de validation ».
 */
title: string, 
/**
 * Which badge, for its picture; none for the declaration.
 */
badge: BadgeId | null, 
/**
 * `held`, `waiting` or `stopped`.
 */
state: string, 
/**
 * In plain French.
 */
state_text: string, 
/**
 * Why it stopped.
 */
problem: Problem | null, 
/**
 * Files.
 */
files: Array<QueueFile>, };

export type QueueView = { 
/**
 * How it goes.
 */
sync: SyncView, 
/**
 * Whether this computer is known to a guichet.
 */
enrolled: boolean, 
/**
 * The guichet's address, as last typed.
 */
guichet_address: string, 
/**
 * Who holds the guichet.
 */
guichet_name: string | null, 
/**
 * What waits, oldest first.
 */
rows: Array<QueueRow>, 
/**
 * Receipts, newest first.
 */
receipts: Array<ReceiptView>, };

export type DocumentChoice = { "kind": "poster", 
/**
 * Badges.
 */
badges: Array<BadgeId>, 
/**
 * All on one poster, such as those of a pathway.
 */
together: boolean, 
/**
 * The paper.
 */
format: 'a4' | 'a4-landscape' | 'a3' | 'a3-landscape' | 'flyer-two' | 'flyer-four', 
/**
 * The language beside French, if any.
 */
beside: BesideLanguage | null, } | { "kind": "how-to-ask", 
/**
 * The paper.
 */
format: 'a4' | 'a4-landscape' | 'a3' | 'a3-landscape' | 'flyer-two' | 'flyer-four', 
/**
 * The language beside French, if any.
 */
beside: BesideLanguage | null, } | { "kind": "reprint", 
/**
 * Codes of the posters to be replaced.
 */
posters: Array<string>, } | { "kind": "receipts", 
/**
 * Workshop, or all when `null`.
 */
workshop: WorkshopId | null, } | { "kind": "sheet", 
/**
 * Which.
 */
name: string, 
/**
 * Workshop; `null` for people's badges.
 */
workshop: WorkshopId | null, 
/**
 * People to print for; everyone when empty.
 */
people: Array<ParticipantId>, } | { "kind": "picked", 
/**
 * Which.
 */
name: string, 
/**
 * What is ticked.
 */
picked: Picked, } | { "kind": "recovery" };

export type PageView = { 
/**
 * Picture, as a `data:` address.
 */
image: string, 
/**
 * Page number, from 1.
 */
page: number, 
/**
 * How many pages.
 */
pages: number, 
/**
 * Width of the paper, in millimetres.
 */
width_mm: number, 
/**
 * Height of the paper, in millimetres.
 */
height_mm: number, };

export type CodeView = { 
/**
 * The code as it is on the page, as a `data:` address.
 */
image: string, 
/**
 * What a phone reads in it.
 */
address: string, };

export type BesideLanguage = 'en' | 'ar' | 'uk';

export type BadgeWordsView = { 
/**
 * The badge.
 */
badge: BadgeId, 
/**
 * The language.
 */
language: BesideLanguage, 
/**
 * Its name.
 */
name: string, 
/**
 * What it recognises.
 */
recognises: string, 
/**
 * The structure's rule.
 */
rule: RuleView, };

export type LookView = { 
/**
 * The structure's colour, `#rrggbb`; empty for none.
 */
colour: string, 
/**
 * That colour as it is printed, dark enough to be read; ignored when saving.
 */
printed_colour: string, 
/**
 * Its logo, as a `data:` address.
 */
logo: string | null, 
/**
 * Whom to ask: a name and hours.
 */
contact: string, 
/**
 * A line of its own, at the foot of posters.
 */
line: string, 
/**
 * INAÉ and those who fund.
 */
partners: Array<PartnerView>, };

export type PartnerView = { 
/**
 * Name, for those who do not see the logo.
 */
name: string, 
/**
 * Logo, as a `data:` address.
 */
image: string, };

export type SavedFile = { 
/**
 * Where.
 */
path: string, 
/**
 * Its name alone.
 */
name: string, };

export type PrinterView = { 
/**
 * Name of the queue.
 */
name: string, 
/**
 * Whether it is the default one.
 */
default: boolean, 
/**
 * Its state, in French.
 */
state: string, 
/**
 * Whether it takes a document, and sets about printing it.
 */
ready: boolean, 
/**
 * Whether it takes no document at all.
 */
refuses: boolean, 
/**
 * Whether it waits for paper: what is sent is printed once it has some.
 */
out_of_paper: boolean, 
/**
 * Whether it does not answer: what is sent is printed once it does.
 */
unreachable: boolean, 
/**
 * What it cannot print at the edges, on each paper it is known for.
 */
margins: Array<MarginsView>, };

export type MarginsView = { 
/**
 * Width of the paper, upright.
 */
width_mm: number, 
/**
 * Height of the paper, upright.
 */
height_mm: number, 
/**
 * At the top of the upright paper.
 */
top: number, 
/**
 * At its right.
 */
right: number, 
/**
 * At its bottom.
 */
bottom: number, 
/**
 * At its left.
 */
left: number, };

export type HomeView = { 
/**
 * How many people.
 */
participants: number, 
/**
 * How many workshops, past and to come.
 */
workshops: number, 
/**
 * The workshop that comes first; `null` when none does.
 */
next: NextWorkshop | null, 
/**
 * Those to come after it, the nearest first: the first of them.
 */
later: Array<WorkshopSummary>, 
/**
 * Those of the last month that are over and that nobody closed, the latest first.
 */
to_close: Array<WorkshopSummary>, 
/**
 * Requests that wait to leave.
 */
waiting: number, 
/**
 * Requests that INAÉ received.
 */
received: number, 
/**
 * Badges obtained since the last ceremony.
 */
to_celebrate: number, 
/**
 * When the last ceremony took place, in French; empty for never.
 */
ceremony_text: string, 
/**
 * The same, milliseconds since 1970.
 */
ceremony: number | null, 
/**
 * Whether the catalogue is the example one.
 */
example_catalogue: boolean, 
/**
 * Whether this computer is known to a guichet.
 */
enrolled: boolean, 
/**
 * What is still to be done about the recovery sheet; `null` when it is printed and checked.
 */
recovery: RecoveryStep | null, 
/**
 * Posters that hang, and say what is no longer true.
 */
posters_outdated: number, 
/**
 * Posters that are made, and neither taken down nor given up.
 */
posters_made: number, 
/**
 * Posters that were printed, and of which nobody said that they hang.
 */
posters_unsaid: number, 
/**
 * Requests that came from posters.
 */
posters_requests: number, };

export type NextWorkshop = { 
/**
 * The workshop.
 */
workshop: WorkshopSummary, 
/**
 * The one thing to do about it now: `prepare`, `run` or `summary`.
 */
turn: string, 
/**
 * When it is, seen from today: « Aujourd’hui », « Demain », « Dans 7 jours ».
 */
when_text: string, 
/**
 * How many of those invited are ready.
 */
ready: number, 
/**
 * How many items of its checklist are ticked, and how many there are.
 */
ticked: number, 
/**
 * Items of its checklist.
 */
items: number, };

export type StepView = { 
/**
 * Code.
 */
code: Step, 
/**
 * What is done once it is done, such as « Compte créé ».
 */
label: string, 
/**
 * What is to be done, such as « Créer son compte ».
 */
now: string, 
/**
 * Whether it is read from the person's requests.
 */
derived: boolean, };

export type StepCell = { 
/**
 * Code of the step.
 */
step: Step, 
/**
 * `todo`, `doing`, `done`, `waiting` or `blocked`.
 */
state: StepState, 
/**
 * What is read in it, in French: « Fait », « En comité », « 1 sur 2 ».
 */
words: string, 
/**
 * Code of the shape beside the words: a state of a step (`done-before` and `done-since` for what is known from
 * elsewhere) or of a request.
 */
sign: string, 
/**
 * What is to be known of it, in a line: why it is blocked, where it is known from, what is missing; may be empty.
 */
about: string, 
/**
 * Whether what is known of it from elsewhere asks that one looks into it.
 */
alert: boolean, 
/**
 * Why it is blocked.
 */
block: BlockForm | null, 
/**
 * What was marked at this workshop, for who takes the next mark back; none when nothing was.
 */
mark: MarkView | null, };

export type MarkView = { 
/**
 * `todo`, `done` or `blocked`.
 */
state: StepState, 
/**
 * Since when, in milliseconds since 1970.
 */
since: number, 
/**
 * Why it is blocked.
 */
block: BlockForm | null, };

export type BoardRow = { 
/**
 * The person.
 */
participant: ParticipantView, 
/**
 * `expected`, `present` or `absent`.
 */
attendance: Attendance, 
/**
 * One per step.
 */
cells: Array<StepCell>, 
/**
 * Code of the step they are at; `null` when nothing is left to them.
 */
current: Step | null, 
/**
 * Since when they wait at it: milliseconds since 1970; `null` before the start.
 */
waiting_since: number | null, 
/**
 * When they have waited longest, clearly: the moment from which that is said, milliseconds since 1970. One person at
 * most; nobody while it means nothing.
 */
longest_from: number | null, 
/**
 * Their requests of this workshop.
 */
requests: Array<RequestSummary>, };

export type BoardView = { 
/**
 * Identifier of the workshop.
 */
workshop: WorkshopId, 
/**
 * The steps, in order.
 */
steps: Array<StepView>, 
/**
 * People, sorted by name.
 */
rows: Array<BoardRow>, 
/**
 * Badges aimed at.
 */
badges: Array<BadgeView>, 
/**
 * When the timer was started: milliseconds since 1970.
 */
started_at: number | null, 
/**
 * When the workshop was closed: milliseconds since 1970.
 */
closed_at: number | null, 
/**
 * Begun long ago, and never closed.
 */
forgotten: boolean, 
/**
 * Expected length, in minutes.
 */
minutes: number, 
/**
 * Steps over, of those present: what has not left yet is over for the person.
 */
done: number, 
/**
 * Steps of those present.
 */
total: number, 
/**
 * Why a step may be blocked.
 */
reasons: Array<Choice<BlockReason>>, };

export type BlockForm = { 
/**
 * Code, from the short list.
 */
reason: BlockReason, 
/**
 * In the facilitator's words; may be empty.
 */
detail: string, 
/**
 * The day to come back to it, `YYYY-MM-DD`; empty for none.
 */
follow_up: string, };

export type ProjectionRow = { 
/**
 * First name, or the name they chose.
 */
name: string, 
/**
 * States of the steps, in order.
 */
states: Array<StepState>, };

export type ProjectionView = { 
/**
 * Where the workshop is.
 */
place: string, 
/**
 * The steps, in order.
 */
steps: Array<StepView>, 
/**
 * Code of the step on show.
 */
step: Step, 
/**
 * Those present, by name.
 */
people: Array<ProjectionRow>, 
/**
 * Steps done by those present.
 */
done: number, 
/**
 * Steps of those present.
 */
total: number, 
/**
 * A QR code to what the step is done on, as a `data:` address; `null` when there is none.
 */
code: string | null, 
/**
 * The address in the code.
 */
address: string | null, 
/**
 * Whether the people are invented.
 */
practice: boolean, };

export type ChecklistItem = { 
/**
 * Code.
 */
id: string, 
/**
 * What is to be done.
 */
text: string, 
/**
 * Why, or how.
 */
hint: string, 
/**
 * When, such as « La veille ».
 */
when: string, 
/**
 * Whether it is done.
 */
done: boolean, 
/**
 * By whom and when, in French; empty while it is not done.
 */
done_text: string, };

export type MailboxForm = { 
/**
 * Has an address of their own: `unknown`, `yes` or `no`.
 */
own_address: Tri, 
/**
 * Can open it today: `unknown`, `yes` or `no`.
 */
opens_today: Tri, 
/**
 * On what: `unknown`, `phone`, `computer` or `none`.
 */
device: Device, 
/**
 * The recovery telephone works: `unknown`, `yes` or `no`.
 */
recovery_phone: Tri, };

export type StationView = { 
/**
 * Whether it is open: nothing else of the application can be reached then.
 */
open: boolean, 
/**
 * Whether the facilitator chose a code.
 */
pin_set: boolean, 
/**
 * Without a gesture for so long, it returns to the welcome screen.
 */
idle_seconds: number, 
/**
 * The screen shown last: `welcome`, `picture`, `steps`, `badges`, `question`, `words`, `evidence`, `review` or `thanks`.
 */
screen: string, 
/**
 * The question shown last.
 */
question: string | null, 
/**
 * Those present; empty once a person has chosen their tile.
 */
people: Array<StationTile>, 
/**
 * What is asked of the person who chose their tile, before anything of theirs is shown.
 */
picture: StationPicture | null, 
/**
 * The person seated, once they have shown their picture.
 */
person: StationPerson | null, 
/**
 * The request they are at.
 */
request: StationRequest | null, };

export type StationTile = { 
/**
 * Identifier.
 */
id: ParticipantId, 
/**
 * First name, or the name they chose.
 */
name: string, };

export type StationPicture = { 
/**
 * First name, or the name they chose.
 */
name: string, 
/**
 * `fr`, `en`, `ar` or `uk`.
 */
language: Language, 
/**
 * `choose` the first time, `show` after, `closed` once too many wrong ones were shown.
 */
state: string, 
/**
 * The codes of the pictures, in order.
 */
pictures: Array<OwnPicture>, };

export type PersonStation = { 
/**
 * The language of their screens: `fr`, `en`, `ar` or `uk`.
 */
language: Language, 
/**
 * Whether they chose a picture.
 */
picture: boolean, };

export type StationPerson = { 
/**
 * First name, or the name they chose.
 */
name: string, 
/**
 * `fr`, `en`, `ar` or `uk`.
 */
language: Language, 
/**
 * Their steps at this workshop, in order, but for those that their requests tell.
 */
steps: Array<StationStep>, 
/**
 * What they may ask for.
 */
badges: Array<StationBadge>, 
/**
 * Their own requests.
 */
requests: Array<StationLine>, };

export type StationStep = { 
/**
 * Code.
 */
code: Step, 
/**
 * `todo`, `doing`, `done` or `blocked`.
 */
state: StepState, };

export type StationBadge = { 
/**
 * Code.
 */
id: BadgeId, 
/**
 * Name, as in the catalogue.
 */
name: string, 
/**
 * What it recognises, as in the catalogue.
 */
recognises: string, 
/**
 * Their request for it, if there is one.
 */
request: RequestId | null, };

export type StationLine = { 
/**
 * Identifier.
 */
id: RequestId, 
/**
 * Which badge.
 */
badge_id: BadgeId, 
/**
 * Its name.
 */
badge_name: string, 
/**
 * `writing`, `handed`, `sent`, `back`, `obtained` or `refused`.
 */
stage: string, };

export type StationQuestion = { 
/**
 * Code.
 */
id: string, 
/**
 * Whether several answers may be chosen.
 */
many: boolean, 
/**
 * Closed answers.
 */
choices: Array<StationChoice>, };

export type StationChoice = { 
/**
 * Code.
 */
id: string, 
/**
 * Name of its pictogram.
 */
picture: string, };

export type StationRequest = { 
/**
 * As in the list.
 */
line: StationLine, 
/**
 * What the badge recognises.
 */
recognises: string, 
/**
 * The evidence that the structure expects, in French.
 */
expected: string, 
/**
 * INAÉ's reason, in French, when it gave one.
 */
message: string | null, 
/**
 * INAÉ's question, when it sent the request back.
 */
question: QuestionView | null, 
/**
 * Whether it may still be changed here.
 */
editable: boolean, 
/**
 * Guiding questions, in order.
 */
questions: Array<StationQuestion>, 
/**
 * Which of them are asked together, a screen each; those in words are asked where the text is read again.
 */
screens: Array<Array<string>>, 
/**
 * Answers, by question.
 */
answers: { [key in string]: Array<string> }, 
/**
 * « Ce que j'ai fait », in French: what the facilitator and INAÉ read.
 */
narrative: string, 
/**
 * The same answers in the person's language; empty in French, or when the person changed the text.
 */
narrative_read: string, 
/**
 * Whether the person changed the text.
 */
own_words: boolean, 
/**
 * Longest text, in characters.
 */
narrative_max: number, 
/**
 * Evidence, in order.
 */
evidence: Array<EvidenceView>, };

export type StationSettings = { 
/**
 * Whether the facilitator chose a code.
 */
pin_set: boolean, 
/**
 * Without a gesture for so long, it returns to the welcome screen.
 */
idle_minutes: number, 
/**
 * Whether each person shows a picture before anything of theirs is shown.
 */
pictures: boolean, };

export type NotReadyView = { 
/**
 * Code.
 */
code: NotReady, 
/**
 * What is wrong.
 */
text: string, 
/**
 * What to do.
 */
todo: string, };

export type PreparationRow = { 
/**
 * The person.
 */
participant: ParticipantView, 
/**
 * Their mailbox check.
 */
mailbox: MailboxForm, 
/**
 * When it was last answered, in French; empty if never.
 */
checked_text: string, 
/**
 * What is known of whether their mailbox opens, beside their answer: « Ouverte le … »; may be empty.
 */
opens_text: string, 
/**
 * Why they are not ready; empty when they are.
 */
not_ready: Array<NotReadyView>, 
/**
 * When they were given the information that the RGPD requires, `YYYY-MM-DD`; empty if they were not.
 */
informed_on: string, 
/**
 * The same in French.
 */
informed_text: string, };

export type PreparationView = { 
/**
 * Identifier of the workshop.
 */
workshop: WorkshopId, 
/**
 * Its checklist.
 */
checklist: Array<ChecklistItem>, 
/**
 * People, sorted by name.
 */
rows: Array<PreparationRow>, };

export type SummaryLine = { 
/**
 * Identifier.
 */
participant: ParticipantId, 
/**
 * First and last names.
 */
person: string, 
/**
 * Telephone; empty when unknown.
 */
phone: string, 
/**
 * What is to be known, in French.
 */
text: string, 
/**
 * Whether the day has passed.
 */
overdue: boolean, };

export type SummaryView = { 
/**
 * Identifier of the workshop.
 */
workshop: WorkshopId, 
/**
 * When it was closed, in French; empty while it is open.
 */
closed_text: string, 
/**
 * How long it lasted, in minutes; `null` when its timer was not started.
 */
lasted: number | null, 
/**
 * How many were invited.
 */
invited: number, 
/**
 * How many came.
 */
present: number, 
/**
 * How many were not marked.
 */
unmarked: number, 
/**
 * Accounts opened at this workshop.
 */
accounts: number, 
/**
 * How many of those present have no account yet: no address of theirs can wait to be confirmed.
 */
accounts_left: number, 
/**
 * Addresses still to confirm, with the days left.
 */
to_confirm: Array<SummaryLine>, 
/**
 * Requests still to complete.
 */
to_complete: number, 
/**
 * Requests complete, not confirmed.
 */
ready: number, 
/**
 * Requests confirmed that wait to leave.
 */
waiting: number, 
/**
 * Requests that INAÉ holds.
 */
received: number, 
/**
 * Who is blocked, and why.
 */
blocked: Array<SummaryLine>, };

export type TodoItem = { 
/**
 * What it is about, once for this person.
 */
id: string, 
/**
 * `returned`, `blocked`, `confirm`, `review`, `ready`, `draft`, `accept` or `celebrate`.
 */
kind: string, 
/**
 * What, in French.
 */
why: string, 
/**
 * By when, `YYYY-MM-DD`; empty when no day was set.
 */
by: string, 
/**
 * The same in French.
 */
by_text: string, 
/**
 * Whether the day has passed.
 */
overdue: boolean, 
/**
 * Workshop, for what was marked at one.
 */
workshop: WorkshopId | null, 
/**
 * Step, for what was marked on a board.
 */
step: Step | null, 
/**
 * What was marked there, for who settles it by mistake.
 */
mark: MarkView | null, 
/**
 * Request, for what concerns one.
 */
request: RequestId | null, 
/**
 * Its badge.
 */
badge_id: BadgeId | null, };

export type TodoPerson = { 
/**
 * Identifier.
 */
participant: ParticipantId, 
/**
 * First and last names.
 */
person: string, 
/**
 * Telephone; empty when unknown.
 */
phone: string, 
/**
 * Each thing once, what presses most first.
 */
items: Array<TodoItem>, };

export type TodoView = { 
/**
 * The first of them.
 */
people: Array<TodoPerson>, 
/**
 * How many people there are in all.
 */
total: number, };

export type ObtainedBadge = { 
/**
 * Identifier of the request.
 */
request: RequestId, 
/**
 * First and last names.
 */
person: string, 
/**
 * Which badge.
 */
badge_id: BadgeId, 
/**
 * Its name.
 */
badge_name: string, 
/**
 * Its state in French.
 */
state_label: string, 
/**
 * When it was obtained, in French.
 */
date_text: string, };

export type CeremonyView = { 
/**
 * When the last ceremony took place, in French; empty for never.
 */
last_text: string, 
/**
 * The same, milliseconds since 1970.
 */
last: number | null, 
/**
 * The badges, by person: the first of them.
 */
badges: Array<ObtainedBadge>, 
/**
 * How many there are in all.
 */
total: number, };

export type TableChoice = { "kind": "summary", 
/**
 * Workshop.
 */
workshop: WorkshopId, } | { "kind": "todo" } | { "kind": "ceremony" } | { "kind": "posters" } | { "kind": "picked", 
/**
 * What is ticked.
 */
picked: Picked, };

export type PassportPage = { 
/**
 * `register`, `login`, `emails`, `apply`, or `badge:` and the code of a badge that the person asks for.
 */
code: string, 
/**
 * What is done there, in French.
 */
title: string, 
/**
 * Its address.
 */
address: string, 
/**
 * A QR code to go on with one's own telephone, as a `data:` address.
 */
qr: string, };

export type PassportView = { 
/**
 * Identifier of the person.
 */
participant: ParticipantId, 
/**
 * First and last names.
 */
person: string, 
/**
 * First name.
 */
first_name: string, 
/**
 * Last name.
 */
last_name: string, 
/**
 * The address used for badges; empty when unknown.
 */
email: string, 
/**
 * The pages that can be opened, the forms of the badges that the person asks for last.
 */
pages: Array<PassportPage>, 
/**
 * Title of the window.
 */
title: string, };

export type PassportNews = { 
/**
 * Whether it is open.
 */
open: boolean, 
/**
 * What its page tried and was refused, or what it lacks.
 */
problem: Problem | null, };

export type PassportSetting = { 
/**
 * Such as `https://openbadgepassport.com`.
 */
address: string, 
/**
 * Other hosts that its pages may lead to.
 */
hosts: Array<string>, };

export type ConnectionState = "unknown" | "online" | "offline";

export type PutOffStep = { 
/**
 * Name of the step.
 */
id: string, 
/**
 * What is done.
 */
title: string, 
/**
 * Code of its track.
 */
track: string, 
/**
 * In French.
 */
track_title: string, 
/**
 * Its place in the track, from 1.
 */
position: number, };

export type ConnectionView = { 
/**
 * As last seen.
 */
state: ConnectionState, 
/**
 * The steps of the guide put off until it is back, in the order of the guide.
 */
put_off: Array<PutOffStep>, };

export type GuideRun = { 
/**
 * The words.
 */
text: string, 
/**
 * `plain`, `strong`, or `label` for words quoted from the platform.
 */
kind: string, };

export type GuideBlock = { 
/**
 * `paragraph`, `list` or `numbers`.
 */
kind: string, 
/**
 * One for a paragraph, one per entry of a list.
 */
items: Array<Array<GuideRun>>, };

export type GuideTrouble = { 
/**
 * What is seen.
 */
when: Array<GuideRun>, 
/**
 * What to do.
 */
todo: Array<GuideRun>, };

export type GuideStep = { 
/**
 * Name of its file, without its ending.
 */
id: string, 
/**
 * What is done.
 */
title: string, 
/**
 * `participant`, `facilitator` or `together`.
 */
who: string, 
/**
 * The same in French.
 */
who_label: string, 
/**
 * A drawing of `assets/illustrations`, without its ending.
 */
picture: string, 
/**
 * Whether it needs the connection.
 */
needs_connection: boolean, 
/**
 * Expected length, in minutes.
 */
minutes: number, 
/**
 * What is said.
 */
blocks: Array<GuideBlock>, 
/**
 * What may not work.
 */
trouble: Array<GuideTrouble>, 
/**
 * Code of the platform's page where it is done, if it is done there.
 */
page: string | null, 
/**
 * Whether it was put off until the connection is back.
 */
put_off: boolean, };

export type GuideTrack = { 
/**
 * `account`, `request`, `accept`, `enrich` or `recommend`.
 */
code: string, 
/**
 * In French.
 */
title: string, 
/**
 * In a sentence.
 */
text: string, 
/**
 * Expected length, in minutes.
 */
minutes: number, 
/**
 * In order.
 */
steps: Array<GuideStep>, 
/**
 * Years in which the quoted words were seen on the platform, such as « 2020 »; empty when none is quoted.
 */
labels_seen: string, };

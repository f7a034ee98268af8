// All that the interface can ask of the application. `tauri.ts` is the real thing; `twin.ts` is its twin in memory for
// unit tests and for looking at screens in a browser. Every refusal is thrown as a `Problem`.

import type { StationBackend } from './station'
import type {
  AddressAdvice,
  AddressState,
  AnswersView,
  BadgeForm,
  BadgeWordsView,
  BlockForm,
  BoardView,
  CatalogueChange,
  CataloguePreview,
  CatalogueView,
  CeremonyView,
  CodeView,
  ComponentView,
  ConfirmedView,
  ConnectionView,
  DocumentChoice,
  FormDraftView,
  EmailCheck,
  FoundPoster,
  GuideTrack,
  Habits,
  HomeView,
  ImportChoices,
  ImportDone,
  ImportField,
  ImportPreview,
  ListChoices,
  ListQuery,
  LookView,
  MailboxForm,
  MarkView,
  NewWorkshop,
  PageView,
  ParticipantForm,
  ParticipantView,
  PassportNews,
  PassportSetting,
  PassportView,
  PathwayForm,
  PeoplePage,
  PersonView,
  PhraseView,
  PracticeProgress,
  Picked,
  PickedView,
  PictureView,
  PostersView,
  PreparationView,
  PrinterView,
  ProjectionView,
  QueueView,
  ReceiptPage,
  RecoveryView,
  RequestFilterForm,
  RequestPage,
  RequestSummary,
  RequestView,
  RuleView,
  SavedFile,
  SearchView,
  SeriesDay,
  SessionView,
  SetupView,
  StaffView,
  StrengthView,
  StructureView,
  SummaryView,
  SyncView,
  TableChoice,
  TodoView,
  WorkshopForm,
  WorkshopSummary,
  WorkshopView,
} from './types'

export interface Backend extends StationBackend {
  // session
  session(): Promise<SessionView>
  passphraseStrength(passphrase: string): Promise<StrengthView>
  /** Seven words drawn by the operating system's randomness. */
  proposePassphrase(): Promise<PhraseView>
  createStore(passphrase: string): Promise<SessionView>
  unlock(passphrase: string): Promise<SessionView>
  lock(): Promise<SessionView>
  changePassphrase(current: string, next: string): Promise<void>
  /** Gives the store another passphrase by the code of its recovery sheet, and opens it. */
  recover(code: string, passphrase: string): Promise<SessionView>
  recovery(): Promise<RecoveryView>
  /** Makes a recovery sheet; its code is shown until it is hidden. */
  makeRecovery(passphrase: string): Promise<RecoveryView>
  hideRecovery(): Promise<RecoveryView>
  /** Checks what was copied from the paper: the groups of the code that `asked` names. */
  checkRecovery(groups: string[]): Promise<RecoveryView>
  /** What the program is made of besides its own work. */
  components(): Promise<ComponentView[]>
  /** The terms under which a component comes, in full. */
  licenceText(name: string, version: string): Promise<string>
  /** What the diagnostic file says: nothing of anybody. */
  diagnostic(): Promise<string>
  saveDiagnostic(path: string): Promise<SavedFile>
  /** Makes a trial with invented people and opens it; the real data must be closed. */
  startPractice(): Promise<SessionView>
  /** Calls back as a trial is made. */
  onPractice(listener: (progress: PracticeProgress) => void): Promise<() => void>
  resumePractice(): Promise<SessionView>
  /** Ends the trial and deletes all of it. */
  endPractice(): Promise<SessionView>
  home(): Promise<HomeView>
  /** When the store closes by itself, and whether the system tells of answers. */
  habits(): Promise<Habits>
  saveHabits(habits: Habits): Promise<Habits>

  // what INAÉ answered
  /** Those that nobody saw first; `limit` at most. */
  answers(limit: number): Promise<AnswersView>
  /** Marks as seen, or as not seen again; gives how the sending goes, with how many nobody saw. */
  markAnswers(numbers: number[], seen: boolean): Promise<SyncView>
  /** All that was said of this request is seen: it is on the screen. */
  seeAnswers(request: string): Promise<SyncView>

  /** Shows everything larger, the page flowing again in what is left: 2 is twice. */
  setZoom(factor: number): Promise<void>

  // first launch and settings; every save is kept at once
  setup(): Promise<SetupView>
  saveStructure(structure: StructureView): Promise<SetupView>
  saveStaff(member: StaffView): Promise<SetupView>
  removeStaff(id: string): Promise<SetupView>
  setValidationMode(mode: string): Promise<SetupView>
  setSetupStep(step: string): Promise<SetupView>
  finishSetup(): Promise<SessionView>
  catalogue(): Promise<CatalogueView>
  /** The picture of every badge of the catalogue, by the badge's code, as `data:` addresses. */
  badgePictures(): Promise<Record<string, string>>
  /** What a catalogue, or definitions of badges, would change. Nothing is changed. */
  readCatalogue(fileName: string, bytes: Uint8Array): Promise<CataloguePreview>
  /** `keepOwn`: the structure's own badges stay beside a whole catalogue. */
  confirmCatalogue(token: string, keepOwn: boolean): Promise<CatalogueChange>
  undoCatalogue(token: string): Promise<CatalogueChange>
  /** `json` or `zip`; saved in « Documents/Atelier Badges » when `path` is null. */
  exportCatalogue(format: string, path: string | null): Promise<SavedFile>
  /** What the editor starts from; null to add a badge. */
  badgeForm(id: string | null): Promise<BadgeForm>
  saveBadge(form: BadgeForm): Promise<CatalogueChange>
  removeBadge(id: string): Promise<CatalogueChange>
  moveBadge(id: string, up: boolean): Promise<CatalogueChange>
  savePathway(form: PathwayForm): Promise<CatalogueChange>
  removePathway(id: string): Promise<CatalogueChange>
  movePathway(id: string, up: boolean): Promise<CatalogueChange>
  /** Makes a picture safe: SVG, PNG or JPEG. Nothing is kept yet. */
  readPicture(fileName: string, bytes: Uint8Array): Promise<PictureView>
  checkAddress(text: string): Promise<AddressAdvice>
  /** Asks the site whether the page of a badge exists. */
  lookAtAddress(badge: string): Promise<AddressState>
  saveOffer(badge: string, rule: RuleView): Promise<CatalogueView>
  withdrawOffer(badge: string): Promise<CatalogueView>

  // people
  participants(query: string): Promise<ParticipantView[]>
  peoplePage(query: ListQuery): Promise<PeoplePage>
  /** What lists can be narrowed to. */
  listChoices(): Promise<ListChoices>
  /** What can be done with what is ticked in a list. */
  picked(picked: Picked): Promise<PickedView>
  /** A few of each kind of thing that holds each word of a text. */
  search(text: string): Promise<SearchView>
  /** A person, with their requests, their workshops, and why they cannot be removed. */
  person(id: string): Promise<PersonView>
  participant(id: string): Promise<ParticipantView>
  checkEmail(email: string, participant: string | null): Promise<EmailCheck>
  saveParticipant(form: ParticipantForm): Promise<ParticipantView>
  removeParticipant(id: string): Promise<void>
  /** What was typed in forms and neither saved nor given up. */
  formDrafts(): Promise<FormDraftView[]>
  keepFormDraft(draft: FormDraftView): Promise<void>
  forgetFormDraft(form: string): Promise<void>
  /** Puts back a person, a workshop or a request removed since the store was opened, whole. */
  restoreRemoved(id: string): Promise<void>
  readList(fileName: string, bytes: Uint8Array): Promise<ImportPreview>
  matchColumns(token: string, fields: ImportField[]): Promise<ImportPreview>
  confirmImport(token: string, choices: ImportChoices): Promise<ImportDone>

  // workshops
  workshops(): Promise<WorkshopSummary[]>
  workshop(id: string): Promise<WorkshopView>
  /** What a new workshop starts from: another, or what is usual. */
  newWorkshop(from: string | null): Promise<NewWorkshop>
  /** The days of a weekly workshop: so many, or until a day. */
  weeklyDays(first: string, many: number, until: string | null): Promise<SeriesDay[]>
  /** The same workshop on several days: all of them, or none. Gives their identifiers. */
  saveSeries(form: WorkshopForm, days: string[]): Promise<string[]>
  /** Removes all of them, or none; says how many. */
  removeWorkshops(ids: string[]): Promise<number>
  saveWorkshop(form: WorkshopForm): Promise<WorkshopView>
  removeWorkshop(id: string): Promise<void>

  // before a workshop
  preparation(workshop: string): Promise<PreparationView>
  /** `by`: the permanent who did it, if known. */
  tickItem(workshop: string, item: string, done: boolean, by: string | null): Promise<PreparationView>
  saveMailbox(workshop: string, participant: string, form: MailboxForm): Promise<PreparationView>
  /** `on`: the day it was done, to put it back; null for today. */
  setInformed(
    workshop: string,
    participants: string[],
    informed: boolean,
    on: string | null,
  ): Promise<PreparationView>

  // during a workshop
  board(workshop: string): Promise<BoardView>
  /** `expected`, `present` or `absent`. */
  setAttendance(workshop: string, participants: string[], attendance: string): Promise<BoardView>
  /** `done`, or `todo` to take it back. */
  setStep(workshop: string, participant: string, step: string, state: string): Promise<BoardView>
  /** Puts a mark back as it was (undo). */
  restoreStep(workshop: string, participant: string, step: string, mark: MarkView | null): Promise<BoardView>
  blockStep(workshop: string, participant: string, step: string, block: BlockForm): Promise<BoardView>
  setTimer(workshop: string, running: boolean): Promise<BoardView>
  setClosed(workshop: string, closed: boolean): Promise<BoardView>
  projection(workshop: string, step: string): Promise<ProjectionView>

  // the guide
  guide(): Promise<GuideTrack[]>
  /** Puts a step off until the connection is back, or takes it up again. */
  putOffStep(step: string, later: boolean): Promise<GuideTrack[]>

  // the connection
  connection(): Promise<ConnectionView>
  /** Whether what is on the screen needs the connection: it is looked at meanwhile. */
  watchConnection(watched: boolean): Promise<ConnectionView>
  /** The system says that it came or went. */
  connectionMayHaveChanged(): Promise<void>
  /** Called at every change; returns the function that stops it. */
  onConnection(listener: (view: ConnectionView) => void): Promise<() => void>

  // the projector: a second window, for the group
  /** Shows a step on the projector, opening its window if needed. */
  project(workshop: string, step: string): Promise<void>
  projecting(): Promise<boolean>
  stopProjecting(): Promise<void>
  /** In the projector's own window: what is on show. */
  onShow(): Promise<ProjectionView | null>
  /** In the projector's own window: called at every change; returns the function that stops it. */
  onProjection(listener: (view: ProjectionView) => void): Promise<() => void>
  projectorFullScreen(): Promise<void>

  // after a workshop
  summary(workshop: string): Promise<SummaryView>
  /** The first `limit` things left to do about people. */
  todo(limit: number): Promise<TodoView>
  ceremony(): Promise<CeremonyView>
  /** `null`: now. Otherwise puts back when the last one took place, in milliseconds since 1970; below zero for never. */
  setCeremony(at: number | null): Promise<CeremonyView>
  /** `csv` or `xlsx`; saved in « Documents/Atelier Badges » when `path` is null. */
  saveTable(choice: TableChoice, format: string, path: string | null): Promise<SavedFile>

  // requests
  requests(filter: RequestFilterForm): Promise<RequestSummary[]>
  requestPage(query: ListQuery): Promise<RequestPage>
  receiptPage(query: ListQuery): Promise<ReceiptPage>
  request(id: string): Promise<RequestView>
  /** Opens the person's request for this badge, creating the draft if there is none under way. */
  openRequest(participant: string, badge: string, workshop: string | null): Promise<RequestView>
  /** What a person needs on Open Badge Passport: to be copied, never filled in. */
  passport(participant: string): Promise<PassportView>
  /** Opens a page of the platform for one person, in a window with nothing of anyone else's in it; `beside` is the part of
   * the main window's width that is left to it, from 0 to 1. */
  openPassport(participant: string, page: string, beside: number): Promise<void>
  /** Closes that window, wipes what it held, and what was copied. */
  closePassport(): Promise<void>
  passportOpen(): Promise<boolean>
  /** Called when something happens to that window; returns the function that stops it. */
  onPassport(listener: (news: PassportNews) => void): Promise<() => void>
  /** Copies a text, until the person's window is closed. */
  copyText(text: string): Promise<void>
  passportSetting(): Promise<PassportSetting>
  savePassportSetting(setting: PassportSetting): Promise<PassportSetting>
  /** The posters printed or saved, and the requests that came from each. */
  posters(): Promise<PostersView>
  /** Notes that posters hang, or that they do not after all. */
  setPostersHung(codes: string[], hung: boolean): Promise<PostersView>
  setPosterPlace(code: string, place: string): Promise<PostersView>
  setPosterWithdrawn(code: string, withdrawn: boolean): Promise<PostersView>
  /** The poster that a person saw, from the code under its QR code, or the address in it. */
  findPoster(text: string): Promise<FoundPoster>
  /** The poster on a picture; null when no QR code is seen on it. */
  scanPoster(fileName: string, bytes: Uint8Array): Promise<FoundPoster | null>
  /** As openRequest, for the badge of a poster; remembers that it came from there. */
  openPosterRequest(participant: string, text: string, badge: string | null): Promise<RequestView>
  /** A draft of this badge for everyone present who has none. */
  startRequests(workshop: string, badge: string): Promise<WorkshopView>
  saveNarrative(id: string, narrative: string): Promise<RequestView>
  /** What is answered to INAÉ's question. */
  saveReply(id: string, reply: string): Promise<RequestView>
  addEvidence(id: string, fileName: string, bytes: Uint8Array): Promise<RequestView>
  labelEvidence(id: string, hash: string, label: string): Promise<RequestView>
  removeEvidence(id: string, hash: string): Promise<RequestView>
  /** Puts back a piece of evidence just removed (undo). */
  restoreEvidence(id: string, hash: string, label: string): Promise<RequestView>
  /** The evidence's own bytes, to be shown. */
  evidence(hash: string): Promise<Uint8Array>
  confirmRequest(id: string): Promise<RequestView>
  /** Confirms every complete request of the workshop; the others are left as they are. */
  confirmWorkshop(workshop: string): Promise<WorkshopView>
  /** Confirms the complete requests among those ticked; the others are left as they are. */
  confirmRequests(picked: Picked): Promise<ConfirmedView>
  /** Takes back those of which nothing was sent (undo); gives how many. */
  takeBackRequests(ids: string[]): Promise<number>
  takeBackRequest(id: string): Promise<RequestView>
  removeRequest(id: string): Promise<void>

  // sending
  queue(): Promise<QueueView>
  enrol(address: string, code: string, deviceName: string): Promise<QueueView>
  sendNow(): Promise<void>
  resumeRow(id: string): Promise<QueueView>
  /** Called at every change of the sending; returns the function that stops it. */
  onSync(listener: (sync: SyncView) => void): Promise<() => void>

  // printed documents
  documentPage(choice: DocumentChoice, page: number, widthPx: number): Promise<PageView>
  /** Saved in « Documents/Atelier Badges » when `path` is null. */
  saveDocument(choice: DocumentChoice, path: string | null): Promise<SavedFile>
  /** Asks where, with the system's dialogue; null when given up. */
  askWhereToSave(suggestedName: string): Promise<string | null>
  /** Opens the document in the system's viewer. */
  openDocument(choice: DocumentChoice): Promise<SavedFile>
  /** Shows a file that was saved since the program was started: in the system's viewer, or in its folder. */
  showFile(path: string, inFolder: boolean): Promise<void>
  /** The QR codes of a page as it will be printed, and what a phone reads in each. */
  documentCodes(choice: DocumentChoice, page: number): Promise<CodeView[]>
  printers(): Promise<PrinterView[]>
  /** What posters say of these badges in another language, in their order. */
  badgeWords(badges: string[], language: BadgeWordsView['language']): Promise<BadgeWordsView[]>
  saveBadgeWords(words: BadgeWordsView): Promise<BadgeWordsView>
  /** How what is printed looks. */
  look(): Promise<LookView>
  saveLook(look: LookView): Promise<LookView>
  printDocument(choice: DocumentChoice, printer: string | null, copies: number, twoSided: boolean): Promise<string>
}

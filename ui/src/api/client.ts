// Generated from crates/app/src/commands/table.rs by `cargo test -p atelier-app`; do not edit.

import type {
  AddressAdvice,
  AddressState,
  AnswersView,
  Attendance,
  BadgeForm,
  BadgeId,
  BadgeWordsView,
  BesideLanguage,
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
  EmailCheck,
  EvidenceHash,
  FormDraftView,
  FoundPoster,
  GuideTrack,
  Habits,
  HomeView,
  ImportChoices,
  ImportDone,
  ImportField,
  ImportPreview,
  Language,
  ListChoices,
  ListQuery,
  LookView,
  MailboxForm,
  MarkView,
  NewWorkshop,
  OwnPicture,
  PageView,
  ParticipantForm,
  ParticipantId,
  ParticipantView,
  PassportNews,
  PassportSetting,
  PassportView,
  PathwayForm,
  PathwayId,
  PeoplePage,
  PersonStation,
  PersonView,
  PhraseView,
  Picked,
  PickedView,
  PictureView,
  PostersView,
  PracticeProgress,
  PreparationView,
  PrinterView,
  ProjectionView,
  QueueView,
  ReceiptPage,
  RecoveryView,
  RequestFilterForm,
  RequestId,
  RequestPage,
  RequestSummary,
  RequestView,
  RuleView,
  SavedFile,
  SearchView,
  SeriesDay,
  SessionView,
  SetupView,
  StaffId,
  StaffView,
  StationSettings,
  StationView,
  Step,
  StepState,
  StrengthView,
  StructureView,
  SummaryView,
  SyncView,
  TableChoice,
  TodoView,
  ValidationMode,
  WorkshopForm,
  WorkshopId,
  WorkshopSummary,
  WorkshopView,
} from './types'

/** How commands travel. */
export interface Wire {
  /** Asks a command: its arguments, the file that goes beside them, its answer. A file comes back as an `ArrayBuffer`. */
  ask<T>(command: string, args: Record<string, unknown>, file?: Uint8Array): Promise<T>
  /** Called at every event; resolves to the function that stops it. */
  listen<T>(event: string, listener: (payload: T) => void): Promise<() => void>
}

/** All that can be asked of the application. Every refusal is thrown as a `Problem`. */
export interface Client {
  session(): Promise<SessionView>
  passphraseStrength(passphrase: string): Promise<StrengthView>
  /** Seven words drawn by the operating system's randomness. */
  proposePassphrase(): Promise<PhraseView>
  createStore(passphrase: string): Promise<SessionView>
  unlock(passphrase: string): Promise<SessionView>
  changePassphrase(current: string, next: string): Promise<void>
  /** Gives the store another passphrase by the code of its recovery sheet, and opens it. */
  recover(code: string, passphrase: string): Promise<SessionView>
  recovery(): Promise<RecoveryView>
  /** Makes a recovery sheet; its code is shown until it is hidden. */
  makeRecovery(passphrase: string): Promise<RecoveryView>
  hideRecovery(): Promise<RecoveryView>
  /** Checks what was copied from the paper: the groups of the code that `asked` names. */
  checkRecovery(groups: Array<string>): Promise<RecoveryView>
  /** Opens the trial again after it was locked. */
  resumePractice(): Promise<SessionView>
  home(): Promise<HomeView>
  /** When the store closes by itself, and whether the system tells of answers. */
  habits(): Promise<Habits>
  saveHabits(habits: Habits): Promise<Habits>
  /** Those that nobody saw first; `limit` at most. */
  answers(limit: number): Promise<AnswersView>
  /** Marks as seen, or as not seen again; gives how the sending goes, with how many nobody saw. */
  markAnswers(numbers: Array<number>, seen: boolean): Promise<SyncView>
  /** All that was said of this request is seen: it is on the screen. */
  seeAnswers(request: RequestId): Promise<SyncView>
  setup(): Promise<SetupView>
  saveStructure(structure: StructureView): Promise<SetupView>
  saveStaff(member: StaffView): Promise<SetupView>
  removeStaff(id: StaffId): Promise<SetupView>
  setValidationMode(mode: ValidationMode): Promise<SetupView>
  setSetupStep(step: string): Promise<SetupView>
  finishSetup(): Promise<SessionView>
  catalogue(): Promise<CatalogueView>
  /** The picture of every badge of the catalogue, by the badge's code, as `data:` addresses. */
  badgePictures(): Promise<{ [key in BadgeId]: string }>
  /** What a catalogue, or definitions of badges, would change. Nothing is changed. */
  readCatalogue(fileName: string, bytes: Uint8Array): Promise<CataloguePreview>
  saveOffer(badge: BadgeId, rule: RuleView): Promise<CatalogueView>
  withdrawOffer(badge: BadgeId): Promise<CatalogueView>
  participants(query: string): Promise<Array<ParticipantView>>
  peoplePage(query: ListQuery): Promise<PeoplePage>
  /** What lists can be narrowed to. */
  listChoices(): Promise<ListChoices>
  /** What can be done with what is ticked in a list. */
  picked(picked: Picked): Promise<PickedView>
  /** A few of each kind of thing that holds each word of a text. */
  search(text: string): Promise<SearchView>
  /** A person, with their requests, their workshops, and why they cannot be removed. */
  person(id: ParticipantId): Promise<PersonView>
  participant(id: ParticipantId): Promise<ParticipantView>
  checkEmail(email: string, participant: ParticipantId | null): Promise<EmailCheck>
  saveParticipant(form: ParticipantForm): Promise<ParticipantView>
  /** What was typed in forms and neither saved nor given up. */
  formDrafts(): Promise<Array<FormDraftView>>
  keepFormDraft(draft: FormDraftView): Promise<void>
  forgetFormDraft(form: string): Promise<void>
  removeParticipant(id: ParticipantId): Promise<void>
  /** Puts back a person, a workshop or a request removed since the store was opened, whole. */
  restoreRemoved(id: string): Promise<void>
  readList(fileName: string, bytes: Uint8Array): Promise<ImportPreview>
  matchColumns(token: string, fields: Array<ImportField>): Promise<ImportPreview>
  confirmImport(token: string, choices: ImportChoices): Promise<ImportDone>
  workshops(): Promise<Array<WorkshopSummary>>
  workshop(id: WorkshopId): Promise<WorkshopView>
  saveWorkshop(form: WorkshopForm): Promise<WorkshopView>
  /** What a new workshop starts from: another, or what is usual. */
  newWorkshop(from: WorkshopId | null): Promise<NewWorkshop>
  /** The days of a weekly workshop: so many, or until a day. */
  weeklyDays(first: string, many: number, until: string | null): Promise<Array<SeriesDay>>
  /** The same workshop on several days: all of them, or none. Gives their identifiers. */
  saveSeries(form: WorkshopForm, days: Array<string>): Promise<Array<WorkshopId>>
  /** Removes all of them, or none; says how many. */
  removeWorkshops(ids: Array<WorkshopId>): Promise<number>
  removeWorkshop(id: WorkshopId): Promise<void>
  preparation(workshop: WorkshopId): Promise<PreparationView>
  /** `by`: the permanent who did it, if known. */
  tickItem(workshop: WorkshopId, item: string, done: boolean, by: StaffId | null): Promise<PreparationView>
  saveMailbox(workshop: WorkshopId, participant: ParticipantId, form: MailboxForm): Promise<PreparationView>
  /** `on`: the day it was done, to put it back; null for today. */
  setInformed(workshop: WorkshopId, participants: Array<ParticipantId>, informed: boolean, on: string | null): Promise<PreparationView>
  board(workshop: WorkshopId): Promise<BoardView>
  /** `expected`, `present` or `absent`. */
  setAttendance(workshop: WorkshopId, participants: Array<ParticipantId>, attendance: Attendance): Promise<BoardView>
  /** `done`, or `todo` to take it back. */
  setStep(workshop: WorkshopId, participant: ParticipantId, step: Step, state: StepState): Promise<BoardView>
  /** Puts a mark back as it was (undo). */
  restoreStep(workshop: WorkshopId, participant: ParticipantId, step: Step, mark: MarkView | null): Promise<BoardView>
  blockStep(workshop: WorkshopId, participant: ParticipantId, step: Step, block: BlockForm): Promise<BoardView>
  setTimer(workshop: WorkshopId, running: boolean): Promise<BoardView>
  setClosed(workshop: WorkshopId, closed: boolean): Promise<BoardView>
  projection(workshop: WorkshopId, step: Step): Promise<ProjectionView>
  summary(workshop: WorkshopId): Promise<SummaryView>
  /** The first `limit` things left to do about people. */
  todo(limit: number): Promise<TodoView>
  ceremony(): Promise<CeremonyView>
  /** `null`: now. Otherwise puts back when the last one took place, in milliseconds since 1970; below zero for never. */
  setCeremony(at: number | null): Promise<CeremonyView>
  /** `csv` or `xlsx`; saved in « Documents/Atelier Badges » when `path` is null. */
  saveTable(choice: TableChoice, format: string, path: string | null): Promise<SavedFile>
  /** What a person needs on Open Badge Passport: to be copied, never filled in. */
  passport(participant: ParticipantId): Promise<PassportView>
  passportSetting(): Promise<PassportSetting>
  savePassportSetting(setting: PassportSetting): Promise<PassportSetting>
  /** What the editor starts from; null to add a badge. */
  badgeForm(id: BadgeId | null): Promise<BadgeForm>
  /** Makes a picture safe: SVG, PNG or JPEG. Nothing is kept yet. */
  readPicture(fileName: string, bytes: Uint8Array): Promise<PictureView>
  saveBadge(form: BadgeForm): Promise<CatalogueChange>
  removeBadge(id: BadgeId): Promise<CatalogueChange>
  moveBadge(id: BadgeId, up: boolean): Promise<CatalogueChange>
  savePathway(form: PathwayForm): Promise<CatalogueChange>
  removePathway(id: PathwayId): Promise<CatalogueChange>
  movePathway(id: PathwayId, up: boolean): Promise<CatalogueChange>
  undoCatalogue(token: string): Promise<CatalogueChange>
  /** `keepOwn`: the structure's own badges stay beside a whole catalogue. */
  confirmCatalogue(token: string, keepOwn: boolean): Promise<CatalogueChange>
  /** `json` or `zip`; saved in « Documents/Atelier Badges » when `path` is null. */
  exportCatalogue(format: string, path: string | null): Promise<SavedFile>
  checkAddress(text: string): Promise<AddressAdvice>
  /** Asks the site whether the page of a badge exists. */
  lookAtAddress(badge: BadgeId): Promise<AddressState>
  /** The posters printed or saved, and the requests that came from each. */
  posters(): Promise<PostersView>
  /** Notes that posters hang, or that they do not after all. */
  setPostersHung(codes: Array<string>, hung: boolean): Promise<PostersView>
  setPosterPlace(code: string, place: string): Promise<PostersView>
  setPosterWithdrawn(code: string, withdrawn: boolean): Promise<PostersView>
  /** The poster that a person saw, from the code under its QR code, or the address in it. */
  findPoster(text: string): Promise<FoundPoster>
  /** The poster on a picture; null when no QR code is seen on it. */
  scanPoster(fileName: string, bytes: Uint8Array): Promise<FoundPoster | null>
  /** As openRequest, for the badge of a poster; remembers that it came from there. */
  openPosterRequest(participant: ParticipantId, text: string, badge: BadgeId | null): Promise<RequestView>
  guide(): Promise<Array<GuideTrack>>
  /** Puts a step off until the connection is back, or takes it up again. */
  putOffStep(step: string, later: boolean): Promise<Array<GuideTrack>>
  connection(): Promise<ConnectionView>
  /** Whether what is on the screen needs the connection: it is looked at meanwhile. */
  watchConnection(watched: boolean): Promise<ConnectionView>
  /** The system says that it came or went. */
  connectionMayHaveChanged(): Promise<void>
  requests(filter: RequestFilterForm): Promise<Array<RequestSummary>>
  requestPage(query: ListQuery): Promise<RequestPage>
  receiptPage(query: ListQuery): Promise<ReceiptPage>
  request(id: RequestId): Promise<RequestView>
  /** Opens the person's request for this badge, creating the draft if there is none under way. */
  openRequest(participant: ParticipantId, badge: BadgeId, workshop: WorkshopId | null): Promise<RequestView>
  /** A draft of this badge for everyone present who has none. */
  startRequests(workshop: WorkshopId, badge: BadgeId): Promise<WorkshopView>
  saveNarrative(id: RequestId, narrative: string): Promise<RequestView>
  /** What is answered to INAÉ's question. */
  saveReply(id: RequestId, reply: string): Promise<RequestView>
  addEvidence(id: RequestId, fileName: string, bytes: Uint8Array): Promise<RequestView>
  labelEvidence(id: RequestId, hash: EvidenceHash, label: string): Promise<RequestView>
  removeEvidence(id: RequestId, hash: EvidenceHash): Promise<RequestView>
  /** Puts back a piece of evidence just removed (undo). */
  restoreEvidence(id: RequestId, hash: EvidenceHash, label: string): Promise<RequestView>
  /** The evidence's own bytes, to be shown. */
  evidence(hash: EvidenceHash): Promise<Uint8Array>
  confirmRequest(id: RequestId): Promise<RequestView>
  /** Confirms every complete request of the workshop; the others are left as they are. */
  confirmWorkshop(workshop: WorkshopId): Promise<WorkshopView>
  /** Confirms the complete requests among those ticked; the others are left as they are. */
  confirmRequests(picked: Picked): Promise<ConfirmedView>
  /** Takes back those of which nothing was sent (undo); gives how many. */
  takeBackRequests(ids: Array<RequestId>): Promise<number>
  takeBackRequest(id: RequestId): Promise<RequestView>
  removeRequest(id: RequestId): Promise<void>
  station(): Promise<StationView>
  /** `pin` the first time: the code that will close the station. */
  openStation(workshop: WorkshopId, pin: string | null): Promise<StationView>
  closeStation(secret: string): Promise<StationView>
  stationSettings(): Promise<StationSettings>
  setStationPin(pin: string): Promise<StationSettings>
  setStationIdle(minutes: number): Promise<StationSettings>
  stationSit(participant: ParticipantId): Promise<StationView>
  /** The picture of the person whose tile was chosen: kept the first time, looked at after. */
  stationPicture(picture: OwnPicture): Promise<StationView>
  /** The facilitator's code opens the place of the person whose tile was chosen: they choose another picture. */
  stationOpenPlace(secret: string): Promise<StationView>
  setStationPictures(on: boolean): Promise<StationSettings>
  personStation(participant: ParticipantId): Promise<PersonStation>
  forgetPicture(participant: ParticipantId): Promise<PersonStation>
  stationStand(): Promise<StationView>
  stationGo(screen: string, request: RequestId | null, question: string | null): Promise<StationView>
  stationLanguage(language: Language): Promise<StationView>
  stationAsk(badge: BadgeId): Promise<StationView>
  stationAnswer(id: RequestId, question: string, given: Array<string>): Promise<StationView>
  /** What the person answers to INAÉ's question. */
  stationReply(id: RequestId, text: string): Promise<StationView>
  stationWords(id: RequestId, text: string): Promise<StationView>
  stationRecompose(id: RequestId): Promise<StationView>
  stationAddEvidence(id: RequestId, fileName: string, bytes: Uint8Array): Promise<StationView>
  stationRemoveEvidence(id: RequestId, hash: EvidenceHash): Promise<StationView>
  stationEvidence(hash: EvidenceHash): Promise<Uint8Array>
  stationHandOver(id: RequestId): Promise<StationView>
  stationTakeBack(id: RequestId): Promise<StationView>
  /** Whether the computer reads aloud. */
  canSpeak(): Promise<boolean>
  /** Resolves once the text is read. */
  speak(text: string, language: Language): Promise<void>
  stopSpeaking(): Promise<void>
  queue(): Promise<QueueView>
  enrol(address: string, code: string, deviceName: string): Promise<QueueView>
  sendNow(): Promise<void>
  resumeRow(id: string): Promise<QueueView>
  /** The QR codes of a page as it will be printed, and what a phone reads in each. */
  documentCodes(choice: DocumentChoice, page: number): Promise<Array<CodeView>>
  documentPage(choice: DocumentChoice, page: number, widthPx: number): Promise<PageView>
  /** Saved in « Documents/Atelier Badges » when `path` is null. */
  saveDocument(choice: DocumentChoice, path: string | null): Promise<SavedFile>
  /** What posters say of these badges in another language, in their order. */
  badgeWords(badges: Array<BadgeId>, language: BesideLanguage): Promise<Array<BadgeWordsView>>
  saveBadgeWords(words: BadgeWordsView): Promise<BadgeWordsView>
  /** How what is printed looks. */
  look(): Promise<LookView>
  saveLook(look: LookView): Promise<LookView>
  printers(): Promise<Array<PrinterView>>
  printDocument(choice: DocumentChoice, printer: string | null, copies: number, twoSided: boolean): Promise<string>
  /** Closes the store, and all that was open on it. */
  lock(): Promise<SessionView>
  /** What the program is made of besides its own work. */
  components(): Promise<Array<ComponentView>>
  /** The terms under which a component comes, in full. */
  licenceText(name: string, version: string): Promise<string>
  /** What the diagnostic file says: nothing of anybody. */
  diagnostic(): Promise<string>
  /** Writes it where it was asked for. */
  saveDiagnostic(path: string): Promise<SavedFile>
  /** Makes a trial with invented people and opens it; the real data must be closed. */
  startPractice(): Promise<SessionView>
  /** Ends the trial and deletes all of it. */
  endPractice(): Promise<SessionView>
  /** Shows a step on the projector, opening its window if needed. */
  project(workshop: WorkshopId, step: Step): Promise<void>
  /** Whether the projector's window is open. */
  projecting(): Promise<boolean>
  /** In the projector's own window: what is on show. */
  onShow(): Promise<ProjectionView | null>
  /** Closes the projector's window. */
  stopProjecting(): Promise<void>
  /** In the projector's own window: full screen, or back to a window. */
  projectorFullScreen(): Promise<void>
  /** Opens a page of the platform for one person, in a window with nothing of anyone else's in it; `beside` is the part of the main window's width that is left to it, from 0 to 1. */
  openPassport(participant: ParticipantId, page: string, beside: number): Promise<void>
  /** Closes that window, wipes what it held, and what was copied. */
  closePassport(): Promise<void>
  /** Whether that window is open. */
  passportOpen(): Promise<boolean>
  /** Copies a text, until the person's window is closed. */
  copyText(text: string): Promise<void>
  /** Opens the document in the system's viewer. */
  openDocument(choice: DocumentChoice): Promise<SavedFile>
  /** Shows a file that was saved since the program was started: in the system's viewer, or in its folder. */
  showFile(path: string, inFolder: boolean): Promise<void>
  /** Gives the whole screen to the window, or takes it back. */
  fullScreen(on: boolean): Promise<void>
  /** Told at every change of the sending. */
  onSync(listener: (payload: SyncView) => void): Promise<() => void>
  /** Told when there is a connection or none, and what waits for it. */
  onConnection(listener: (payload: ConnectionView) => void): Promise<() => void>
  /** Told as a trial is made. */
  onPractice(listener: (payload: PracticeProgress) => void): Promise<() => void>
  /** Told when something happens to the platform's window. */
  onPassport(listener: (payload: PassportNews) => void): Promise<() => void>
  /** In the projector's own window: told at every change of what is on show. */
  onProjection(listener: (payload: ProjectionView) => void): Promise<() => void>
}

export function client({ ask, listen }: Wire): Client {
  return {
    session: () => ask('session', {}),
    passphraseStrength: (passphrase) => ask('passphrase_strength', { passphrase }),
    proposePassphrase: () => ask('propose_passphrase', {}),
    createStore: (passphrase) => ask('create_store', { passphrase }),
    unlock: (passphrase) => ask('unlock', { passphrase }),
    changePassphrase: (current, next) => ask('change_passphrase', { current, next }),
    recover: (code, passphrase) => ask('recover', { code, passphrase }),
    recovery: () => ask('recovery', {}),
    makeRecovery: (passphrase) => ask('make_recovery', { passphrase }),
    hideRecovery: () => ask('hide_recovery', {}),
    checkRecovery: (groups) => ask('check_recovery', { groups }),
    resumePractice: () => ask('resume_practice', {}),
    home: () => ask('home', {}),
    habits: () => ask('habits', {}),
    saveHabits: (habits) => ask('save_habits', { habits }),
    answers: (limit) => ask('answers', { limit }),
    markAnswers: (numbers, seen) => ask('mark_answers', { numbers, seen }),
    seeAnswers: (request) => ask('see_answers', { request }),
    setup: () => ask('setup', {}),
    saveStructure: (structure) => ask('save_structure', { structure }),
    saveStaff: (member) => ask('save_staff', { member }),
    removeStaff: (id) => ask('remove_staff', { id }),
    setValidationMode: (mode) => ask('set_validation_mode', { mode }),
    setSetupStep: (step) => ask('set_setup_step', { step }),
    finishSetup: () => ask('finish_setup', {}),
    catalogue: () => ask('catalogue', {}),
    badgePictures: () => ask('badge_pictures', {}),
    readCatalogue: (fileName, bytes) => ask('read_catalogue', { fileName }, bytes),
    saveOffer: (badge, rule) => ask('save_offer', { badge, rule }),
    withdrawOffer: (badge) => ask('withdraw_offer', { badge }),
    participants: (query) => ask('participants', { query }),
    peoplePage: (query) => ask('people_page', { query }),
    listChoices: () => ask('list_choices', {}),
    picked: (picked) => ask('picked', { picked }),
    search: (text) => ask('search', { text }),
    person: (id) => ask('person', { id }),
    participant: (id) => ask('participant', { id }),
    checkEmail: (email, participant) => ask('check_email', { email, participant }),
    saveParticipant: (form) => ask('save_participant', { form }),
    formDrafts: () => ask('form_drafts', {}),
    keepFormDraft: (draft) => ask('keep_form_draft', { draft }),
    forgetFormDraft: (form) => ask('forget_form_draft', { form }),
    removeParticipant: (id) => ask('remove_participant', { id }),
    restoreRemoved: (id) => ask('restore_removed', { id }),
    readList: (fileName, bytes) => ask('read_list', { fileName }, bytes),
    matchColumns: (token, fields) => ask('match_columns', { token, fields }),
    confirmImport: (token, choices) => ask('confirm_import', { token, choices }),
    workshops: () => ask('workshops', {}),
    workshop: (id) => ask('workshop', { id }),
    saveWorkshop: (form) => ask('save_workshop', { form }),
    newWorkshop: (from) => ask('new_workshop', { from }),
    weeklyDays: (first, many, until) => ask('weekly_days', { first, many, until }),
    saveSeries: (form, days) => ask('save_series', { form, days }),
    removeWorkshops: (ids) => ask('remove_workshops', { ids }),
    removeWorkshop: (id) => ask('remove_workshop', { id }),
    preparation: (workshop) => ask('preparation', { workshop }),
    tickItem: (workshop, item, done, by) => ask('tick_item', { workshop, item, done, by }),
    saveMailbox: (workshop, participant, form) => ask('save_mailbox', { workshop, participant, form }),
    setInformed: (workshop, participants, informed, on) => ask('set_informed', { workshop, participants, informed, on }),
    board: (workshop) => ask('board', { workshop }),
    setAttendance: (workshop, participants, attendance) => ask('set_attendance', { workshop, participants, attendance }),
    setStep: (workshop, participant, step, state) => ask('set_step', { workshop, participant, step, state }),
    restoreStep: (workshop, participant, step, mark) => ask('restore_step', { workshop, participant, step, mark }),
    blockStep: (workshop, participant, step, block) => ask('block_step', { workshop, participant, step, block }),
    setTimer: (workshop, running) => ask('set_timer', { workshop, running }),
    setClosed: (workshop, closed) => ask('set_closed', { workshop, closed }),
    projection: (workshop, step) => ask('projection', { workshop, step }),
    summary: (workshop) => ask('summary', { workshop }),
    todo: (limit) => ask('todo', { limit }),
    ceremony: () => ask('ceremony', {}),
    setCeremony: (at) => ask('set_ceremony', { at }),
    saveTable: (choice, format, path) => ask('save_table', { choice, format, path }),
    passport: (participant) => ask('passport', { participant }),
    passportSetting: () => ask('passport_setting', {}),
    savePassportSetting: (setting) => ask('save_passport_setting', { setting }),
    badgeForm: (id) => ask('badge_form', { id }),
    readPicture: (fileName, bytes) => ask('read_picture', { fileName }, bytes),
    saveBadge: (form) => ask('save_badge', { form }),
    removeBadge: (id) => ask('remove_badge', { id }),
    moveBadge: (id, up) => ask('move_badge', { id, up }),
    savePathway: (form) => ask('save_pathway', { form }),
    removePathway: (id) => ask('remove_pathway', { id }),
    movePathway: (id, up) => ask('move_pathway', { id, up }),
    undoCatalogue: (token) => ask('undo_catalogue', { token }),
    confirmCatalogue: (token, keepOwn) => ask('confirm_catalogue', { token, keepOwn }),
    exportCatalogue: (format, path) => ask('export_catalogue', { format, path }),
    checkAddress: (text) => ask('check_address', { text }),
    lookAtAddress: (badge) => ask('look_at_address', { badge }),
    posters: () => ask('posters', {}),
    setPostersHung: (codes, hung) => ask('set_posters_hung', { codes, hung }),
    setPosterPlace: (code, place) => ask('set_poster_place', { code, place }),
    setPosterWithdrawn: (code, withdrawn) => ask('set_poster_withdrawn', { code, withdrawn }),
    findPoster: (text) => ask('find_poster', { text }),
    scanPoster: (fileName, bytes) => ask('scan_poster', { fileName }, bytes),
    openPosterRequest: (participant, text, badge) => ask('open_poster_request', { participant, text, badge }),
    guide: () => ask('guide', {}),
    putOffStep: (step, later) => ask('put_off_step', { step, later }),
    connection: () => ask('connection', {}),
    watchConnection: (watched) => ask('watch_connection', { watched }),
    connectionMayHaveChanged: () => ask('connection_may_have_changed', {}),
    requests: (filter) => ask('requests', { filter }),
    requestPage: (query) => ask('request_page', { query }),
    receiptPage: (query) => ask('receipt_page', { query }),
    request: (id) => ask('request', { id }),
    openRequest: (participant, badge, workshop) => ask('open_request', { participant, badge, workshop }),
    startRequests: (workshop, badge) => ask('start_requests', { workshop, badge }),
    saveNarrative: (id, narrative) => ask('save_narrative', { id, narrative }),
    saveReply: (id, reply) => ask('save_reply', { id, reply }),
    addEvidence: (id, fileName, bytes) => ask('add_evidence', { id, fileName }, bytes),
    labelEvidence: (id, hash, label) => ask('label_evidence', { id, hash, label }),
    removeEvidence: (id, hash) => ask('remove_evidence', { id, hash }),
    restoreEvidence: (id, hash, label) => ask('restore_evidence', { id, hash, label }),
    evidence: (hash) => ask<ArrayBuffer>('evidence', { hash }).then((bytes) => new Uint8Array(bytes)),
    confirmRequest: (id) => ask('confirm_request', { id }),
    confirmWorkshop: (workshop) => ask('confirm_workshop', { workshop }),
    confirmRequests: (picked) => ask('confirm_requests', { picked }),
    takeBackRequests: (ids) => ask('take_back_requests', { ids }),
    takeBackRequest: (id) => ask('take_back_request', { id }),
    removeRequest: (id) => ask('remove_request', { id }),
    station: () => ask('station', {}),
    openStation: (workshop, pin) => ask('open_station', { workshop, pin }),
    closeStation: (secret) => ask('close_station', { secret }),
    stationSettings: () => ask('station_settings', {}),
    setStationPin: (pin) => ask('set_station_pin', { pin }),
    setStationIdle: (minutes) => ask('set_station_idle', { minutes }),
    stationSit: (participant) => ask('station_sit', { participant }),
    stationPicture: (picture) => ask('station_picture', { picture }),
    stationOpenPlace: (secret) => ask('station_open_place', { secret }),
    setStationPictures: (on) => ask('set_station_pictures', { on }),
    personStation: (participant) => ask('person_station', { participant }),
    forgetPicture: (participant) => ask('forget_picture', { participant }),
    stationStand: () => ask('station_stand', {}),
    stationGo: (screen, request, question) => ask('station_go', { screen, request, question }),
    stationLanguage: (language) => ask('station_language', { language }),
    stationAsk: (badge) => ask('station_ask', { badge }),
    stationAnswer: (id, question, given) => ask('station_answer', { id, question, given }),
    stationReply: (id, text) => ask('station_reply', { id, text }),
    stationWords: (id, text) => ask('station_words', { id, text }),
    stationRecompose: (id) => ask('station_recompose', { id }),
    stationAddEvidence: (id, fileName, bytes) => ask('station_add_evidence', { id, fileName }, bytes),
    stationRemoveEvidence: (id, hash) => ask('station_remove_evidence', { id, hash }),
    stationEvidence: (hash) => ask<ArrayBuffer>('station_evidence', { hash }).then((bytes) => new Uint8Array(bytes)),
    stationHandOver: (id) => ask('station_hand_over', { id }),
    stationTakeBack: (id) => ask('station_take_back', { id }),
    canSpeak: () => ask('can_speak', {}),
    speak: (text, language) => ask('speak', { text, language }),
    stopSpeaking: () => ask('stop_speaking', {}),
    queue: () => ask('queue', {}),
    enrol: (address, code, deviceName) => ask('enrol', { address, code, deviceName }),
    sendNow: () => ask('send_now', {}),
    resumeRow: (id) => ask('resume_row', { id }),
    documentCodes: (choice, page) => ask('document_codes', { choice, page }),
    documentPage: (choice, page, widthPx) => ask('document_page', { choice, page, widthPx }),
    saveDocument: (choice, path) => ask('save_document', { choice, path }),
    badgeWords: (badges, language) => ask('badge_words', { badges, language }),
    saveBadgeWords: (words) => ask('save_badge_words', { words }),
    look: () => ask('look', {}),
    saveLook: (look) => ask('save_look', { look }),
    printers: () => ask('printers', {}),
    printDocument: (choice, printer, copies, twoSided) => ask('print_document', { choice, printer, copies, twoSided }),
    lock: () => ask('lock', {}),
    components: () => ask('components', {}),
    licenceText: (name, version) => ask('licence_text', { name, version }),
    diagnostic: () => ask('diagnostic', {}),
    saveDiagnostic: (path) => ask('save_diagnostic', { path }),
    startPractice: () => ask('start_practice', {}),
    endPractice: () => ask('end_practice', {}),
    project: (workshop, step) => ask('project', { workshop, step }),
    projecting: () => ask('projecting', {}),
    onShow: () => ask('on_show', {}),
    stopProjecting: () => ask('stop_projecting', {}),
    projectorFullScreen: () => ask('projector_full_screen', {}),
    openPassport: (participant, page, beside) => ask('open_passport', { participant, page, beside }),
    closePassport: () => ask('close_passport', {}),
    passportOpen: () => ask('passport_open', {}),
    copyText: (text) => ask('copy_text', { text }),
    openDocument: (choice) => ask('open_document', { choice }),
    showFile: (path, inFolder) => ask('show_file', { path, inFolder }),
    fullScreen: (on) => ask('full_screen', { on }),
    onSync: (listener) => listen('sync', listener),
    onConnection: (listener) => listen('connection', listener),
    onPractice: (listener) => listen('practice', listener),
    onPassport: (listener) => listen('passport', listener),
    onProjection: (listener) => listen('projection', listener),
  }
}

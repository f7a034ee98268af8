import { invoke } from '@tauri-apps/api/core'
import { listen } from '@tauri-apps/api/event'
import { getCurrentWebview } from '@tauri-apps/api/webview'
import { save } from '@tauri-apps/plugin-dialog'
import type { Backend } from './backend'
import { station } from './tauri-station'
import type { ConnectionView, PassportNews, ProjectionView, SyncView } from './types'

/** A command whose file travels as the raw body, and its other arguments in a header. */
function withBytes<T>(command: string, bytes: Uint8Array, args: Record<string, unknown>): Promise<T> {
  return invoke<T>(command, bytes, { headers: { 'x-arguments': encodeURIComponent(JSON.stringify(args)) } })
}

export const backend: Backend = {
  ...station,
  session: () => invoke('session'),
  passphraseStrength: (passphrase) => invoke('passphrase_strength', { passphrase }),
  createStore: (passphrase) => invoke('create_store', { passphrase }),
  unlock: (passphrase) => invoke('unlock', { passphrase }),
  lock: () => invoke('lock'),
  changePassphrase: (current, next) => invoke('change_passphrase', { current, next }),
  recover: (code, passphrase) => invoke('recover', { code, passphrase }),
  recovery: () => invoke('recovery'),
  makeRecovery: (passphrase) => invoke('make_recovery', { passphrase }),
  hideRecovery: () => invoke('hide_recovery'),
  home: () => invoke('home'),
  setZoom: (factor) => getCurrentWebview().setZoom(factor),

  setup: () => invoke('setup'),
  saveStructure: (structure) => invoke('save_structure', { structure }),
  saveStaff: (member) => invoke('save_staff', { member }),
  removeStaff: (id) => invoke('remove_staff', { id }),
  setValidationMode: (mode) => invoke('set_validation_mode', { mode }),
  setSetupStep: (step) => invoke('set_setup_step', { step }),
  finishSetup: () => invoke('finish_setup'),
  catalogue: () => invoke('catalogue'),
  badgePictures: () => invoke('badge_pictures'),
  readCatalogue: (fileName, bytes) => withBytes('read_catalogue', bytes, { fileName }),
  confirmCatalogue: (token, keepOwn) => invoke('confirm_catalogue', { token, keepOwn }),
  undoCatalogue: (token) => invoke('undo_catalogue', { token }),
  exportCatalogue: (format, path) => invoke('export_catalogue', { format, path }),
  badgeForm: (id) => invoke('badge_form', { id }),
  saveBadge: (form) => invoke('save_badge', { form }),
  removeBadge: (id) => invoke('remove_badge', { id }),
  moveBadge: (id, up) => invoke('move_badge', { id, up }),
  savePathway: (form) => invoke('save_pathway', { form }),
  removePathway: (id) => invoke('remove_pathway', { id }),
  movePathway: (id, up) => invoke('move_pathway', { id, up }),
  readPicture: (fileName, bytes) => withBytes('read_picture', bytes, { fileName }),
  checkAddress: (text) => invoke('check_address', { text }),
  lookAtAddress: (badge) => invoke('look_at_address', { badge }),
  saveOffer: (badge, rule) => invoke('save_offer', { badge, rule }),
  withdrawOffer: (badge) => invoke('withdraw_offer', { badge }),

  participants: (query) => invoke('participants', { query }),
  peoplePage: (query, offset) => invoke('people_page', { query, offset }),
  participant: (id) => invoke('participant', { id }),
  checkEmail: (email, participant) => invoke('check_email', { email, participant }),
  saveParticipant: (form) => invoke('save_participant', { form }),
  removeParticipant: (id) => invoke('remove_participant', { id }),
  formDrafts: () => invoke('form_drafts'),
  keepFormDraft: (draft) => invoke('keep_form_draft', { draft }),
  forgetFormDraft: (form) => invoke('forget_form_draft', { form }),
  restoreRemoved: (id) => invoke('restore_removed', { id }),
  readList: (fileName, bytes) => withBytes('read_list', bytes, { fileName }),
  matchColumns: (token, fields) => invoke('match_columns', { token, fields }),
  confirmImport: (token, choices) => invoke('confirm_import', { token, choices }),

  workshops: () => invoke('workshops'),
  workshop: (id) => invoke('workshop', { id }),
  saveWorkshop: (form) => invoke('save_workshop', { form }),
  removeWorkshop: (id) => invoke('remove_workshop', { id }),
  setAttendance: (workshop, participants, attendance) =>
    invoke('set_attendance', { workshop, participants, attendance }),

  preparation: (workshop) => invoke('preparation', { workshop }),
  tickItem: (workshop, item, done, by) => invoke('tick_item', { workshop, item, done, by }),
  saveMailbox: (workshop, participant, form) => invoke('save_mailbox', { workshop, participant, form }),
  setInformed: (workshop, participants, informed, on) =>
    invoke('set_informed', { workshop, participants, informed, on }),

  board: (workshop) => invoke('board', { workshop }),
  setStep: (workshop, participant, step, state) => invoke('set_step', { workshop, participant, step, state }),
  restoreStep: (workshop, participant, step, mark) => invoke('restore_step', { workshop, participant, step, mark }),
  blockStep: (workshop, participant, step, block) => invoke('block_step', { workshop, participant, step, block }),
  setTimer: (workshop, running) => invoke('set_timer', { workshop, running }),
  setClosed: (workshop, closed) => invoke('set_closed', { workshop, closed }),
  projection: (workshop, step) => invoke('projection', { workshop, step }),

  project: (workshop, step) => invoke('project', { workshop, step }),
  projecting: () => invoke('projecting'),
  stopProjecting: () => invoke('stop_projecting'),
  onShow: () => invoke('on_show'),
  onProjection: (listener) => listen<ProjectionView>('projection', (event) => listener(event.payload)),
  projectorFullScreen: () => invoke('projector_full_screen'),

  summary: (workshop) => invoke('summary', { workshop }),
  todo: (limit) => invoke('todo', { limit }),
  ceremony: () => invoke('ceremony'),
  setCeremony: (at) => invoke('set_ceremony', { at }),
  saveTable: (choice, format, path) => invoke('save_table', { choice, format, path }),

  guide: () => invoke('guide'),
  putOffStep: (step, later) => invoke('put_off_step', { step, later }),

  connection: () => invoke('connection'),
  watchConnection: (watched) => invoke('watch_connection', { watched }),
  connectionMayHaveChanged: () => invoke('connection_may_have_changed'),
  onConnection: (listener) => listen<ConnectionView>('connection', (event) => listener(event.payload)),

  requests: (filter) => invoke('requests', { filter }),
  requestPage: (search) => invoke('request_page', { search }),
  request: (id) => invoke('request', { id }),
  openRequest: (participant, badge, workshop) => invoke('open_request', { participant, badge, workshop }),
  passport: (participant) => invoke('passport', { participant }),
  openPassport: (participant, page, beside) => invoke('open_passport', { participant, page, beside }),
  closePassport: () => invoke('close_passport'),
  passportOpen: () => invoke('passport_open'),
  onPassport: (listener) => listen<PassportNews>('passport', (event) => listener(event.payload)),
  // Where the application cannot copy by itself, the web view can.
  copyText: (text) => invoke<void>('copy_text', { text }).catch(() => navigator.clipboard.writeText(text)),
  passportSetting: () => invoke('passport_setting'),
  savePassportSetting: (setting) => invoke('save_passport_setting', { setting }),
  posters: () => invoke('posters'),
  setPosterPlace: (code, place) => invoke('set_poster_place', { code, place }),
  setPosterWithdrawn: (code, withdrawn) => invoke('set_poster_withdrawn', { code, withdrawn }),
  findPoster: (text) => invoke('find_poster', { text }),
  scanPoster: (fileName, bytes) => withBytes('scan_poster', bytes, { fileName }),
  openPosterRequest: (participant, text, badge) => invoke('open_poster_request', { participant, text, badge }),
  startRequests: (workshop, badge) => invoke('start_requests', { workshop, badge }),
  saveNarrative: (id, narrative) => invoke('save_narrative', { id, narrative }),
  addEvidence: (id, fileName, bytes) => withBytes('add_evidence', bytes, { id, fileName }),
  labelEvidence: (id, hash, label) => invoke('label_evidence', { id, hash, label }),
  removeEvidence: (id, hash) => invoke('remove_evidence', { id, hash }),
  restoreEvidence: (id, hash, label) => invoke('restore_evidence', { id, hash, label }),
  evidence: async (hash) => new Uint8Array(await invoke<ArrayBuffer>('evidence', { hash })),
  confirmRequest: (id) => invoke('confirm_request', { id }),
  confirmWorkshop: (workshop) => invoke('confirm_workshop', { workshop }),
  takeBackRequest: (id) => invoke('take_back_request', { id }),
  removeRequest: (id) => invoke('remove_request', { id }),

  queue: () => invoke('queue'),
  enrol: (address, code, deviceName) => invoke('enrol', { address, code, deviceName }),
  sendNow: () => invoke('send_now'),
  resumeRow: (id) => invoke('resume_row', { id }),
  onSync: (listener) => listen<SyncView>('sync', (event) => listener(event.payload)),

  documentPage: (choice, page, widthPx) => invoke('document_page', { choice, page, widthPx }),
  saveDocument: (choice, path) => invoke('save_document', { choice, path }),
  askWhereToSave: (suggestedName) =>
    save({ defaultPath: suggestedName, filters: [{ name: 'PDF', extensions: ['pdf'] }] }),
  openDocument: (choice) => invoke('open_document', { choice }),
  printers: () => invoke('printers'),
  badgeWords: (badges, language) => invoke('badge_words', { badges, language }),
  saveBadgeWords: (words) => invoke('save_badge_words', { words }),
  look: () => invoke('look'),
  saveLook: (look) => invoke('save_look', { look }),
  printDocument: (choice, printer, copies, twoSided) => invoke('print_document', { choice, printer, copies, twoSided }),
}

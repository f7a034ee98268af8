// The application's twin in memory: believable enough to look at every screen and to test the interface. Nothing in it
// is a rule of the application; those are in Rust.

import type { Backend } from './backend'
import * as data from './twin/data'
import { checkAddress, suggest } from './twin/email'
import { guessFields, preview, readTable, type Table } from './twin/list'
import type * as V from './types'

interface Request {
  id: string
  participant: string
  badge: string
  workshop: string | null
  state: string
  narrative: string
  evidence: (V.EvidenceView & { bytes: Uint8Array })[]
  message: string | null
  updated: string
}

/** Where the twin starts: `open` full of people, `empty` open with nothing, `new`, `locked` or `setup`. */
export type Start = 'open' | 'empty' | 'new' | 'locked' | 'setup'

const TODAY = '2026-11-24'
const PASSPHRASE = 'soleil tasse vélo pigeon grange violet onze'
const dates = new Intl.DateTimeFormat('fr-FR', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })

export class Twin implements Backend {
  #stage: V.Stage = 'open'
  #passphrase = PASSPHRASE
  #structure: V.StructureView = { name: '', kind: '' }
  #staff: V.StaffView[] = []
  #mode: string | null = null
  #step = 'structure'
  #pathways = data.pathways()
  #example = true
  #people = new Map<string, V.ParticipantForm & { id: string }>()
  #workshops = new Map<string, V.WorkshopForm & { id: string; attendance: Record<string, string> }>()
  #requests = new Map<string, Request>()
  #removed = new Map<string, V.EvidenceView & { bytes: Uint8Array }>()
  #tables = new Map<string, { table: Table; fields: V.ImportField[] }>()
  #receipts: V.ReceiptView[] = []
  #enrolled = false
  #address = ''
  #listeners = new Set<(sync: V.SyncView) => void>()
  #count = 0

  constructor(start: Start = 'open') {
    this.#stage = start === 'empty' ? 'open' : start
    if (start === 'open' || start === 'locked') this.#fill()
    if (start === 'empty') this.#furnish()
  }

  // session

  async session(): Promise<V.SessionView> {
    const seen = this.#stage === 'open' || this.#stage === 'setup'
    return {
      stage: this.#stage,
      structure_name: seen && this.#structure.name !== '' ? this.#structure.name : null,
      version: '0.1.0',
      today: TODAY,
    }
  }
  async passphraseStrength(passphrase: string): Promise<V.StrengthView> {
    const words = passphrase.trim().split(/\s+/).filter(Boolean).length
    const score = words >= 7 ? (words >= 8 ? 4 : 3) : Math.min(2, Math.floor([...passphrase].length / 6))
    const accepted = score >= 3
    const advice = accepted
      ? 'C’est bon. Cette phrase protège bien vos données.'
      : 'Choisissez une phrase que vous retiendrez : sept mots au hasard, par exemple.'
    return { score, accepted, advice }
  }
  async createStore(passphrase: string): Promise<V.SessionView> {
    this.#passphrase = passphrase
    this.#stage = 'setup'
    return this.session()
  }
  async unlock(passphrase: string): Promise<V.SessionView> {
    if (passphrase !== this.#passphrase) {
      throw problem(
        'wrong-passphrase',
        'Ce n’est pas la bonne phrase de passe.',
        'Vos données sont toujours là, bien fermées.',
        'Vérifiez les majuscules et les espaces, puis réessayez.',
      )
    }
    this.#stage = this.#step === 'done' ? 'open' : 'setup'
    return this.session()
  }
  async lock(): Promise<V.SessionView> {
    this.#stage = 'locked'
    return this.session()
  }
  async changePassphrase(current: string, next: string): Promise<void> {
    if (current !== this.#passphrase) {
      throw problem('wrong-passphrase', 'Ce n’est pas la bonne phrase de passe.', 'Rien n’a changé.', 'Réessayez.')
    }
    this.#passphrase = next
  }
  async home(): Promise<V.HomeView> {
    const all = [...this.#requests.values()]
    const count = (...states: string[]) => all.filter((one) => states.includes(one.state)).length
    return {
      participants: this.#people.size,
      to_complete: count('draft', 'returned'),
      ready: count('ready'),
      waiting: count('held', 'queued'),
      received: this.#receipts.length,
      workshops: (await this.workshops()).slice(0, 3),
      drafts: all.filter((one) => ['draft', 'returned'].includes(one.state)).map((one) => this.#summary(one)),
      example_catalogue: this.#example,
      enrolled: this.#enrolled,
    }
  }

  // setup

  async setup(): Promise<V.SetupView> {
    const offered = this.#badges().filter((badge) => badge.offered)
    const missing: string[] = []
    if (this.#structure.name.trim() === '') missing.push('Le nom de votre structure.')
    if (this.#structure.kind === '') missing.push('Le type de votre structure.')
    if (this.#staff.length === 0) missing.push('Au moins un permanent.')
    if (offered.length === 0) missing.push('Au moins un badge proposé.')
    return {
      step: this.#step,
      structure: { ...this.#structure },
      kinds: data.kinds,
      staff: this.#staff.map((member) => ({ ...member, role_label: label(data.roles, member.role) })),
      roles: data.roles,
      staff_recommended: 3,
      offered: offered.length,
      rules_complete: offered.filter((badge) => badge.rule_complete).length,
      validation_mode: this.#mode,
      missing,
    }
  }
  async saveStructure(structure: V.StructureView): Promise<V.SetupView> {
    this.#structure = { ...structure }
    return this.setup()
  }
  async saveStaff(member: V.StaffView): Promise<V.SetupView> {
    if (member.name.trim() === '') {
      throw problem('invalid', 'Le nom manque.', 'Rien n’a été changé.', 'Écrivez le prénom et le nom.', 'name')
    }
    const id = member.id ?? this.#id('staff')
    const at = this.#staff.findIndex((one) => one.id === id)
    if (at < 0) this.#staff.push({ ...member, id })
    else this.#staff[at] = { ...member, id }
    return this.setup()
  }
  async removeStaff(id: string): Promise<V.SetupView> {
    this.#staff = this.#staff.filter((member) => member.id !== id)
    return this.setup()
  }
  async setValidationMode(mode: string): Promise<V.SetupView> {
    this.#mode = mode
    for (const one of this.#requests.values()) if (one.state === 'held') one.state = 'queued'
    this.#tell()
    return this.setup()
  }
  async setSetupStep(step: string): Promise<V.SetupView> {
    this.#step = step
    return this.setup()
  }
  async finishSetup(): Promise<V.SessionView> {
    const { missing } = await this.setup()
    if (missing.length > 0) {
      throw problem('setup-incomplete', 'Il manque encore des informations.', 'Tout est gardé.', missing.join(' '))
    }
    this.#step = 'done'
    this.#stage = 'open'
    return this.session()
  }
  async catalogue(): Promise<V.CatalogueView> {
    return { example: this.#example, version: 'exemple-1', pathways: structuredClone(this.#pathways) }
  }
  async importCatalogue(fileName: string, bytes: Uint8Array): Promise<V.CatalogueView> {
    if (!fileName.endsWith('.json') || bytes.length === 0) {
      throw problem(
        'catalogue-unreadable',
        'Ce fichier n’est pas un catalogue de badges.',
        'Votre catalogue n’a pas changé.',
        'Demandez le bon fichier à INAÉ.',
      )
    }
    this.#example = false
    for (const badge of this.#badges()) badge.example = false
    return this.catalogue()
  }
  async saveOffer(badge: string, rule: V.RuleView): Promise<V.CatalogueView> {
    const found = this.#badge(badge)
    found.offered = true
    found.rule = { ...rule }
    found.rule_complete = data.complete(rule)
    return this.catalogue()
  }
  async withdrawOffer(badge: string): Promise<V.CatalogueView> {
    this.#badge(badge).offered = false
    return this.catalogue()
  }

  // people

  async participants(query: string): Promise<V.ParticipantView[]> {
    const words = plain(query).split(/\s+/).filter(Boolean)
    return [...this.#people.values()]
      .filter((one) => words.every((word) => plain(`${one.first_name} ${one.last_name} ${one.email}`).includes(word)))
      .map((one) => this.#participant(one.id))
      .sort((a, b) => a.last_name.localeCompare(b.last_name, 'fr'))
  }
  async checkEmail(email: string, participant: string | null): Promise<V.EmailCheck> {
    const wrong = checkAddress(email.trim())
    const taken = [...this.#people.values()].find(
      (one) => email !== '' && one.email === email && one.id !== participant,
    )
    const reason = wrong ?? (taken ? `C’est déjà l’adresse de ${taken.first_name} ${taken.last_name}.` : null)
    return { ok: reason === null, problem: reason, suggestion: suggest(email.trim()) }
  }
  async saveParticipant(form: V.ParticipantForm): Promise<V.ParticipantView> {
    for (const field of ['first_name', 'last_name'] as const) {
      if (form[field].trim() === '') {
        throw problem('invalid', 'Le nom manque.', 'Rien n’a été changé.', 'Écrivez le prénom et le nom.', field)
      }
    }
    const check = await this.checkEmail(form.email, form.id)
    if (!check.ok) throw problem('invalid', check.problem ?? '', 'Rien n’a été changé.', 'Corrigez l’adresse.', 'email')
    const id = form.id ?? this.#id('person')
    this.#people.set(id, { ...form, id })
    return this.#participant(id)
  }
  async removeParticipant(id: string): Promise<void> {
    if ([...this.#requests.values()].some((one) => one.participant === id)) {
      throw problem(
        'in-use',
        'Cette personne a des demandes de badge.',
        'Rien n’a été supprimé.',
        'Supprimez d’abord ses brouillons de demande.',
      )
    }
    this.#people.delete(id)
  }
  async readList(fileName: string, bytes: Uint8Array): Promise<V.ImportPreview> {
    const table = readTable(this.#id('list'), fileName, bytes)
    if (table.rows.length === 0) {
      throw problem(
        'list-unreadable',
        'Ce fichier ne contient pas de liste lisible.',
        'Rien n’a été ajouté.',
        'Choisissez un fichier CSV, Excel ou LibreOffice.',
      )
    }
    return this.matchColumnsOf(table, guessFields(table.header))
  }
  async matchColumns(token: string, fields: V.ImportField[]): Promise<V.ImportPreview> {
    const found = this.#tables.get(token)
    if (!found) throw notFound()
    return this.matchColumnsOf(found.table, fields)
  }
  async confirmImport(token: string, choices: V.ImportChoices): Promise<V.ImportDone> {
    const found = this.#tables.get(token)
    if (!found) throw notFound()
    const { lines } = preview(found.table, found.fields, this.#known())
    const taken = lines.filter((line) => line.verdict === 'new' && !choices.left_out.includes(line.line))
    for (const line of taken) {
      const email = choices.corrected.includes(line.line) ? (line.suggestion ?? line.email) : line.email
      const { first_name, last_name, phone } = line
      await this.saveParticipant({ id: null, first_name, last_name, email, phone })
    }
    this.#tables.delete(token)
    return { added: taken.length, not_taken: lines.length - taken.length }
  }
  private matchColumnsOf(table: Table, fields: V.ImportField[]): V.ImportPreview {
    this.#tables.set(table.token, { table, fields })
    return preview(table, fields, this.#known())
  }

  // workshops

  async workshops(): Promise<V.WorkshopSummary[]> {
    return [...this.#workshops.values()]
      .sort((a, b) => b.date.localeCompare(a.date))
      .map((one) => {
        const requests = [...this.#requests.values()].filter((request) => request.workshop === one.id)
        return {
          id: one.id,
          date: one.date,
          date_text: dates.format(new Date(one.date)),
          place: one.place,
          invited: one.participants.length,
          present: Object.values(one.attendance).filter((attendance) => attendance === 'present').length,
          requests: requests.length,
          to_complete: requests.filter((request) => request.state === 'draft').length,
          images: one.badges.map((badge) => this.#badge(badge).image),
        }
      })
  }
  async workshop(id: string): Promise<V.WorkshopView> {
    const one = this.#workshops.get(id)
    if (!one) throw notFound()
    const { attendance, ...form } = one
    return {
      form: structuredClone(form),
      date_text: dates.format(new Date(one.date)),
      facilitator_names: one.facilitators.map((member) => this.#staff.find((found) => found.id === member)?.name ?? ''),
      badges: one.badges.map((badge) => structuredClone(this.#badge(badge))),
      attendees: one.participants
        .filter((participant) => this.#people.has(participant))
        .map((participant) => ({
          participant: this.#participant(participant),
          attendance: attendance[participant] ?? 'expected',
          requests: [...this.#requests.values()]
            .filter((request) => request.workshop === id && request.participant === participant)
            .map((request) => this.#summary(request)),
        }))
        .sort((a, b) => a.participant.last_name.localeCompare(b.participant.last_name, 'fr')),
    }
  }
  async saveWorkshop(form: V.WorkshopForm): Promise<V.WorkshopView> {
    const id = form.id ?? this.#id('workshop')
    this.#workshops.set(id, { ...structuredClone(form), id, attendance: this.#workshops.get(id)?.attendance ?? {} })
    return this.workshop(id)
  }
  async removeWorkshop(id: string): Promise<void> {
    this.#workshops.delete(id)
  }
  async setAttendance(workshop: string, participant: string, attendance: string): Promise<V.WorkshopView> {
    const one = this.#workshops.get(workshop)
    if (!one) throw notFound()
    one.attendance[participant] = attendance
    return this.workshop(workshop)
  }

  // requests

  async requests(filter: V.RequestFilterForm): Promise<V.RequestSummary[]> {
    return [...this.#requests.values()]
      .filter((one) => filter.participant === null || one.participant === filter.participant)
      .filter((one) => filter.workshop === null || one.workshop === filter.workshop)
      .map((one) => this.#summary(one))
      .sort((a, b) => b.updated_at.localeCompare(a.updated_at))
  }
  async request(id: string): Promise<V.RequestView> {
    const one = this.#request(id)
    const badge = this.#badge(one.badge)
    return {
      summary: this.#summary(one),
      narrative: one.narrative,
      narrative_max: 2000,
      evidence: one.evidence.map(({ hash, label, media_type, size_text }) => ({ hash, label, media_type, size_text })),
      badge: structuredClone(badge),
      editable: ['draft', 'returned', 'ready'].includes(one.state),
      can_take_back: ['ready', 'held', 'queued'].includes(one.state),
      message: one.message,
      receipt: this.#receipts.find((receipt) => receipt.request_id === id) ?? null,
    }
  }
  async openRequest(participant: string, badge: string, workshop: string | null): Promise<V.RequestView> {
    const found = [...this.#requests.values()].find((one) => one.participant === participant && one.badge === badge)
    if (found) return this.request(found.id)
    const id = this.#id('request')
    this.#requests.set(id, {
      id,
      participant,
      badge,
      workshop,
      state: 'draft',
      narrative: '',
      evidence: [],
      message: null,
      updated: `${TODAY}T09:${String(this.#count % 60).padStart(2, '0')}:00Z`,
    })
    return this.request(id)
  }
  async startRequests(workshop: string, badge: string): Promise<V.WorkshopView> {
    const one = this.#workshops.get(workshop)
    if (!one) throw notFound()
    for (const participant of one.participants) {
      if (one.attendance[participant] === 'present') await this.openRequest(participant, badge, workshop)
    }
    return this.workshop(workshop)
  }
  async saveNarrative(id: string, narrative: string): Promise<V.RequestView> {
    this.#request(id).narrative = narrative
    return this.request(id)
  }
  async addEvidence(id: string, fileName: string, bytes: Uint8Array): Promise<V.RequestView> {
    const ending = fileName.split('.').pop()?.toLowerCase() ?? ''
    const media_type = { jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png', pdf: 'application/pdf' }[ending]
    if (!media_type) {
      throw problem(
        'evidence-kind',
        `Le fichier « ${fileName} » n’est ni une photo ni un PDF.`,
        'La demande n’a pas changé.',
        'Prenez une photo du document, ou enregistrez-le en PDF.',
      )
    }
    const hash = this.#id('hash')
    const size_text = `${Math.max(1, Math.round(bytes.length / 1000))} ko`
    this.#request(id).evidence.push({ hash, label: fileName, media_type, size_text, bytes })
    return this.request(id)
  }
  async labelEvidence(id: string, hash: string, text: string): Promise<V.RequestView> {
    const found = this.#request(id).evidence.find((one) => one.hash === hash)
    if (found) found.label = text
    return this.request(id)
  }
  async removeEvidence(id: string, hash: string): Promise<V.RequestView> {
    const one = this.#request(id)
    const removed = one.evidence.find((evidence) => evidence.hash === hash)
    if (removed) this.#removed.set(hash, removed)
    one.evidence = one.evidence.filter((evidence) => evidence.hash !== hash)
    return this.request(id)
  }
  async restoreEvidence(id: string, hash: string, text: string): Promise<V.RequestView> {
    const removed = this.#removed.get(hash)
    if (!removed) throw notFound()
    this.#request(id).evidence.push({ ...removed, label: text })
    return this.request(id)
  }
  async evidence(hash: string): Promise<Uint8Array> {
    for (const one of this.#requests.values()) {
      const found = one.evidence.find((evidence) => evidence.hash === hash)
      if (found) return found.bytes
    }
    throw notFound()
  }
  async confirmRequest(id: string): Promise<V.RequestView> {
    const one = this.#request(id)
    const missing = this.#missing(one)
    if (missing.length > 0) {
      throw problem(
        'request-incomplete',
        'La demande n’est pas complète.',
        'Ce qui est écrit est gardé.',
        missing.map((each) => each.text).join(' '),
      )
    }
    one.state = this.#mode === null ? 'held' : 'queued'
    this.#tell()
    return this.request(id)
  }
  async confirmWorkshop(workshop: string): Promise<V.WorkshopView> {
    for (const one of this.#requests.values()) {
      if (one.workshop === workshop && one.state === 'draft' && this.#missing(one).length === 0) {
        await this.confirmRequest(one.id)
      }
    }
    return this.workshop(workshop)
  }
  async takeBackRequest(id: string): Promise<V.RequestView> {
    this.#request(id).state = 'draft'
    this.#tell()
    return this.request(id)
  }
  async removeRequest(id: string): Promise<void> {
    this.#requests.delete(id)
  }

  // sending

  async queue(): Promise<V.QueueView> {
    const rows = [...this.#requests.values()]
      .filter((one) => one.state === 'held' || one.state === 'queued')
      .map((one): V.QueueRow => {
        const { person, badge_name, badge_image } = this.#summary(one)
        return {
          id: one.id,
          kind: 'badge-request',
          person,
          title: badge_name,
          image: badge_image,
          state: one.state === 'held' ? 'held' : 'waiting',
          state_text: one.state === 'held' ? 'Attend le mode de validation' : 'Partira à la prochaine connexion',
          problem: null,
          files: one.evidence.map((each) => ({ hash: each.hash, label: each.label, total: 48_000, held: false })),
        }
      })
    return {
      sync: this.#sync(),
      enrolled: this.#enrolled,
      guichet_address: this.#address,
      guichet_name: this.#enrolled ? 'INAÉ (exemple)' : null,
      rows,
      receipts: this.#receipts,
    }
  }
  async enrol(address: string, code: string): Promise<V.QueueView> {
    this.#address = address
    if (code.trim() === '') {
      throw problem(
        'enrol-code',
        'Ce code ne convient pas.',
        'Rien n’a changé.',
        'Vérifiez le code, ou demandez-en un autre à INAÉ.',
        'code',
      )
    }
    this.#enrolled = true
    this.#tell()
    return this.queue()
  }
  async sendNow(): Promise<void> {
    if (!this.#enrolled) {
      throw problem(
        'not-enrolled',
        'Cet ordinateur n’est pas encore relié à INAÉ.',
        'Vos demandes sont gardées.',
        'Reliez-le avec le code donné par INAÉ.',
      )
    }
    for (const one of this.#requests.values()) {
      if (one.state !== 'queued') continue
      one.state = 'delivered'
      this.#receipts.unshift(this.#receipt(one))
    }
    this.#tell()
  }
  async resumeRow(): Promise<V.QueueView> {
    return this.queue()
  }
  async onSync(listener: (sync: V.SyncView) => void): Promise<() => void> {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  // printed documents

  async documentPage(choice: V.DocumentChoice, page: number): Promise<V.PageView> {
    const pages = choice.kind === 'poster' ? Math.max(1, choice.badges.length) : 1
    const badge =
      choice.kind === 'poster' ? this.#badges().find((one) => one.id === choice.badges[page - 1]) : undefined
    const title = (badge?.name ?? 'Accusés de réception').replace(/[<&]/g, ' ')
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 210 297"><rect width="210" height="297" fill="#fff"/><rect x="20" y="24" width="170" height="90" rx="6" fill="#e2efeb"/><text x="105" y="140" font-size="10" text-anchor="middle" font-family="sans-serif">${title}</text><rect x="65" y="165" width="80" height="80" fill="#23211d"/></svg>`
    return {
      image: `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`,
      page,
      pages,
      width_mm: 210,
      height_mm: 297,
    }
  }
  async saveDocument(choice: V.DocumentChoice, path: string | null): Promise<V.SavedFile> {
    const name = choice.kind === 'poster' ? 'affiches.pdf' : 'accuses-de-reception.pdf'
    return { path: path ?? `Documents/Atelier Badges/${name}`, name }
  }
  async askWhereToSave(suggestedName: string): Promise<string | null> {
    return `Documents/${suggestedName}`
  }
  async openDocument(choice: V.DocumentChoice): Promise<V.SavedFile> {
    return this.saveDocument(choice, null)
  }
  async printers(): Promise<V.PrinterView[]> {
    return [
      { name: 'Bureau', default: true, state: 'Prête', ready: true },
      { name: 'Accueil', default: false, state: 'En pause', ready: false },
    ]
  }
  async printDocument(): Promise<string> {
    return 'Envoyé à l’imprimante « Bureau ».'
  }

  // what follows is the twin's own

  /** Shows any state of the sending, as an event of the application would. */
  tellSync(sync: V.SyncView): void {
    for (const listener of this.#listeners) listener(sync)
  }
  #tell(): void {
    this.tellSync(this.#sync())
  }
  #sync(): V.SyncView {
    const waiting = [...this.#requests.values()].filter((one) => one.state === 'held' || one.state === 'queued').length
    const kind: V.SyncKind = !this.#enrolled ? 'not-enrolled' : waiting > 0 ? 'waiting' : 'idle'
    const text = {
      'not-enrolled': 'Cet ordinateur n’est pas encore relié à INAÉ.',
      waiting: `${waiting} demandes attendent la connexion.`,
      idle: 'Tout est envoyé.',
    }[kind]
    const last_success = this.#receipts.length > 0 ? '23 novembre 2026 à 14 h 05' : null
    return { kind, text, waiting, next_try_at: null, last_success, problem: null, file: null }
  }
  #id(kind: string): string {
    this.#count += 1
    return `${kind}-${this.#count}`
  }
  #badges(): V.BadgeView[] {
    return this.#pathways.flatMap((pathway) => pathway.badges)
  }
  #badge(id: string): V.BadgeView {
    const found = this.#badges().find((badge) => badge.id === id)
    if (!found) throw notFound()
    return found
  }
  #request(id: string): Request {
    const found = this.#requests.get(id)
    if (!found) throw notFound()
    return found
  }
  #participant(id: string): V.ParticipantView {
    const one = this.#people.get(id)
    if (!one) throw notFound()
    const requests = [...this.#requests.values()].filter((request) => request.participant === id).length
    return { ...one, email_suggestion: suggest(one.email), requests }
  }
  #known(): Set<string> {
    const known = new Set<string>()
    for (const one of this.#people.values()) {
      known.add(`${one.first_name} ${one.last_name}`.toLowerCase())
      if (one.email !== '') known.add(one.email)
    }
    return known
  }
  #missing(one: Request): V.MissingView[] {
    const codes: string[] = []
    if (!this.#people.get(one.participant)?.email) codes.push('email')
    if (one.narrative.trim() === '') codes.push('narrative')
    if (one.evidence.length === 0) codes.push('evidence')
    if (!this.#badge(one.badge).rule_complete) codes.push('local-rule')
    return codes.map((code) => ({ code, text: data.missingTexts[code] ?? code }))
  }
  #summary(one: Request): V.RequestSummary {
    const person = this.#people.get(one.participant)
    const badge = this.#badge(one.badge)
    return {
      id: one.id,
      participant_id: one.participant,
      person: person ? `${person.first_name} ${person.last_name}` : '',
      badge_id: one.badge,
      badge_name: badge.name,
      badge_image: badge.image,
      workshop_id: one.workshop,
      state: one.state,
      state_label: data.stateLabels[one.state] ?? one.state,
      missing: ['draft', 'returned'].includes(one.state) ? this.#missing(one) : [],
      evidence_count: one.evidence.length,
      receipt_number: this.#receipts.find((receipt) => receipt.request_id === one.id)?.number ?? null,
      updated_at: one.updated,
    }
  }
  #receipt(one: Request): V.ReceiptView {
    const { person, badge_name } = this.#summary(one)
    const number = `2026-${String(101 + this.#receipts.length).padStart(5, '0')}`
    return { number, request_id: one.id, person, badge_name, received_at: '23 novembre 2026 à 14 h 05' }
  }

  /** A structure that has finished its first launch. */
  #furnish(): void {
    this.#structure = { name: 'Les Jardins de la Garonne', kind: 'aci' }
    this.#staff = data.staff.map((member) => ({ ...member }))
    this.#mode = 'committee'
    this.#step = 'done'
    for (const badge of this.#badges().slice(0, 5)) badge.offered = true
  }

  /** The same with people, workshops and requests in several states. */
  #fill(): void {
    this.#furnish()
    this.#enrolled = true
    this.#address = 'https://guichet.example.org'
    const ids = data.people.map(([first_name, last_name, email, phone]) => {
      const id = this.#id('person')
      this.#people.set(id, { id, first_name, last_name, email, phone })
      return id
    })
    const [first, second] = this.#badges()
    if (!first || !second) return
    const places = [
      ['2026-11-23', 'Salle de pause, Langon', [first.id, second.id], ids.slice(0, 8)],
      ['2026-11-30', 'Médiathèque de Bazas', [second.id], ids.slice(4, 12)],
    ] as const
    for (const [date, place, badges, participants] of places) {
      const id = this.#id('workshop')
      const present = date < TODAY ? participants.slice(0, 6) : []
      const attendance = Object.fromEntries(present.map((one) => [one, 'present']))
      const facilitators = ['staff-1', 'staff-2']
      this.#workshops.set(id, {
        id,
        date,
        place,
        facilitators,
        participants: [...participants],
        badges: [...badges],
        attendance,
      })
    }
    const workshop = [...this.#workshops.keys()][0] ?? null
    const states = ['draft', 'delivered', 'queued', 'in-committee', 'draft', 'issued', 'queued']
    states.forEach((state, index) => {
      const id = this.#id('request')
      const bytes = new TextEncoder().encode('example')
      const one: Request = {
        id,
        participant: ids[index] ?? '',
        badge: index % 2 === 0 ? first.id : second.id,
        workshop,
        state,
        narrative: index === 4 ? '' : 'J’ai appris à préparer les planches de légumes et à tenir le stand.',
        evidence:
          index === 0
            ? []
            : [
                {
                  hash: `photo-${index}`,
                  label: 'Photo du stand',
                  media_type: 'image/jpeg',
                  size_text: '180 ko',
                  bytes,
                },
              ],
        message: null,
        updated: `2026-11-23T1${index}:05:00Z`,
      }
      this.#requests.set(id, one)
      if (['delivered', 'in-committee', 'issued'].includes(state)) this.#receipts.unshift(this.#receipt(one))
    })
  }
}

function problem(code: string, what: string, kept: string, todo: string, field: string | null = null): V.Problem {
  return { code, what, kept, todo, field }
}

function notFound(): V.Problem {
  return problem('not-found', 'Cet élément n’existe plus.', 'Le reste n’a pas changé.', 'Revenez à la liste.')
}

function label(choices: V.Choice[], code: string): string {
  return choices.find((choice) => choice.code === code)?.label ?? ''
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
}

const starts: readonly string[] = ['open', 'empty', 'new', 'locked', 'setup'] satisfies Start[]

/** `?twin=new` in the address chooses where `npm run dev` starts. */
function asked(): Start {
  const wanted = new URLSearchParams(window.location.search).get('twin') ?? ''
  return starts.includes(wanted) ? (wanted as Start) : 'open'
}

export const backend = new Twin(asked())

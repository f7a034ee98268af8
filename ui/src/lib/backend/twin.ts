// The application's twin in memory: believable enough to look at every screen and to test the interface. Nothing in it
// is a rule of the application; those are in Rust.

import type { Backend } from './backend'
import { catalogueTwin, catalogueView, type CatalogueTwin } from './twin/catalogue'
import { asked } from './twin/start'
import { label, plain } from './twin/words'
import * as data from './twin/data'
import { checkAddress, suggest } from './twin/email'
import { listingTwin, type ListingTwin } from './twin/listing'
import { guideTwin, type GuideTwin } from './twin/guide'
import { guessFields, preview, readTable, type Table } from './twin/list'
import { Memory, questionOf, TODAY } from './twin/memory'
import { launchTwin, type LaunchTwin } from './twin/launch'
import { posterTwin, type PosterTwin } from './twin/posters'
import { printingTwin, type PrintingTwin } from './twin/printing'
import { notFound, problem } from './twin/problem'
import { recoveryStep, recoveryTwin, type RecoveryTwin } from './twin/recovery'
import { settingsTwin, type SettingsTwin } from './twin/settings'
import { seriesTwin, whenOf, type SeriesTwin } from './twin/series'
import { stationTwin, type StationTwin } from './twin/station'
import { WorkshopTwin } from './twin/workshop'
import type * as V from './types'
import { isLanguage } from '../station-i18n'

const dates = new Intl.DateTimeFormat('fr-FR', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })

function whenText({ date, plan }: V.WorkshopForm): string {
  const day = dates.format(new Date(date))
  const [hour = '', minute = ''] = plan.starts_at.split(':')
  if (hour === '') return day
  return `${day} à ${Number(hour)}\u00a0h${minute === '00' ? '' : `\u00a0${minute}`}`
}

export class Twin
  extends WorkshopTwin
  implements
    Omit<
      Backend,
      | keyof StationTwin
      | keyof ListingTwin
      | keyof GuideTwin
      | keyof CatalogueTwin
      | keyof PosterTwin
      | keyof PrintingTwin
      | keyof RecoveryTwin
      | keyof SeriesTwin
      | keyof SettingsTwin
      | keyof LaunchTwin
    >
{
  constructor(memory = new Memory()) {
    super(memory)
  }
  /** The language of each person. */
  get languages() {
    return this.memory.languages
  }

  async session(): Promise<V.SessionView> {
    const seen = this.memory.stage === 'open' || this.memory.stage === 'setup'
    return {
      stage: this.memory.stage,
      structure_name: seen && this.memory.structure.name !== '' ? this.memory.structure.name : null,
      version: '0.1.0',
      today: TODAY,
      habits: this.memory.habits,
      practice: this.memory.practice ? 'on' : 'off',
      practice_swept: false,
    }
  }
  async createStore(passphrase: string): Promise<V.SessionView> {
    this.memory.passphrase = passphrase
    this.memory.stage = 'setup'
    return this.session()
  }
  async unlock(passphrase: string): Promise<V.SessionView> {
    if (passphrase !== this.memory.passphrase) {
      throw problem(
        'wrong-passphrase',
        'Ce n’est pas la bonne phrase de passe.',
        'Vos données sont toujours là, bien fermées.',
        'Vérifiez les majuscules et les espaces, puis réessayez.',
      )
    }
    this.memory.stage = this.memory.step === 'done' ? 'open' : 'setup'
    return this.session()
  }
  async lock(): Promise<V.SessionView> {
    this.memory.stage = 'locked'
    return this.session()
  }

  // setup
  async setup(): Promise<V.SetupView> {
    const offered = this.memory.badges().filter((badge) => badge.offered)
    const missing: string[] = []
    if (this.memory.structure.name.trim() === '') missing.push('Le nom de votre structure.')
    if (this.memory.structure.kind === '') missing.push('Le type de votre structure.')
    if (this.memory.staff.length === 0) missing.push('Au moins un permanent.')
    if (offered.length === 0) missing.push('Au moins un badge proposé.')
    return {
      step: this.memory.step,
      recovery: recoveryStep(this.memory),
      structure: { ...this.memory.structure },
      kinds: data.kinds,
      staff: this.memory.staff.map((member) => ({ ...member, role_label: label(data.roles, member.role) })),
      roles: data.roles,
      staff_recommended: 3,
      offered: offered.length,
      rules_complete: offered.filter((badge) => badge.rule_complete).length,
      validation_mode: this.memory.mode,
      missing,
    }
  }
  async saveStructure(structure: V.StructureView): Promise<V.SetupView> {
    this.memory.structure = { ...structure }
    return this.setup()
  }
  async saveStaff(member: V.StaffView): Promise<V.SetupView> {
    if (member.name.trim() === '') {
      throw problem('invalid', 'Le nom manque.', 'Rien n’a été changé.', 'Écrivez le prénom et le nom.', 'name')
    }
    const id = member.id ?? this.memory.id('staff')
    const at = this.memory.staff.findIndex((one) => one.id === id)
    if (at < 0) this.memory.staff.push({ ...member, id })
    else this.memory.staff[at] = { ...member, id }
    return this.setup()
  }
  async removeStaff(id: string): Promise<V.SetupView> {
    this.memory.staff = this.memory.staff.filter((member) => member.id !== id)
    return this.setup()
  }
  async setValidationMode(mode: string): Promise<V.SetupView> {
    this.memory.mode = mode
    for (const one of this.memory.requests.values()) if (one.state === 'held') one.state = 'queued'
    this.memory.tell()
    return this.setup()
  }
  async setSetupStep(step: string): Promise<V.SetupView> {
    this.memory.step = step
    return this.setup()
  }
  async finishSetup(): Promise<V.SessionView> {
    const { missing } = await this.setup()
    if (missing.length > 0) {
      throw problem('setup-incomplete', 'Il manque encore des informations.', 'Tout est gardé.', missing.join(' '))
    }
    this.memory.step = 'done'
    this.memory.stage = 'open'
    return this.session()
  }
  async catalogue(): Promise<V.CatalogueView> {
    return catalogueView(this.memory)
  }
  async badgePictures(): Promise<Record<string, string>> {
    return { ...this.memory.pictures }
  }
  async saveOffer(badge: string, rule: V.RuleView): Promise<V.CatalogueView> {
    const found = this.memory.badge(badge)
    found.offered = true
    found.rule = { ...rule }
    found.rule_complete = data.complete(rule)
    return this.catalogue()
  }
  async withdrawOffer(badge: string): Promise<V.CatalogueView> {
    this.memory.badge(badge).offered = false
    return this.catalogue()
  }

  // people

  async participants(query: string): Promise<V.ParticipantView[]> {
    const words = plain(query).split(/\s+/).filter(Boolean)
    return [...this.memory.people.values()]
      .filter((one) => words.every((word) => plain(`${one.first_name} ${one.last_name} ${one.email}`).includes(word)))
      .map((one) => this.memory.participant(one.id))
      .sort((a, b) => a.last_name.localeCompare(b.last_name, 'fr'))
  }
  async checkEmail(email: string, participant: string | null): Promise<V.EmailCheck> {
    const wrong = checkAddress(email.trim())
    const taken = [...this.memory.people.values()].find(
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
    const id = form.id ?? this.memory.id('person')
    const { language, ...person } = form
    this.memory.people.set(id, { ...person, id })
    if (language && isLanguage(language)) this.memory.languages.set(id, language)
    return this.memory.participant(id)
  }
  async removeParticipant(id: string): Promise<void> {
    if ([...this.memory.requests.values()].some((one) => one.participant === id)) {
      throw problem(
        'in-use',
        'Cette personne a des demandes de badge.',
        'Rien n’a été supprimé.',
        'Supprimez d’abord ses brouillons de demande.',
      )
    }
    const person = this.memory.people.get(id)
    if (person) this.memory.takenAway.set(id, () => this.memory.people.set(id, person))
    this.memory.people.delete(id)
  }
  async formDrafts(): Promise<V.FormDraftView[]> {
    return [...this.memory.formDrafts.values()]
  }
  async keepFormDraft(draft: V.FormDraftView): Promise<void> {
    this.memory.formDrafts.set(draft.form, draft)
  }
  async forgetFormDraft(form: string): Promise<void> {
    this.memory.formDrafts.delete(form)
  }
  async restoreRemoved(id: string): Promise<void> {
    this.memory.takenAway.get(id)?.()
    this.memory.takenAway.delete(id)
  }
  async readList(fileName: string, bytes: Uint8Array): Promise<V.ImportPreview> {
    const table = readTable(this.memory.id('list'), fileName, bytes)
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
    const found = this.memory.tables.get(token)
    if (!found) throw notFound()
    return this.matchColumnsOf(found.table, fields)
  }
  async confirmImport(token: string, choices: V.ImportChoices): Promise<V.ImportDone> {
    const found = this.memory.tables.get(token)
    if (!found) throw notFound()
    const { lines } = preview(found.table, found.fields, this.memory.known())
    const taken = lines.filter((line) => line.verdict === 'new' && !choices.left_out.includes(line.line))
    for (const line of taken) {
      const email = choices.corrected.includes(line.line) ? (line.suggestion ?? line.email) : line.email
      const { first_name, last_name, phone } = line
      await this.saveParticipant({ id: null, first_name, last_name, email, phone, nickname: '' })
    }
    this.memory.tables.delete(token)
    return { added: taken.length, not_taken: lines.length - taken.length }
  }
  private matchColumnsOf(table: Table, fields: V.ImportField[]): V.ImportPreview {
    this.memory.tables.set(table.token, { table, fields })
    return preview(table, fields, this.memory.known())
  }

  // workshops

  async workshops(): Promise<V.WorkshopSummary[]> {
    return [...this.memory.workshops.values()]
      .sort((a, b) => `${b.date} ${b.plan.starts_at}`.localeCompare(`${a.date} ${a.plan.starts_at}`))
      .map((one) => {
        const requests = [...this.memory.requests.values()].filter((request) => request.workshop === one.id)
        return {
          id: one.id,
          date: one.date,
          date_text: whenText(one),
          place: one.place,
          invited: one.participants.length,
          present: Object.values(one.attendance).filter((attendance) => attendance === 'present').length,
          requests: requests.length,
          to_complete: requests.filter((request) => request.state === 'draft').length,
          badges: [...one.badges],
          kind_label: data.kindLabels[one.plan.kind] ?? one.plan.kind,
          when: whenOf(one.date),
          closed: (this.memory.times.get(one.id)?.closed_at ?? null) !== null,
        }
      })
  }
  async workshop(id: string): Promise<V.WorkshopView> {
    const one = this.memory.workshops.get(id)
    if (!one) throw notFound()
    const { attendance, ...form } = one
    return {
      form: structuredClone(form),
      date_text: whenText(one),
      kind_label: data.kindLabels[one.plan.kind] ?? one.plan.kind,
      closed: (this.memory.times.get(id)?.closed_at ?? null) !== null,
      facilitator_names: one.facilitators.map(
        (member) => this.memory.staff.find((found) => found.id === member)?.name ?? '',
      ),
      badges: one.badges.map((badge) => structuredClone(this.memory.badge(badge))),
      attendees: one.participants
        .filter((participant) => this.memory.people.has(participant))
        .map((participant) => ({
          participant: this.memory.participant(participant),
          attendance: attendance[participant] ?? 'expected',
          requests: [...this.memory.requests.values()]
            .filter((request) => request.workshop === id && request.participant === participant)
            .map((request) => this.memory.summary(request)),
        }))
        .sort((a, b) => a.participant.last_name.localeCompare(b.participant.last_name, 'fr')),
    }
  }
  async saveWorkshop(form: V.WorkshopForm): Promise<V.WorkshopView> {
    const id = form.id ?? this.memory.id('workshop')
    this.memory.workshops.set(id, {
      ...structuredClone(form),
      id,
      attendance: this.memory.workshops.get(id)?.attendance ?? {},
    })
    return this.workshop(id)
  }
  async removeWorkshop(id: string): Promise<void> {
    const workshop = this.memory.workshops.get(id)
    if (workshop) this.memory.takenAway.set(id, () => this.memory.workshops.set(id, workshop))
    this.memory.workshops.delete(id)
  }

  // requests
  async requests(filter: V.RequestFilterForm): Promise<V.RequestSummary[]> {
    return [...this.memory.requests.values()]
      .filter((one) => filter.participant === null || one.participant === filter.participant)
      .filter((one) => filter.workshop === null || one.workshop === filter.workshop)
      .map((one) => this.memory.summary(one))
      .sort((a, b) => b.updated_at.localeCompare(a.updated_at))
  }
  async request(id: string): Promise<V.RequestView> {
    const one = this.memory.request(id)
    const badge = this.memory.badge(one.badge)
    return {
      summary: this.memory.summary(one),
      narrative: one.narrative,
      narrative_max: 2000,
      evidence: one.evidence.map(({ hash, label, media_type, size_text }) => ({ hash, label, media_type, size_text })),
      badge: structuredClone(badge),
      editable: ['draft', 'returned', 'ready'].includes(one.state),
      removable: ['draft', 'ready'].includes(one.state),
      can_take_back: ['ready', 'held', 'queued'].includes(one.state),
      message: one.message,
      question: questionOf(one),
      receipt: this.memory.receipts.find((receipt) => receipt.request_id === id) ?? null,
    }
  }
  async openRequest(participant: string, badge: string, workshop: string | null): Promise<V.RequestView> {
    const found = [...this.memory.requests.values()].find(
      (one) => one.participant === participant && one.badge === badge,
    )
    if (found) return this.request(found.id)
    const id = this.memory.id('request')
    this.memory.requests.set(id, {
      id,
      participant,
      badge,
      workshop,
      state: 'draft',
      narrative: '',
      evidence: [],
      message: null,
      updated: `${TODAY}T09:${String(this.memory.count % 60).padStart(2, '0')}:00Z`,
    })
    return this.request(id)
  }
  async startRequests(workshop: string, badge: string): Promise<V.WorkshopView> {
    const one = this.memory.workshops.get(workshop)
    if (!one) throw notFound()
    for (const participant of one.participants) {
      if (one.attendance[participant] === 'present') await this.openRequest(participant, badge, workshop)
    }
    return this.workshop(workshop)
  }
  async saveNarrative(id: string, narrative: string): Promise<V.RequestView> {
    this.memory.request(id).narrative = narrative
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
    const hash = this.memory.id('hash')
    const size_text = `${Math.max(1, Math.round(bytes.length / 1000))} ko`
    this.memory.request(id).evidence.push({ hash, label: fileName, media_type, size_text, bytes })
    return this.request(id)
  }
  async labelEvidence(id: string, hash: string, text: string): Promise<V.RequestView> {
    const found = this.memory.request(id).evidence.find((one) => one.hash === hash)
    if (found) found.label = text
    return this.request(id)
  }
  async removeEvidence(id: string, hash: string): Promise<V.RequestView> {
    const one = this.memory.request(id)
    const removed = one.evidence.find((evidence) => evidence.hash === hash)
    if (removed) this.memory.removed.set(hash, removed)
    one.evidence = one.evidence.filter((evidence) => evidence.hash !== hash)
    return this.request(id)
  }
  async restoreEvidence(id: string, hash: string, text: string): Promise<V.RequestView> {
    const removed = this.memory.removed.get(hash)
    if (!removed) throw notFound()
    this.memory.request(id).evidence.push({ ...removed, label: text })
    return this.request(id)
  }
  async evidence(hash: string): Promise<Uint8Array> {
    for (const one of this.memory.requests.values()) {
      const found = one.evidence.find((evidence) => evidence.hash === hash)
      if (found) return found.bytes
    }
    throw notFound()
  }
  async confirmRequest(id: string): Promise<V.RequestView> {
    const one = this.memory.request(id)
    const missing = this.memory.missing(one)
    if (missing.length > 0) {
      throw problem(
        'request-incomplete',
        'La demande n’est pas complète.',
        'Ce qui est écrit est gardé.',
        missing.map((each) => each.text).join(' '),
      )
    }
    one.state = this.memory.mode === null ? 'held' : 'queued'
    this.memory.tell()
    return this.request(id)
  }
  async confirmWorkshop(workshop: string): Promise<V.WorkshopView> {
    for (const one of this.memory.requests.values()) {
      if (one.workshop === workshop && one.state === 'draft' && this.memory.missing(one).length === 0) {
        await this.confirmRequest(one.id)
      }
    }
    return this.workshop(workshop)
  }
  async takeBackRequest(id: string): Promise<V.RequestView> {
    this.memory.request(id).state = 'draft'
    this.memory.tell()
    return this.request(id)
  }
  async removeRequest(id: string): Promise<void> {
    this.memory.requests.delete(id)
  }

  // sending

  async queue(): Promise<V.QueueView> {
    const rows = [...this.memory.requests.values()]
      .filter((one) => one.state === 'held' || one.state === 'queued')
      .map((one): V.QueueRow => {
        const { person, badge_id, badge_name } = this.memory.summary(one)
        return {
          id: one.id,
          kind: 'badge-request',
          person,
          title: badge_name,
          badge: badge_id,
          state: one.state === 'held' ? 'held' : 'waiting',
          state_text: one.state === 'held' ? 'Attend le mode de validation' : 'Partira à la prochaine connexion',
          problem: null,
          files: one.evidence.map((each) => ({ hash: each.hash, label: each.label, total: 48_000, held: false })),
        }
      })
    return {
      sync: this.memory.sync(),
      enrolled: this.memory.enrolled,
      guichet_address: this.memory.address,
      guichet_name: this.memory.enrolled ? 'INAÉ (exemple)' : null,
      rows,
      receipts: this.memory.receipts,
    }
  }
  async enrol(address: string, code: string): Promise<V.QueueView> {
    this.memory.address = address
    if (code.trim() === '') {
      throw problem(
        'enrol-code',
        'Ce code ne convient pas.',
        'Rien n’a changé.',
        'Vérifiez le code, ou demandez-en un autre à INAÉ.',
        'code',
      )
    }
    this.memory.enrolled = true
    this.memory.tell()
    return this.queue()
  }
  async sendNow(): Promise<void> {
    if (!this.memory.enrolled) {
      throw problem(
        'not-enrolled',
        'Cet ordinateur n’est pas encore relié à INAÉ.',
        'Vos demandes sont gardées.',
        'Reliez-le avec le code donné par INAÉ.',
      )
    }
    for (const one of this.memory.requests.values()) {
      if (one.state !== 'queued') continue
      one.state = 'delivered'
      this.memory.receipts.unshift(this.memory.receipt(one))
    }
    this.memory.tell()
  }
  async resumeRow(): Promise<V.QueueView> {
    return this.queue()
  }
  async onSync(listener: (sync: V.SyncView) => void): Promise<() => void> {
    this.memory.listeners.add(listener)
    return () => this.memory.listeners.delete(listener)
  }

  /** Shows any state of the sending, as an event of the application would. */
  tellSync(sync: V.SyncView): void {
    this.memory.tellSync(sync)
  }
}

export const memory = new Memory(asked())
const twin = new Twin(memory)
const whole = Object.assign(
  twin,
  listingTwin(twin, memory),
  guideTwin(),
  recoveryTwin(memory, (passphrase) => twin.unlock(passphrase)),
  launchTwin(memory, () => twin.session()),
  catalogueTwin(memory),
  settingsTwin(memory),
  printingTwin(memory),
  seriesTwin(
    memory,
    (form) => twin.saveWorkshop(form),
    (id) => twin.removeWorkshop(id),
  ),
  posterTwin(memory, (participant, badge) => twin.openRequest(participant, badge, null)),
)
export const backend = Object.assign(whole, stationTwin(whole, whole.languages))

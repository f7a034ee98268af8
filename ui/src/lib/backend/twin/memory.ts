// What the twin remembers, and what it shows of it.

import type { Language } from '../../station-i18n'
import type * as V from '../types'
import { HABITS } from './settings'
import * as data from './data'
import { suggest } from './email'
import type { Mark } from './board'
import type { Table } from './list'
import { notFound } from './problem'

export interface Request {
  id: string
  participant: string
  badge: string
  workshop: string | null
  state: string
  narrative: string
  evidence: (V.EvidenceView & { bytes: Uint8Array })[]
  message: string | null
  /** INAÉ's question, and what the request said when it was asked. */
  asked?: { text: string; reply: string; before: string }
  updated: string
}

/** What a request says: another text, another content. */
export const said = (one: Request): string => JSON.stringify([one.narrative, one.evidence.map((piece) => piece.hash)])

export function questionOf(one: Request): V.QuestionView | null {
  if (!one.asked) return null
  const { text, reply, before } = one.asked
  return { text, asked_at: '24 novembre 2026 à 9 h 30', reply, reply_max: 2000, changed: said(one) !== before }
}

/** Where the twin starts: `open` full of people, `empty` open with nothing, `new`, `locked` or `setup`. */
export type Start = 'open' | 'empty' | 'new' | 'locked' | 'setup'

export const TODAY = '2026-11-24'
export const PLAN: V.PlanView = {
  kind: 'mixed',
  starts_at: '',
  minutes: 90,
  with_inae: false,
  equipment: '',
  connection: 'unknown',
}
const PASSPHRASE = 'soleil tasse vélo pigeon grange violet onze'

/** Views of the sending given so far. */
let given = 0

export class Memory {
  stage: V.Stage = 'open'
  passphrase = PASSPHRASE
  /** A trial, and where it was begun. */
  practice: { before: V.Stage } | null = null
  practices = new Set<(progress: V.PracticeProgress) => void>()
  /** How many passphrases were proposed. */
  proposals = 0
  /** The code of the recovery sheet, and the same while it is shown. */
  recovery: string | null = null
  shown: string | null = null
  /** Whether the sheet was checked against the paper. */
  checked = false
  structure: V.StructureView = { name: '', kind: '' }
  staff: V.StaffView[] = []
  habits = { ...HABITS }
  /** What INAÉ answered. */
  answers: V.AnswerView[] = []
  /** Exchanges that succeeded. */
  exchanges = 0
  mode: string | null = null
  step = 'structure'
  pathways = data.pathways()
  /** The picture of each badge, by its code. */
  pictures: Record<string, string> = { ...data.badgePictures }
  example = true
  edited = false
  posters: V.PosterRow[] = []
  look: V.LookView = { colour: '', printed_colour: '', logo: null, contact: '', line: '', partners: [] }
  words = new Map<string, V.BadgeWordsView>()
  /** How to put back what was removed, by identifier. */
  takenAway = new Map<string, () => void>()
  formDrafts = new Map<string, V.FormDraftView>()
  people = new Map<string, V.ParticipantForm & { id: string }>()
  workshops = new Map<string, V.WorkshopForm & { id: string; attendance: Record<string, string> }>()
  requests = new Map<string, Request>()
  removed = new Map<string, V.EvidenceView & { bytes: Uint8Array }>()
  progress = new Map<string, Record<string, Mark>>()
  times = new Map<string, { started_at: number | null; closed_at: number | null }>()
  ticks = new Map<string, Record<string, string>>()
  mailboxes = new Map<string, V.MailboxForm>()
  /** When each person was informed. */
  informed = new Map<string, string>()
  languages = new Map<string, Language>()
  tables = new Map<string, { table: Table; fields: V.ImportField[] }>()
  receipts: V.ReceiptView[] = []
  enrolled = false
  address = ''
  ceremony = -1
  passport: V.PassportSetting = { address: 'https://openbadgepassport.com', hosts: ['openbadgefactory.com'] }
  passportOpen = false
  passports = new Set<(news: V.PassportNews) => void>()
  copied: string | null = null
  onShow: V.ProjectionView | null = null
  projectors = new Set<(view: V.ProjectionView) => void>()
  listeners = new Set<(sync: V.SyncView) => void>()
  count = 0

  constructor(start: Start = 'open') {
    this.stage = start === 'empty' ? 'open' : start
    if (start === 'open' || start === 'locked') this.fill()
    if (start === 'empty') this.furnish()
  }

  /** Shows any state of the sending, as an event of the application would. */
  tellSync(sync: V.SyncView): void {
    for (const listener of this.listeners) listener(sync)
  }
  tell(): void {
    this.tellSync(this.sync())
  }
  #rank = 0
  sync(): V.SyncView {
    const waiting = [...this.requests.values()].filter((one) => one.state === 'held' || one.state === 'queued').length
    const kind: V.SyncKind = !this.enrolled ? 'not-enrolled' : waiting > 0 ? 'waiting' : 'idle'
    const text = {
      'not-enrolled': 'Cet ordinateur n’est pas encore relié à INAÉ.',
      waiting: `${waiting} demandes attendent la connexion.`,
      idle: 'Tout est envoyé.',
    }[kind]
    const last_success = this.receipts.length > 0 ? '23 novembre 2026 à 14 h 05' : null
    given += 1
    return {
      rank: given,
      kind,
      text,
      waiting,
      answers: this.answers.filter((one) => !one.seen).length,
      exchanges: this.exchanges,
      learned: this.answers.length,
      waits_for: null,
      next_try_at: null,
      last_success,
      problem: null,
      file: null,
    }
  }
  id(kind: string): string {
    this.count += 1
    return `${kind}-${this.count}`
  }
  badges(): V.BadgeView[] {
    return this.pathways.flatMap((pathway) => pathway.badges)
  }
  badge(id: string): V.BadgeView {
    const found = this.badges().find((badge) => badge.id === id)
    if (!found) throw notFound()
    return found
  }
  request(id: string): Request {
    const found = this.requests.get(id)
    if (!found) throw notFound()
    return found
  }
  participant(id: string): V.ParticipantView {
    const one = this.people.get(id)
    if (!one) throw notFound()
    const requests = [...this.requests.values()].filter((request) => request.participant === id).length
    return { ...one, email_suggestion: suggest(one.email), requests }
  }
  known(): Set<string> {
    const known = new Set<string>()
    for (const one of this.people.values()) {
      known.add(`${one.first_name} ${one.last_name}`.toLowerCase())
      if (one.email !== '') known.add(one.email)
    }
    return known
  }
  missing(one: Request): V.MissingView[] {
    const codes: string[] = []
    const question = questionOf(one)
    if (question && !question.changed && question.reply.trim() === '') codes.push('reply')
    if (!this.people.get(one.participant)?.email) codes.push('email')
    if (one.narrative.trim() === '') codes.push('narrative')
    if (one.evidence.length === 0) codes.push('evidence')
    if (!this.badge(one.badge).rule_complete) codes.push('local-rule')
    return codes.map((code) => ({ code, text: data.missingTexts[code] ?? code }))
  }
  summary(one: Request): V.RequestSummary {
    const person = this.people.get(one.participant)
    const badge = this.badge(one.badge)
    return {
      id: one.id,
      participant_id: one.participant,
      person: person ? `${person.first_name} ${person.last_name}` : '',
      badge_id: one.badge,
      badge_name: badge.name,
      workshop_id: one.workshop,
      state: one.state,
      state_label: data.stateLabels[one.state] ?? one.state,
      missing: ['draft', 'returned'].includes(one.state) ? this.missing(one) : [],
      evidence_count: one.evidence.length,
      receipt_number: this.receipts.find((receipt) => receipt.request_id === one.id)?.number ?? null,
      next: data.nextTexts[one.state] ?? '',
      updated_at: one.updated,
      origin: 'together',
      to_review: false,
    }
  }
  receipt(one: Request): V.ReceiptView {
    const { person, badge_name } = this.summary(one)
    const number = `2026-${String(101 + this.receipts.length).padStart(5, '0')}`
    return { number, request_id: one.id, person, badge_name, received_at: '23 novembre 2026 à 14 h 05' }
  }

  /** A structure that has finished its first launch. */
  furnish(): void {
    this.structure = { name: 'Les Jardins de la Garonne', kind: 'aci' }
    this.staff = data.staff.map((member) => ({ ...member }))
    this.mode = 'committee'
    this.step = 'done'
    for (const badge of this.badges().slice(0, 5)) badge.offered = true
  }

  /** The same with people, workshops and requests in several states. */
  fill(): void {
    this.furnish()
    const [hung] = this.badges()
    if (hung) this.posters = data.posters(hung)
    this.enrolled = true
    this.address = 'https://guichet.example.org'
    const ids = data.people.map(([first_name, last_name, email, phone]) => {
      const id = this.id('person')
      this.people.set(id, { id, first_name, last_name, email, phone, nickname: '' })
      return id
    })
    const [first, second] = this.badges()
    if (!first || !second) return
    const places = [
      ['2026-11-23', 'Salle de pause, Langon', [first.id, second.id], ids.slice(0, 12)],
      ['2026-11-30', 'Médiathèque de Bazas', [second.id], ids.slice(4, 12)],
    ] as const
    for (const [date, place, badges, participants] of places) {
      const id = this.id('workshop')
      const present = date < TODAY ? participants.slice(0, 6) : []
      const attendance = Object.fromEntries(present.map((one) => [one, 'present']))
      const facilitators = ['staff-1', 'staff-2']
      this.workshops.set(id, {
        id,
        date,
        place,
        facilitators,
        participants: [...participants],
        badges: [...badges],
        plan: { ...PLAN },
        attendance,
      })
    }
    const workshop = [...this.workshops.keys()][0] ?? null
    const states = ['draft', 'delivered', 'queued', 'in-committee', 'draft', 'issued', 'queued']
    states.forEach((state, index) => {
      const id = this.id('request')
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
      this.requests.set(id, one)
      if (['delivered', 'in-committee', 'issued'].includes(state)) this.receipts.unshift(this.receipt(one))
    })
  }
}

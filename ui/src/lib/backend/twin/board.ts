// The twin's board and preparation: enough to look at the screens and to test them. The rules are in Rust.

import checklists from '$assets/guide/checklists.json'
import type * as V from '../types'
import type { Memory } from './memory'
import { notFound } from './problem'

const days = new Intl.DateTimeFormat('fr-FR', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
const STEPS: Record<string, [label: string, now: string, derived: boolean]> = {
  mailbox: ['Boîte mail ouverte', 'Ouvrir sa boîte mail', false],
  registered: ['Compte créé', 'Créer son compte', false],
  confirmed: ['Adresse confirmée', 'Confirmer son adresse', false],
  'signed-in': ['Connecté au passeport', 'Se connecter au passeport', false],
  badge: ['Badge choisi', 'Choisir un badge', true],
  prepared: ['Demande prête', 'Préparer sa demande', true],
  sent: ['Demande envoyée', 'Envoyer sa demande', true],
  accepted: ['Badge accepté', 'Accepter son badge', false],
  enriched: ['Badge enrichi', 'Enrichir son badge', false],
}
const OF: Record<string, string[]> = {
  accounts: ['mailbox', 'registered', 'confirmed'],
  requests: ['signed-in', 'badge', 'prepared', 'sent'],
  enrichment: ['signed-in', 'accepted', 'enriched'],
  mixed: ['mailbox', 'registered', 'confirmed', 'badge', 'prepared', 'sent'],
}
const STATES: Record<string, string> = { todo: 'À faire', doing: 'En cours', done: 'Fait', blocked: 'Bloqué' }
const REASONS: V.Choice[] = [
  { code: 'mailbox-closed', label: 'La boîte mail ne s’ouvre pas' },
  { code: 'no-mail', label: 'Le mail de confirmation n’arrive pas' },
  { code: 'other', label: 'Autre raison' },
]

export interface Mark {
  state: string
  since: number
  block: V.BlockForm | null
}

function marksOf(memory: Memory, workshop: string, participant: string): Record<string, Mark> {
  const key = `${workshop} ${participant}`
  const marks = memory.progress.get(key) ?? {}
  memory.progress.set(key, marks)
  return marks
}

export function stepsOf(memory: Memory, workshop: string): V.StepView[] {
  const kind = memory.workshops.get(workshop)?.plan.kind ?? 'mixed'
  return (OF[kind] ?? []).map((code) => {
    const [label, now, derived] = STEPS[code] ?? [code, code, false]
    return { code, label, now, derived }
  })
}

function cells(memory: Memory, workshop: string, participant: string): V.StepCell[] {
  const requests = [...memory.requests.values()].filter(
    (one) => one.workshop === workshop && one.participant === participant,
  )
  const confirmed = (state: string) => !['draft', 'ready', 'returned'].includes(state)
  const derived: Record<string, boolean> = {
    badge: requests.length > 0,
    prepared: requests.length > 0 && requests.every((one) => confirmed(one.state) || one.state === 'ready'),
    sent: requests.length > 0 && requests.every((one) => confirmed(one.state)),
  }
  const marks = marksOf(memory, workshop, participant)
  let reached = false
  return stepsOf(memory, workshop).map(({ code }) => {
    const mark = marks[code]
    let state = derived[code] === true ? 'done' : (mark?.state ?? 'todo')
    if (state === 'todo' && !reached) {
      state = 'doing'
      reached = true
    }
    const block = state === 'blocked' ? (mark?.block ?? null) : null
    const reason = REASONS.find((one) => one.code === block?.reason)?.label ?? ''
    const about = block ? [reason, block.detail].filter(Boolean).join(' : ') : ''
    const words = STATES[state] ?? state
    return { step: code, state, words, sign: state, about, alert: false, block, mark: mark ?? null }
  })
}

export function board(memory: Memory, workshop: V.WorkshopView): V.BoardView {
  const id = workshop.form.id ?? ''
  const times = memory.times.get(id) ?? { started_at: null, closed_at: null }
  const rows = workshop.attendees.map((attendee): V.BoardRow => {
    const own = cells(memory, id, attendee.participant.id)
    const current = own.find((cell) => cell.state === 'doing')?.step ?? null
    const since = Object.values(marksOf(memory, id, attendee.participant.id)).map((mark) => mark.since)
    const here = attendee.attendance === 'present' && current !== null && times.started_at !== null
    return {
      participant: attendee.participant,
      attendance: attendee.attendance,
      cells: own,
      current,
      waiting_since: here ? Math.max(times.started_at ?? 0, ...since) : null,
      longest_from: null,
      requests: attendee.requests,
    }
  })
  const present = rows.filter((row) => row.attendance === 'present').flatMap((row) => row.cells)
  return {
    workshop: id,
    steps: stepsOf(memory, id),
    rows,
    badges: workshop.badges,
    ...times,
    forgotten: false,
    minutes: workshop.form.plan.minutes,
    done: present.filter((cell) => cell.state === 'done').length,
    total: present.length,
    reasons: REASONS,
  }
}

export function mark(memory: Memory, workshop: string, participant: string, step: string, next: Mark): void {
  const marks = marksOf(memory, workshop, participant)
  if (next.state === 'todo') delete marks[step]
  else marks[step] = next
  const times = memory.times.get(workshop) ?? { started_at: null, closed_at: null }
  if (next.state !== 'todo') memory.times.set(workshop, { ...times, started_at: times.started_at ?? Date.now() })
}

export function projection(memory: Memory, workshop: V.WorkshopView, step: string): V.ProjectionView {
  const id = workshop.form.id ?? ''
  const { done, total } = board(memory, workshop)
  const people = workshop.attendees
    .filter((attendee) => attendee.attendance === 'present')
    .map(({ participant }) => ({
      name: participant.nickname || participant.first_name,
      states: cells(memory, id, participant.id).map((cell) => cell.state),
    }))
  return {
    place: workshop.form.place,
    steps: stepsOf(memory, id),
    step,
    people,
    done,
    total,
    code: null,
    address: null,
    practice: memory.practice !== null,
  }
}

const unknown: V.MailboxForm = {
  own_address: 'unknown',
  opens_today: 'unknown',
  device: 'unknown',
  recovery_phone: 'unknown',
}

function notReady(email: string, mailbox: V.MailboxForm): V.NotReadyView[] {
  const reasons: [boolean, V.NotReadyView][] = [
    [
      email === '',
      { code: 'no-address', text: 'Aucune adresse mail n’est notée.', todo: 'Demandez l’adresse, puis notez-la.' },
    ],
    [
      mailbox.opens_today === 'no',
      {
        code: 'does-not-open',
        text: 'La boîte mail ne s’ouvre pas.',
        todo: 'Retrouvez l’accès ensemble, avec « Mot de passe oublié ».',
      },
    ],
    [
      Object.values(mailbox).includes('unknown'),
      { code: 'not-asked', text: 'Tout n’a pas été demandé.', todo: 'Posez les questions qui restent.' },
    ],
  ]
  return reasons.filter(([holds]) => holds).map(([, reason]) => reason)
}

export function preparation(memory: Memory, workshop: V.WorkshopView): V.PreparationView {
  const id = workshop.form.id ?? ''
  const ticks = memory.ticks.get(id) ?? {}
  return {
    workshop: id,
    checklist: checklists
      .filter((item) => item.kinds.includes(workshop.form.plan.kind))
      .map(({ id: item, text, hint, when }) => ({
        id: item,
        text,
        hint,
        when,
        done: item in ticks,
        done_text: ticks[item] ?? '',
      })),
    rows: workshop.attendees.map(({ participant }) => {
      const mailbox = memory.mailboxes.get(participant.id) ?? unknown
      const informed = memory.informed.get(participant.id) ?? ''
      return {
        participant,
        mailbox: { ...mailbox },
        checked_text: '',
        opens_text: '',
        not_ready: notReady(participant.email, mailbox),
        informed_on: informed,
        informed_text: informed && days.format(new Date(`${informed}T12:00:00Z`)),
      }
    }),
  }
}

export function tick(memory: Memory, workshop: string, item: string, done: boolean, by: string | null): void {
  if (!checklists.some(({ id }) => id === item)) throw notFound()
  const ticks = memory.ticks.get(workshop) ?? {}
  const name = memory.staff.find((member) => member.id === by)?.name
  if (done) ticks[item] = [name, '24 novembre 2026 à 9 h 30'].filter(Boolean).join(', ')
  else delete ticks[item]
  memory.ticks.set(workshop, ticks)
}

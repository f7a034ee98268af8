// The twin after a workshop: enough to look at the screens and to test them. The rules are in Rust.

import type * as V from '../types'
import type { Memory } from './memory'
import { recoveryStep } from './recovery'

const nameOf = (person: V.ParticipantView) => `${person.first_name} ${person.last_name}`

function unconfirmed(row: V.BoardRow): boolean {
  const state = (step: string) => row.cells.find((cell) => cell.step === step)?.state
  return state('registered') === 'done' && state('confirmed') !== 'done'
}

export function summary(memory: Memory, board: V.BoardView): V.SummaryView {
  const requests = board.rows.flatMap((row) => row.requests)
  const count = (...states: string[]) => requests.filter((one) => states.includes(one.state)).length
  const attending = (attendance: string) => board.rows.filter((row) => row.attendance === attendance).length
  const line = (row: V.BoardRow, text: string): V.SummaryLine => ({
    participant: row.participant.id,
    person: nameOf(row.participant),
    phone: row.participant.phone,
    text,
    overdue: false,
  })
  const [to_complete, ready, waiting] = [count('draft', 'returned'), count('ready'), count('held', 'queued')]
  return {
    workshop: board.workshop,
    closed_text: memory.times.get(board.workshop)?.closed_at ? '24 novembre 2026 à 16 h 10' : '',
    lasted: board.started_at !== null && board.closed_at !== null ? 87 : null,
    invited: board.rows.length,
    present: attending('present'),
    unmarked: attending('expected'),
    accounts: board.rows.filter((row) => row.cells.some((cell) => cell.step === 'registered' && cell.state === 'done'))
      .length,
    accounts_left: board.rows.filter(
      (row) =>
        row.attendance === 'present' && row.cells.some((cell) => cell.step === 'registered' && cell.state !== 'done'),
    ).length,
    to_confirm: board.rows.filter(unconfirmed).map((row) => line(row, 'Adresse à confirmer\u00a0: encore 5 jours.')),
    to_complete,
    ready,
    waiting,
    received: requests.length - to_complete - ready - waiting,
    blocked: board.rows.flatMap((row) =>
      row.cells.filter((cell) => cell.state === 'blocked').map((cell) => line(row, cell.about)),
    ),
  }
}

export function todo(memory: Memory, boards: V.BoardView[], limit: number): V.TodoView {
  const people = new Map<string, V.TodoPerson>()
  const add = (person: V.ParticipantView, item: Partial<V.TodoItem> & { id: string; kind: string; why: string }) => {
    const one = people.get(person.id) ?? {
      participant: person.id,
      person: nameOf(person),
      phone: person.phone,
      items: [],
    }
    people.set(person.id, one)
    const rest = { by: '', by_text: '', overdue: false, workshop: null, step: null, mark: null }
    if (one.items.every(({ id }) => id !== item.id)) one.items.push({ ...rest, request: null, badge_id: null, ...item })
  }
  for (const { workshop, rows } of boards)
    for (const row of rows) {
      for (const { step, block, about, mark } of row.cells)
        if (block) add(row.participant, { id: step, kind: 'blocked', why: about, workshop, step, mark })
      const day = { by: '2026-11-29', by_text: 'dimanche 29 novembre 2026' }
      if (unconfirmed(row)) {
        const why = 'Adresse à confirmer.'
        add(row.participant, { id: 'confirmed', kind: 'confirm', why, ...day, workshop, step: 'confirmed' })
      }
    }
  const kinds: Record<string, string> = { returned: 'returned', draft: 'draft', issued: 'accept' }
  for (const one of memory.requests.values()) {
    const kind = kinds[one.state]
    const { badge_name, badge_id } = memory.summary(one)
    const why = `${badge_name}.`
    if (kind) add(memory.participant(one.participant), { id: one.id, kind, why, request: one.id, badge_id })
  }
  return { people: [...people.values()].slice(0, limit), total: people.size }
}

export function home(memory: Memory, workshops: V.WorkshopSummary[]): V.HomeView {
  const all = [...memory.requests.values()]
  const count = (...states: string[]) => all.filter((one) => states.includes(one.state)).length
  const [first, ...later] = [...workshops].reverse()
  const { total, last, last_text } = ceremony(memory)
  return {
    participants: memory.people.size,
    workshops: workshops.length,
    next: first ? { workshop: first, turn: 'run', when_text: 'Aujourd’hui', ready: 0, ticked: 0, items: 9 } : null,
    later,
    to_close: [],
    waiting: count('held', 'queued'),
    received: memory.receipts.length,
    to_celebrate: total,
    ceremony: last,
    ceremony_text: last_text,
    example_catalogue: memory.example,
    enrolled: memory.enrolled,
    recovery: recoveryStep(memory),
    posters_outdated: memory.posters.filter((one) => one.state === 'outdated').length,
    posters_made: memory.posters.filter((one) => one.withdrawn === '').length,
    posters_unsaid: memory.posters.filter((one) => one.state === 'printed').length,
    posters_requests: memory.posters.reduce((sum, one) => sum + one.requests, 0),
  }
}

export function ceremony(memory: Memory): V.CeremonyView {
  const obtained = memory.ceremony < 0 ? [...memory.requests.values()].filter((one) => one.state === 'issued') : []
  return {
    last: memory.ceremony < 0 ? null : memory.ceremony,
    last_text: memory.ceremony < 0 ? '' : 'mardi 24 novembre 2026',
    total: obtained.length,
    badges: obtained.map((one) => {
      const { person, badge_id, badge_name, state_label } = memory.summary(one)
      return { request: one.id, person, badge_id, badge_name, state_label, date_text: 'lundi 23 novembre 2026' }
    }),
  }
}

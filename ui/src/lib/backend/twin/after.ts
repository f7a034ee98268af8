// The twin after a workshop: enough to look at the screens and to test them. The rules are in Rust.

import type * as V from '../types'
import type { Memory } from './memory'

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

export function todo(memory: Memory, boards: V.BoardView[]): V.TodoItem[] {
  const item = (kind: string, person: V.ParticipantView, why: string, by: string): V.TodoItem => ({
    id: `${kind} ${person.id}`,
    kind,
    participant: person.id,
    person: nameOf(person),
    phone: person.phone,
    why,
    by,
    by_text: by,
    overdue: false,
    workshop: null,
    step: null,
    request: null,
  })
  const marked = boards.flatMap((board) =>
    board.rows.flatMap((row) => {
      const at = { workshop: board.workshop }
      const blocked = row.cells
        .filter((cell) => cell.block !== null && cell.block.follow_up !== '')
        .map((cell) => ({
          ...item('blocked', row.participant, cell.about, cell.block?.follow_up ?? ''),
          ...at,
          step: cell.step,
        }))
      const confirm = unconfirmed(row)
        ? [{ ...item('confirm', row.participant, 'Adresse à confirmer.', '2026-11-29'), ...at, step: 'confirmed' }]
        : []
      return [...blocked, ...confirm]
    }),
  )
  const issued = [...memory.requests.values()]
    .filter((one) => one.state === 'issued')
    .map((one) => ({
      ...item(
        'accept',
        memory.participant(one.participant),
        `Badge à accepter\u00a0: ${memory.badge(one.badge).name}`,
        '',
      ),
      request: one.id,
    }))
  return [...marked, ...issued]
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

// What the board works out by itself: where the arrows lead, how long is told, what a click does.

import type { Attendance, BoardRow, BoardView, RequestSummary, Step, StepCell, StepView } from '$src/api/types'

const MINUTE = 60_000

/** Whole minutes from one instant to another, never below zero. */
export function minutesBetween(from: number, to: number): number {
  return Math.max(0, Math.floor((to - from) / MINUTE))
}

/** Minutes without a move from which it is told beside the step. */
const LONG = 5

/** How many minutes a person has been without a move; null while that is not long. */
export function longWait(row: BoardRow, now: number): number | null {
  if (row.waiting_since === null) return null
  const minutes = minutesBetween(row.waiting_since, now)
  return minutes >= LONG ? minutes : null
}

/** Hours and minutes of a number of minutes. */
export function clock(minutes: number): { h: number; min: number } {
  return { h: Math.floor(minutes / 60), min: minutes % 60 }
}

/** The day so many days after a day, both `YYYY-MM-DD`; empty when it is not a day. */
export function daysAfter(day: string, days: number): string {
  const at = Date.parse(`${day}T12:00:00Z`)
  return Number.isNaN(at) ? '' : new Date(at + days * 24 * 60 * MINUTE).toISOString().slice(0, 10)
}

export interface Place {
  row: number
  column: number
}

/** Where a key leads in a table of `rows` by `columns`; null when the key is none of these. */
export function move(from: Place, key: string, rows: number, columns: number): Place | null {
  const clamp = (value: number, count: number) => Math.min(Math.max(value, 0), count - 1)
  const to = (row: number, column: number): Place => ({ row: clamp(row, rows), column: clamp(column, columns) })
  switch (key) {
    case 'ArrowUp':
      return to(from.row - 1, from.column)
    case 'ArrowDown':
      return to(from.row + 1, from.column)
    case 'ArrowLeft':
      return to(from.row, from.column - 1)
    case 'ArrowRight':
      return to(from.row, from.column + 1)
    case 'Home':
      return to(from.row, 0)
    case 'End':
      return to(from.row, columns - 1)
    case 'PageUp':
      return to(0, from.column)
    case 'PageDown':
      return to(rows - 1, from.column)
    default:
      return null
  }
}

/** What a click on a cell does. */
export type Action =
  | { kind: 'done' }
  | { kind: 'todo' }
  | { kind: 'unblock' }
  | { kind: 'choose-badge' }
  | { kind: 'open'; request: string }
  | { kind: 'confirm'; requests: string[] }
  | { kind: 'nothing' }

const confirmed = (request: RequestSummary) => !['draft', 'ready', 'returned'].includes(request.state)

export function actionOf(row: BoardRow, cell: StepCell, step: StepView): Action {
  if (!step.derived) {
    if (cell.state === 'blocked') return { kind: 'unblock' }
    return cell.state === 'done' ? { kind: 'todo' } : { kind: 'done' }
  }
  const first = row.requests[0]
  if (first === undefined) return { kind: 'choose-badge' }
  const unfinished = row.requests.find((request) => request.state === 'draft' || request.state === 'returned')
  const ready = row.requests
    .filter((request) => request.state === 'ready' && !request.to_review)
    .map((request) => request.id)
  if (step.code === 'badge') return { kind: 'choose-badge' }
  if (step.code === 'sent' && ready.length > 0) return { kind: 'confirm', requests: ready }
  return { kind: 'open', request: (unfinished ?? row.requests.find((one) => !confirmed(one)) ?? first).id }
}

/** Requests that are complete and not confirmed yet; those made at the station are read one by one. */
export function readyRequests(board: BoardView): RequestSummary[] {
  return board.rows.flatMap((row) => row.requests.filter((request) => request.state === 'ready' && !request.to_review))
}

/** How many people present have no request for this badge yet. */
export function toStart(board: BoardView, badge: string): number {
  return board.rows.filter(
    (row) => row.attendance === 'present' && row.requests.every((request) => request.badge_id !== badge),
  ).length
}

/** The step that most of those present are at: what the group is shown first. */
export function busiest(board: BoardView): Step {
  const present = board.rows.filter((row) => row.attendance === 'present')
  const at = (step: StepView) => present.filter((row) => row.current === step.code).length
  return [...board.steps].sort((a, b) => at(b) - at(a))[0]?.code ?? 'mailbox'
}

export interface Tally {
  invited: number
  present: number
  marked: number
  toComplete: number
  ready: number
  /** Held or queued. */
  waiting: number
  received: number
  blocked: number
}

export function tally(board: BoardView): Tally {
  const requests = board.rows.flatMap((row) => row.requests)
  const inStates = (...states: string[]) => requests.filter((request) => states.includes(request.state)).length
  const toComplete = inStates('draft', 'returned')
  const ready = inStates('ready')
  const waiting = inStates('held', 'queued')
  return {
    invited: board.rows.length,
    present: board.rows.filter((row) => row.attendance === 'present').length,
    marked: board.rows.filter((row) => row.attendance !== 'expected').length,
    toComplete,
    ready,
    waiting,
    received: requests.length - toComplete - ready - waiting,
    blocked: board.rows.filter((row) => row.cells.some((cell) => cell.state === 'blocked')).length,
  }
}

/** Attendance that follows a click: clicking the same answer again takes it back. */
export function nextAttendance(current: Attendance, clicked: 'present' | 'absent'): Attendance {
  return current === clicked ? 'expected' : clicked
}

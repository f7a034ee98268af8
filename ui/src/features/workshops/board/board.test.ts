import { describe, expect, it } from 'vitest'
import type { BoardRow, RequestState, RequestSummary, Step, StepCell, StepState, StepView } from '$src/api/types'
import { actionOf, clock, daysAfter, minutesBetween, move, nextAttendance } from './board'

const step = (code: Step, derived: boolean): StepView => ({ code, label: code, now: code, derived })
const cell = (state: StepState): StepCell => ({
  step: 'mailbox',
  state,
  words: state,
  sign: state,
  about: '',
  alert: false,
  block: null,
  mark: null,
})
const request = (id: string, state: RequestState): RequestSummary => ({
  id,
  participant_id: 'p',
  person: '',
  badge_id: 'b',
  badge_name: '',
  workshop_id: null,
  state,
  state_label: state,
  missing: [],
  evidence_count: 0,
  receipt_number: null,
  next: '',
  updated_at: '',
  origin: 'together',
  to_review: false,
})
const row = (...requests: RequestSummary[]) => ({ requests }) as BoardRow

describe('the board', () => {
  it('moves on with one click, and takes back with one', () => {
    const mailbox = step('mailbox', false)
    expect(actionOf(row(), cell('doing'), mailbox)).toEqual({ kind: 'done' })
    expect(actionOf(row(), cell('todo'), mailbox)).toEqual({ kind: 'done' })
    expect(actionOf(row(), cell('done'), mailbox)).toEqual({ kind: 'todo' })
    expect(actionOf(row(), cell('blocked'), mailbox)).toEqual({ kind: 'unblock' })
  })

  it('leads to the request that needs something first', () => {
    const [badge, prepared, sent] = [step('badge', true), step('prepared', true), step('sent', true)]
    expect(actionOf(row(), cell('todo'), sent)).toEqual({ kind: 'choose-badge' })
    const two = row(request('a', 'queued'), request('b', 'draft'))
    expect(actionOf(two, cell('doing'), prepared)).toEqual({ kind: 'open', request: 'b' })
    expect(actionOf(row(request('a', 'queued')), cell('done'), prepared)).toEqual({ kind: 'open', request: 'a' })
    const ready = row(request('a', 'ready'), request('b', 'ready'), request('c', 'draft'))
    expect(actionOf(ready, cell('doing'), sent)).toEqual({ kind: 'confirm', requests: ['a', 'b'] })
    expect(actionOf(ready, cell('done'), badge)).toEqual({ kind: 'choose-badge' })
  })

  it('is walked through with the arrows without falling off', () => {
    expect(move({ row: 0, column: 0 }, 'ArrowUp', 3, 4)).toEqual({ row: 0, column: 0 })
    expect(move({ row: 1, column: 3 }, 'ArrowRight', 3, 4)).toEqual({ row: 1, column: 3 })
    expect(move({ row: 1, column: 3 }, 'Home', 3, 4)).toEqual({ row: 1, column: 0 })
    expect(move({ row: 1, column: 1 }, 'PageDown', 3, 4)).toEqual({ row: 2, column: 1 })
    expect(move({ row: 1, column: 1 }, 'a', 3, 4)).toBeNull()
  })

  it('tells time in whole minutes', () => {
    expect(minutesBetween(0, 119_999)).toBe(1)
    expect(minutesBetween(10, 0)).toBe(0)
    expect(clock(95)).toEqual({ h: 1, min: 35 })
  })

  it('comes back a week later, over the end of a year too', () => {
    expect(daysAfter('2026-12-28', 7)).toBe('2027-01-04')
    expect(daysAfter('', 7)).toBe('')
  })

  it('takes attendance back when the same answer is clicked again', () => {
    expect(nextAttendance('present', 'present')).toBe('expected')
    expect(nextAttendance('present', 'absent')).toBe('absent')
  })
})

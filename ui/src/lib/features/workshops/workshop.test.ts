import { describe, expect, it } from 'vitest'
import type { AttendeeView, BadgeView, RequestSummary, WorkshopView } from '$lib/backend/types'
import { formGaps, missingCodes, nextAttendance, readyRequests, tally, toStart } from './workshop'

const badge = { id: 'b1' } as BadgeView
const other = { id: 'b2' } as BadgeView

function attendee(attendance: string, ...requests: [badge: string, state: string][]): AttendeeView {
  return {
    attendance,
    requests: requests.map(
      ([badge_id, state], n) => ({ id: `${badge_id}-${n}-${state}`, badge_id, state }) as RequestSummary,
    ),
  } as AttendeeView
}

const workshop = {
  badges: [badge, other],
  attendees: [
    attendee('present', ['b1', 'draft'], ['b2', 'ready']),
    attendee('present', ['b2', 'held']),
    attendee('absent'),
    attendee('expected', ['b1', 'delivered'], ['b2', 'returned']),
    attendee('present'),
  ],
} as WorkshopView

describe('a workshop', () => {
  it('counts people and requests by what is to be done', () => {
    expect(tally(workshop)).toEqual({
      invited: 5,
      present: 3,
      absent: 1,
      requests: 5,
      toComplete: 2,
      ready: 1,
      waiting: 1,
      received: 1,
    })
  })
  it('asks a badge only for people present who have none', () => {
    expect(toStart(workshop, badge)).toBe(2)
    expect(toStart(workshop, other)).toBe(1)
  })
  it('sends only what is ready', () => {
    expect(readyRequests(workshop).map((one) => one.state)).toEqual(['ready'])
  })
})

describe('attendance', () => {
  it('is taken back by the same click', () => {
    expect(nextAttendance('expected', 'present')).toBe('present')
    expect(nextAttendance('present', 'present')).toBe('expected')
    expect(nextAttendance('present', 'absent')).toBe('absent')
  })
})

describe('the form', () => {
  const full = { id: null, date: '2026-11-24', place: 'Limoges', facilitators: [], participants: ['p'], badges: ['b'] }
  it('can be saved before the people and the badges are known', () => {
    expect(formGaps({ ...full, participants: [], badges: [] })).toEqual([])
  })
  it('says everything that is missing at once', () => {
    expect(formGaps({ ...full, date: '', place: '  ' })).toEqual(['date', 'place'])
  })
})

it('names a missing thing once', () => {
  expect(
    missingCodes([
      { code: 'email', text: '' },
      { code: 'email', text: '' },
    ]),
  ).toEqual(['email'])
})

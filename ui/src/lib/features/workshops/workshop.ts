// What the workshop's screens work out by themselves.

import type {
  AttendeeView,
  BadgeView,
  MissingView,
  RequestSummary,
  WorkshopForm,
  WorkshopView,
} from '$lib/backend/types'

/** The request of this person for this badge, if any. */
export function requestFor(attendee: AttendeeView, badge: BadgeView): RequestSummary | null {
  return attendee.requests.find((request) => request.badge_id === badge.id) ?? null
}

/** How many people present have no request for this badge yet. */
export function toStart(workshop: WorkshopView, badge: BadgeView): number {
  return workshop.attendees.filter(
    (attendee) => attendee.attendance === 'present' && requestFor(attendee, badge) === null,
  ).length
}

/** Requests that are complete and not confirmed yet. */
export function readyRequests(workshop: WorkshopView): RequestSummary[] {
  return workshop.attendees.flatMap((attendee) => attendee.requests.filter((request) => request.state === 'ready'))
}

export interface Tally {
  invited: number
  present: number
  absent: number
  requests: number
  toComplete: number
  ready: number
  /** Held or queued. */
  waiting: number
  received: number
}

export function tally(workshop: WorkshopView): Tally {
  const requests = workshop.attendees.flatMap((attendee) => attendee.requests)
  const inStates = (...states: string[]) => requests.filter((request) => states.includes(request.state)).length
  const attending = (attendance: string) =>
    workshop.attendees.filter((attendee) => attendee.attendance === attendance).length
  const toComplete = inStates('draft', 'returned')
  const ready = inStates('ready')
  const waiting = inStates('held', 'queued')
  return {
    invited: workshop.attendees.length,
    present: attending('present'),
    absent: attending('absent'),
    requests: requests.length,
    toComplete,
    ready,
    waiting,
    received: requests.length - toComplete - ready - waiting,
  }
}

/** Attendance that follows a click: clicking the same answer again takes it back. */
export function nextAttendance(current: string, clicked: 'present' | 'absent'): string {
  return current === clicked ? 'expected' : clicked
}

/** Codes of what is missing, without repeats, in the order given. */
export function missingCodes(missing: MissingView[]): string[] {
  return [...new Set(missing.map((one) => one.code))]
}

export type FormField = 'date' | 'place'

/** What prevents saving the form; people and badges may come later. */
export function formGaps(form: WorkshopForm): FormField[] {
  const gaps: FormField[] = []
  if (!/^\d{4}-\d{2}-\d{2}$/.test(form.date)) gaps.push('date')
  if (form.place.trim() === '') gaps.push('place')
  return gaps
}

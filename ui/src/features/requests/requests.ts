// What the list and the screen of requests work out by themselves.

import type { MissingView, RequestSummary, WorkshopView } from '$src/api/types'

/** States grouped as someone looks for them. */
export type StateGroup = 'all' | 'to-complete' | 'ready' | 'waiting' | 'received' | 'done'

export const stateGroups: StateGroup[] = ['all', 'to-complete', 'ready', 'waiting', 'received', 'done']

export interface Neighbours {
  /** Position of this request, from 1. */
  position: number
  /** How many requests. */
  count: number
  before: RequestSummary | null
  after: RequestSummary | null
}

/** The requests before and after this one, person by person as on the workshop's screen. */
export function neighbours(workshop: WorkshopView, id: string): Neighbours | null {
  const all = workshop.attendees.flatMap((attendee) =>
    workshop.badges.flatMap((badge) => attendee.requests.filter((request) => request.badge_id === badge.id)),
  )
  const at = all.findIndex((request) => request.id === id)
  if (at < 0) return null
  return { position: at + 1, count: all.length, before: all[at - 1] ?? null, after: all[at + 1] ?? null }
}

/** One thing that a request must have before it leaves. */
export interface Need {
  code: string
  done: boolean
  /** What is missing, in plain French, as long as it is. */
  text: string | null
}

const always = ['narrative', 'evidence', 'email']
const onlyWhenMissing = ['local-rule', 'too-much-evidence']

/** What a request must have, with what it has already, in the order of the screen. `asked`: INAÉ waits for an answer. */
export function needs(missing: MissingView[], asked = false): Need[] {
  const known = ['reply', ...always, ...onlyWhenMissing]
  const listed = [
    ...(asked ? ['reply'] : []),
    ...always,
    ...onlyWhenMissing.filter((code) => missing.some((one) => one.code === code)),
  ]
  const others = missing.filter((one) => !known.includes(one.code)).map((one) => one.code)
  return [...listed, ...others].map((code) => {
    const found = missing.find((one) => one.code === code)
    return { code, done: found === undefined, text: found?.text ?? null }
  })
}

/** What the end of the screen shows. */
export type Outcome = 'to-complete' | 'complete' | 'held' | 'queued' | 'received' | 'refused'

export function outcome(state: string, missing: MissingView[]): Outcome {
  if (state === 'draft' || state === 'returned' || state === 'ready') {
    return missing.length === 0 ? 'complete' : 'to-complete'
  }
  if (state === 'held') return 'held'
  if (state === 'queued') return 'queued'
  if (state === 'refused') return 'refused'
  return 'received'
}

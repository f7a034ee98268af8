// What the workshop's screens work out by themselves.

import type { PlanView, WorkshopForm, WorkshopSummary } from '$src/api/types'
import { readHour } from '$src/design/hour'

/** The usual first workshop: an hour and a half for everything. */
export const usualPlan: PlanView = {
  kind: 'mixed',
  starts_at: '',
  minutes: 90,
  with_inae: false,
  equipment: '',
  connection: 'unknown',
}

/** A form with nothing in it but the day. */
export const blankForm = (date: string): WorkshopForm => ({
  id: null,
  date,
  place: '',
  facilitators: [],
  participants: [],
  badges: [],
  plan: { ...usualPlan },
})

const days = new Intl.DateTimeFormat('fr-FR', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })

/** A day in words, so that it is not taken for another; empty as long as there is none. */
export function dayText(date: string): string {
  const day = new Date(`${date}T12:00:00`)
  return Number.isNaN(day.getTime()) ? '' : days.format(day)
}

export type FormField = 'date' | 'place' | 'starts_at' | 'minutes'

/** What prevents saving the form; people and badges may come later. */
export function formGaps(form: WorkshopForm): FormField[] {
  const gaps: FormField[] = []
  if (!/^\d{4}-\d{2}-\d{2}$/.test(form.date)) gaps.push('date')
  if (form.place.trim() === '') gaps.push('place')
  const { minutes, starts_at } = form.plan
  if (readHour(starts_at) === null) gaps.push('starts_at')
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > 600) gaps.push('minutes')
  return gaps
}

export type TabId = 'prepare' | 'run' | 'summary'

/** The tab that a workshop opens on: prepared before its day, run on it and until it is closed. */
export function firstTab(date: string, today: string, closed: boolean): TabId {
  if (closed) return 'summary'
  return date > today ? 'prepare' : 'run'
}

/** Workshops apart: today's, those to come with the next one first, and the past ones with the latest first. */
export function apart(workshops: WorkshopSummary[]): {
  today: WorkshopSummary[]
  coming: WorkshopSummary[]
  past: WorkshopSummary[]
} {
  const of = (when: string) => workshops.filter((one) => one.when === when)
  // They come with the latest first.
  return { today: of('today').toReversed(), coming: of('coming').toReversed(), past: of('past') }
}

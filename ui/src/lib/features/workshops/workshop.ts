// What the workshop's screens work out by themselves.

import type { PlanView, WorkshopForm } from '$lib/backend/types'

/** The usual first workshop: an hour and a half for everything. */
export const usualPlan: PlanView = {
  kind: 'mixed',
  starts_at: '',
  minutes: 90,
  with_inae: false,
  equipment: '',
  connection: 'unknown',
}

export type FormField = 'date' | 'place' | 'minutes'

/** What prevents saving the form; people and badges may come later. */
export function formGaps(form: WorkshopForm): FormField[] {
  const gaps: FormField[] = []
  if (!/^\d{4}-\d{2}-\d{2}$/.test(form.date)) gaps.push('date')
  if (form.place.trim() === '') gaps.push('place')
  const { minutes } = form.plan
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > 600) gaps.push('minutes')
  return gaps
}

export type TabId = 'prepare' | 'run' | 'summary'

/** The tab that a workshop opens on: prepared before its day, run on it and until it is closed. */
export function firstTab(date: string, today: string, closed: boolean): TabId {
  if (closed) return 'summary'
  return date > today ? 'prepare' : 'run'
}

// What narrows a list, in words.

import type { Choice, ListChoices, ListQuery } from '$src/api/types'
import { t } from '$src/texts/i18n'
import type { Filter } from '$src/state/listing.svelte'

export interface Chip {
  label: string
  /** What is cleared with it. */
  filters: Filter[]
}

const days = new Intl.DateTimeFormat('fr-FR', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
/** « 23 nov. 2026 ». */
function day(text: string): string {
  const at = new Date(`${text}T00:00:00Z`)
  // A year of five figures is told as it was typed.
  return Number.isNaN(at.getTime()) ? text : days.format(at)
}

/** What is set, each with its name; a name that is not known yet is waited for. */
export function chips(query: ListQuery, choices: ListChoices | null): Chip[] {
  const { workshop, badge, since, until } = query
  const found: Chip[] = []
  const name = <Id extends string>(among: Choice<Id>[] | undefined, code: Id) =>
    among?.find((one) => one.code === code)?.label ?? '…'
  if (workshop) {
    found.push({ label: t('lists.chip_workshop', { name: name(choices?.workshops, workshop) }), filters: ['workshop'] })
  }
  if (badge) found.push({ label: t('lists.chip_badge', { name: name(choices?.badges, badge) }), filters: ['badge'] })
  if (since && until) {
    const label =
      since === until
        ? t('lists.chip_day', { day: day(since) })
        : t('lists.chip_period', { since: day(since), until: day(until) })
    found.push({ label, filters: ['since', 'until'] })
  } else if (since) found.push({ label: t('lists.chip_since', { since: day(since) }), filters: ['since'] })
  else if (until) found.push({ label: t('lists.chip_until', { until: day(until) }), filters: ['until'] })
  return found
}

export interface Period {
  label: string
  since: string
  until: string
}

const text = (date: Date): string => date.toISOString().slice(0, 10)

/** Periods that are asked for often, seen from a day. */
export function periods(today: string): Period[] {
  const now = new Date(`${today}T00:00:00Z`)
  // The day is not known yet.
  if (Number.isNaN(now.getTime())) return []
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()]
  const first = (y: number, m: number) => text(new Date(Date.UTC(y, m, 1)))
  const last = (y: number, m: number) => text(new Date(Date.UTC(y, m + 1, 0)))
  const week = new Date(now)
  week.setUTCDate(week.getUTCDate() - 6)
  return [
    { label: t('lists.today'), since: today, until: today },
    { label: t('lists.last_week'), since: text(week), until: today },
    { label: t('lists.this_month'), since: first(year, month), until: last(year, month) },
    { label: t('lists.this_year'), since: first(year, 0), until: last(year, 11) },
    { label: t('lists.last_year'), since: first(year - 1, 0), until: last(year - 1, 11) },
  ]
}

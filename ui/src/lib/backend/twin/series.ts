// New workshops of the twin, and the same one each week: enough to look at the screens and to test them. The rules are in Rust.

import type { Backend } from '../backend'
import type * as V from '../types'
import { PLAN, TODAY, type Memory } from './memory'
import { notFound } from './problem'

export type SeriesTwin = Pick<Backend, 'newWorkshop' | 'weeklyDays' | 'saveSeries' | 'removeWorkshops'>

const DAY = 86_400_000
const after = (date: string, days: number) =>
  new Date(Date.parse(`${date}T12:00:00Z`) + days * DAY).toISOString().slice(0, 10)
const words = new Intl.DateTimeFormat('fr-FR', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
const dayText = (date: string) => words.format(new Date(`${date}T12:00:00`))

export function seriesTwin(
  memory: Memory,
  save: (form: V.WorkshopForm) => Promise<V.WorkshopView>,
  remove: (id: string) => Promise<void>,
): SeriesTwin {
  return {
    newWorkshop: async (from) => {
      const all = [...memory.workshops.values()].sort((a, b) => b.date.localeCompare(a.date))
      const other = from === null ? all.find((one) => one.date <= TODAY) : memory.workshops.get(from)
      const blank = {
        id: null,
        date: TODAY,
        place: '',
        facilitators: [],
        participants: [],
        badges: [],
        plan: { ...PLAN },
      }
      if (from !== null && !other) throw notFound()
      if (!other) return { form: blank, like: '' }
      const { place, facilitators, participants, badges, plan } = structuredClone(other)
      const group = from === null ? {} : { participants, badges }
      let date = other.date
      while (date < TODAY || all.some((one) => one.date === date)) date = after(date, 7)
      return { form: { ...blank, date, place, facilitators, plan, ...group }, like: `${dayText(other.date)}, ${place}` }
    },
    weeklyDays: async (first, many, until) => {
      const days: V.SeriesDay[] = []
      for (let date = first; until === null ? days.length < many : date <= until; date = after(date, 7)) {
        const closed = date.endsWith('-12-25')
        const taken = [...memory.workshops.values()].some((one) => one.date === date)
        const note = closed ? 'férié\u00a0: Noël' : taken ? 'un atelier est déjà prévu ce jour-là' : ''
        days.push({ date, text: dayText(date), note, closed })
      }
      return days
    },
    saveSeries: async (form, days) => {
      const made = []
      for (const date of days) made.push((await save({ ...form, id: null, date })).form.id ?? '')
      return made
    },
    removeWorkshops: async (ids) => {
      for (const id of ids) await remove(id)
      return ids.length
    },
  }
}

/** Whether a day is past, today, or to come. */
export const whenOf = (date: string): string => (date < TODAY ? 'past' : date > TODAY ? 'coming' : 'today')

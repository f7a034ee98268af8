// Long lists of the twin, a page at a time.

import type { Backend } from '../backend'
import type * as V from '../types'
import { notFound } from './problem'

const PAGE = 50
const groups = ['all', 'to-complete', 'ready', 'waiting', 'received', 'done']
const groupOf: Record<string, string> = {
  draft: 'to-complete',
  returned: 'to-complete',
  ready: 'ready',
  held: 'waiting',
  queued: 'waiting',
  delivered: 'received',
  'in-committee': 'received',
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
}

export type ListingTwin = Pick<Backend, 'peoplePage' | 'participant' | 'requestPage' | 'setZoom'>

export function listingTwin(twin: Pick<Backend, 'participants' | 'requests'>): ListingTwin {
  return {
    async peoplePage(query: string, offset: number): Promise<V.PeoplePage> {
      const found = await twin.participants(query)
      return { people: found.slice(offset, offset + PAGE), total: found.length, offset, page_size: PAGE }
    },
    async participant(id: string): Promise<V.ParticipantView> {
      const found = (await twin.participants('')).find((one) => one.id === id)
      if (!found) throw notFound()
      return found
    },
    async requestPage({ group, query, offset }: V.RequestSearchForm): Promise<V.RequestPage> {
      const all = await twin.requests({ participant: null, workshop: null })
      const words = plain(query).split(/\s+/).filter(Boolean)
      const found = all.filter((one) => {
        const text = plain(`${one.person} ${one.badge_name} ${one.receipt_number ?? ''}`)
        return words.every((word) => text.includes(word))
      })
      const of = (code: string) => found.filter((one) => code === 'all' || (groupOf[one.state] ?? 'done') === code)
      const shown = of(group)
      return {
        requests: shown.slice(offset, offset + PAGE),
        total: shown.length,
        offset,
        page_size: PAGE,
        groups: groups.map((code) => ({ code, count: of(code).length })),
        any: all.length > 0,
      }
    },
    async setZoom(factor: number): Promise<void> {
      document.documentElement.style.setProperty('zoom', String(factor))
    },
  }
}

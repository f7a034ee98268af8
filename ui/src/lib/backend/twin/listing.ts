// Long lists of the twin, a page at a time, and what is done with what is ticked in them.

import labels from '$assets/i18n/fr/labels.json'
import type { Backend } from '../backend'
import type * as V from '../types'
import type { Memory } from './memory'
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
const holds = (text: string, query: string) =>
  plain(query)
    .split(/\s+/)
    .every((word) => plain(text).includes(word))

function sorted<T>(rows: T[], { sort, descending }: V.ListQuery, by: Record<string, (row: T) => string | number>): T[] {
  const value = by[sort] ?? Object.values(by)[0]
  if (!value) return rows
  const way = descending ? -1 : 1
  return [...rows].sort((a, b) => {
    const [one, other] = [value(a), value(b)]
    return way * (typeof one === 'number' ? one - Number(other) : one.localeCompare(String(other), 'fr'))
  })
}

type Names =
  | 'peoplePage'
  | 'participant'
  | 'person'
  | 'requestPage'
  | 'receiptPage'
  | 'listChoices'
  | 'picked'
  | 'confirmRequests'
  | 'takeBackRequests'
  | 'search'
  | 'saveReply'
  | 'setZoom'
export type ListingTwin = Pick<Backend, Names>
type Rest = Pick<
  Backend,
  'participants' | 'requests' | 'request' | 'workshops' | 'workshop' | 'confirmRequest' | 'takeBackRequest'
>

export function listingTwin(twin: Rest, memory: Memory): ListingTwin {
  const all = () => twin.requests({ participant: null, workshop: null })

  async function people(query: V.ListQuery): Promise<V.ParticipantView[]> {
    const invited = query.workshop ? memory.workshops.get(query.workshop)?.participants : undefined
    const asked = query.badge ? (await all()).filter((one) => one.badge_id === query.badge) : undefined
    const found = (await twin.participants(query.text)).filter(
      (one) =>
        (query.group !== 'no-email' || one.email === '') &&
        (invited?.includes(one.id) ?? true) &&
        (asked?.some((request) => request.participant_id === one.id) ?? true),
    )
    return sorted(found, query, {
      name: (one) => `${one.last_name} ${one.first_name}`,
      email: (one) => one.email,
      requests: (one) => one.requests,
    })
  }
  async function requests(query: V.ListQuery): Promise<V.RequestSummary[]> {
    const found = (await all()).filter(
      (one) =>
        holds(`${one.person} ${one.badge_name} ${one.receipt_number ?? ''}`, query.text) &&
        (query.workshop === null || one.workshop_id === query.workshop) &&
        (query.badge === null || one.badge_id === query.badge) &&
        (query.since === null || one.updated_at.slice(0, 10) >= query.since) &&
        (query.until === null || one.updated_at.slice(0, 10) <= query.until),
    )
    return sorted(found, query, {
      updated: (one) => one.updated_at,
      person: (one) => one.person,
      badge: (one) => one.badge_name,
      state: (one) => groups.indexOf(groupOf[one.state] ?? 'done'),
    })
  }
  const inGroup = (code: string) => (one: V.RequestSummary) =>
    code === 'all' || code === '' || (groupOf[one.state] ?? 'done') === code
  function receipts(query: V.ListQuery): V.ReceiptView[] {
    const found = memory.receipts.filter((one) => holds(`${one.number} ${one.person} ${one.badge_name}`, query.text))
    return sorted(found, query, {
      received: (one) => memory.receipts.length - memory.receipts.indexOf(one),
      number: (one) => one.number,
      person: (one) => one.person,
      badge: (one) => one.badge_name,
    })
  }
  async function chosen({ list, found, ids }: V.Picked): Promise<string[]> {
    if (found === null) return ids
    const rows =
      list === 'people'
        ? (await people(found)).map((one) => one.id)
        : list === 'requests'
          ? (await requests(found)).filter(inGroup(found.group)).map((one) => one.id)
          : receipts(found).map((one) => one.request_id)
    return rows.filter((id) => !ids.includes(id))
  }
  const group = (kind: string, hits: V.SearchHit[]): V.SearchGroup => ({
    kind,
    hits: hits.slice(0, 5),
    total: hits.length,
  })
  /** Where the page begins: the last one, when so many rows are not left. */
  const from = (rows: unknown[], offset: number) =>
    offset < rows.length ? offset : Math.max(0, Math.floor((rows.length - 1) / PAGE) * PAGE)
  const cut = <T>(rows: T[], offset: number) => rows.slice(from(rows, offset), from(rows, offset) + PAGE)

  return {
    async peoplePage(query) {
      const found = await people(query)
      const count = async (code: string) => ({ code, count: (await people({ ...query, group: code })).length })
      return {
        people: cut(found, query.offset).map((person) => ({ person, last_workshop: '' })),
        total: found.length,
        offset: from(found, query.offset),
        page_size: PAGE,
        groups: [await count('all'), await count('no-email')],
        any: memory.people.size > 0,
      }
    },
    async participant(id) {
      return memory.participant(id)
    },
    async person(id) {
      const person = memory.participant(id)
      const own = await twin.requests({ participant: id, workshop: null })
      const invited = (await twin.workshops()).filter((one) => memory.workshops.get(one.id)?.participants.includes(id))
      return {
        person,
        requests: own,
        workshops: invited.map((one) => {
          const attendance = memory.workshops.get(one.id)?.attendance[id] ?? 'expected'
          return {
            id: one.id,
            day: one.date_text,
            place: one.place,
            attendance,
            attendance_label: labels.attendance[attendance as 'present'],
            to_come: false,
          }
        }),
        obtained: own.some((one) => one.state === 'issued' || one.state === 'in-passport'),
        kept: own.length > 0 ? { why: 'Cette personne a des demandes.', instead: 'Supprimez-les d’abord.' } : null,
      }
    },
    async requestPage(query) {
      const found = await requests(query)
      const shown = found.filter(inGroup(query.group))
      return {
        requests: cut(shown, query.offset),
        total: shown.length,
        offset: from(shown, query.offset),
        page_size: PAGE,
        groups: groups.map((code) => ({ code, count: found.filter(inGroup(code)).length })),
        any: memory.requests.size > 0,
      }
    },
    async receiptPage(query) {
      const found = receipts(query)
      return {
        receipts: cut(found, query.offset),
        total: found.length,
        offset: from(found, query.offset),
        page_size: PAGE,
        any: memory.receipts.length > 0,
      }
    },
    async listChoices() {
      return {
        workshops: (await twin.workshops()).map((one) => ({ code: one.id, label: `${one.date_text}, ${one.place}` })),
        badges: memory.badges().map((one) => ({ code: one.id, label: one.name })),
      }
    },
    async picked(picked) {
      const ids = await chosen(picked)
      const of = (await all()).filter((one) => ids.includes(picked.list === 'people' ? one.participant_id : one.id))
      const count = (keep: (one: V.RequestSummary) => boolean) => of.filter(keep).length
      const requests = picked.list !== 'people'
      return {
        count: ids.length,
        ready: requests ? count((one) => one.state === 'ready') : 0,
        to_review: 0,
        received: requests ? count((one) => one.receipt_number !== null) : 0,
        obtained: count((one) => one.state === 'issued' || one.state === 'in-passport'),
      }
    },
    async confirmRequests(picked) {
      const ids = await chosen(picked)
      const ready = (await all()).filter((one) => ids.includes(one.id) && one.state === 'ready')
      for (const one of ready) await twin.confirmRequest(one.id)
      return { confirmed: ready.map((one) => one.id), left: ids.length - ready.length }
    },
    async takeBackRequests(ids) {
      for (const id of ids) await twin.takeBackRequest(id)
      return ids.length
    },
    async search(text) {
      if (text.trim() === '') return { groups: [] }
      const found = [
        group(
          'person',
          (await twin.participants(text)).map((one) => ({
            id: one.id,
            title: `${one.first_name} ${one.last_name}`,
            detail: one.email,
            badge: null,
          })),
        ),
        group(
          'request',
          (await all())
            .filter((one) => holds(`${one.person} ${one.badge_name} ${one.receipt_number ?? ''}`, text))
            .map((one) => ({
              id: one.id,
              title: one.person,
              detail: [one.badge_name, one.receipt_number, one.state_label].filter(Boolean).join(' · '),
              badge: one.badge_id,
            })),
        ),
        group(
          'workshop',
          (await twin.workshops())
            .filter((one) => holds(`${one.date_text} ${one.place}`, text))
            .map((one) => ({ id: one.id, title: one.date_text, detail: one.place, badge: null })),
        ),
      ]
      return { groups: found.filter((one) => one.total > 0) }
    },
    async saveReply(id, reply) {
      const one = memory.request(id)
      if (!one.asked) throw notFound()
      one.asked.reply = reply
      return twin.request(id)
    },
    async setZoom(factor) {
      document.documentElement.style.setProperty('zoom', String(factor))
    },
  }
}

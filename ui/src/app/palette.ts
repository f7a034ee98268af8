// What the search everywhere leads to: what the store finds, and the screens and gestures of the application.

import type { SearchHit, SearchView } from '$src/api/types'
import type { IconName } from '$src/design/icons'
import { t, type PlainKey } from '$src/texts/i18n'

export interface Entry {
  /** Different for each. */
  key: string
  icon: IconName
  title: string
  detail: string
  badge: string | null
  /** Keys that do the same, such as « Alt 2 ». */
  keys?: string
  run: () => void
}

export interface Section {
  title: string
  entries: Entry[]
}

export interface Ways {
  /** Shows a screen. */
  go: (feature: string, ...path: string[]) => void
  /** Shows a list, narrowed to a text or to a badge. */
  list: (list: 'people' | 'requests', narrowed: { text?: string; badge?: string }) => void
}

const kinds: Record<string, { title: PlainKey; icon: IconName }> = {
  person: { title: 'search.people', icon: 'people' },
  request: { title: 'search.requests', icon: 'request' },
  workshop: { title: 'search.workshops', icon: 'workshop' },
  badge: { title: 'search.badges', icon: 'star' },
  poster: { title: 'search.posters', icon: 'poster' },
  guide: { title: 'search.guide', icon: 'guide' },
}

function lead({ go, list }: Ways, kind: string, hit: SearchHit): () => void {
  switch (kind) {
    case 'person':
      return () => go('people', hit.id)
    case 'request':
      return () => go('requests', hit.id)
    case 'workshop':
      return () => go('workshops', hit.id)
    case 'badge':
      return () => list('requests', { badge: hit.id })
    case 'poster':
      return () => go('posters', 'hung', hit.id)
    default:
      return () => go('guide', ...hit.id.split('/'))
  }
}

/** What was found, by kind; the last of a long kind leads to all of it. */
export function sections(found: SearchView, text: string, ways: Ways): Section[] {
  return found.groups.flatMap(({ kind, hits, total }) => {
    const known = kinds[kind]
    if (!known) return []
    const entries: Entry[] = hits.map((hit) => ({
      key: `${kind} ${hit.id}`,
      icon: known.icon,
      title: hit.title,
      detail: kind === 'badge' ? t('search.badge_requests') : hit.detail,
      badge: hit.badge,
      run: lead(ways, kind, hit),
    }))
    const list = kind === 'person' ? 'people' : kind === 'request' ? 'requests' : null
    if (list && total > hits.length) {
      entries.push({
        key: `${kind} all`,
        icon: 'list',
        title: t(list === 'people' ? 'search.every_person' : 'search.every_request', { n: total }),
        detail: '',
        badge: null,
        run: () => ways.list(list, { text }),
      })
    }
    return [{ title: t(known.title), entries }]
  })
}

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .replace(/[’'-]/g, ' ')
    .toLowerCase()

/** The gestures whose words begin as typed; all of them when nothing is. */
export function matching(entries: Entry[], text: string): Entry[] {
  const wanted = plain(text).split(/\s+/).filter(Boolean)
  return entries.filter((entry) => {
    const words = plain(`${entry.title} ${entry.detail}`).split(/\s+/)
    return wanted.every((one) => words.some((word) => word.startsWith(one)))
  })
}

// The posters of the twin: enough to look at the screens and to test them. The rules are in Rust.

import labels from '$assets/i18n/fr/labels.json'
import type { Backend } from '../backend'
import type * as V from '../types'
import { TODAY, type Memory } from './memory'
import { notFound, problem } from './problem'

export type PosterTwin = Pick<
  Backend,
  | 'posters'
  | 'setPostersHung'
  | 'setPosterPlace'
  | 'setPosterWithdrawn'
  | 'findPoster'
  | 'scanPoster'
  | 'openPosterRequest'
>

const states: Record<string, string> = labels['poster-state']
const plain = (text: string) => text.replace(/[^A-Za-z0-9]/g, '').toUpperCase()

const over = (one: V.PosterRow) => one.withdrawn !== ''

function view(memory: Memory): V.PostersView {
  const posters = [...memory.posters].sort((a, b) => Number(over(a)) - Number(over(b)))
  const codes = (state: string) => posters.filter((one) => one.state === state).map((one) => one.code)
  return {
    posters: structuredClone(posters),
    outdated: codes('outdated'),
    unsaid: codes('printed'),
    to_replace: codes('to-replace').length,
    gone: codes('gone').length,
    requests: posters.reduce((sum, one) => sum + one.requests, 0),
    requests_without_code: 0,
  }
}

function poster(memory: Memory, code: string): V.PosterRow {
  const found = memory.posters.find((one) => plain(one.code) === plain(code))
  if (!found) throw notFound()
  return found
}

function move(one: V.PosterRow, state: string, why = ''): void {
  Object.assign(one, { state, state_label: states[state] ?? state, why })
}

/** Notes that a poster hangs; the one whose place it takes comes down. */
function hang(memory: Memory, one: V.PosterRow): void {
  one.hung = TODAY
  move(one, 'hung')
  for (const old of memory.posters.filter((old) => old.state === 'to-replace' && old.why.includes(one.code))) {
    old.withdrawn = TODAY
    move(old, 'withdrawn', labels['poster-why'].replaced.replace('{code}', one.code))
  }
}

/** Gives a code to each poster made; those that are replaced wait for it to be hung. */
export function printPosters(memory: Memory, choice: V.DocumentChoice, onPaper = false): void {
  const make = (badges: { badge: string; name: string; image: string }[], name: string, place: string) => {
    const coded = badges.map((badge) => {
      memory.count += 1
      return { ...badge, code: `TWN-${String(memory.count).padStart(3, '0')}`, requests: 0 }
    })
    const code = coded[0]?.code ?? ''
    const made: V.PosterRow = {
      code,
      name,
      badges: coded,
      place,
      flyer: 'format' in choice && choice.format.startsWith('flyer'),
      made: TODAY,
      printed: onPaper ? TODAY : '',
      hung: '',
      withdrawn: '',
      format_text: 'A4',
      state: onPaper ? 'printed' : 'saved',
      state_label: states[onPaper ? 'printed' : 'saved'] ?? '',
      why: '',
      requests: 0,
    }
    memory.posters.unshift(made)
    return code
  }
  if (choice.kind === 'how-to-ask') {
    const name = labels.document['how-to-ask']
    make([{ badge: '', name, image: '' }], name, '')
  }
  if (choice.kind === 'poster') {
    const badges = choice.badges.map((id) => ({
      badge: id,
      name: memory.badge(id).name,
      image: memory.pictures[id] ?? '',
    }))
    const several = labels.together.several.replace('{n}', String(badges.length))
    if (choice.together) make(badges, several, '')
    else for (const badge of badges) make([badge], badge.name, '')
  }
  if (choice.kind !== 'reprint') return
  for (const code of choice.posters) {
    const old = poster(memory, code)
    if (old.state !== 'outdated') continue
    const made = make(old.badges, old.name, old.place)
    move(old, 'to-replace', labels['poster-why']['to-replace'].replace('{code}', made))
  }
}

/** Millimetres of each paper. */
const PAPERS = {
  a4: [210, 297],
  'a4-landscape': [297, 210],
  a3: [297, 420],
  'a3-landscape': [420, 297],
  'flyer-two': [297, 210],
  'flyer-four': [297, 420],
} as const

/** A page with a title and the place of a code: the real one is drawn in Rust. */
export function documentPage(memory: Memory, choice: V.DocumentChoice, page: number): V.PageView {
  const several = choice.kind === 'poster' && !choice.together
  const [width, height] = 'format' in choice ? PAPERS[choice.format] : PAPERS.a4
  const name = several ? memory.badges().find((one) => one.id === choice.badges[page - 1])?.name : undefined
  const title = (name ?? (choice.kind === 'poster' ? 'Nos badges' : 'Document')).replace(/[<&]/g, ' ')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="#fff"/><text x="20" y="40" font-size="10" font-family="sans-serif">${title}</text><rect x="20" y="60" width="80" height="80" fill="#23211d"/></svg>`
  return {
    image: `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`,
    page,
    pages: several ? Math.max(1, choice.badges.length) : 1,
    width_mm: width,
    height_mm: height,
  }
}

export function posterTwin(
  memory: Memory,
  open: (participant: string, badge: string) => Promise<V.RequestView>,
): PosterTwin {
  const find = async (text: string): Promise<V.FoundPoster> => {
    const rows = memory.posters.flatMap((one) => one.badges.map((badge) => ({ ...badge, place: one.place })))
    const row = rows.find((one) => plain(one.code) === plain(text))
    if (row?.badge === '') return { badge: null, text: text.trim(), place: row.place }
    const wanted = row ? [row.badge] : [text.trim()]
    const badge = memory
      .badges()
      .find((one) => one.offered && (wanted.includes(one.id) || wanted.includes(one.application_url)))
    if (!badge) {
      throw problem(
        'poster-unknown',
        'Aucun badge ne correspond à ce code.',
        'Rien n’a été changé.',
        'Vérifiez le code.',
      )
    }
    return { badge: structuredClone(badge), text: text.trim(), place: row?.place ?? '' }
  }
  return {
    posters: async () => view(memory),
    setPostersHung: async (codes, hung) => {
      for (const code of codes) {
        const one = poster(memory, code)
        if (hung) hang(memory, one)
        else {
          one.hung = ''
          move(one, one.printed ? 'printed' : 'saved')
        }
      }
      return view(memory)
    },
    setPosterPlace: async (code, place) => {
      const one = poster(memory, code)
      one.place = place.trim()
      if (one.place !== '' && one.hung === '') hang(memory, one)
      return view(memory)
    },
    setPosterWithdrawn: async (code, withdrawn) => {
      const one = poster(memory, code)
      one.withdrawn = withdrawn ? TODAY : ''
      const up = one.hung ? 'hung' : one.printed ? 'printed' : 'saved'
      move(one, withdrawn ? (one.hung ? 'withdrawn' : 'dropped') : up)
      return view(memory)
    },
    findPoster: find,
    scanPoster: async () => null,
    openPosterRequest: async (participant, text, chosen) => {
      const found = await find(text)
      for (const one of memory.posters) {
        const badge = one.badges.find((badge) => plain(badge.code) === plain(text))
        if (!badge) continue
        badge.requests += 1
        one.requests += 1
      }
      return open(participant, found.badge?.id ?? chosen ?? '')
    },
  }
}

const usable = { ready: true, refuses: false, out_of_paper: false, unreachable: false }

export const PRINTERS: V.PrinterView[] = [
  {
    ...usable,
    name: 'Bureau',
    default: true,
    state: 'Prête',
    margins: [{ width_mm: 210, height_mm: 297, top: 4, right: 4, bottom: 6, left: 4 }],
  },
  { ...usable, name: 'Accueil', default: false, state: 'En pause', ready: false, margins: [] },
]

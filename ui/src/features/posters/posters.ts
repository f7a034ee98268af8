// What the screen of posters works out by itself.

import type { BadgeView, CatalogueView, PosterRow } from '$src/api/types'
import type { IconName } from '$src/design/icons'
import type { Tone } from '$src/design/state'

/** Whether a badge can have a poster: the structure offers it, and knows the address where it is asked for. */
export const canHang = (badge: BadgeView): boolean => badge.offered && badge.application_url.trim() !== ''

/** Badges that can have a poster, in the catalogue's order. */
export function offeredBadges(catalogue: CatalogueView): BadgeView[] {
  return catalogue.pathways.flatMap((pathway) => pathway.badges.filter(canHang))
}

/** Badges that the structure offers without knowing yet where they are asked for. */
export function withoutAddress(catalogue: CatalogueView): BadgeView[] {
  return catalogue.pathways.flatMap((pathway) => pathway.badges.filter((badge) => badge.offered && !canHang(badge)))
}

/** The badges ticked, in the catalogue's order whatever the order of the clicks. */
export function inCatalogueOrder(offered: BadgeView[], chosen: string[]): BadgeView[] {
  return offered.filter((badge) => chosen.includes(badge.id))
}

/** Name proposed for the file: of the badge when there is one, without the signs that file systems refuse. */
export function posterFileName(badges: BadgeView[], one: string, several: string): string {
  const [first] = badges
  if (!first || badges.length > 1) return `${several}.pdf`
  const name = first.name
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return name === '' ? `${one}.pdf` : `${one} - ${name}.pdf`
}

/** Whether nothing more is to be done with a poster. */
export const isOver = (one: PosterRow): boolean => one.state === 'withdrawn' || one.state === 'dropped'

/** Whether it is not known that it hangs, or is handed out. */
export const isUnsaid = (one: PosterRow): boolean => ['saved', 'printed', 'stale'].includes(one.state)

const looks: Record<string, { icon: IconName; tone: Tone }> = {
  saved: { icon: 'file', tone: 'quiet' },
  printed: { icon: 'print', tone: 'info' },
  stale: { icon: 'clock', tone: 'warn' },
  hung: { icon: 'check', tone: 'good' },
  outdated: { icon: 'repeat', tone: 'warn' },
  'to-replace': { icon: 'next', tone: 'warn' },
  gone: { icon: 'warning', tone: 'warn' },
  withdrawn: { icon: 'download', tone: 'quiet' },
  dropped: { icon: 'close', tone: 'quiet' },
}

/** Shape and colour of how a poster stands; its word is given by the application. */
export const posterLook = (state: string): { icon: IconName; tone: Tone } =>
  looks[state] ?? { icon: 'info', tone: 'quiet' }

const days = new Intl.DateTimeFormat('fr-FR', { day: 'numeric', month: 'short', year: 'numeric' })

type Fact = 'made' | 'printed' | 'hung' | 'withdrawn'
/** What the word of a state says already: its day alone is told. */
const said: Record<string, Fact> = { saved: 'made', printed: 'printed', hung: 'hung', withdrawn: 'withdrawn' }

/** What happened to a poster, and on which day, the latest first: what is not known is not told. */
export function facts(one: PosterRow): { key: Fact | 'day'; day: string }[] {
  const all = (['withdrawn', 'hung', 'printed', 'made'] as const).map((key) => ({ key, on: one[key] }))
  // Printed at once, it was made for it.
  const told = all.filter(({ key, on }) => on !== '' && !(key === 'made' && on === one.printed))
  return told.map(({ key, on }) => ({
    key: said[one.state] === key ? 'day' : key,
    day: days.format(new Date(`${on}T12:00:00`)),
  }))
}

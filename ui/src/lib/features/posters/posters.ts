// What the screen of posters works out by itself.

import type { BadgeView, CatalogueView } from '$lib/backend/types'

/** Badges that the structure offers, in the catalogue's order. */
export function offeredBadges(catalogue: CatalogueView): BadgeView[] {
  return catalogue.pathways.flatMap((pathway) => pathway.badges.filter((badge) => badge.offered))
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

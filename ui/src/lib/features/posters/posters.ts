// What the screen of posters works out by itself.

import type { BadgeView, CatalogueView } from '$lib/backend/types'

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

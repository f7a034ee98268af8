import { describe, expect, it } from 'vitest'
import type { BadgeView, CatalogueView } from '$lib/backend/types'
import { inCatalogueOrder, offeredBadges, posterFileName, withoutAddress } from './posters'

const badge = (id: string, name: string, offered = true) =>
  ({ id, name, offered, application_url: `https://exemple.fr/${id}` }) as BadgeView
const catalogue = {
  pathways: [{ badges: [badge('a', 'A'), badge('b', 'B', false)] }, { badges: [badge('c', 'C')] }],
} as CatalogueView

describe('posters', () => {
  it('are only of the badges offered, in the order of the catalogue', () => {
    const offered = offeredBadges(catalogue)
    expect(offered.map((one) => one.id)).toEqual(['a', 'c'])
    expect(inCatalogueOrder(offered, ['c', 'b', 'a']).map((one) => one.id)).toEqual(['a', 'c'])
  })
  it('are of no badge whose address is not known yet, which is told', () => {
    const toCome = { ...badge('d', 'D'), application_url: '' }
    const wider = { pathways: [...catalogue.pathways, { badges: [toCome] }] } as CatalogueView
    expect(offeredBadges(wider).map((one) => one.id)).toEqual(['a', 'c'])
    expect(withoutAddress(wider).map((one) => one.id)).toEqual(['d'])
  })
  it('have a file name that every system takes', () => {
    expect(posterFileName([badge('a', 'Lire : un plan / une carte ?')], 'Affiche', 'Affiches')).toBe(
      'Affiche - Lire un plan une carte.pdf',
    )
    expect(posterFileName([badge('a', 'A'), badge('c', 'C')], 'Affiche', 'Affiches')).toBe('Affiches.pdf')
  })
})

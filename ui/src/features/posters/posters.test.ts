import { describe, expect, it } from 'vitest'
import type { BadgeView, CatalogueView, PosterRow } from '$src/api/types'
import { facts, inCatalogueOrder, offeredBadges, posterFileName, withoutAddress } from './posters'

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

describe('what is known of a poster', () => {
  const row = (known: Partial<PosterRow>) =>
    facts({ made: '2026-11-20', printed: '', hung: '', withdrawn: '', state: 'saved', ...known } as PosterRow)
  it('is what happened, and when, the latest first', () => {
    const known = { printed: '2026-11-21', hung: '2026-11-22', state: 'outdated' }
    expect(row(known)).toEqual([
      { key: 'hung', day: '22 nov. 2026' },
      { key: 'printed', day: '21 nov. 2026' },
      { key: 'made', day: '20 nov. 2026' },
    ])
  })
  it('is said once: the word of its state is not repeated, nor that it was made to be printed', () => {
    expect(row({})).toEqual([{ key: 'day', day: '20 nov. 2026' }])
    expect(row({ printed: '2026-11-20', hung: '2026-11-22', state: 'hung' })).toEqual([
      { key: 'day', day: '22 nov. 2026' },
      { key: 'printed', day: '20 nov. 2026' },
    ])
  })
})

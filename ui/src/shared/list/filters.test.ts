import { describe, expect, it } from 'vitest'
import type { ListQuery } from '$src/api/types'
import { chips, periods } from './filters'

const query = (change: Partial<ListQuery>): ListQuery => ({
  text: '',
  group: 'all',
  workshop: null,
  badge: null,
  since: null,
  until: null,
  sort: '',
  descending: false,
  offset: 0,
  ...change,
})
const choices = { workshops: [{ code: 'w', label: 'Médiathèque' }], badges: [{ code: 'b', label: 'Accueillir' }] }

describe('what narrows a list', () => {
  it('is told by name, a period as one', () => {
    const set = chips(query({ workshop: 'w', badge: 'b', since: '2026-11-01', until: '2026-11-30' }), choices)
    expect(set.map((one) => one.filters)).toEqual([['workshop'], ['badge'], ['since', 'until']])
    expect(set[0]?.label).toContain('Médiathèque')
    expect(set[1]?.label).toContain('Accueillir')
    expect(set[2]?.label).toMatch(/1 nov\. 2026.*30 nov\. 2026/)
    expect(chips(query({ badge: 'b' }), null)[0]?.label).toContain('…')
    expect(chips(query({}), choices)).toEqual([])
  })
  it('is told as it was typed when it is no day', () => {
    expect(chips(query({ since: '12026-01-01' }), null)[0]?.label).toContain('12026-01-01')
  })
  it('of one day says that day, of one side says which', () => {
    const label = (change: Partial<ListQuery>) => chips(query(change), null)[0]?.label
    expect(label({ since: '2026-11-02', until: '2026-11-02' })).toMatch(/^Le 2 nov\. 2026$/)
    expect(label({ since: '2026-11-02' })).toMatch(/^Depuis/)
    expect(label({ until: '2026-11-02' })).toMatch(/^Jusqu/)
  })
})

describe('periods', () => {
  it('are those of the calendar', () => {
    const told = periods('2028-02-29').map(({ since, until }) => [since, until])
    expect(told).toEqual([
      ['2028-02-29', '2028-02-29'],
      ['2028-02-23', '2028-02-29'],
      ['2028-02-01', '2028-02-29'],
      ['2028-01-01', '2028-12-31'],
      ['2027-01-01', '2027-12-31'],
    ])
  })
})

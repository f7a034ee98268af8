import { beforeEach, describe, expect, it } from 'vitest'
import { Listing } from './listing.svelte'

describe('a list', () => {
  let list: Listing
  beforeEach(() => {
    list = new Listing('requests', { column: 'updated', descending: true })
  })

  it('is sorted by a column, then the other way, from its first page', () => {
    list.turn(50)
    list.by('person')
    expect(list.query).toMatchObject({ sort: 'person', descending: false, offset: 0 })
    list.by('person')
    expect(list.sort).toEqual({ column: 'person', descending: true })
    list.by('updated', true)
    expect(list.sort).toEqual({ column: 'updated', descending: true })
  })

  it('is narrowed, told so, and widened in the same order', () => {
    list.by('person')
    list.turn(50)
    expect(list.narrowed).toBe(false)
    list.see({ since: '2026-11-01', until: '2026-11-30', badge: 'a' })
    expect(list.narrowed).toBe(true)
    expect(list.filters).toBe(2)
    expect(list.query.offset).toBe(0)
    list.widen()
    expect(list.narrowed).toBe(false)
    expect(list.sort.column).toBe('person')
  })

  it('gives the rows ticked, or all that is found but some', () => {
    expect(list.picked()).toEqual({ list: 'requests', found: list.query, ids: [] })
    list.toggle('a', ['a', 'b'])
    list.toggle('b', ['a', 'b'])
    list.toggle('a', ['a', 'b'])
    expect(list.picked()).toEqual({ list: 'requests', found: null, ids: ['b'] })
    expect(list.count(120)).toBe(1)
    list.tickAll()
    expect([list.isAll, list.isTicked('z'), list.count(120)]).toEqual([true, true, 120])
    list.toggle('z', ['z'])
    expect([list.isAll, list.isTicked('z'), list.count(120)]).toEqual([false, false, 119])
    expect(list.picked()).toEqual({ list: 'requests', found: list.query, ids: ['z'] })
  })

  it('ticks from one row to another with Shift, whichever comes first', () => {
    const page = ['a', 'b', 'c', 'd']
    list.toggle('c', page)
    list.toggle('a', page, true)
    expect(page.map((id) => list.isTicked(id))).toEqual([true, true, true, false])
    list.toggle('b', page, true)
    expect(page.map((id) => list.isTicked(id))).toEqual([false, false, true, false])
  })

  it('keeps what is ticked from page to page and order to order, not for another search', () => {
    list.toggle('a', ['a'])
    list.turn(50)
    list.by('person')
    expect(list.isTicked('a')).toBe(true)
    list.see({ text: 'noé' })
    expect(list.count(9)).toBe(0)
  })
})

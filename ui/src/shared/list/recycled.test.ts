import { describe, expect, it } from 'vitest'
import { recycled } from './recycled'

describe('the places of the rows of a list', () => {
  const first = recycled(new Map(), ['a', 'b', 'c'])

  it('are each row’s own', () => {
    expect([...first]).toEqual([
      ['a', 0],
      ['b', 1],
      ['c', 2],
    ])
  })

  it('are kept by what stays, in whatever order, and taken from what left by what comes', () => {
    expect([...recycled(first, ['c', 'd', 'a'])]).toEqual([
      ['c', 2],
      ['d', 1],
      ['a', 0],
    ])
  })

  it('are filled again in their order when a page is turned, and are new when there are more', () => {
    const turned = recycled(first, ['d', 'e', 'f', 'g'])
    expect([...turned.values()]).toEqual([0, 1, 2, 3])
    expect(new Set(recycled(turned, ['g', 'h', 'd', 'i', 'j']).values()).size).toBe(5)
  })
})

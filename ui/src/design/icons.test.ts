import { expect, it } from 'vitest'
import { features } from '$src/app/registry'
import { sections } from '$src/features/settings/sections'
import { icons } from './icons'
import { looks } from './state'

/** The names that share a drawing. */
function twice(pairs: [string, unknown][]): string[][] {
  const by = new Map<string, string[]>()
  for (const [name, drawing] of pairs) {
    const key = JSON.stringify(drawing)
    by.set(key, [...(by.get(key) ?? []), name])
  }
  return [...by.values()].filter((names) => names.length > 1)
}

it('has one name for each drawing', () => {
  expect(twice(Object.entries(icons))).toEqual([])
})

it('shows each state by a pictogram of its own', () => {
  // What waits to leave is one thing, told of a request or of what is sent.
  const told = Object.entries(looks).filter(([state]) => state !== 'waiting')
  expect(twice(told.map(([state, look]) => [state, look.icon]))).toEqual([])
})

it('shows each place of a menu by a pictogram of its own', () => {
  expect(twice(features.map(({ id, icon }) => [id, icon]))).toEqual([])
  expect(twice(sections.map(({ id, icon }) => [id, icon]))).toEqual([])
})

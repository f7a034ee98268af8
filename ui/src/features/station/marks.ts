// The mark of each person on the welcome screen: their initial in a shape and a colour of their own. It tells two people
// apart at a glance and says nothing: it is none of the pictures that open a place.

import type { StationTile } from '$src/api/types'

/** Shapes around a letter, on a 48 × 48 grid. */
export const shapes = [
  // circle
  'M24 2a22 22 0 1 1 0 44 22 22 0 0 1 0-44Z',
  // square
  'M6 4h36a2 2 0 0 1 2 2v36a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2Z',
  // diamond
  'M24 0 48 24 24 48 0 24Z',
  // hexagon, flat at the sides
  'M24 0 45 12v24L24 48 3 36V12Z',
  // leaf: two corners round, two sharp
  'M3 3h21a21 21 0 0 1 21 21v21H24A21 21 0 0 1 3 24Z',
  // arch
  'M4 46V23a20 20 0 0 1 40 0v23Z',
  // shield
  'M3 3h42v20c0 12-9 20-21 24C12 43 3 35 3 23Z',
  // flower of six petals
  'M24 1a10 10 0 0 1 10 7 10 10 0 0 1 10 14 10 10 0 0 1 0 4 10 10 0 0 1-10 14 10 10 0 0 1-20 0A10 10 0 0 1 4 26a10 10 0 0 1 0-4A10 10 0 0 1 14 8 10 10 0 0 1 24 1Z',
] as const

/** Colours `--mark-1` … of the palette. */
export const COLOURS = 6

export interface Mark {
  letter: string
  shape: number
  /** From 1. */
  colour: number
}

/** The first letter as it is read, whatever the alphabet. */
export function initial(name: string): string {
  return [...name.trim().normalize('NFC')][0]?.toLocaleUpperCase() ?? ''
}

function spread(id: string): number {
  let sum = 0x811c9dc5
  for (const letter of id) sum = Math.imul(sum ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return sum
}

/** A mark each. It comes from the person, so that they find it again the next time; whoever is there too moves it only
 * when theirs would be the same. No shape comes twice with one letter, and no shape twice in one colour, as long as there
 * are enough of them. */
export function marksOf(people: readonly StationTile[]): Map<string, Mark> {
  const all = shapes.length * COLOURS
  const [pairs, lettered] = [new Set<number>(), new Set<string>()]
  const marks = new Map<string, Mark>()
  for (const { id, name } of [...people].sort((one, other) => (one.id < other.id ? -1 : 1))) {
    const letter = initial(name)
    const first = spread(id) % all
    const turn = Array.from({ length: all }, (_, step) => (first + step * (COLOURS + 1)) % all)
    const own = (pair: number) => !pairs.has(pair) && !lettered.has(`${letter} ${Math.floor(pair / COLOURS)}`)
    const pair = turn.find(own) ?? turn.find((one) => !pairs.has(one)) ?? first
    const shape = Math.floor(pair / COLOURS)
    pairs.add(pair)
    lettered.add(`${letter} ${shape}`)
    marks.set(id, { letter, shape, colour: (pair % COLOURS) + 1 })
  }
  return marks
}

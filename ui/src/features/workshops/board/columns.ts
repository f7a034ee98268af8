// Which steps the board shows when there is not enough room for all: those where the group is. The others stay as small
// signs at the side, and come back by a button or the arrows.

import type { BoardView } from '$src/api/types'

/** Widths, in pixels: a step that is shown, one that is folded, and the edges of a folded column. */
export const STEP = 104
const FOLDED = 19
const EDGES = 20

/** Steps from `from` up to, without, `to`. */
export interface Shown {
  from: number
  to: number
}

/** Width of a column that holds so many folded steps. */
export function foldedWidth(count: number): number {
  return count === 0 ? 0 : count * FOLDED + EDGES
}

const fits = (count: number, from: number, to: number, room: number): boolean =>
  foldedWidth(from) + (to - from) * STEP + foldedWidth(count - to) <= room

/** The most steps side by side that `room` pixels hold, those where most is going on; one at least. `weights`: what is going
 * on at each step. */
export function shownSteps(weights: number[], room: number): Shown {
  const count = weights.length
  for (let size = count; size > 1; size -= 1) {
    let best: Shown | null = null
    let most = -1
    for (let from = 0; from + size <= count; from += 1) {
      const sum = weights.slice(from, from + size).reduce((all, one) => all + one, 0)
      if (sum > most && fits(count, from, from + size, room)) {
        best = { from, to: from + size }
        most = sum
      }
    }
    if (best) return best
  }
  const most = Math.max(0, ...weights)
  const only = Math.max(0, weights.indexOf(most))
  return { from: only, to: Math.min(only + 1, count) }
}

/** The same steps, moved as little as it takes to show this one. */
export function showing(shown: Shown, step: number): Shown {
  if (step < shown.from) return { from: step, to: step + (shown.to - shown.from) }
  if (step >= shown.to) return { from: step + 1 - (shown.to - shown.from), to: step + 1 }
  return shown
}

/** The next steps to the left or to the right, as many at once as are shown. */
export function turned(shown: Shown, side: 'before' | 'after', count: number): Shown {
  const size = shown.to - shown.from
  const from = side === 'before' ? Math.max(0, shown.from - size) : Math.min(count - size, shown.to)
  return { from, to: from + size }
}

/** What is going on at each step: people who are at it, or blocked there, or whose request asks for something. */
export function weightsOf(view: BoardView): number[] {
  const there = view.rows.filter((row) => row.attendance === 'present')
  const rows = there.length > 0 ? there : view.rows
  return view.steps.map((_, at) => {
    const cells = rows.flatMap((row) => row.cells[at] ?? [])
    const busy = cells.filter((cell) => cell.state === 'doing').length
    const wrong = cells.filter((cell) => cell.state === 'blocked' || cell.sign === 'returned').length
    return busy * 2 + wrong
  })
}

/** How many of those present are over with each step. */
export function overOf(view: BoardView): { over: number; all: number }[] {
  const there = view.rows.filter((row) => row.attendance === 'present')
  const isOver = (state: string | undefined) => state === 'done' || state === 'waiting'
  return view.steps.map((_, at) => ({
    over: there.filter((row) => isOver(row.cells[at]?.state)).length,
    all: there.length,
  }))
}

import { describe, expect, it } from 'vitest'
import { foldedWidth, showing, shownSteps, STEP, turned } from './columns'

describe('the steps that are shown', () => {
  it('are all of them when there is room', () => {
    expect(shownSteps([0, 0, 0, 0, 0, 0], 6 * STEP)).toEqual({ from: 0, to: 6 })
    expect(shownSteps([], 100)).toEqual({ from: 0, to: 0 })
  })

  it('are those where the group is, side by side, when there is not', () => {
    const room = 4 * STEP + foldedWidth(2)
    expect(shownSteps([9, 0, 0, 0, 0, 0], room)).toEqual({ from: 0, to: 4 })
    expect(shownSteps([0, 0, 0, 0, 5, 3], room)).toEqual({ from: 2, to: 6 })
    expect(shownSteps([0, 0, 2, 5, 5, 2], room)).toEqual({ from: 2, to: 6 })
    // Folded on both sides, they take more room: fewer fit.
    expect(shownSteps([0, 3, 3, 3, 3, 0], room)).toEqual({ from: 0, to: 4 })
  })

  it('are one at least', () => {
    expect(shownSteps([0, 1, 0], 10)).toEqual({ from: 1, to: 2 })
  })

  it('move as little as it takes, and a whole width at a time', () => {
    const shown = { from: 1, to: 4 }
    expect(showing(shown, 2)).toBe(shown)
    expect(showing(shown, 0)).toEqual({ from: 0, to: 3 })
    expect(showing(shown, 5)).toEqual({ from: 3, to: 6 })
    expect(turned(shown, 'after', 6)).toEqual({ from: 3, to: 6 })
    expect(turned(shown, 'before', 6)).toEqual({ from: 0, to: 3 })
  })
})

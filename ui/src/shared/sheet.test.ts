import { describe, expect, it } from 'vitest'
import { outOfReach, sheetWidth, widest } from './sheet'

const a4 = { width: 210, height: 297 }
const landscape = { width: 297, height: 210 }

describe('the width of a sheet', () => {
  it('shows a whole portrait page by its height', () => {
    // 32 px of room: (626 - 32) × 210 / 297 = 420
    expect(sheetWidth('page', a4, 900, 626)).toBe(420)
  })
  it('shows a whole landscape page by its width', () => {
    expect(sheetWidth('page', landscape, 432, 900)).toBe(400)
  })
  it('fills the width', () => {
    expect(sheetWidth('width', a4, 832, 300)).toBe(800)
  })
  it('is true to the millimetre: 210 mm are 794 px at 96 to the inch', () => {
    expect(sheetWidth('true', a4, 300, 300)).toBe(794)
  })
  it('waits for the desk', () => {
    expect(sheetWidth('page', a4, 0, 0)).toBe(0)
  })
})

describe('what a printer cannot reach', () => {
  const margins = [{ width_mm: 210, height_mm: 297, top: 3, right: 4, bottom: 12.7, left: 4 }]
  it('is that of the paper, upright', () => {
    const edges = outOfReach({ width: 210, height: 297.04 }, margins)
    expect(edges).toEqual({ top: 3, right: 4, bottom: 12.7, left: 4 })
    expect(edges && widest(edges)).toBe(13)
  })
  it('is at the sides of the same paper lying, whichever way it is turned', () => {
    expect(outOfReach(landscape, margins)).toEqual({ top: 4, right: 12.7, bottom: 4, left: 12.7 })
  })
  it('is nothing for another paper, or a printer that prints to the edge', () => {
    expect(outOfReach({ width: 297, height: 420 }, margins)).toBeNull()
    expect(outOfReach(a4, [{ width_mm: 210, height_mm: 297, top: 0, right: 0, bottom: 0, left: 0 }])).toBeNull()
  })
})

import { describe, expect, it } from 'vitest'
import { sheetWidth } from './sheet'

const a4 = { width: 210, height: 297 }
const landscape = { width: 297, height: 210 }

describe('the width of a sheet', () => {
  it('shows a whole portrait page by its height', () => {
    // 56 px of room: (650 - 56) × 210 / 297 = 420
    expect(sheetWidth('page', a4, 900, 650)).toBe(420)
  })
  it('shows a whole landscape page by its width', () => {
    expect(sheetWidth('page', landscape, 456, 900)).toBe(400)
  })
  it('fills the width', () => {
    expect(sheetWidth('width', a4, 856, 300)).toBe(800)
  })
  it('is true to the millimetre: 210 mm are 794 px at 96 to the inch', () => {
    expect(sheetWidth('true', a4, 300, 300)).toBe(794)
  })
  it('waits for the desk', () => {
    expect(sheetWidth('page', a4, 0, 0)).toBe(0)
  })
})

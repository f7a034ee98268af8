import { expect, it } from 'vitest'
import { sectionOf } from './sections'

it('opens the section of the address, or the first one', () => {
  expect(sectionOf(['mode'])).toBe('mode')
  expect(sectionOf([])).toBe('structure')
  expect(sectionOf(['unknown'])).toBe('structure')
})

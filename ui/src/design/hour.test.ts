import { describe, expect, it } from 'vitest'
import { hourText, readHour } from './hour'

describe('an hour', () => {
  it.each([
    ['9', '09:00'],
    ['14h', '14:00'],
    [' 14 H 30 ', '14:30'],
    ['14\u00a0h\u00a005', '14:05'],
    ['9:15', '09:15'],
    ['9.15', '09:15'],
    ['1430', '14:30'],
    ['930', '09:30'],
    ['', ''],
  ])('« %s » is read', (typed, read) => expect(readHour(typed)).toBe(read))
  it.each(['midi', '25', '14:75', '14h3', '14 h 300'])('« %s » is none', (typed) => expect(readHour(typed)).toBeNull())
  it('is told as one says it', () => {
    expect(hourText('09:00')).toBe('9\u00a0h')
    expect(hourText('14:05')).toBe('14\u00a0h\u00a005')
    expect(hourText('midi')).toBe('midi')
    expect(hourText('')).toBe('')
  })
})

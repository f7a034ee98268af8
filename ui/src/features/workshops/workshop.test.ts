import { describe, expect, it } from 'vitest'
import { dayText, firstTab, formGaps, usualPlan } from './workshop'

describe('the form', () => {
  const full = {
    id: null,
    date: '2026-11-24',
    place: 'Limoges',
    facilitators: [],
    participants: ['p'],
    badges: ['b'],
    plan: usualPlan,
  }
  it('can be saved before the people and the badges are known', () => {
    expect(formGaps({ ...full, participants: [], badges: [] })).toEqual([])
  })
  it('says everything that is missing at once', () => {
    expect(formGaps({ ...full, date: '', place: '  ', plan: { ...usualPlan, minutes: 0 } })).toEqual([
      'date',
      'place',
      'minutes',
    ])
  })
})

it('opens a workshop where it is at', () => {
  expect(firstTab('2026-12-01', '2026-11-24', false)).toBe('prepare')
  expect(firstTab('2026-11-24', '2026-11-24', false)).toBe('run')
  expect(firstTab('2026-11-20', '2026-11-24', false)).toBe('run')
  expect(firstTab('2026-11-20', '2026-11-24', true)).toBe('summary')
})

it('says the day in words, so that it is not taken for another', () => {
  expect(dayText('2026-12-01')).toBe('mardi 1 décembre 2026')
  expect(dayText('')).toBe('')
})

import { describe, expect, it } from 'vitest'
import { asProblem, told, toldOn } from './problem'
import type { Problem } from './types'

const wait: Problem = { code: 'station-pin-wait', params: { seconds: 12 }, field: 'pin' }

describe('a problem', () => {
  it('is put into words with what it is about', () => {
    expect(told(wait)).toEqual({
      what: 'Trop d’essais. Attendez 12 secondes.',
      kept: 'Tout est gardé.',
      todo: 'Réessayez ensuite.',
    })
  })

  it('is told beside its own field only', () => {
    expect(toldOn(wait, 'pin')).toBe('Trop d’essais. Attendez 12 secondes. Réessayez ensuite.')
    expect([toldOn(wait, 'name'), toldOn(null, 'pin')]).toEqual([null, null])
  })

  it('is what was thrown, or unexpected', () => {
    expect(asProblem(wait)).toBe(wait)
    expect(asProblem(new Error('no')).code).toBe('unexpected')
  })
})

import { expect, it } from 'vitest'
import type { Problem } from '$src/api/types'
import { say } from '$src/texts/station-i18n'
import { tell } from './desk.svelte'

it('tells the person how long to wait, in their language, from what the problem is about', () => {
  const wait: Problem = { code: 'station-pin-wait', params: { seconds: 12 }, field: 'pin' }
  for (const language of ['fr', 'en', 'ar', 'uk'] as const) {
    const said = tell(language, wait)
    expect(said).toBe(say(language, 'errors.pin-wait', { seconds: 12 }))
    expect(said).toContain('12')
  }
})

it('has other words for what a person of the station cannot meet', () => {
  expect(tell('en', { code: 'catalogue-full', field: null })).toBe(say('en', 'errors.other'))
})

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { addresses } from './addresses.svelte'
import { backend } from '$src/api'
import type { AddressState, BadgeView } from '$src/api/types'

/** Eight badges, each with an address of its own. */
let badges: BadgeView[] = []
/** What each look is answered, once it is. */
let asked: { badge: string; answer: (code: string) => void }[] = []

beforeEach(async () => {
  const all = (await backend.catalogue()).pathways.flatMap((pathway) => pathway.badges).slice(0, 8)
  badges = all.map((badge) => ({ ...badge, application_url: `https://exemple.fr/${badge.id}` }))
  asked = []
  vi.spyOn(backend, 'lookAtAddress').mockImplementation(
    (badge) =>
      new Promise<AddressState>((resolve) => {
        const address = `https://exemple.fr/${badge}`
        asked.push({ badge, answer: (code) => resolve({ badge, address, code, text: code, looked_at: 'ce jour' }) })
      }),
  )
})
afterEach(() => {
  vi.restoreAllMocks()
  addresses.forget()
})

const settle = () => new Promise((resolve) => setTimeout(resolve))
async function answer(at: number, code: string) {
  asked[at]?.answer(code)
  await settle()
}
const codes = () => badges.map((badge) => addresses.of(badge)?.code ?? null)

describe('the addresses of the badges', () => {
  it('are looked at four at a time, each once; one that cannot be reached while a later one can is told as wrong', async () => {
    const end = addresses.all(badges)
    expect(asked).toHaveLength(4)
    await answer(1, 'exists')
    expect(asked).toHaveLength(5)
    expect(addresses.progress).toEqual({ n: 1, count: 8 })
    await answer(0, 'unreachable')
    for (const at of [2, 3, 4, 5, 6]) await answer(at, 'exists')
    await answer(7, 'unreachable')
    expect(await end).toBe('done')
    expect(asked.map((one) => one.badge)).toEqual(badges.map((badge) => badge.id))
    // Nothing answered after the last one: the connection may have gone meanwhile.
    expect(codes()).toEqual(['silent', ...Array<string>(6).fill('exists'), 'unreachable'])
    expect(addresses.progress).toBeNull()
  })

  it('are looked at no further without a connection, and what was seen before is still known', async () => {
    const [first] = badges
    if (!first) throw new Error('no badge')
    const one = addresses.one(first)
    await answer(0, 'missing')
    await one
    const end = addresses.all(badges)
    for (const at of [1, 2, 3, 4]) await answer(at, 'unreachable')
    expect(asked.length).toBeLessThan(1 + badges.length)
    for (let at = 5; at < asked.length; at += 1) await answer(at, 'exists')
    expect(await end).toBe('offline')
    expect(codes()).toEqual(['missing', ...Array<null>(7).fill(null)])
  })

  it('are looked at no further when it is stopped, and what was seen stays', async () => {
    const end = addresses.all(badges)
    await answer(0, 'exists')
    addresses.stop()
    expect(addresses.progress).toBeNull()
    const before = asked.length
    for (let at = 1; at < before; at += 1) await answer(at, 'exists')
    expect(await end).toBe('stopped')
    expect(asked).toHaveLength(before)
    expect(codes().filter((code) => code === 'exists')).toHaveLength(1)
  })

  it('are known as long as they are the same, and until the store is locked', async () => {
    const [first] = badges
    if (!first) throw new Error('no badge')
    const one = addresses.one(first)
    await answer(0, 'exists')
    await one
    expect(addresses.of(first)?.looked_at).toBe('ce jour')
    expect(addresses.of({ ...first, application_url: 'https://exemple.fr/autre' })).toBeNull()
    const late = addresses.one(first)
    addresses.forget()
    await answer(1, 'exists')
    await late
    expect(addresses.of(first)).toBeNull()
  })
})

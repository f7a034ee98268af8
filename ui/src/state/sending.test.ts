import { afterEach, describe, expect, it } from 'vitest'
import type { SyncView } from '$src/api/types'
import { sync } from './samples'
import { sending } from './sending.svelte'

let last = 1_000_000
const view = (rank: number, kind: SyncView['kind']) => sync({ rank, kind })

function* permutations<T>(all: T[]): Generator<T[]> {
  if (all.length === 0) yield []
  for (const [index, one] of all.entries()) {
    for (const rest of permutations(all.filter((_, other) => other !== index))) yield [one, ...rest]
  }
}

describe('how the sending goes', () => {
  afterEach(() => sending.forget())

  it('is the newest view, in whatever order answers and news come', () => {
    const kinds = ['sending', 'waiting', 'sending', 'attention', 'idle'] as const
    for (const order of permutations(kinds.map((kind, index) => ({ kind, index })))) {
      const from = last
      last += kinds.length
      for (const { kind, index } of order) sending.take(view(from + index, kind))
      expect(sending.view?.kind).toBe('idle')
    }
  })

  it('does not bring back, after a lock, what was said before', () => {
    const from = last
    last += 2
    sending.take(view(from + 1, 'idle'))
    sending.forget()
    sending.take(view(from, 'sending'))
    expect(sending.view).toBeNull()
  })

  it('tells its followers what may change a screen, not each piece of a file', () => {
    let told = 0
    const stop = sending.onChange(() => (told += 1))
    const from = last
    last += 6
    const file = (sent: number) => ({ hash: 'a', sent, total: 9 })
    sending.take({ ...view(from, 'sending'), file: file(1) })
    sending.take({ ...view(from + 1, 'sending'), file: file(5) })
    expect(told).toBe(1)
    sending.take({ ...view(from + 2, 'sending'), file: { ...file(1), hash: 'b' } })
    sending.take(view(from + 3, 'idle'))
    expect(told).toBe(3)
    stop()
    sending.take(view(from + 4, 'waiting'))
    expect(told).toBe(3)
  })
})

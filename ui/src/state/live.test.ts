import { flushSync } from 'svelte'
import { describe, expect, it } from 'vitest'
import { Live } from './live.svelte'

/** Every order in which these can happen, each thing's own parts in their order. */
function* orders(parts: number[][]): Generator<number[]> {
  if (parts.every((one) => one.length === 0)) yield []
  for (const [index, [first, ...rest]] of parts.entries()) {
    if (first === undefined) continue
    const left = parts.map((one, other) => (other === index ? rest : one))
    for (const tail of orders(left)) yield [first, ...tail]
  }
}

/** A store whose state is a number. Each question begins, is done in the store, and is answered, when it is told to. */
class Store {
  state = 0
  #doors = new Map<number, { done: () => void; answer: () => void }>()

  /** Asks under this name; the promise is the answer. */
  ask(name: number, change: boolean): Promise<number> {
    let found = 0
    return new Promise((resolve) => {
      this.#doors.set(name, {
        done: () => {
          if (change) this.state += 1
          found = this.state
        },
        answer: () => resolve(found),
      })
    })
  }
  done(name: number): void {
    this.#doors.get(name)?.done()
  }
  answer(name: number): void {
    this.#doors.get(name)?.answer()
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await Promise.resolve()
  flushSync()
}

/** Plays one order; gives the states shown, in their order. */
async function play(kinds: ('reading' | 'change')[], order: number[]): Promise<{ shown: number[]; store: Store }> {
  const store = new Store()
  // What is read again by itself is read at once.
  const live = new Live(async () => store.state)
  const shown: number[] = []
  const step = kinds.map(() => 0)
  for (const name of order) {
    const at = step[name] ?? 0
    step[name] = at + 1
    if (at === 0) {
      if (kinds[name] === 'change') void live.run(() => store.ask(name, true))
      else void live.load(() => store.ask(name, false))
    } else if (at === 1) store.done(name)
    else store.answer(name)
    await settle()
    if (live.value !== null && live.value !== shown.at(-1)) shown.push(live.value)
  }
  await settle()
  return { shown, store }
}

describe('what a screen shows', () => {
  for (const kinds of [
    ['reading', 'reading', 'change'],
    ['reading', 'change', 'change'],
    ['reading', 'reading', 'reading'],
    ['change', 'change', 'change'],
  ] as const) {
    it(`is the newest in every order of ${kinds.join(', ')}`, async () => {
      const parts = kinds.map((_, name) => [name, name, name])
      let played = 0
      for (const order of orders(parts)) {
        played += 1
        const { shown, store } = await play([...kinds], order)
        expect(shown.at(-1), `order ${order.join('')}`).toBe(store.state)
        expect(
          [...shown].sort((a, b) => a - b),
          `order ${order.join('')} goes back`,
        ).toEqual(shown)
      }
      expect(played).toBe(1680)
    })
  }

  it('is read again when a change that failed may be done in part', async () => {
    let state = 0
    const live = new Live(async () => state)
    await live.load()
    const done = await live.run(async () => {
      state = 1
      throw { code: 'store-full', field: null }
    })
    expect([done, live.value, live.problem?.code]).toEqual([false, 1, 'store-full'])
    await live.load()
    expect(live.problem).toBeNull()
  })

  it('keeps what was shown when a reading fails, and says why', async () => {
    let fails = false
    const live = new Live(async () => {
      if (fails) throw new Error('no')
      return 1
    })
    await live.load()
    fails = true
    await live.load()
    expect(live.value).toBe(1)
    expect(live.problem?.code).toBe('unexpected')
  })

  it('changes nothing on a screen that was left', async () => {
    let answer: (value: number) => void = () => {}
    const live = new Live(() => new Promise<number>((resolve) => (answer = resolve)))
    const loading = live.load()
    live.end()
    answer(1)
    await loading
    expect(live.value).toBeNull()
  })
})

// What a screen shows of the store: the newest that is known, whatever the order in which answers come.
//
// An answer may be older than what is already shown: a reading begun before a change and answered after it. Two rules
// suffice. A reading is shown when no change ran beside it and no later reading is shown already. A change gives its own
// answer, which is shown when no other change ran beside it. Whatever is left out is read again once no change is under
// way, so that the last thing shown is always as new as the store.

import { onDestroy } from 'svelte'
import type { Problem } from '$src/api/types'
import { asProblem } from '$src/api/problem'
import { sending } from './sending.svelte'

export class Live<T> {
  value = $state.raw<T | null>(null)
  /** Why the newest reading, or the newest change, could not be done. */
  problem = $state<Problem | null>(null)
  /** Whether a change is under way. */
  busy = $derived.by(() => this.#changing > 0)
  #read: () => Promise<T>
  #changing = $state(0)
  /** Beginnings and ends of changes so far. */
  #changes = 0
  #readings = 0
  /** Rank of the reading shown. */
  #shown = 0
  /** Something was left out: it is to be read again. */
  #again = false
  #ended = false

  constructor(read: () => Promise<T>) {
    this.#read = read
  }

  /** Reads, and shows what is read. What was shown stays meanwhile. */
  async load(read: () => Promise<T> = this.#read): Promise<void> {
    const rank = ++this.#readings
    const changes = this.#changes
    let value: T | undefined
    let problem: Problem | null = null
    try {
      value = await read()
    } catch (thrown) {
      problem = asProblem(thrown)
    }
    if (this.#ended || rank < this.#shown) return
    if (changes !== this.#changes || this.#changing > 0) {
      this.#again = true
      await this.#settle()
      return
    }
    this.#shown = rank
    if (value !== undefined) this.value = value
    this.problem = problem
  }

  /** Changes the store. What `work` gives is shown; when it gives nothing, it is read again. The promise fails as `work` does,
   * once what is now in the store is on its way to the screen: a part of it may be done. */
  async change(work: () => Promise<T | null | void>): Promise<void> {
    const alone = this.#changing === 0
    this.#changing += 1
    const begun = ++this.#changes
    try {
      const value = await work()
      if (alone && begun === this.#changes && value !== null && value !== undefined) this.#show(value)
      else this.#again = true
    } catch (thrown) {
      this.#again = true
      throw thrown
    } finally {
      this.#changing -= 1
      this.#changes += 1
      await this.#settle()
    }
  }

  /** As `change`; what prevents it is shown as this screen's problem. Gives whether it was done. */
  async run(work: () => Promise<T | null | void>): Promise<boolean> {
    try {
      await this.change(work)
      return true
    } catch (thrown) {
      if (!this.#ended) this.problem = asProblem(thrown)
      return false
    }
  }

  /** Nothing is shown any more, as when the screen is left. */
  end(): void {
    this.#ended = true
  }

  #show(value: T): void {
    if (this.#ended) return
    this.value = value
    this.problem = null
    // Readings begun until now are older than this.
    this.#shown = ++this.#readings
  }

  async #settle(): Promise<void> {
    if (!this.#again || this.#changing > 0 || this.#ended) return
    this.#again = false
    await this.load()
  }
}

interface Options<T> {
  /** Reads again when what is sent, or what INAÉ answers, may have changed it. */
  sync?: boolean
  /** What is read the first time, when it was asked for beforehand. */
  first?: () => Promise<T> | null
}

/** What a component shows of the store, for as long as it is there. */
export function live<T>(read: () => Promise<T>, { sync = false, first }: Options<T> = {}): Live<T> {
  const shown = new Live(read)
  const ahead = first?.()
  void shown.load(ahead ? () => ahead : undefined)
  const stop = sync ? sending.onChange(() => void shown.load()) : () => {}
  onDestroy(() => {
    shown.end()
    stop()
  })
  return shown
}

// Saves what is being typed at each pause, one save at a time, the newest value last. Nothing is lost by leaving: `flush`
// runs when the field loses the focus, when the page is left and when the window closes.

import type { Problem } from '$src/api/types'
import { asProblem } from '$src/api/problem'

export type SaveState = 'idle' | 'pending' | 'saving' | 'saved' | 'failed'

/** Those that hold something that is not kept yet, whatever the screen. */
// eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing shows it
const live = new Set<{ flush(): Promise<void>; problem: Problem | null }>()

/** Saves now all that is typed anywhere. Gives what could not be saved. */
export async function flushAll(): Promise<Problem[]> {
  const waiting = [...live]
  await Promise.all(waiting.map((one) => one.flush()))
  return waiting.flatMap((one) => (live.has(one) && one.problem ? [one.problem] : []))
}

/** Gives up what could not be saved, as when the store is closed all the same. */
export function forgetUnsaved(): void {
  live.clear()
}

/** Pause after the last keystroke, in milliseconds. */
export const PAUSE_MS = 600

export class Autosave<T> {
  state = $state<SaveState>('idle')
  problem = $state<Problem | null>(null)
  #save: (value: T) => Promise<void>
  #pause: number
  #timer: ReturnType<typeof setTimeout> | undefined
  #next: { value: T } | undefined
  #running: Promise<void> | undefined

  constructor(save: (value: T) => Promise<void>, pause: number = PAUSE_MS) {
    this.#save = save
    this.#pause = pause
  }

  /** The value changed. */
  touch(value: T): void {
    this.#next = { value }
    live.add(this)
    if (this.state !== 'saving') this.state = 'pending'
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.flush(), this.#pause)
  }

  /** Saves now what is not saved yet; resolves when all is kept, or when a save failed. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#running ??= this.#drain().finally(() => (this.#running = undefined))
    await this.#running
  }

  async #drain(): Promise<void> {
    while (this.#next) {
      const { value } = this.#next
      this.#next = undefined
      this.state = 'saving'
      try {
        await this.#save(value)
        this.problem = null
        this.state = this.#next ? 'pending' : 'saved'
      } catch (thrown) {
        this.problem = asProblem(thrown)
        this.state = 'failed'
        this.#next ??= { value }
        return
      }
    }
    live.delete(this)
  }
}

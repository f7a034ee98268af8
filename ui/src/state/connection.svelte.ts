// Whether there is a connection, and the steps of the guide that wait for it. Looked at by the application, and only while
// something waits for the answer.

import { backend } from '$src/api'
import type { ConnectionView, PutOffStep } from '$src/api/types'
import { router } from './router.svelte'
import { toasts } from './toasts.svelte'

class Connection {
  view = $state<ConnectionView | null>(null)
  /** Null when it is not known. */
  online = $derived(this.view === null || this.view.state === 'unknown' ? null : this.view.state === 'online')
  putOff = $derived<PutOffStep[]>(this.view?.put_off ?? [])
  /** « Plus tard » was said since the connection came back. */
  #later = $state(false)
  /** Whether to propose the steps put off: once each time the connection comes back. */
  proposed = $derived(this.online === true && this.putOff.length > 0 && !this.#later)
  #listening = false
  #watchers = 0
  /** How many views came: an answer that comes after a later one is not news. */
  #taken = 0

  /** Follows what is seen of the connection; called by the shell, once open. */
  async follow(): Promise<void> {
    try {
      if (!this.#listening) {
        this.#listening = true
        await backend.onConnection((view) => this.take(view))
        // What the system says is only a reason to look.
        const changed = () => void backend.connectionMayHaveChanged().catch(() => {})
        window.addEventListener('online', changed)
        window.addEventListener('offline', changed)
      }
      await this.ask(backend.connection())
    } catch (thrown) {
      toasts.problem(thrown)
    }
  }

  private take(view: ConnectionView): void {
    this.#taken += 1
    if (view.state === 'offline') this.#later = false
    this.view = view
  }

  private async ask(answer: Promise<ConnectionView>): Promise<void> {
    const before = this.#taken
    const view = await answer
    if (this.#taken === before) this.take(view)
  }

  /** What is on the screen needs the connection, until the function returned is called. */
  watch(): () => void {
    this.#watchers += 1
    if (this.#watchers === 1) this.tell(true)
    return () => {
      this.#watchers -= 1
      if (this.#watchers === 0) this.tell(false)
    }
  }

  private tell(watched: boolean): void {
    // A store that was locked meanwhile watches nothing any more.
    this.ask(backend.watchConnection(watched)).catch(() => {})
  }

  /** Not now: they stay on the home screen and in the guide. */
  later(): void {
    this.#later = true
  }

  /** Takes a step up again, where it is explained. */
  async resume(step: PutOffStep): Promise<void> {
    try {
      await backend.putOffStep(step.id, false)
      this.later()
      router.go('guide', step.track, String(step.position))
    } catch (thrown) {
      toasts.problem(thrown)
    }
  }

  /** After locking. */
  forget(): void {
    this.view = null
    this.#later = false
  }
}

export const connection = new Connection()

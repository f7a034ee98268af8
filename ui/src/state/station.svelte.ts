// Whether the participant's station is open, and all that it shows. While it is, nothing else can be reached.

import { flushAll, forgetUnsaved } from './autosave.svelte'
import { backend } from '$src/api'
import type { Problem, StationView } from '$src/api/types'
import { drafts } from './form-drafts'
import { asProblem } from '$src/api/problem'
import { projection } from './projection.svelte'
import { toasts } from './toasts.svelte'

class Station {
  view = $state<StationView | null>(null)
  problem = $state<Problem | null>(null)
  /** The station was found open with a person seated, as after a crash: they say first that it is them. */
  resuming = $state(false)
  #warned = false

  /** Looks whether the station was open when the program stopped. */
  async load(): Promise<void> {
    try {
      this.problem = null
      const found = await backend.station()
      this.resuming = found.person !== null
      await this.#show(found)
      if (found.open) await this.fill(true)
    } catch (thrown) {
      this.problem = asProblem(thrown)
    }
  }

  /** Opens it on a workshop; `pin` the first time. When something typed before cannot be kept, it says why first; asked
   * again, it opens all the same. */
  async open(workshop: string, pin: string | null): Promise<void> {
    const [unsaved] = await flushAll()
    if (unsaved && !this.#warned) {
      this.#warned = true
      throw unsaved
    }
    const opened = await this.#alone(() => backend.openStation(workshop, pin))
    forgetUnsaved()
    this.#warned = false
    toasts.shown = []
    this.resuming = false
    this.view = opened
    await this.fill(true)
  }

  /** With the projector off, which nothing could stop once the station is open; on again when it did not open. */
  async #alone<T>(work: () => Promise<T>): Promise<T> {
    const { on, workshop, step } = projection
    if (on) await projection.stop()
    try {
      return await work()
    } catch (thrown) {
      if (on && workshop !== null && step !== null) await projection.show(workshop, step).catch(() => undefined)
      throw thrown
    }
  }

  /** Closes it with the facilitator's code. */
  async close(secret: string): Promise<void> {
    await flushAll()
    const closed = await backend.closeStation(secret)
    // What could not be kept would be tried again, and refused, at every gesture of whoever sits next.
    forgetUnsaved()
    this.resuming = false
    await this.#show(closed)
    await this.fill(false)
  }

  /** After locking. */
  forget(): void {
    this.view = null
    this.resuming = false
  }

  /** Before any form, what was typed in forms is found again; nobody at the station reads it. */
  async #show(found: StationView): Promise<void> {
    try {
      if (!found.open) drafts.load(await backend.formDrafts())
    } catch (thrown) {
      toasts.problem(thrown)
    }
    this.view = found
  }

  /** A window that cannot take the whole screen still shows the station. */
  private async fill(on: boolean): Promise<void> {
    try {
      await backend.fullScreen(on)
    } catch {
      // Refused by the window manager: nothing is lost.
    }
  }
}

export const station = new Station()

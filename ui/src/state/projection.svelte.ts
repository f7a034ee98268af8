// What the group is shown on the projector: it stays there from one screen to another, until it is stopped, the
// participant's station is opened or the store is locked.

import { backend } from '$src/api'
import type { Step } from '$src/api/types'

class Projection {
  /** The projector's window is open. */
  on = $state(false)
  /** The workshop on show; null when it is not known any more. */
  workshop = $state<string | null>(null)
  /** Code of the step on show. */
  step = $state<Step | null>(null)

  /** What is asked of the projector's window reaches it in the order in which it was asked. */
  private last: Promise<unknown> = Promise.resolve()

  show(workshop: string, step: Step): Promise<void> {
    return this.inOrder(async () => {
      await backend.project(workshop, step)
      this.set(workshop, step)
    })
  }

  /** Brings what is on show of this workshop up to date; notices that the window was closed, or is open already. */
  follow(workshop: string): Promise<void> {
    return this.inOrder(async () => {
      this.on = await backend.projecting()
      if (!this.on) this.set(null, null)
      else if (this.workshop === workshop && this.step !== null) await backend.project(workshop, this.step)
    })
  }

  stop(): Promise<void> {
    return this.inOrder(async () => {
      await backend.stopProjecting()
      this.set(null, null)
    })
  }

  private set(workshop: string | null, step: Step | null): void {
    this.on = workshop !== null
    this.workshop = workshop
    this.step = step
  }

  private inOrder(ask: () => Promise<void>): Promise<void> {
    const asked = this.last.then(ask)
    this.last = asked.catch(() => undefined)
    return asked
  }
}

export const projection = new Projection()

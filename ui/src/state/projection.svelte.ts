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

  async show(workshop: string, step: Step): Promise<void> {
    await backend.project(workshop, step)
    this.on = true
    this.workshop = workshop
    this.step = step
  }

  /** Brings what is on show of this workshop up to date; notices that the window was closed, or is open already. */
  async follow(workshop: string): Promise<void> {
    const { step } = this
    this.on = await backend.projecting()
    if (!this.on) this.workshop = this.step = null
    // Another step, or none, may have been asked for meanwhile.
    else if (this.workshop === workshop && step !== null && this.step === step) await backend.project(workshop, step)
  }

  async stop(): Promise<void> {
    this.on = false
    this.workshop = this.step = null
    await backend.stopProjecting()
  }
}

export const projection = new Projection()

// How the sending to INAÉ goes: one value for the whole window, so that no two places of it can disagree.

import { backend } from './backend'
import type { SyncView } from './backend/types'

/** What may change a screen: everything but how far a file has got. */
function gist({ kind, waiting, last_success, problem, file }: SyncView): string {
  return JSON.stringify([kind, waiting, last_success, problem?.code, file?.hash])
}

class Sending {
  view = $state.raw<SyncView | null>(null)
  /** Rank of the newest view that came, shown or not. */
  #newest = -1
  #listening: Promise<unknown> | null = null
  #listeners = new Set<() => void>()

  /** Follows what the application says of it, from now on. */
  async follow(): Promise<void> {
    this.#listening ??= backend.onSync((view) => this.take(view))
    await this.#listening
  }

  /** A view came, as news or with an answer: shown unless a newer one came before. */
  take(view: SyncView): void {
    if (view.rank <= this.#newest) return
    this.#newest = view.rank
    const before = this.view
    this.view = view
    if (before === null || gist(before) !== gist(view)) for (const listener of [...this.#listeners]) listener()
  }

  /** Calls this when what is sent, or what INAÉ answered, may have changed what is shown; gives what stops it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** After locking: what was said of the store that was open is no news of the next one. */
  forget(): void {
    this.view = null
  }
}

export const sending = new Sending()

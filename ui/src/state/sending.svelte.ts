// How the sending to INAÉ goes: one value for the whole window, so that no two places of it can disagree.

import { backend } from '$src/api'
import type { SyncView } from '$src/api/types'

/** What may change a screen: everything but how far a file has got. */
function gist({ kind, waiting, answers, exchanges, problem, file }: SyncView): string {
  return JSON.stringify([kind, waiting, answers, exchanges, problem?.code, file?.hash])
}

/** What became of « Chercher les réponses »: under way, done with so many answers, or not possible now. */
export type Asked = { kind: 'asking' } | { kind: 'done'; answers: number } | { kind: 'failed' }

class Sending {
  view = $state.raw<SyncView | null>(null)
  /** What became of the last asking; null before any. */
  asked = $state.raw<Asked | null>(null)
  /** How things stood when it was asked, and whether it has begun to be done since. */
  #before: { exchanges: number; learned: number; begun: boolean } | null = null
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
    this.#follow(view)
    if (before === null || gist(before) !== gist(view)) for (const listener of [...this.#listeners]) listener()
  }

  /** Sends what waits and looks for answers, now; `asked` says what came of it. */
  async ask(): Promise<void> {
    if (this.view === null || this.asked?.kind === 'asking') return
    const { exchanges, learned } = this.view
    this.#before = { exchanges, learned, begun: false }
    this.asked = { kind: 'asking' }
    try {
      await backend.sendNow()
    } catch (thrown) {
      this.#before = null
      this.asked = null
      throw thrown
    }
  }

  #follow(view: SyncView): void {
    if (this.#before === null) return
    const { exchanges, learned, begun } = this.#before
    if (view.exchanges > exchanges) {
      this.#before = null
      this.asked = { kind: 'done', answers: view.learned - learned }
    } else if (view.kind === 'sending') {
      this.#before.begun = true
    } else if (begun) {
      this.#before = null
      this.asked = { kind: 'failed' }
    }
  }

  /** Calls this when what is sent, or what INAÉ answered, may have changed what is shown; gives what stops it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** After locking: what was said of the store that was open is no news of the next one. */
  forget(): void {
    this.view = null
    this.asked = null
    this.#before = null
  }
}

export const sending = new Sending()

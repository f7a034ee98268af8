// Short messages at the bottom of the window, with « Annuler » where the action can be undone.

import { asProblem } from './problem'

export interface Toast {
  id: number
  text: string
  kind: 'done' | 'problem'
  undo: (() => Promise<void> | void) | null
}

/** How long a message stays, in milliseconds; it stays longer while the pointer or the focus is on it. */
export const STAY_MS = 5_000
export const STAY_WITH_UNDO_MS = 12_000

class Toasts {
  shown = $state<Toast[]>([])
  #last = 0

  show(text: string, options: { undo?: () => Promise<void> | void; kind?: Toast['kind'] } = {}): void {
    this.#last += 1
    const toast: Toast = { id: this.#last, text, kind: options.kind ?? 'done', undo: options.undo ?? null }
    this.shown = [...this.shown.slice(-2), toast]
  }

  /** Shows what went wrong. */
  problem(thrown: unknown): void {
    const { what, todo } = asProblem(thrown)
    this.show(`${what} ${todo}`, { kind: 'problem' })
  }

  dismiss(id: number): void {
    this.shown = this.shown.filter((toast) => toast.id !== id)
  }

  async undo(id: number): Promise<void> {
    const toast = this.shown.find((one) => one.id === id)
    this.dismiss(id)
    try {
      await toast?.undo?.()
    } catch (thrown) {
      this.problem(thrown)
    }
  }

  /** Undoes the newest action that can be (Ctrl+Z). */
  undoNewest(): boolean {
    const newest = this.shown.findLast((toast) => toast.undo)
    if (newest) void this.undo(newest.id)
    return newest !== undefined
  }
}

export const toasts = new Toasts()

// Short messages at the foot of the page, with « Annuler » where the action can be undone.
//
// A message is of the page where it is shown: it leaves with it. One that comes with the very gesture that changes the page
// (a workshop is removed, its page with it) is of the page where one arrives, and stays its time if it can be undone: there
// is no other place where it could be. What went wrong stays until it is read.

import { asProblem, inShort } from '$src/api/problem'

export interface Toast {
  id: number
  text: string
  kind: 'done' | 'problem'
  undo: (() => Promise<void> | void) | null
  /** Something was pressed since it is shown: the next page is no longer of its making. */
  settled: boolean
  /** It goes from page to page until its time is over. */
  lasting: boolean
}

interface Options {
  undo?: () => Promise<void> | void
  kind?: Toast['kind']
  /** What it undoes can be undone nowhere else: it goes from page to page until its time is over. */
  lasting?: boolean
}

/** How long a message stays at least, in milliseconds; as long as the pointer or the focus is on one, all stay. */
export const STAY_MS = 5_000
export const STAY_WITH_UNDO_MS = 12_000
/** For each letter: who reads with difficulty has the time to. */
const LETTER_MS = 90
/** Messages shown at once, what went wrong apart. */
const MOST = 3

/** Where messages are shown: the page; or a dialog that is open over it, for what is said since it is. */
export interface Host {
  over: boolean
  /** Messages shown until it came. */
  since: number
}

class Toasts {
  shown = $state<Toast[]>([])
  #hosts = $state.raw<Host[]>([])
  #last = 0
  #timers = new Map<number, ReturnType<typeof setTimeout>>()
  #held = false

  show(text: string, { undo, kind = 'done', lasting = false }: Options = {}): void {
    this.#last += 1
    const toast: Toast = { id: this.#last, text, kind, undo: undo ?? null, settled: false, lasting }
    // The same once more takes the place of the first.
    const others = this.shown.filter((one) => one.text !== text || one.kind !== kind)
    const done = others.filter((one) => one.kind === 'done')
    const old = new Set(done.slice(0, Math.max(0, done.length - (MOST - 1))))
    this.shown = [...others.filter((one) => !old.has(one)), toast]
    if (!this.#held) this.#start(toast)
  }

  /** Shows what went wrong. */
  problem(thrown: unknown): void {
    this.show(inShort(asProblem(thrown)), { kind: 'problem' })
  }

  dismiss(id: number): void {
    this.shown = this.shown.filter((toast) => toast.id !== id)
  }

  clear(): void {
    this.shown = []
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

  /** Undoes the newest action that can be (Ctrl+Z): under a dialog, nothing is undone. */
  undoNewest(): boolean {
    const top = this.#top
    const newest = top ? this.in(top).findLast((toast) => toast.undo) : this.shown.findLast((toast) => toast.undo)
    if (newest) void this.undo(newest.id)
    return newest !== undefined
  }

  /** Something was pressed. */
  settle(): void {
    for (const toast of this.shown) toast.settled = true
  }

  /** Another page is shown. */
  turn(): void {
    this.shown = this.shown.filter((toast) => toast.kind === 'problem' || toast.lasting || !toast.settled)
    for (const toast of this.shown) if (toast.undo) toast.lasting = true
  }

  /** They stay as long as they are looked at. */
  hold(): void {
    this.#held = true
    for (const timer of this.#timers.values()) clearTimeout(timer)
  }

  release(): void {
    this.#held = false
    for (const toast of this.shown) this.#start(toast)
  }

  /** The messages of a place: what was said before a dialog opened stays below it, and what was said in it comes to the page
   * once it is closed. */
  in(host: Host): Toast[] {
    const top = this.#top
    if (host === top) return this.shown.filter((toast) => toast.id > host.since)
    return top?.over && host === this.#below ? this.shown.filter((toast) => toast.id <= top.since) : []
  }

  /** Offers a place to messages, in a dialog or not; gives how to take it back. */
  offer(host: Host): () => void {
    host.since = host.over ? this.#last : 0
    this.#hosts = [...this.#hosts, host]
    return () => (this.#hosts = this.#hosts.filter((one) => one !== host))
  }

  get #top(): Host | undefined {
    return this.#hosts.findLast((host) => host.over) ?? this.#below
  }

  get #below(): Host | undefined {
    return this.#hosts.findLast((host) => !host.over)
  }

  #start({ id, kind, undo, text }: Toast): void {
    clearTimeout(this.#timers.get(id))
    this.#timers.delete(id)
    if (kind === 'problem') return
    const least = undo ? STAY_WITH_UNDO_MS : STAY_MS
    const timer = setTimeout(
      () => {
        this.#timers.delete(id)
        this.dismiss(id)
      },
      Math.max(least, text.length * LETTER_MS),
    )
    this.#timers.set(id, timer)
  }
}

export const toasts = new Toasts()

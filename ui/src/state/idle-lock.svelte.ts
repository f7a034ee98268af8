// Closes the store when nobody touches the computer: a laptop with people's data does not stay open in a room. What is typed
// is kept first, as at any locking. The station has its own watch, and asks for its code; this one is not running then.

/** How long the warning stays before the store closes, in milliseconds. */
export const NOTICE_MS = 30_000
const MINUTE_MS = 60_000
/** How often it looks at the clock. A computer that slept finds the time gone by at its first look. */
const EVERY_MS = 1_000
const GESTURES = ['pointerdown', 'pointermove', 'keydown', 'input', 'wheel', 'touchstart'] as const

export interface Watch {
  /** Minutes without a gesture before it closes, as things are now. */
  minutes: () => number
  lock: () => void
  now?: () => number
}

export class IdleLock {
  /** Whole seconds left before it closes, once it warns; null before. */
  left = $state<number | null>(null)
  #last: number
  #watch: Watch
  #now: () => number
  #timer: ReturnType<typeof setInterval>

  constructor(watch: Watch) {
    this.#watch = watch
    this.#now = watch.now ?? Date.now
    this.#last = this.#now()
    for (const gesture of GESTURES) window.addEventListener(gesture, this.#gesture, { passive: true, capture: true })
    this.#timer = setInterval(() => this.look(), EVERY_MS)
  }

  /** A key or the mouse. What wakes a computer that slept through the time comes perhaps before any look at the clock, and
   * from somebody else: it closes all the same. */
  #gesture = (): void => {
    this.look()
    this.touch()
  }

  /** Somebody is there. */
  touch = (): void => {
    this.#last = this.#now()
    this.left = null
  }

  /** Looks at the clock. A clock that was set back counts from now. */
  look(): void {
    const now = this.#now()
    if (now < this.#last) this.#last = now
    const rest = this.#last + this.#watch.minutes() * MINUTE_MS - now
    if (rest <= 0) {
      this.touch()
      this.#watch.lock()
    } else {
      this.left = rest <= NOTICE_MS ? Math.ceil(rest / 1_000) : null
    }
  }

  stop(): void {
    clearInterval(this.#timer)
    for (const gesture of GESTURES) window.removeEventListener(gesture, this.#gesture, { capture: true })
  }
}

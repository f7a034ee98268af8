// The screen shown, kept in the address's fragment (`#/people/…`) so that « back » works.

export interface Route {
  /** Feature, as in features/registry.ts. */
  feature: string
  /** What comes after, such as an identifier. */
  path: string[]
}

const FIRST = 'home'
/** Where the screen shown is kept on this computer, for after a crash: identifiers alone, no name. */
const KEPT = 'route'
/** The same for a trial with invented people, which leaves no trace and touches none. */
const KEPT_IN_PRACTICE = 'route-practice'

export function parse(hash: string): Route {
  const [feature, ...path] = hash
    .replace(/^#?\/?/, '')
    .split('/')
    .filter((part) => part !== '')
    .map(decode)
  return { feature: feature ?? FIRST, path }
}

export function address(feature: string, ...path: string[]): string {
  return `#/${[feature, ...path].map(encodeURIComponent).join('/')}`
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

class Router {
  current = $state<Route>(parse(window.location.hash))
  /** Whether « back » leads to a screen of the application. */
  depth = $state(0)
  /** The store was closed from here: where one was is kept for when it opens again. */
  #closed = false
  #kept = KEPT
  /** Whether the screen shown was come back to: a list is then where it was. */
  cameBack = false
  #back = false

  constructor() {
    window.addEventListener('hashchange', () => {
      // `go` shows a screen before the browser tells of its address: it is not made a second time.
      const { feature, path } = parse(window.location.hash)
      if (address(feature, ...path) === address(this.current.feature, ...this.current.path)) return
      this.cameBack = this.#back
      this.#back = false
      this.current = { feature, path }
      this.#keep()
    })
  }

  /** Shows another screen; the page it renders takes the focus. */
  go(feature: string, ...path: string[]): void {
    const next = address(feature, ...path)
    if (next === window.location.hash) return
    this.cameBack = false
    this.depth += 1
    window.location.hash = next
    this.current = parse(next)
    this.#keep()
  }

  /** From here on, screens are those of a trial, or no longer are. */
  among(practice: boolean): void {
    this.#kept = practice ? KEPT_IN_PRACTICE : KEPT
    if (!practice) localStorage.removeItem(KEPT_IN_PRACTICE)
  }

  #keep(): void {
    if (this.#closed) return
    localStorage.setItem(this.#kept, window.location.hash)
  }

  /** What is shown over the screen has an address too: it is come back to, as after a crash. The screen is not made again. */
  rename(feature: string, ...path: string[]): void {
    window.history.replaceState(null, '', address(feature, ...path))
    this.#keep()
  }

  /** Shows again the screen that was shown when the store was closed, or when the application ended by itself. */
  resume(): void {
    this.#closed = false
    const { feature, path } = parse(localStorage.getItem(this.#kept) ?? '')
    if (this.current.feature === FIRST) this.go(feature, ...path)
  }

  /** Makes the same screen anew: what it shows was changed from elsewhere. */
  again(): void {
    this.current = { ...this.current }
  }

  /** Comes back to the previous screen, or to `feature` when there is none. */
  back(feature: string = FIRST): void {
    if (this.depth > 0) {
      this.depth -= 1
      this.#back = true
      window.history.back()
    } else {
      this.go(feature)
      this.cameBack = true
    }
  }

  /** The store is closed: nothing of the screen stays in the address, and one comes back to it by `resume`. */
  close(): void {
    this.#closed = true
    this.#first()
  }

  /** Forgets where one was: somebody else opens, or begins. */
  reset(): void {
    this.#closed = false
    this.#first()
    localStorage.removeItem(this.#kept)
  }

  #first(): void {
    this.depth = 0
    window.location.hash = ''
    this.current = parse('')
  }
}

export const router = new Router()

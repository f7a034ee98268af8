// Whether the page where one applies for each badge answers: looked at a few at a time, and known until the store is
// locked, whatever the screen.

import { backend } from '$src/api'
import type { AddressState, BadgeView } from '$src/api/types'
import { t } from '$src/texts/i18n'

/** How many pages are asked for at once. */
const AT_ONCE = 4
/** How many pages that cannot be reached, when none can, say that there is no connection. */
const FEW = 4

/** A page that could not be reached while another was, after it: its address is wrong, not the connection. */
function silent(state: AddressState): AddressState {
  return state.code === 'unreachable' ? { ...state, code: 'silent', text: t('settings.address_silent') } : state
}

class Addresses {
  #seen = $state.raw<Record<string, AddressState>>({})
  /** How far the look at all of them is; null when there is none. */
  progress = $state<{ n: number; count: number } | null>(null)
  /** The look under way: what comes for another one comes too late. */
  #look: object | null = null
  /** Changes when all is forgotten. */
  #life = 0

  /** What was seen of a badge's address, as the address is now. */
  of(badge: BadgeView): AddressState | null {
    const seen = this.#seen[badge.id]
    return seen?.address === badge.application_url ? seen : null
  }

  private keep(states: AddressState[]): void {
    this.#seen = { ...this.#seen, ...Object.fromEntries(states.map((state) => [state.badge, state])) }
  }

  /** Looks at one. */
  async one(badge: BadgeView): Promise<AddressState> {
    const life = this.#life
    const state = await backend.lookAtAddress(badge.id)
    if (life === this.#life) this.keep([state])
    return state
  }

  /** Looks at all of them. Without a connection it ends early, and what was seen before is still known. */
  async all(badges: BadgeView[]): Promise<'done' | 'stopped' | 'offline'> {
    const mine = {}
    this.#look = mine
    const waiting = [...badges]
    const unreachable: AddressState[] = []
    let reached = false
    let lost = false
    this.progress = { n: 0, count: badges.length }
    const worker = async () => {
      for (;;) {
        const next = this.#look === mine && !lost ? waiting.shift() : undefined
        if (next === undefined) return
        const state = await backend.lookAtAddress(next.id)
        if (this.#look !== mine || lost) return
        const answered = state.code !== 'unreachable' && state.code !== 'none'
        if (state.code === 'unreachable') unreachable.push(state)
        else this.keep([state])
        if (answered) this.keep(unreachable.splice(0).map(silent))
        reached ||= answered
        lost = !reached && (unreachable.length >= FEW || (waiting.length === 0 && unreachable.length > 0))
        this.progress = { n: (this.progress?.n ?? 0) + 1, count: badges.length }
      }
    }
    const workers = Array.from({ length: AT_ONCE }, worker)
    try {
      await Promise.all(workers)
    } catch (thrown) {
      if (this.#look === mine) this.stop()
      throw thrown
    }
    if (this.#look !== mine) return 'stopped'
    this.stop()
    if (lost) return 'offline'
    this.keep(unreachable)
    return 'done'
  }

  /** Asks for no other page; what was seen is kept. */
  stop(): void {
    this.#look = null
    this.progress = null
  }

  /** After locking. */
  forget(): void {
    this.stop()
    this.#seen = {}
    this.#life += 1
  }
}

export const addresses = new Addresses()

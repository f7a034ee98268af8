// What the screens of the station share: the language, the person's gestures, and what goes wrong.

import { flushAll } from '$lib/autosave.svelte'
import { backend } from '$lib/backend'
import type { Problem, StationView } from '$lib/backend/types'
import { asProblem } from '$lib/problem'
import { isLanguage, say, type Language, type StationKey } from '$lib/station-i18n'
import { station } from '$lib/station.svelte'
import { speech } from './speech.svelte'

const ERRORS: Record<string, StationKey> = {
  'station-pin-wrong': 'errors.pin-wrong',
  'station-pin-wait': 'errors.pin-wait',
  'station-picture-wrong': 'errors.picture-wrong',
  'station-picture-closed': 'errors.picture-closed',
  'station-words-missing': 'errors.words-missing',
  'narrative-too-long': 'errors.words-long',
  'evidence-unknown-kind': 'errors.file-kind',
  'evidence-other-kind': 'errors.file-kind',
  'evidence-kind': 'errors.file-kind',
  'evidence-empty': 'errors.file-damaged',
  'evidence-damaged': 'errors.file-damaged',
  'evidence-encrypted': 'errors.file-damaged',
  'evidence-no-page': 'errors.file-damaged',
  'evidence-too-large': 'errors.file-large',
  'evidence-too-many-pixels': 'errors.file-large',
  'too-much-evidence': 'errors.file-many',
  'store-full': 'errors.full',
}

/** What went wrong, in the person's language. */
export function tell(language: Language, problem: Problem): string {
  const seconds = /\d+/.exec(problem.what)?.[0] ?? ''
  return say(language, ERRORS[problem.code] ?? 'errors.other', { seconds })
}

class Desk {
  /** On the welcome screen, before anyone is seated. */
  #chosen = $state<Language | null>(null)
  failure = $state<Problem | null>(null)
  busy = $state(false)

  get language(): Language {
    const own = station.view?.person?.language ?? this.#chosen ?? station.view?.picture?.language ?? 'fr'
    return isLanguage(own) ? own : 'fr'
  }
  say(key: StationKey, values: Record<string, string | number> = {}): string {
    return say(this.language, key, values)
  }

  /** A gesture, once all that is typed is kept. One at a time. */
  async act(work: () => Promise<StationView>): Promise<boolean> {
    if (this.busy) return false
    this.busy = true
    this.failure = null
    speech.stop()
    try {
      const [unsaved] = await flushAll()
      if (unsaved) {
        this.failure = unsaved
        return false
      }
      station.view = await work()
      return true
    } catch (thrown) {
      this.failure = asProblem(thrown)
      return false
    } finally {
      this.busy = false
    }
  }

  go(screen: string, question: string | null = null): Promise<boolean> {
    const request = ['steps', 'badges'].includes(screen) ? null : (station.view?.request?.line.id ?? null)
    return this.act(() => backend.stationGo(screen, request, question))
  }

  async sit(id: string): Promise<void> {
    if (await this.act(() => backend.stationSit(id))) await this.#keepLanguage()
  }

  /** The picture of the person whose tile was chosen: chosen the first time, shown after. */
  async show(picture: string): Promise<void> {
    if (await this.act(() => backend.stationPicture(picture))) return this.#keepLanguage()
    // Too many wrong ones: another screen.
    if (this.failure?.code === 'station-picture-closed') await this.act(() => backend.station())
  }

  /** The facilitator's code opens the place; what is wrong with it is told where it is typed. */
  async openPlace(work: () => Promise<StationView>): Promise<void> {
    speech.stop()
    this.failure = null
    station.view = await work()
  }

  /** What was chosen before one sat down becomes the person's own language. */
  async #keepLanguage(): Promise<void> {
    const chosen = this.#chosen
    if (chosen === null || !station.view?.person) return
    if (station.view.person.language === chosen || (await this.act(() => backend.stationLanguage(chosen)))) {
      this.#chosen = null
    }
  }

  /** Back to the welcome screen, in French again. */
  async stand(): Promise<void> {
    // Even if a save failed: the next person must not find this one's words.
    await flushAll()
    this.busy = false
    const stood = await this.act(() => backend.stationStand())
    if (stood) {
      station.resuming = false
      this.#chosen = null
    }
  }

  async speakIn(language: Language): Promise<void> {
    if (station.view?.person) await this.act(() => backend.stationLanguage(language))
    else {
      speech.stop()
      this.#chosen = language
    }
  }
}

export const desk = new Desk()

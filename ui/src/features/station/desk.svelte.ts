// What the screens of the station share: the language, the person's gestures, and what goes wrong.

import { flushAll, forgetUnsaved } from '$src/state/autosave.svelte'
import { backend } from '$src/api'
import type { OwnPicture, Problem, StationView } from '$src/api/types'
import { asProblem } from '$src/api/problem'
import { isLanguage, say, sayWith, type Language, type StationKey, type StationValues } from '$src/texts/station-i18n'
import { station } from '$src/state/station.svelte'
import { speech } from './speech.svelte'

const ERRORS: Partial<Record<Problem['code'], StationKey>> = {
  'station-pin-wrong': 'errors.pin-wrong',
  'station-pin-wait': 'errors.pin-wait',
  'station-picture-wrong': 'errors.picture-wrong',
  'station-picture-closed': 'errors.picture-closed',
  'station-words-missing': 'errors.words-missing',
  'station-reply-missing': 'errors.reply-missing',
  'reply-too-long': 'errors.words-long',
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
  return sayWith(language, ERRORS[problem.code] ?? 'errors.other', 'params' in problem ? problem.params : {})
}

class Desk {
  /** On the welcome screen, before anyone is seated. */
  #chosen = $state<Language | null>(null)
  failure = $state<Problem | null>(null)
  busy = $state(false)
  /** Who is at the desk: what was begun for one person shows nothing once they have stood up. */
  #turn = 0

  get language(): Language {
    const own = station.view?.person?.language ?? this.#chosen ?? station.view?.picture?.language ?? 'fr'
    return isLanguage(own) ? own : 'fr'
  }
  /** Whose name is on the screen. */
  get name(): string {
    return station.view?.person?.name ?? station.view?.picture?.name ?? ''
  }
  say<Key extends StationKey>(key: Key, ...given: StationValues<Key>): string {
    return say(this.language, key, ...given)
  }

  /** A gesture, once all that is typed is kept. One at a time. */
  async act(work: () => Promise<StationView>): Promise<boolean> {
    if (this.busy) return false
    const turn = this.#turn
    this.busy = true
    this.failure = null
    speech.stop()
    try {
      const [unsaved] = await flushAll()
      if (unsaved) throw unsaved
      if (turn !== this.#turn) return false
      const view = await work()
      if (turn !== this.#turn) return false
      station.view = view
      return true
    } catch (thrown) {
      if (turn === this.#turn) this.failure = asProblem(thrown)
      return false
    } finally {
      if (turn === this.#turn) this.busy = false
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
  async show(picture: OwnPicture): Promise<void> {
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

  /** Back to the welcome screen, in French again, even if a save failed: the next person must neither find this one's
   * words nor be held back by them. What could not be kept is said. */
  async stand(): Promise<void> {
    const turn = ++this.#turn
    this.busy = true
    speech.stop()
    let [failure] = await flushAll()
    try {
      station.view = await backend.stationStand()
      station.resuming = false
      this.#chosen = null
    } catch (thrown) {
      failure = asProblem(thrown)
      await this.#cover()
    }
    forgetUnsaved()
    if (turn !== this.#turn) return
    this.failure = failure ?? null
    this.busy = false
  }

  /** Nobody could be stood up, as on a full disk: the words are hidden behind the picture, or « on reprend ? ». */
  async #cover(): Promise<void> {
    station.resuming = true
    try {
      station.view = await backend.station()
      station.resuming = station.view.person !== null
    } catch {
      // Why is said already.
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

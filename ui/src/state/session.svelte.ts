// Whether the store is new, locked, being set up or open.

import { addresses } from './addresses.svelte'
import { flushAll, forgetUnsaved } from './autosave.svelte'
import { backend } from '$src/api'
import type { PracticeProgress, Problem, SessionView } from '$src/api/types'
import { connection } from './connection.svelte'
import { listings } from './listing.svelte'
import { drafts } from './form-drafts'
import { t } from '$src/texts/i18n'
import { asProblem } from '$src/api/problem'
import { projection } from './projection.svelte'
import { router } from './router.svelte'
import { sending } from './sending.svelte'
import { station } from './station.svelte'
import { toasts } from './toasts.svelte'

class Session {
  view = $state<SessionView | null>(null)
  /** What prevents the application from starting. */
  problem = $state<Problem | null>(null)
  /** Whether the catalogue is the shipped example. */
  exampleCatalogue = $state(false)
  /** Whether a trial is being deleted. */
  ending = $state(false)
  #warned = false

  async load(): Promise<void> {
    this.problem = null
    try {
      this.view = await backend.session()
      router.among(this.view.practice === 'on')
    } catch (thrown) {
      this.problem = asProblem(thrown)
    }
  }

  /** Makes a trial with invented people and goes in; told meanwhile how far it is made. */
  async startPractice(tell: (progress: PracticeProgress) => void): Promise<void> {
    const stop = await backend.onPractice(tell)
    try {
      const view = await backend.startPractice()
      router.among(true)
      router.reset()
      this.view = view
    } finally {
      stop()
    }
  }

  async resumePractice(): Promise<void> {
    this.view = await backend.resumePractice()
    router.resume()
  }

  /** Ends the trial: all of it is deleted, what is being typed too. */
  async endPractice(): Promise<void> {
    if (this.ending) return
    this.ending = true
    try {
      await projection.stop()
      forgetUnsaved()
      this.view = await backend.endPractice()
      this.#leavePractice()
      toasts.show(t('practice.ended'))
    } catch (thrown) {
      // Whatever could not be deleted, it is over.
      await this.load()
      if (this.view?.practice === 'off') this.#leavePractice()
      toasts.problem(thrown)
    } finally {
      this.ending = false
    }
  }

  /** Nothing is kept of the trial; where one was in the real data is as it was. */
  #leavePractice(): void {
    this.#forget()
    router.reset()
    router.among(false)
    router.close()
  }

  /** Forgets what was shown of a store that is closed. */
  #forget(): void {
    drafts.clear()
    sending.forget()
    toasts.shown = []
    station.forget()
    connection.forget()
    addresses.forget()
    listings.forget()
  }

  async createStore(passphrase: string): Promise<void> {
    this.view = await backend.createStore(passphrase)
  }

  async unlock(passphrase: string): Promise<void> {
    this.view = await backend.unlock(passphrase)
    if (this.view.stage === 'open') router.resume()
  }

  async recover(code: string, passphrase: string): Promise<void> {
    // Who opens by the sheet may be somebody else: they begin at the first screen.
    router.reset()
    this.view = await backend.recover(code, passphrase)
  }

  async finishSetup(): Promise<void> {
    router.reset()
    this.view = await backend.finishSetup()
  }

  /** Closes the store, once all that is typed is kept. When something cannot be, it says why and stays open; asked
   * again, it closes all the same. */
  async lock(): Promise<void> {
    try {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      const [unsaved] = await flushAll()
      if (unsaved && !this.#warned) {
        this.#warned = true
        toasts.problem(unsaved)
        return
      }
      forgetUnsaved()
      this.#warned = false
      this.view = await backend.lock()
      this.#forget()
      router.close()
      await projection.stop()
    } catch (thrown) {
      toasts.problem(thrown)
    }
  }

  /** Follows the sending and reads what the shell shows; called by the shell, once open. */
  async follow(): Promise<void> {
    try {
      await sending.follow()
    } catch (thrown) {
      toasts.problem(thrown)
    }
    await this.refresh()
  }

  /** Reads again what the shell shows, as after a request was confirmed or a catalogue imported. */
  async refresh(): Promise<void> {
    try {
      const [queue, catalogue] = await Promise.all([backend.queue(), backend.catalogue()])
      sending.take(queue.sync)
      this.exampleCatalogue = catalogue.example
    } catch (thrown) {
      toasts.problem(thrown)
    }
  }
}

export const session = new Session()

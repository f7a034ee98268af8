// Reading aloud. The station's own sentences are recorded and come with the application. What was typed or chosen here is
// read by a voice of this computer that the window knows, else by its own engine, else not at all, and it is said, aloud
// too. A voice that is read elsewhere, over the network, is never used.

import { backend } from '$src/api'
import { isLanguage, say, textsOf, type Language } from '$src/texts/station-i18n'
import { clipOf } from '$src/voice/clips'
import { lexicon, piecesOf, type Lexicon, type Piece } from '$src/voice/pieces'
import { player } from '$src/voice/player'

export interface Line {
  text: string
  language: Language
  /** Where it is on the screen. */
  element: Element
  /** A name that the person knows without hearing it: left out without a word when nothing here reads it. */
  name: boolean
}

const INLINE = new Set(['STRONG', 'EM', 'B', 'I', 'SMALL', 'BDI'])
const SILENT = new Set(['SVG', 'STYLE', 'SCRIPT', 'VIDEO'])
/** Between two lines, in milliseconds: one hears where one ends. */
const PAUSE = 300

/** What there is to read on a screen, in order, a line a block, each in its own language. */
export function readable(root: Element, language: Language): Line[] {
  const lines: Line[] = []
  let line = ''
  const end = (spoken: Language, element: Element) => {
    const text = line.replace(/\s+/g, ' ').trim()
    line = ''
    if (text !== '') lines.push({ text, language: spoken, element, name: element.closest('[data-name]') !== null })
  }
  const read = (element: Element, outer: Language, block: Element) => {
    if (SILENT.has(element.tagName.toUpperCase()) || element.getAttribute('aria-hidden') === 'true') return
    if (element.hasAttribute('data-unread') || element.hasAttribute('hidden')) return
    const own = element.getAttribute('lang') ?? ''
    const spoken = isLanguage(own) ? own : outer
    const inline = INLINE.has(element.tagName) && spoken === outer
    if (!inline) end(outer, block)
    const holder = inline ? block : element
    if (element instanceof HTMLImageElement) line += ` ${element.alt}`
    else if (element instanceof HTMLTextAreaElement) line += ` ${element.value}`
    else {
      for (const child of element.childNodes) {
        if (child.nodeType === Node.TEXT_NODE) line += child.textContent
        else if (child instanceof Element) read(child, spoken, holder)
      }
    }
    if (!inline) end(spoken, element)
    else line += ' '
  }
  read(root, language, root)
  end(language, root)
  return lines
}

function voiceOf(language: Language): SpeechSynthesisVoice | undefined {
  const voices = 'speechSynthesis' in window ? window.speechSynthesis.getVoices() : []
  return voices.find((voice) => voice.localService && voice.lang.toLowerCase().startsWith(language))
}

function utter(text: string, voice: SpeechSynthesisVoice): Promise<void> {
  return new Promise((resolve) => {
    const utterance = new SpeechSynthesisUtterance(text)
    utterance.voice = voice
    utterance.lang = voice.lang
    utterance.rate = 0.9
    utterance.onend = utterance.onerror = () => resolve()
    window.speechSynthesis.speak(utterance)
  })
}

const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE))

class Speech {
  speaking = $state(false)
  /** Something was not read: nothing here has a voice for it. */
  partly = $state(false)
  /** Nothing was heard. */
  failed = $state(false)
  #turn = 0
  #words = new Map<Language, Lexicon>()
  #voiced = new Map<Language, Promise<boolean>>()
  #shown: Element | null = null

  #lexicon(language: Language): Lexicon {
    const known = this.#words.get(language) ?? lexicon(textsOf(language))
    this.#words.set(language, known)
    return known
  }

  /** Whether something on this computer reads what is not recorded; asked once a reading. */
  #hasVoice(language: Language): Promise<boolean> {
    const known =
      this.#voiced.get(language) ?? (voiceOf(language) ? Promise.resolve(true) : backend.canSpeak().catch(() => false))
    this.#voiced.set(language, known)
    return known
  }

  async #say(text: string, language: Language): Promise<void> {
    const sentence = /[.!?…:؟]$/.test(text) ? text : `${text}.`
    const voice = voiceOf(language)
    if (voice) await utter(sentence, voice)
    else await backend.speak(sentence, language)
  }

  /** Whether it was heard. What is recorded is played, unless a voice can say the name that the recording leaves out. */
  async #hear(piece: Piece, language: Language): Promise<boolean> {
    const { clip, text, whole } = piece
    const voice = whole ? false : await this.#hasVoice(language)
    if (clip !== null && !voice) {
      try {
        await player.play(await player.load(language, clip))
        return true
      } catch {
        // No sound this way: another may be left.
        if (!(await this.#hasVoice(language))) throw new Error('no sound')
      }
    } else if (!voice) return false
    await this.#say(text, language)
    return true
  }

  /** What is being read is marked on the screen, and brought into sight. */
  #show(element: Element | null): void {
    this.#shown?.removeAttribute('data-reading')
    this.#shown = element
    element?.setAttribute('data-reading', '')
    element?.scrollIntoView?.({ block: 'nearest' })
  }

  /** Reads the lines one after the other, in the person's language what could not be read. `name`: whose name may be in
   * them. */
  async read(lines: Line[], language: Language, name = ''): Promise<void> {
    this.stop()
    const turn = ++this.#turn
    const gone = () => turn !== this.#turn
    this.speaking = true
    this.#voiced.clear()
    const parts = lines.map((line) => ({ ...line, pieces: piecesOf(this.#lexicon(line.language), line.text, name) }))
    for (const { pieces, language } of parts) {
      for (const { clip } of pieces) if (clip !== null) void player.load(language, clip).catch(() => undefined)
    }
    let [heard, missed, failed] = [0, false, false]
    reading: for (const { pieces, language, element, name } of parts) {
      for (const piece of pieces) {
        if (gone()) return
        this.#show(element)
        try {
          if (await this.#hear(piece, language)) heard += 1
          else missed ||= !name
        } catch {
          failed = true
          missed ||= !name
          // Not even what is recorded: there is no sound, and nobody waits for every line to fail.
          if (heard === 0 && piece.clip !== null) break reading
        }
      }
      if (gone()) return
      await pause()
    }
    if (gone()) return
    this.partly = missed && heard > 0
    this.failed = heard === 0 && (failed || missed)
    if (this.partly) {
      this.#show(null)
      const rest = say(language, 'listen_partly')
      await this.#hear({ clip: clipOf(rest), text: rest, whole: true }, language).catch(() => undefined)
    }
    if (!gone()) this.#end()
  }

  #end(): void {
    this.speaking = false
    this.#show(null)
    player.rest()
  }

  stop(): void {
    this.partly = this.failed = false
    if (!this.speaking) return
    this.#turn += 1
    player.stop()
    if ('speechSynthesis' in window) window.speechSynthesis.cancel()
    void backend.stopSpeaking().catch(() => undefined)
    this.#end()
  }
}

export const speech = new Speech()

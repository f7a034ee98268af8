// Reading aloud: with a voice of this computer that the window knows, else with its own engine, else not at all, and it
// is said. A voice that is read elsewhere, over the network, is never used.

import { backend } from '$lib/backend'
import { isLanguage, type Language } from '$lib/station-i18n'

export interface Segment {
  text: string
  language: Language
}

const INLINE = new Set(['SPAN', 'STRONG', 'EM', 'B', 'I', 'SMALL', 'BDI'])
const SILENT = new Set(['SVG', 'STYLE', 'SCRIPT', 'VIDEO'])

/** What there is to read on a screen, in order, each part in its own language. */
export function readable(root: Element, language: Language): Segment[] {
  const segments: Segment[] = []
  let line = ''
  const end = (spoken: Language) => {
    const text = line.replace(/\s+/g, ' ').trim()
    line = ''
    if (text === '') return
    const sentence = /[.!?…:؟]$/.test(text) ? text : `${text}.`
    const last = segments.at(-1)
    if (last?.language === spoken) last.text += ` ${sentence}`
    else segments.push({ text: sentence, language: spoken })
  }
  const read = (element: Element, outer: Language) => {
    if (SILENT.has(element.tagName.toUpperCase()) || element.getAttribute('aria-hidden') === 'true') return
    if (element.hasAttribute('data-unread') || element.hasAttribute('hidden')) return
    const own = element.getAttribute('lang') ?? ''
    const spoken = isLanguage(own) ? own : outer
    const inline = INLINE.has(element.tagName) && spoken === outer
    if (!inline) end(outer)
    if (element instanceof HTMLImageElement) line += ` ${element.alt}`
    else if (element instanceof HTMLTextAreaElement) line += ` ${element.value}`
    else {
      for (const child of element.childNodes) {
        if (child.nodeType === Node.TEXT_NODE) line += child.textContent
        else if (child instanceof Element) read(child, spoken)
      }
    }
    if (!inline) end(spoken)
    else line += ' '
  }
  read(root, language)
  end(language)
  return segments
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

class Speech {
  speaking = $state(false)
  /** Nothing here reads this language. */
  voiceless = $state(false)
  /** Something here should read it, and cannot: no sound, most often. */
  failed = $state(false)
  #turn = 0

  /** Reads the parts one after the other; those that have no voice are passed over. */
  async read(segments: Segment[]): Promise<void> {
    this.stop()
    const turn = ++this.#turn
    this.speaking = true
    let heard = 0
    let failed = false
    for (const { text, language } of segments) {
      if (turn !== this.#turn) return
      try {
        const voice = voiceOf(language)
        if (voice) await utter(text, voice)
        else if (await backend.canSpeak(language)) await backend.speak(text, language)
        else continue
        heard += 1
      } catch {
        // It is said below, unless another part is heard.
        failed = true
      }
    }
    if (turn !== this.#turn) return
    this.speaking = false
    this.voiceless = heard === 0 && !failed
    this.failed = heard === 0 && failed
  }

  stop(): void {
    this.voiceless = this.failed = false
    if (!this.speaking) return
    this.#turn += 1
    this.speaking = false
    if ('speechSynthesis' in window) window.speechSynthesis.cancel()
    void backend.stopSpeaking().catch(() => undefined)
  }
}

export const speech = new Speech()

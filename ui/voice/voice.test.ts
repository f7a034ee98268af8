// @vitest-environment node
// Every sentence of the station has its sound, in each language.

import { describe, expect, it } from 'vitest'
import { clipOf, keyOf, sentences, type Texts } from '../src/voice/clips.ts'
import { heard, ogg, RATE } from './ogg.ts'
import { LANGUAGES, recording, recordingsOf, textsOf } from './record.ts'

/** Samples that are not silence. */
const loud = (samples: Int16Array) => samples.filter((one) => Math.abs(one) > 1_000).length

/** Every text of a file, by its key; `dir` is for the page. */
function every(node: Texts | string, key = ''): [string, string][] {
  if (typeof node === 'string') return key === 'dir' ? [] : [[key, node]]
  return Object.entries(node).flatMap(([name, child]) => every(child, key ? `${key}.${name}` : name))
}

describe.each(LANGUAGES)('the voice in %s', (language) => {
  const [texts] = textsOf(language)

  it('has a recording of every text, each under a name of its own', () => {
    const made = recordingsOf(language)
    const shown = new Set<string>()
    for (const [key, text] of every(texts)) {
      const sentence = sentences(texts).find((one) => one.text === text)
      expect(sentence?.recorded.length, key).toBeGreaterThan(0)
      for (const one of sentence?.recorded ?? []) {
        expect(one.shown, key).not.toMatch(/[{}]/)
        shown.add(keyOf(one.shown))
        expect(made.get(clipOf(one.shown)), key).toBeDefined()
      }
    }
    expect(made.size).toBe(shown.size)
  })

  it('is heard: no recording is silent, cut, or of another length than its words', { timeout: 600_000 }, async () => {
    for (const [name, said] of recordingsOf(language)) {
      const samples = heard(await recording(language, said))
      const seconds = samples.length / RATE
      const letters = said.replace(/[\s\p{P}\p{M}]/gu, '').length
      expect(loud(samples) / samples.length, `${said} (${name})`).toBeGreaterThan(0.1)
      // From very fast to very slow speech; a number is written shorter than it is said.
      expect(seconds, said).toBeGreaterThan(0.15 + letters * 0.03)
      expect(seconds, said).toBeLessThan(2.5 + letters * 0.2)
    }
  })
})

it('says each language with a voice of its own', async () => {
  const said = await Promise.all(LANGUAGES.map((language) => recording(language, 'Radio 12')))
  expect(new Set(said.map((file) => file.toString('base64'))).size).toBe(LANGUAGES.length)
})

it('keeps a sound through its file', () => {
  const tone = Int16Array.from({ length: RATE }, (_, at) => 12_000 * Math.sin((2 * Math.PI * 440 * at) / RATE))
  const back = heard(ogg(tone))
  expect(back.length).toBe(tone.length)
  const crossings = back.filter((one, at) => at > 0 && (back[at - 1] ?? 0) < 0 && one >= 0).length
  expect(Math.abs(crossings - 440)).toBeLessThan(4)
  expect(ogg(tone)).toEqual(ogg(tone))
})

it('has what the engine reads better beside what is shown: the same words', () => {
  for (const language of LANGUAGES) {
    const [texts, spelled] = textsOf(language)
    const shown = new Map(every(texts))
    for (const [key, text] of every(spelled)) {
      const plain = (one: string) => one.normalize('NFD').replace(/\p{M}/gu, '')
      expect(plain(text), key).toBe(plain(shown.get(key) ?? ''))
    }
  }
})

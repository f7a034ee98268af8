import { describe, expect, it } from 'vitest'
import ar from '$assets/i18n/station/ar.json'
import en from '$assets/i18n/station/en.json'
import fr from '$assets/i18n/station/fr.json'
import uk from '$assets/i18n/station/uk.json'
import { isLanguage, say, sayChoice, sayQuestion } from './station-i18n'

/** Every text, by its key. */
function every(node: unknown, key = ''): [string, string][] {
  if (typeof node === 'string') return [[key, node]]
  return Object.entries(node as object).flatMap(([name, child]) => every(child, key ? `${key}.${name}` : name))
}
const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map((found) => found[0]).sort()

describe('the texts of the station', () => {
  const french = new Map(every(fr))

  it.each([
    ['en', en],
    ['ar', ar],
    ['uk', uk],
  ])('has the same keys and placeholders in %s', (_, other) => {
    const texts = new Map(every(other))
    expect([...texts.keys()].sort()).toEqual([...french.keys()].sort())
    for (const [key, text] of texts) {
      expect(text.trim(), key).not.toBe('')
      expect(holes(text), key).toEqual(holes(french.get(key) ?? ''))
    }
  })

  it('writes each language in its own letters', () => {
    const letters = (file: unknown) => every(file).filter(([key]) => key !== 'dir' && !key.endsWith('.cv.label'))
    expect(letters(ar).filter(([, text]) => !/\p{Script=Arabic}/u.test(text))).toEqual([])
    expect(letters(uk).filter(([, text]) => !/\p{Script=Cyrillic}/u.test(text))).toEqual([])
  })

  it('keeps French sentences short and French punctuation beside its word', () => {
    for (const [key, text] of french) {
      expect(/ [:;!?»%]|« /.test(text), key).toBe(false)
      for (const sentence of text.split(/[.!?…]/)) {
        expect(sentence.trim().split(/\s+/).length, `${key}: ${sentence}`).toBeLessThanOrEqual(12)
      }
    }
  })

  it('fills in what it is given', () => {
    expect(say('fr', 'progress', { at: 2, of: 8 })).toBe('Étape 2 sur 8')
    expect(say('ar', 'progress', { at: 2, of: 8 })).toContain('2')
    expect(sayQuestion('uk', 'where')).toBe('Де це було?')
    expect(sayChoice('en', 'where', 'shop', 'say')).toBe('It was in the shop')
    expect(isLanguage('oc')).toBe(false)
  })
})

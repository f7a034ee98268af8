import { describe, expect, it } from 'vitest'
import guichet from '$assets/i18n/fr/guichet.json'
import labels from '$assets/i18n/fr/labels.json'
import problems from '$assets/i18n/fr/problems.json'
import texts from '$assets/i18n/fr/ui.json'
import station from '$assets/i18n/station/fr.json'
import { t, type TextKey } from './i18n'

/** Every text, with its key. */
function* every(node: unknown, key = ''): Generator<[string, string]> {
  if (typeof node === 'string') yield [key, node]
  else for (const [name, child] of Object.entries(node as object)) yield* every(child, key ? `${key}.${name}` : name)
}

describe('t', () => {
  it('says one for 0 and 1, other from 2', () => {
    expect(t('sync.waiting', { n: 0 })).toBe('0 demande attend la connexion')
    expect(t('sync.waiting', { n: 1 })).toBe('1 demande attend la connexion')
    expect(t('sync.waiting', { n: 3 })).toBe('3 demandes attendent la connexion')
  })

  it('fills in what it is given', () => {
    expect(t('common.did_you_mean', { suggestion: 'a@gmail.com' })).toContain('a@gmail.com')
  })

  it('refuses a key that has no text', () => {
    expect(() => t('nowhere' as TextKey)).toThrow('nowhere')
  })

  it('keeps French punctuation beside its word', () => {
    const loose = [...every(texts)].filter(([, text]) => / [:;!?»%]|« /.test(text)).map(([key]) => key)
    expect(loose).toEqual([])
  })

  it('never promises that nothing is lost, as long as the data have no other copy', () => {
    const all = [texts, labels, problems, guichet, station].flatMap((one) => [...every(one)])
    const promises = /rien ne se perd|rien n.(est|a été|sera) perdu|en sûreté|à l.abri/i
    expect(all.filter(([, text]) => promises.test(text)).map(([key]) => key)).toEqual([])
  })

  it('calls the platform by its whole name, and « passeport » what a person has there', () => {
    const guide = import.meta.glob('$assets/guide/fr/*.md', { query: '?raw', import: 'default', eager: true })
    expect(Object.keys(guide).length).toBeGreaterThan(10)
    const all = [texts, labels, problems, station, guide].flatMap((one) => [...every(one)])
    expect(all.filter(([, text]) => /(?<!Open Badge )Passport|Passeport/.test(text)).map(([key]) => key)).toEqual([])
  })
})

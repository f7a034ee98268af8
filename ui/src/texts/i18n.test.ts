import { describe, expect, it } from 'vitest'
import guichet from '$assets/i18n/fr/guichet.json'
import labels from '$assets/i18n/fr/labels.json'
import problems from '$assets/i18n/fr/problems.json'
import texts from '$assets/i18n/fr/ui.json'
import station from '$assets/i18n/station/fr.json'
import { t, type PlainKey } from './i18n'

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

  it('is given exactly what a text says', () => {
    // @ts-expect-error: its count is missing
    expect(t('sync.waiting')).toContain('{n}')
    // @ts-expect-error: this text says nothing of the kind
    expect(t('common.did_you_mean', { suggested: 'a@gmail.com' })).toContain('{suggestion}')
    // @ts-expect-error: a text that says nothing but itself
    expect(t('parts.cancel', { n: 1 })).toBe('Annuler')
  })

  it('refuses a key that has no text', () => {
    expect(() => t('nowhere' as PlainKey)).toThrow('nowhere')
  })

  it('keeps French punctuation beside its word', () => {
    const loose = [...every(texts)].filter(([, text]) => / [:;!?»%]|« /.test(text)).map(([key]) => key)
    expect(loose).toEqual([])
  })

  it('has one apostrophe, one word for a mail, one for the committee, and real plurals', () => {
    const sources = import.meta.glob(
      ['$assets/**/*.{json,md,csv}', '!$assets/**/{ar,en,uk}.json', '!$assets/**/*.schema.json'],
      { query: '?raw', import: 'default', eager: true },
    )
    // The label of a field on Open Badge Passport is as its own page says; the columns of a sample are as people write them;
    // the READMEs are English.
    const ours = Object.entries(sources).filter(([name]) => !/passport-labels|demo\/|README|licences/.test(name))
    expect(ours.length).toBeGreaterThan(60)
    const amiss = /\p{L}'\p{L}|courriel|e-mail\b|\bemail [a-zé]|commission|\(s\)|\(e\)/iu
    const found = ours.flatMap(([name, text]) =>
      String(text)
        .split('\n')
        .filter((line) => amiss.test(line))
        .map((line) => `${name}: ${line}`),
    )
    expect(found).toEqual([])
  })

  it('gives a count beside its word a singular', () => {
    const counts = (key: string, text: string) =>
      /\{(n|count)\}\s[\p{L}]+s(?!\p{L})/u.test(text) && !/-many$|\.other$/.test(key)
    const all = [texts, labels, problems, guichet].flatMap((one) => {
      const keys = new Set([...every(one)].map(([key]) => key))
      return [...every(one)].filter(([key, text]) => counts(key, text) && !keys.has(`${key}-one`))
    })
    // What is always several: a look at one person, one badge or one day says something else.
    const several = [
      'todo.all',
      'document.posters',
      'confirm.days',
      'when.in-days',
      'when.days-ago',
      'together.several',
      'parts.staff_recommended',
    ]
    expect(all.map(([key]) => key).filter((key) => !several.includes(key))).toEqual([])
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

import { describe, expect, it } from 'vitest'
import { languages, say, sayWith, textsOf } from '$src/texts/station-i18n'
import { clipOf, nameless, STEPS, WAITS } from './clips'
import { lexicon, piecesOf } from './pieces'

const french = lexicon(textsOf('fr'))
const heard = (line: string, name = '') =>
  piecesOf(french, line, name).map(({ clip, text, whole }) => (clip === null ? `? ${text}` : `${whole} ${clip}`))

describe('what is heard of a line', () => {
  it('is one recording, whatever the spaces and the full stop', () => {
    const clip = `true ${clipOf('Bonjour ! Qui êtes-vous ?')}`
    expect(heard('Bonjour\u00a0! Qui êtes-vous\u00a0?')).toEqual([clip])
    expect(heard('  Bonjour !  Qui êtes-vous ? ')).toEqual([clip])
    expect(heard('J’ai fait une réparation.')).toEqual(heard('J’ai fait une réparation'))
  })

  it('is the sentence without the name, for the name that is on the screen and no other words', () => {
    expect(heard('Bonjour Léa', 'Léa')).toEqual([`false ${clipOf('Bonjour')}`])
    expect(heard('Léa, choisissez une image', 'Léa')).toEqual([`false ${clipOf('choisissez une image')}`])
    expect(heard('Bonjour Léa', 'Bruno')).toEqual(['? Bonjour Léa'])
    expect(heard('Bonjour à tous, voici mon texte', 'Léa')).toEqual(['? Bonjour à tous, voici mon texte'])
  })

  it('says numbers', () => {
    expect(heard('Étape 2 sur 5')).toEqual([`true ${clipOf('Étape 2 sur 5')}`])
    // Nobody waits longer than what is said.
    expect(heard('Trop d’essais. Attendez 17 secondes.')).toEqual([
      `true ${clipOf('Trop d’essais. Attendez 20 secondes')}`,
    ])
  })

  it('is what is recorded of a text, and the rest joined', () => {
    expect(heard('J’ai fait une réparation. Il roule ! Vraiment. C’était au magasin.')).toEqual([
      `true ${clipOf('J’ai fait une réparation')}`,
      '? Il roule ! Vraiment.',
      `true ${clipOf('C’était au magasin')}`,
    ])
  })

  it.each(languages)('knows every sentence of the station in %s', (language) => {
    const words = lexicon(textsOf(language))
    for (const seconds of WAITS) {
      const line = say(language, 'errors.pin-wait', { seconds })
      expect(piecesOf(words, line).map(({ whole }) => whole)).toEqual([true])
    }
    for (const of of STEPS) {
      expect(piecesOf(words, say(language, 'progress', { at: 1, of }))[0]?.whole).toBe(true)
    }
    for (const key of ['steps.title', 'picture.choose', 'picture.show', 'resume.title', 'thanks.title'] as const) {
      const pieces = piecesOf(words, say(language, key, { name: 'Léa' }), 'Léa')
      expect(pieces.map(({ clip }) => clip !== null)).toEqual([true])
      const alone = nameless(sayWith(language, key, {}))
      expect(alone).not.toMatch(/[{}]|^[\s,،]|[,،]$/)
      expect(alone.length).toBeGreaterThan(3)
    }
  })
})

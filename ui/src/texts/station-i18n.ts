// Every text of the participant's station, in each of its languages: assets/i18n/station, one file a language, the same
// keys in each.

import ar from '$assets/i18n/station/ar.json'
import en from '$assets/i18n/station/en.json'
import fr from '$assets/i18n/station/fr.json'
import uk from '$assets/i18n/station/uk.json'
import type { FilledAtStation } from './filled'
import type { Placeholders, Values } from './i18n'

export const languages = ['fr', 'en', 'ar', 'uk'] as const
export type Language = (typeof languages)[number]

type Keys<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Keys<T[K]>}` }[keyof T & string]
export type StationKey = Keys<typeof fr>
/** A text that is said as it stands. */
export type PlainStationKey = Exclude<StationKey, keyof FilledAtStation>
/** What a text of the station is filled with. */
export type StationValues<Key extends StationKey> = Values<FilledAtStation[Key & keyof FilledAtStation]>

const texts: Record<Language, typeof fr> = { fr, en, ar, uk }

export function isLanguage(code: string): code is Language {
  return (languages as readonly string[]).includes(code)
}

/** Every text of a language. */
export function textsOf(language: Language): typeof fr {
  return texts[language]
}

/** The text of this key in this language, its `{placeholders}` filled in. */
export function say<Key extends StationKey>(language: Language, key: Key, ...given: StationValues<Key>): string {
  return sayWith(language, key, given[0] ?? {})
}

/** The same, filled in with values that the core gives. */
export function sayWith(language: Language, key: StationKey, values: Placeholders): string {
  return (find(language, key) ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

/** What a guiding question asks. */
export function sayQuestion(language: Language, question: string): string {
  return find(language, `questions.${question}.text`) ?? question
}

/** What a closed answer says: on its tile (`label`) or in the person's text (`say`). */
export function sayChoice(language: Language, question: string, choice: string, what: 'label' | 'say'): string {
  return find(language, `questions.${question}.choices.${choice}.${what}`) ?? choice
}

function find(language: Language, key: string): string | undefined {
  let found: unknown = texts[language]
  for (const part of key.split('.')) {
    found = typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[part] : undefined
  }
  return typeof found === 'string' ? found : undefined
}

// Every text the user reads comes from assets/i18n/fr/ui.json, by a key checked at compile time.

import texts from '$assets/i18n/fr/ui.json'
import type { Filled } from './filled'

/** A text that depends on a count `n`: French says `one` for 0 and 1. */
interface Plural {
  one: string
  other: string
}

type Keys<T> = {
  [K in keyof T & string]: T[K] extends string ? K : T[K] extends Plural ? K : `${K}.${Keys<T[K]>}`
}[keyof T & string]

export type TextKey = Keys<typeof texts>
/** A text that is said as it stands. */
export type PlainKey = Exclude<TextKey, keyof Filled>
export type Placeholders = Record<string, string | number>

/** What texts are filled with, by the names of their values: nothing, or exactly these. `n` is a count. */
export type Values<Names extends string> = [Names] extends [never]
  ? []
  : [values: { [Name in Names]: Name extends 'n' ? number : string | number }]

const numbers = new Intl.NumberFormat('fr-FR')

/** The text of this key, its `{placeholders}` filled in. `n` chooses between singular and plural. */
export function t<Key extends TextKey>(key: Key, ...given: Values<Filled[Key & keyof Filled]>): string {
  const values: Placeholders = given[0] ?? {}
  let found: unknown = texts
  for (const part of key.split('.')) {
    found = typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[part] : undefined
  }
  const text = typeof found === 'string' ? found : isPlural(found) ? plural(found, values) : undefined
  if (text === undefined) throw new Error(`no text for ${key}`)
  return fill(text, values)
}

/** A text, with its `{placeholders}` filled in. */
export function fill(text: string, values: Placeholders): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name]
    if (value === undefined) return whole
    return typeof value === 'number' ? numbers.format(value) : value
  })
}

function isPlural(found: unknown): found is Plural {
  return typeof found === 'object' && found !== null && 'one' in found && 'other' in found
}

function plural(text: Plural, values: Placeholders): string {
  const n = Number(values.n ?? 0)
  return Math.abs(n) < 2 ? text.one : text.other
}

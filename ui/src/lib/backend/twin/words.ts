// Small ways with words that the twin needs.
import type * as V from '../types'

export function label(choices: V.Choice[], code: string): string {
  return choices.find((choice) => choice.code === code)?.label ?? ''
}

export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
}

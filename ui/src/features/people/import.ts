import type { ImportField, ImportPreview, LineVerdict } from '$src/api/types'
import type { PlainKey } from '$src/texts/i18n'

/** What a column may be, in the order offered. */
export const fields: ImportField[] = ['last-name', 'first-name', 'full-name', 'email', 'phone', 'ignored']

/** How many people will be added: the new ones that were not left out. */
export function toBeAdded(preview: ImportPreview, leftOut: number[]): number {
  return preview.lines.filter((line) => line.verdict === 'new' && !leftOut.includes(line.line)).length
}

interface Look {
  text: PlainKey
  tone: 'good' | 'quiet' | 'warn' | 'bad'
}

/** The word and colour of what becomes of a line. */
export function verdictLook(verdict: LineVerdict | 'left_out'): Look {
  switch (verdict) {
    case 'new':
      return { text: 'people.verdict_new', tone: 'good' }
    case 'known':
      return { text: 'people.verdict_known', tone: 'quiet' }
    case 'double':
      return { text: 'people.verdict_double', tone: 'warn' }
    case 'bad':
      return { text: 'people.verdict_bad', tone: 'bad' }
    case 'left_out':
      return { text: 'people.left_out', tone: 'quiet' }
  }
}

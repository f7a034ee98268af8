// What is said of a problem, by its code. Another language is one more such file with the same codes, imported here.

import french from '$assets/i18n/fr/problems.json'
import { fill, type Placeholders } from './i18n'

export type ProblemCode = keyof typeof french

/** What happened, what was kept, what to do. */
export interface Told {
  what: string
  kept: string
  todo: string
}

/** The words of this code, its `{placeholders}` filled in. */
export function tell(code: ProblemCode, values: Placeholders): Told {
  const { what, kept, todo } = french[code]
  return { what: fill(what, values), kept: fill(kept, values), todo: fill(todo, values) }
}

// What posters say of badges in another language than French.

import type { BadgeWordsView } from '$src/api/types'

export type Beside = BadgeWordsView['language']

/** Whether something is said in that language. */
export function said({ name, recognises, rule }: BadgeWordsView): boolean {
  return [name, recognises, ...Object.values(rule)].some((text) => text.trim() !== '')
}

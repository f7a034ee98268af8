// The problems that the twin answers with.

import type * as V from '../types'

export function problem(
  code: string,
  what: string,
  kept: string,
  todo: string,
  field: string | null = null,
): V.Problem {
  return { code, what, kept, todo, field }
}

export function notFound(): V.Problem {
  return problem('not-found', 'Cet élément n’existe plus.', 'Le reste n’a pas changé.', 'Revenez à la liste.')
}

import type { Problem } from './types'
import { t } from '$src/texts/i18n'

function isProblem(thrown: unknown): thrown is Problem {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'what' in thrown && 'todo' in thrown
}

/** What was thrown, as something that can be shown. */
export function asProblem(thrown: unknown): Problem {
  if (isProblem(thrown)) return thrown
  return {
    code: 'unexpected',
    what: t('problem.unexpected_what'),
    kept: t('problem.unexpected_kept'),
    todo: t('problem.unexpected_todo'),
    field: null,
  }
}

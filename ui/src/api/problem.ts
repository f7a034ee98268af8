import type { Problem } from './types'
import { tell, type Told } from '$src/texts/problems'

function isProblem(thrown: unknown): thrown is Problem {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'field' in thrown
}

/** What was thrown, as something that can be shown. */
export function asProblem(thrown: unknown): Problem {
  return isProblem(thrown) ? thrown : { code: 'unexpected', field: null }
}

/** What a person reads of a problem. */
export function told(problem: Problem): Told {
  return tell(problem.code, 'params' in problem ? problem.params : {})
}

/** The same in one line, without what was kept. */
export function inShort(problem: Problem): string {
  const { what, todo } = told(problem)
  return `${what} ${todo}`
}

/** What is told beside a field, when the problem is about it. */
export function toldOn(problem: Problem | null, field: string): string | null {
  return problem?.field === field ? inShort(problem) : null
}

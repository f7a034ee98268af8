// The way through a request: its questions one after the other, the text, the evidence, the reading again.

import type { StationView } from '$lib/backend/types'

export interface Stop {
  screen: string
  question: string | null
}

/** Every stop of a request, in order. */
function stops(view: StationView): Stop[] {
  const questions = view.request?.questions ?? []
  const asked = questions.map((question) => ({ screen: 'question', question: question.id }))
  return [...asked, ...['words', 'evidence', 'review'].map((screen) => ({ screen, question: null }))]
}

function index(view: StationView): number {
  const question = view.question ?? view.request?.questions[0]?.id ?? null
  return stops(view).findIndex(
    (stop) => stop.screen === view.screen && (stop.screen !== 'question' || stop.question === question),
  )
}

/** How far along, from 1; null outside of a request. */
export function position(view: StationView): { at: number; of: number } | null {
  if (!view.request) return null
  const at = index(view)
  return at < 0 ? null : { at: at + 1, of: stops(view).length }
}

/** What « Retour » leads to. */
export function previous(view: StationView): Stop | null {
  if (view.screen === 'steps' || view.screen === 'thanks') return null
  const at = view.request?.editable ? index(view) : 0
  return (at > 0 && stops(view)[at - 1]) || { screen: 'steps', question: null }
}

/** What « Continuer » leads to. */
export function following(view: StationView): Stop | null {
  if (!view.request?.editable) return null
  const at = index(view)
  return at < 0 ? null : (stops(view)[at + 1] ?? null)
}

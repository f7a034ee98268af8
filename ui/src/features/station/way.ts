// The way through a request: its questions, two at a time where they are short, the evidence, the reading again. The text
// is changed beside the way, from the last screen and back to it.

import type { StationQuestion, StationRequest, StationView } from '$src/api/types'

export interface Stop {
  screen: string
  question: string | null
}

const REVIEW: Stop = { screen: 'review', question: null }

/** Every stop of a request, in order. */
function stops(view: StationView): Stop[] {
  const asked = (view.request?.screens ?? []).map(([first]) => ({ screen: 'question', question: first ?? null }))
  return [...asked, { screen: 'evidence', question: null }, REVIEW]
}

/** The questions asked on the same screen as this one; those of the first screen when there is none such. */
export function together(request: StationRequest, question: string | null): StationQuestion[] {
  const screen = request.screens.find((ids) => ids.includes(question ?? '')) ?? request.screens[0] ?? []
  return screen.flatMap((id) => request.questions.filter((one) => one.id === id))
}

/** The one that is answered in words, where the text is read again. */
export function inWords(request: StationRequest): StationQuestion | null {
  return request.questions.find((one) => one.choices.length === 0) ?? null
}

function index(view: StationView): number {
  const question = view.request ? together(view.request, view.question)[0]?.id : null
  const screen = view.screen === 'words' ? 'review' : view.screen
  return stops(view).findIndex(
    (stop) => stop.screen === screen && (stop.screen !== 'question' || stop.question === question),
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
  if (view.screen === 'words') return REVIEW
  const at = view.request?.editable ? index(view) : 0
  return (at > 0 && stops(view)[at - 1]) || { screen: 'steps', question: null }
}

/** What « Continuer » leads to. */
export function following(view: StationView): Stop | null {
  if (!view.request?.editable) return null
  if (view.screen === 'words') return REVIEW
  const at = index(view)
  return at < 0 ? null : (stops(view)[at + 1] ?? null)
}

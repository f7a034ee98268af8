import { describe, expect, it } from 'vitest'
import type { StationView } from '$lib/backend/types'
import { following, position, previous } from './way'

function view(screen: string, question: string | null, editable = true): StationView {
  const line = { id: 'r', badge_id: '', badge_name: '', stage: 'writing' }
  const asked = (id: string) => ({ id, many: false, choices: [] })
  return {
    open: true,
    pin_set: true,
    idle_seconds: 180,
    screen,
    question,
    people: [],
    picture: null,
    person: { name: 'Léa', language: 'fr', steps: [], badges: [], requests: [] },
    request: {
      line,
      recognises: '',
      expected: '',
      message: null,
      editable,
      questions: [asked('what'), asked('where')],
      answers: {},
      narrative: '',
      narrative_read: '',
      own_words: false,
      narrative_max: 2000,
      evidence: [],
    },
  }
}

describe('the way through a request', () => {
  it('goes one question at a time, then to the text, the evidence and the reading', () => {
    const met: string[] = []
    let at: StationView | null = view('question', null)
    while (at) {
      met.push(at.question ?? at.screen)
      const next = following(at)
      at = next ? view(next.screen, next.question) : null
    }
    expect(met).toEqual(['question', 'where', 'words', 'evidence', 'review'])
  })

  it('says how far one is', () => {
    expect(position(view('question', null))).toEqual({ at: 1, of: 5 })
    expect(position(view('words', null))).toEqual({ at: 3, of: 5 })
    expect(position({ ...view('steps', null), request: null })).toBeNull()
  })

  it('comes back the same way, and to the steps from the first question', () => {
    expect(previous(view('words', null))).toEqual({ screen: 'question', question: 'where' })
    expect(previous(view('question', 'what'))).toEqual({ screen: 'steps', question: null })
    expect(previous(view('badges', null))).toEqual({ screen: 'steps', question: null })
    expect(previous(view('steps', null))).toBeNull()
  })

  it('only shows what was handed over', () => {
    expect(following(view('review', null, false))).toBeNull()
    expect(previous(view('review', null, false))).toEqual({ screen: 'steps', question: null })
  })
})

import { describe, expect, it } from 'vitest'
import type { StationView } from '$src/api/types'
import { following, inWords, position, previous, together } from './way'

function view(screen: string, question: string | null, editable = true): StationView {
  const line = { id: 'r', badge_id: '', badge_name: '', stage: 'writing' }
  const asked = (id: string) => ({ id, many: false, choices: [{ id: 'a', picture: 'dot' }] })
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
      question: null,
      editable,
      questions: [asked('what'), asked('where'), asked('who'), { ...asked('own'), choices: [] }],
      screens: [['what'], ['where', 'who']],
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
  it('asks short questions together, then goes to the evidence and the reading', () => {
    const met: string[] = []
    let at: StationView | null = view('question', null)
    while (at) {
      met.push(at.question ?? at.screen)
      const next = following(at)
      at = next ? view(next.screen, next.question) : null
    }
    expect(met).toEqual(['question', 'where', 'evidence', 'review'])
  })

  it('shows every question that has choices on one screen, and keeps the one in words for the end', () => {
    const request = view('question', null).request!
    const ids = (question: string | null) => together(request, question).map(({ id }) => id)
    expect([ids(null), ids('where'), ids('who'), ids('gone')]).toEqual([
      ['what'],
      ['where', 'who'],
      ['where', 'who'],
      ['what'],
    ])
    expect(inWords(request)?.id).toBe('own')
  })

  it('says how far one is, and as far while the text is changed', () => {
    expect(position(view('question', null))).toEqual({ at: 1, of: 4 })
    expect(position(view('question', 'who'))).toEqual({ at: 2, of: 4 })
    expect(position(view('words', null))).toEqual({ at: 4, of: 4 })
    expect(position({ ...view('steps', null), request: null })).toBeNull()
  })

  it('comes back the same way, and to the steps from the first question', () => {
    expect(previous(view('evidence', null))).toEqual({ screen: 'question', question: 'where' })
    expect(previous(view('question', 'what'))).toEqual({ screen: 'steps', question: null })
    expect(previous(view('badges', null))).toEqual({ screen: 'steps', question: null })
    expect(previous(view('steps', null))).toBeNull()
  })

  it('changes the text beside the way', () => {
    const review = { screen: 'review', question: null }
    expect([previous(view('words', null)), following(view('words', null))]).toEqual([review, review])
  })

  it('only shows what was handed over', () => {
    expect(following(view('review', null, false))).toBeNull()
    expect(previous(view('review', null, false))).toEqual({ screen: 'steps', question: null })
  })
})

import { describe, expect, it } from 'vitest'
import type { MissingView, RequestSummary, WorkshopView } from '$src/api/types'
import { needs, neighbours, outcome } from './requests'

function request(id: string, over: Partial<RequestSummary> = {}): RequestSummary {
  return {
    origin: 'together',
    to_review: false,
    id,
    participant_id: 'p',
    person: 'Inès Lefèvre',
    badge_id: 'b1',
    badge_name: 'Prendre ses marques',
    workshop_id: null,
    state: 'draft',
    state_label: '',
    missing: [],
    evidence_count: 0,
    receipt_number: null,
    next: '',
    updated_at: '2026-11-23T14:00:00Z',
    ...over,
  }
}

const narrative: MissingView = { code: 'narrative', text: 'Quelques mots.' }

describe('neighbours', () => {
  const person = (id: string, requests: RequestSummary[]) => ({
    participant: {
      id,
      first_name: '',
      last_name: '',
      email: '',
      phone: '',
      nickname: '',
      email_suggestion: null,
      requests: 0,
    },
    attendance: 'present',
    requests,
  })
  const badge = (id: string) => ({ id }) as WorkshopView['badges'][number]
  const workshop = {
    badges: [badge('b1'), badge('b2')],
    attendees: [
      person('p1', [request('p1-b2', { badge_id: 'b2' }), request('p1-b1', { badge_id: 'b1' })]),
      person('p2', []),
      person('p3', [request('p3-b1', { badge_id: 'b1' })]),
    ],
  } as unknown as WorkshopView

  it('go person by person, in the order of the badges', () => {
    const found = neighbours(workshop, 'p1-b2')
    expect(found?.position).toBe(2)
    expect(found?.count).toBe(3)
    expect(found?.before?.id).toBe('p1-b1')
    expect(found?.after?.id).toBe('p3-b1')
  })
  it('stop at both ends', () => {
    expect(neighbours(workshop, 'p1-b1')?.before).toBeNull()
    expect(neighbours(workshop, 'p3-b1')?.after).toBeNull()
  })
  it('are none for a request of another workshop', () => {
    expect(neighbours(workshop, 'elsewhere')).toBeNull()
  })
})

describe('needs', () => {
  it('says what is done and what is not', () => {
    expect(needs([narrative]).map((need) => [need.code, need.done])).toEqual([
      ['narrative', false],
      ['evidence', true],
      ['email', true],
    ])
  })
  it('speaks of the rule only when it is missing', () => {
    expect(needs([{ code: 'local-rule', text: '' }]).some((need) => need.code === 'local-rule')).toBe(true)
  })
  it('asks for an answer first when INAÉ asked something', () => {
    const reply: MissingView = { code: 'reply', text: 'Répondre à INAÉ.' }
    expect(needs([reply], true).map((need) => [need.code, need.done])[0]).toEqual(['reply', false])
    expect(needs([], true).map((need) => [need.code, need.done])[0]).toEqual(['reply', true])
    expect(needs([]).some((need) => need.code === 'reply')).toBe(false)
  })
  it('never hides a reason it does not know', () => {
    expect(needs([{ code: 'new-reason', text: 'Autre chose.' }]).at(-1)).toEqual({
      code: 'new-reason',
      done: false,
      text: 'Autre chose.',
    })
  })
})

describe('outcome', () => {
  it('lets only what is complete be confirmed', () => {
    expect(outcome('draft', [narrative])).toBe('to-complete')
    expect(outcome('ready', [])).toBe('complete')
    expect(outcome('returned', [])).toBe('complete')
  })
  it('tells held from queued, and received from both', () => {
    expect(outcome('held', [])).toBe('held')
    expect(outcome('queued', [])).toBe('queued')
    expect(outcome('in-committee', [])).toBe('received')
  })
})

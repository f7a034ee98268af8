import { render, screen } from '@testing-library/svelte'
import { describe, expect, it } from 'vitest'
import type { StationRequest } from '$src/api/types'
import Review from './Review.svelte'

function show(stage: string, message: string | null) {
  const request: StationRequest = {
    line: { id: 'r', badge_id: 'b', badge_name: 'Exemple', stage },
    recognises: '',
    expected: '',
    message,
    question: null,
    editable: false,
    questions: [],
    screens: [],
    answers: {},
    narrative: 'Mes mots',
    narrative_read: '',
    own_words: true,
    narrative_max: 4000,
    evidence: [],
  }
  render(Review, { request })
}

describe('a request that one cannot change any more', () => {
  it('gives INAÉ’s reason when it is refused, and does not call it a question', () => {
    show('refused', 'Le badge demande deux séances.')
    expect(screen.getByText('INAÉ a refusé cette demande.')).toBeTruthy()
    expect(screen.getByRole('heading', { name: 'La raison donnée par INAÉ' })).toBeTruthy()
    expect(screen.queryByText('La question d’INAÉ')).toBeNull()
  })

  it.each([
    ['obtained', 'Vous avez obtenu ce badge.'],
    ['sent', 'Cette demande est déjà partie.'],
    ['handed', 'Votre demande est chez votre accompagnateur.'],
  ])('says what is true once it is %s', (stage, text) => {
    show(stage, null)
    expect(screen.getByText(text)).toBeTruthy()
  })
})

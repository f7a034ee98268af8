import { render, screen, waitFor } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { backend } from '$lib/backend'
import SessionPage from './SessionPage.svelte'

const PHRASE = 'soleil tasse vélo pigeon grange violet onze'

describe('the first launch', () => {
  it('makes the store only with a strong phrase, written twice the same', async () => {
    const create = vi.spyOn(backend, 'createStore')
    const user = userEvent.setup()
    render(SessionPage, { stage: 'new' })
    await user.click(screen.getByRole('button', { name: 'Commencer' }))
    expect(screen.getByText(/Personne ne peut la retrouver/)).toBeTruthy()
    const first = screen.getByLabelText('Phrase de passe')
    const again = screen.getByLabelText('La même phrase, encore une fois')
    const make = screen.getByRole('button', { name: 'Créer mon espace' })

    await user.type(first, 'court')
    await user.type(again, 'court')
    await user.click(make)
    expect(create).not.toHaveBeenCalled()

    await user.clear(first)
    await user.type(first, PHRASE)
    await user.click(make)
    expect(await screen.findByText('Les deux phrases ne sont pas les mêmes.')).toBeTruthy()
    expect(create).not.toHaveBeenCalled()

    await user.clear(again)
    await user.type(again, PHRASE)
    await screen.findByText('Solide')
    await user.click(make)
    await waitFor(() => expect(create).toHaveBeenCalledExactlyOnceWith(PHRASE))
  })

  it('shows what is written only when asked', async () => {
    const user = userEvent.setup()
    render(SessionPage, { stage: 'new' })
    await user.click(screen.getByRole('button', { name: 'Commencer' }))
    const first = screen.getByLabelText('Phrase de passe')
    expect(first.getAttribute('type')).toBe('password')
    await user.click(screen.getByLabelText('Voir ce que j’écris'))
    expect(first.getAttribute('type')).toBe('text')
  })
})

describe('opening again', () => {
  it('says what happened, what was kept and what to do after a wrong phrase', async () => {
    const user = userEvent.setup()
    render(SessionPage, { stage: 'locked' })
    await user.type(screen.getByLabelText('Phrase de passe'), 'autre chose')
    await user.click(screen.getByRole('button', { name: 'Ouvrir' }))
    const note = await screen.findByRole('alert')
    expect(note.textContent).toMatch(/pas la bonne phrase/)
    expect(note.textContent).toMatch(/toujours là/)
    expect(note.textContent).toMatch(/réessayez/)
  })
})

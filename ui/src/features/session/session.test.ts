import { render, screen, waitFor } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import problems from '$assets/i18n/fr/problems.json'
import { backend } from '$src/api'
import { begin } from '$src/api/bridge'
import SessionPage from './SessionPage.svelte'

const PHRASE = 'soleil tasse vélo pigeon grange violet onze'

describe('the first launch', () => {
  beforeEach(() => begin('new'))

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

  it('proposes seven words, another seven when asked, and asks for them once more', async () => {
    const create = vi.spyOn(backend, 'createStore').mockClear()
    const user = userEvent.setup()
    render(SessionPage, { stage: 'new' })
    await user.click(screen.getByRole('button', { name: 'Commencer' }))
    await user.click(screen.getByRole('button', { name: 'Proposer une phrase' }))
    const shown = () => screen.getAllByRole('listitem').map((word) => word.textContent)
    await waitFor(() => expect(shown()).toHaveLength(7))
    const first = shown()
    expect(screen.queryByLabelText('Phrase de passe')).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Une autre' }))
    await waitFor(() => expect(shown()).not.toEqual(first))

    const make = screen.getByRole('button', { name: 'Créer mon espace' })
    await user.click(make)
    expect(create).not.toHaveBeenCalled()
    await user.type(screen.getByLabelText('Les sept mots, recopiés de votre papier'), shown().join(' '))
    await user.click(make)
    await waitFor(() => expect(create).toHaveBeenCalledExactlyOnceWith(shown().join(' ')))
  })

  it('leaves a proposed phrase for one’s own', async () => {
    const user = userEvent.setup()
    render(SessionPage, { stage: 'new' })
    await user.click(screen.getByRole('button', { name: 'Commencer' }))
    await user.click(screen.getByRole('button', { name: 'Proposer une phrase' }))
    await user.click(await screen.findByRole('button', { name: 'Choisir la mienne' }))
    expect((screen.getByLabelText('Phrase de passe') as HTMLInputElement).value).toBe('')
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
  beforeEach(() => begin('locked'))

  it('says what happened, what was kept and what to do after a wrong phrase', async () => {
    const user = userEvent.setup()
    render(SessionPage, { stage: 'locked' })
    await user.type(screen.getByLabelText('Phrase de passe'), 'autre chose')
    await user.click(screen.getByRole('button', { name: 'Ouvrir' }))
    const note = await screen.findByRole('alert')
    expect(note.textContent).toMatch(/pas la bonne phrase/)
    expect(note.textContent).toMatch(/intactes/)
    expect(note.textContent).toMatch(/réessayez/)
  })
})

describe('a lost phrase', () => {
  it('is replaced by the code of the recovery sheet, and a wrong code is said beside it', async () => {
    begin('new')
    await backend.createStore(PHRASE)
    const code = (await backend.makeRecovery(PHRASE)).code ?? ''
    await backend.hideRecovery()
    await backend.lock()
    const user = userEvent.setup()
    render(SessionPage, { stage: 'locked' })
    await user.click(screen.getByText('Phrase de passe oubliée ?'))
    await user.click(screen.getByRole('button', { name: 'J’ai la fiche de secours' }))
    const box = screen.getByLabelText('Code de la fiche')
    const open = screen.getByRole('button', { name: 'Ouvrir les données' })
    await user.click(open)
    expect(await screen.findByText('Écrivez le code de la fiche.')).toBeTruthy()

    const other = 'panier nuage lampe règle moteur fleuve cinq'
    await user.type(box, 'AAAAA-AAAAA-AAAAA-AAAAA-AAAAA')
    await user.type(screen.getByLabelText('Nouvelle phrase de passe'), other)
    await user.type(screen.getByLabelText('La même phrase, encore une fois'), other)
    await screen.findByText('Solide')
    await user.click(open)
    await waitFor(() => expect(box.getAttribute('aria-invalid')).toBe('true'))
    expect(screen.getByText(problems['recovery-code-copied'].what, { exact: false })).toBeTruthy()

    await user.clear(box)
    await user.type(box, code)
    await user.click(open)
    await waitFor(async () => expect((await backend.session()).stage).not.toBe('locked'))
    await backend.lock()
    await expect(backend.unlock(PHRASE)).rejects.toMatchObject({ code: 'wrong-passphrase' })
  })
})

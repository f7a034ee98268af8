import { render, screen, waitFor } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { backend } from '$src/api'
import ImportScreen from './ImportScreen.svelte'

const LIST = [
  'Prénom;Nom;E-mail',
  'Zoé;Abadie;zoe.abadie@gmial.com',
  'Yanis;Brun;yanis.brun@example.org',
  'Amina;Abadie;amina.abadie@example.org',
  'Paul;Cazaux;paul.sans.arobase',
].join('\n')

describe('importing a list', () => {
  it('keeps nothing before « Ajouter », then only what was agreed to', async () => {
    const confirm = vi.spyOn(backend, 'confirmImport')
    const before = (await backend.participants('')).length
    const user = userEvent.setup()
    render(ImportScreen)
    await user.upload(screen.getByLabelText(/Choisir la liste/), new File([LIST], 'liste.csv', { type: 'text/csv' }))
    const add = await screen.findByRole('button', { name: /Ajouter 2 personnes/ })
    expect(await backend.participants('')).toHaveLength(before)

    await user.click(screen.getByLabelText(/Corriger en zoe\.abadie@gmail\.com/))
    await user.click(screen.getByLabelText(/Ne pas prendre la ligne 3/))
    await user.click(await screen.findByRole('button', { name: /Ajouter 1 personne$/ }))
    expect(add).toBeTruthy()
    await waitFor(() => expect(confirm).toHaveBeenCalledOnce())
    expect(confirm.mock.calls[0]?.[1]).toEqual({ corrected: [2], left_out: [3] })
    await waitFor(async () => expect(await backend.participants('')).toHaveLength(before + 1))
    const [zoe] = await backend.participants('zoé abadie')
    expect(zoe?.email).toBe('zoe.abadie@gmail.com')
  })
})

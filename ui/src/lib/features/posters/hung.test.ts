import { render, screen, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { backend } from '$lib/backend'
import Posters from './Posters.svelte'

it('lists the posters that hang, notes where they are, and reprints those out of date', async () => {
  const user = userEvent.setup()
  render(Posters, { path: ['hung'] })
  const row = (await screen.findByText('9TD-0WA')).closest('tr')
  if (!row) throw new Error('no row')
  within(row).getByText('À réimprimer')
  await user.type(within(row).getByLabelText(/^Où est l’affiche 9TD-0WA/), 'Entrée')
  await user.tab()
  await expect
    .poll(async () => (await backend.posters()).posters.find((one) => one.code === '9TD-0WA')?.place)
    .toBe('Entrée')
  screen.getByText('4 demandes sont venues des affiches.')
  await user.click(screen.getByRole('button', { name: 'Réimprimer cette affiche' }))
  await user.click(await screen.findByRole('button', { name: 'Enregistrer en PDF' }))
  await expect.poll(async () => (await backend.posters()).outdated).toEqual([])
  const fresh = (await backend.posters()).posters[0]
  expect(fresh?.place).toBe('Entrée')
  expect((await backend.posters()).posters.find((one) => one.code === '9TD-0WA')?.state).toBe('withdrawn')
})

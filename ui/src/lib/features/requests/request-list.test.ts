import { render, screen, waitFor } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { backend } from '$lib/backend'
import texts from '$assets/i18n/fr/ui.json'
import RequestList from './RequestList.svelte'

it('asks for the next page, and for the first one again when another group is chosen', async () => {
  const real = await backend.requestPage({ group: 'all', query: '', offset: 0 })
  const ask = vi
    .spyOn(backend, 'requestPage')
    .mockImplementation(async ({ offset }) => ({ ...real, offset, total: 120, page_size: 50 }))
  render(RequestList)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Page suivante' }))
  expect(ask).toHaveBeenLastCalledWith({ group: 'all', query: '', offset: 50 })
  await waitFor(() => expect(screen.getByText('51 à 100 sur 120')).toBeTruthy())
  await user.click(screen.getByRole('button', { name: 'Page suivante' }))
  await waitFor(() => expect(screen.getByText('101 à 120 sur 120')).toBeTruthy())
  // The last page: the button stays where it is, and asks for nothing more.
  const calls = ask.mock.calls.length
  await user.click(screen.getByRole('button', { name: 'Page suivante' }))
  expect(ask.mock.calls.length).toBe(calls)
  await user.click(screen.getByRole('button', { name: /^Reçue/ }))
  expect(ask).toHaveBeenLastCalledWith({ group: 'received', query: '', offset: 0 })
})

it('finds by words, and says so when nothing is found', async () => {
  render(RequestList)
  const user = userEvent.setup()
  await user.type(await screen.findByLabelText('Chercher une personne, un badge ou un numéro'), 'introuvable')
  await screen.findByText(texts.requests.none)
})

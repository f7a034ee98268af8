import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { backend } from '$lib/backend'
import NewRequest from './NewRequest.svelte'

it('starts the request of a poster from its code, for the person who names it', async () => {
  const user = userEvent.setup()
  const catalogue = await backend.catalogue()
  const badge = catalogue.pathways
    .flatMap((pathway) => pathway.badges)
    .filter((one) => one.offered)
    .at(-1)
  const [person] = await backend.participants('')
  if (!badge || !person) throw new Error('nothing to ask for')
  render(NewRequest, { open: true })
  await user.click(await screen.findByRole('radio', { name: 'Depuis une affiche' }))
  await user.click(screen.getByRole('button', { name: 'Chercher' }))
  screen.getByText(/Écrivez le code/)
  await user.type(screen.getByLabelText(/^Code de l’affiche/), 'ZZZ-999')
  await user.click(screen.getByRole('button', { name: 'Chercher' }))
  await screen.findByText(/Aucun badge ne correspond/)
  await user.clear(screen.getByLabelText(/^Code de l’affiche/))
  await user.type(screen.getByLabelText(/^Code de l’affiche/), badge.id)
  await user.click(screen.getByRole('button', { name: 'Chercher' }))
  await screen.findByText(/Affiche reconnue/)
  await user.click(await screen.findByRole('radio', { name: new RegExp(person.last_name) }))
  await user.click(screen.getByRole('button', { name: 'Préparer la demande' }))
  const requests = await backend.requests({ participant: person.id, workshop: null })
  expect(requests.some((request) => request.badge_id === badge.id)).toBe(true)
})

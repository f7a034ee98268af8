import { render, screen, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { backend } from '$src/api'
import NewRequest from './NewRequest.svelte'

it('asks which badge when the poster says how any is asked for', async () => {
  const user = userEvent.setup()
  await backend.saveDocument({ kind: 'how-to-ask', format: 'a4', beside: null }, null)
  const how = (await backend.posters()).posters.find((one) => one.badges.some((badge) => badge.badge === ''))
  const [person] = await backend.participants('Diego')
  if (!how || !person) throw new Error('no poster')
  render(NewRequest, { open: true })
  await user.click(await screen.findByRole('radio', { name: new RegExp(person.last_name) }))
  await user.click(await screen.findByRole('radio', { name: 'Depuis une affiche' }))
  await user.type(screen.getByLabelText(/^Code de l’affiche/), how.code)
  await user.click(screen.getByRole('button', { name: 'Chercher' }))
  await screen.findByText(/elle dit comment demander un badge/)
  const start = screen.getByRole('button', { name: 'Préparer la demande' })
  expect((start as HTMLButtonElement).disabled).toBe(true)
  const choice = screen.getByRole('group', { name: /Quel badge/ })
  const [badge] = within(choice).getAllByRole('radio')
  if (!badge) throw new Error('no badge')
  await user.click(badge)
  await user.click(start)
  await expect
    .poll(async () => (await backend.posters()).posters.find((one) => one.code === how.code)?.requests)
    .toBe(1)
})

it('starts the request of a poster from its code, for the person who names it', async () => {
  const user = userEvent.setup()
  const catalogue = await backend.catalogue()
  const badge = catalogue.pathways
    .flatMap((pathway) => pathway.badges)
    .filter((one) => one.offered)
    .at(-1)
  const [person] = await backend.participants('Fatou')
  if (!badge || !person) throw new Error('nothing to ask for')
  await backend.saveDocument({ kind: 'poster', badges: [badge.id], together: false, format: 'a4', beside: null }, null)
  const poster = (await backend.posters()).posters.find((one) => one.badges.some((its) => its.badge === badge.id))
  render(NewRequest, { open: true })
  await user.click(await screen.findByRole('radio', { name: 'Depuis une affiche' }))
  await user.click(screen.getByRole('button', { name: 'Chercher' }))
  screen.getByText(/Écrivez le code/)
  await user.type(screen.getByLabelText(/^Code de l’affiche/), 'ZZZ-999')
  await user.click(screen.getByRole('button', { name: 'Chercher' }))
  await screen.findByText(/Aucun badge ne correspond/)
  await user.clear(screen.getByLabelText(/^Code de l’affiche/))
  await user.type(screen.getByLabelText(/^Code de l’affiche/), poster?.code ?? '')
  await user.click(screen.getByRole('button', { name: 'Chercher' }))
  await screen.findByText(/Affiche reconnue/)
  await user.click(await screen.findByRole('radio', { name: new RegExp(person.last_name) }))
  await user.click(screen.getByRole('button', { name: 'Préparer la demande' }))
  await expect
    .poll(async () => (await backend.requests({ participant: person.id, workshop: null })).map((one) => one.badge_id))
    .toContain(badge.id)
})

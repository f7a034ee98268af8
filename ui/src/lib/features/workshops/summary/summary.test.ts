import { render, screen, waitFor } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { backend } from '$lib/backend'
import TodoSection from '$lib/features/home/TodoSection.svelte'
import Summary from './Summary.svelte'

it('says who is left, and closes the workshop with a way back', async () => {
  const user = userEvent.setup()
  const [summary] = await backend.workshops()
  const id = summary?.id ?? ''
  const person = (await backend.workshop(id)).attendees[0]?.participant
  if (!person) throw new Error('nobody')
  await backend.setStep(id, person.id, 'registered', 'done')
  render(Summary, { id })
  await screen.findByRole('link', { name: `${person.first_name} ${person.last_name}` })
  screen.getByText(/Adresse à confirmer/)
  await user.click(screen.getByRole('button', { name: 'Clore l’atelier' }))
  await screen.findByText(/^Atelier clos/)
  await user.click(screen.getByRole('button', { name: 'Rouvrir l’atelier' }))
  await screen.findByText('Atelier ouvert.')
})

it('settles what is left to do from the home screen', async () => {
  const user = userEvent.setup()
  const [summary] = await backend.workshops()
  const id = summary?.id ?? ''
  const person = (await backend.workshop(id)).attendees[1]?.participant
  if (!person) throw new Error('nobody')
  await backend.setStep(id, person.id, 'registered', 'done')
  render(TodoSection)
  const name = `${person.first_name} ${person.last_name}`
  await user.click(await screen.findByRole('button', { name: new RegExp(`^C’est fait.: ${name}`) }))
  await waitFor(async () => {
    const row = (await backend.board(id)).rows.find((one) => one.participant.id === person.id)
    expect(row?.cells.find((cell) => cell.step === 'confirmed')?.state).toBe('done')
  })
})

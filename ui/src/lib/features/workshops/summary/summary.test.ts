import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { it } from 'vitest'
import { backend } from '$lib/backend'
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

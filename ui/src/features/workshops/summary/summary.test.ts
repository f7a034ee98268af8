import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { it } from 'vitest'
import { backend } from '$src/api'
import Summary from './Summary.svelte'

it('says who is left, and closes the workshop with a way back', async () => {
  const user = userEvent.setup()
  // Someone who has asked for nothing yet, in a workshop of today.
  const [person] = await backend.participants('Diego')
  if (!person) throw new Error('nobody')
  const start = await backend.newWorkshop(null)
  const today = (await backend.session()).today
  const made = await backend.saveWorkshop({ ...start.form, date: today, participants: [person.id] })
  const id = made.form.id ?? ''
  await backend.setAttendance(id, [person.id], 'present')
  await backend.setStep(id, person.id, 'registered', 'done')
  render(Summary, { id })
  await screen.findByRole('link', { name: `${person.first_name} ${person.last_name}` })
  screen.getByText(/Adresse à confirmer/)
  await user.click(screen.getByRole('button', { name: 'Clore l’atelier' }))
  await screen.findByText(/^Atelier clos/)
  await user.click(screen.getByRole('button', { name: 'Rouvrir l’atelier' }))
  await screen.findByText('Atelier ouvert.')
})

import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { backend } from '$src/api'
import { listings } from '$src/state/listing.svelte'
import People from './People.svelte'

/** A name has no figures. */
const letters = (n: number) => String.fromCharCode(97 + Math.floor(n / 26), 97 + (n % 26))

it('opens on the person that a link names', async () => {
  const person = (await backend.participants('Fatou'))[0]
  const name = `${person?.first_name} ${person?.last_name}`
  render(People, { path: [person?.id ?? '', name] })
  await screen.findByRole('heading', { name })
  await userEvent.setup().click(await screen.findByRole('button', { name: 'Modifier' }))
  expect(screen.getByLabelText<HTMLInputElement>('Prénom').value).toBe('Fatou')
})

it('opens on a person whom the first page does not show', async () => {
  const form = { id: null, email: '', phone: '', nickname: '' }
  for (let n = 0; n < 60; n += 1) {
    await backend.saveParticipant({ ...form, first_name: 'Avant', last_name: `Aa ${letters(n)}` })
  }
  const { id } = await backend.saveParticipant({ ...form, first_name: 'Zoé', last_name: 'Zz' })
  render(People, { path: [id] })
  await screen.findByRole('heading', { name: 'Zoé Zz' })
  expect((await backend.peoplePage(listings.people.query)).people.some((one) => one.person.id === id)).toBe(false)
})

it('says that a person is not there any more, and shows the others', async () => {
  render(People, { path: ['gone'] })
  expect(await screen.findByRole('alert')).toBeTruthy()
  expect(await screen.findByText('Aa aa Avant')).toBeTruthy()
})

import { render, screen } from '@testing-library/svelte'
import { expect, it } from 'vitest'
import { backend } from '$lib/backend'
import People from './People.svelte'

it('opens on the person that a link names', async () => {
  const person = (await backend.participants('Fatou'))[0]
  const name = `${person?.first_name} ${person?.last_name}`
  render(People, { path: [person?.id ?? '', name] })
  await screen.findByRole('heading', { name })
  expect(screen.getByLabelText<HTMLInputElement>('Prénom').value).toBe('Fatou')
})

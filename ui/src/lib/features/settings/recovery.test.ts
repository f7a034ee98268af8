import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { backend } from '$lib/backend'
import RecoverySection from './RecoverySection.svelte'

it('shows the code of a new sheet until it is on paper', async () => {
  await backend.createStore('panier nuage lampe règle moteur fleuve cinq')
  const user = userEvent.setup()
  render(RecoverySection)
  await user.click(await screen.findByRole('button', { name: 'Faire une fiche de secours' }))
  const make = screen.getByRole('button', { name: 'Faire la fiche' })
  const phrase = screen.getByLabelText('Phrase de passe actuelle')
  await user.type(phrase, 'autre chose')
  await user.click(make)
  expect(await screen.findByText(/pas la bonne phrase/)).toBeTruthy()
  await user.clear(phrase)
  await user.type(phrase, 'panier nuage lampe règle moteur fleuve cinq')
  await user.click(make)

  const code = (await screen.findByRole('group', { name: 'Code de secours' })).textContent
  expect(code).toMatch(/([0-9A-Z]{5}-){4}[0-9A-Z]{5}/)
  await user.click(screen.getByRole('button', { name: /cacher le code/ }))
  expect(await screen.findByText(/Une fiche de secours existe/)).toBeTruthy()
  expect(screen.queryByRole('group', { name: 'Code de secours' })).toBeNull()
  expect(screen.getByRole('button', { name: 'Faire une nouvelle fiche' })).toBeTruthy()
})

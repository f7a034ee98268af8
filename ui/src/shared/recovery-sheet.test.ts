import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it } from 'vitest'
import { backend } from '$src/api'
import { begin } from '$src/api/bridge'
import RecoveryReminder from './RecoveryReminder.svelte'
import RecoverySheet from './RecoverySheet.svelte'

const PHRASE = 'panier nuage lampe règle moteur fleuve cinq'
beforeEach(async () => {
  begin('new')
  await backend.createStore(PHRASE)
})

it('shows the code of a new sheet until its paper is checked', async () => {
  const user = userEvent.setup()
  render(RecoverySheet)
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
  const printed = /([0-9A-Z]{5}-){4}[0-9A-Z]{5}/.exec(code ?? '')?.[0].split('-') ?? []
  await user.click(screen.getByRole('button', { name: /C’est sur papier/ }))
  expect(screen.queryByRole('group', { name: 'Code de secours' })).toBeNull()
  // Which groups are asked is drawn.
  const [one = 0, two = 0] = (await backend.recovery()).asked
  const first = screen.getByLabelText(`Groupe ${one}`)
  const second = screen.getByLabelText(`Groupe ${two}`)
  expect(document.activeElement).toBe(first)
  await user.type(first, printed[one - 1] ?? '')
  await user.type(second, 'ABCDE')
  await user.click(screen.getByRole('button', { name: 'Vérifier' }))
  expect(await screen.findByText(new RegExp(`Le groupe ${two} n’est pas celui de la fiche`))).toBeTruthy()
  expect(second.getAttribute('aria-invalid')).toBe('true')
  await user.clear(second)
  await user.type(second, printed[two - 1] ?? '')
  await user.click(screen.getByRole('button', { name: 'Vérifier' }))
  expect(await screen.findByText(/vérifiée sur le papier le/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Vérifier la fiche' })).toBeNull()
  expect(screen.getByRole('button', { name: 'Faire une nouvelle fiche' })).toBeTruthy()
})

it('can be checked later, by the whole code', async () => {
  const code = (await backend.makeRecovery(PHRASE)).code ?? ''
  await backend.hideRecovery()
  const user = userEvent.setup()
  render(RecoverySheet)
  expect(await screen.findByText(/Personne n’a encore vérifié/)).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Vérifier la fiche' }))
  await user.type(screen.getByLabelText('Code de la fiche'), code)
  await user.click(screen.getByRole('button', { name: 'Vérifier' }))
  expect(await screen.findByText(/vérifiée sur le papier le/)).toBeTruthy()
})

it('is reminded of until then, with what is left to do', async () => {
  const { rerender } = render(RecoveryReminder, { next: 'make' })
  expect(screen.getByRole('button', { name: 'Faire la fiche' })).toBeTruthy()
  await rerender({ next: 'check' })
  expect(screen.getByRole('button', { name: 'Vérifier la fiche' })).toBeTruthy()
  await rerender({ next: null })
  expect(screen.queryByRole('button')).toBeNull()
})

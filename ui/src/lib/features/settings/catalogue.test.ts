import { render, screen, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { backend } from '$lib/backend'
import CatalogueSection from './CatalogueSection.svelte'

const names = async () => (await backend.catalogue()).pathways.flatMap((one) => one.badges.map((badge) => badge.name))

it('shows what a file would change, and changes nothing when it is given up', async () => {
  const user = userEvent.setup()
  render(CatalogueSection)
  const before = await backend.catalogue()
  const file = new File(['{}'], 'catalogue.json', { type: 'application/json' })
  await user.upload(await screen.findByLabelText(/^Ajouter un catalogue/), file)
  const dialog = await screen.findByRole('dialog', { name: 'Ce qui va changer' })
  within(dialog).getByText('1 badge nouveau')
  within(dialog).getByText('Un autre nom')
  within(dialog).getByText(/4 demandes restent lisibles/)
  await user.click(within(dialog).getByRole('button', { name: 'Annuler' }))
  expect(await backend.catalogue()).toEqual(before)
})

it('adds a badge of the structure, refuses it without an address, and says whose it is', async () => {
  const user = userEvent.setup()
  render(CatalogueSection)
  await user.click(await screen.findByRole('button', { name: 'Ajouter un badge' }))
  const dialog = await screen.findByRole('dialog', { name: 'Nouveau badge' })
  await user.type(within(dialog).getByLabelText(/^Nom du badge/), 'Je conduis un chariot')
  await user.click(within(dialog).getByRole('button', { name: 'Enregistrer' }))
  await within(dialog).findByText(/Cette adresse de demande ne convient pas/)
  await user.type(within(dialog).getByLabelText(/^Adresse de demande/), 'https://exemple.fr/a')
  await user.tab()
  await within(dialog).findByText(/pas la forme habituelle/)
  await user.click(within(dialog).getByRole('button', { name: 'Enregistrer' }))
  await screen.findByText('Je conduis un chariot')
  expect(screen.getAllByText('Votre structure').length).toBe(1)
  expect(await names()).toContain('Je conduis un chariot')
  await user.click(screen.getByRole('button', { name: /^Retirer «.Je conduis un chariot/ }))
  await expect.poll(names).not.toContain('Je conduis un chariot')
})

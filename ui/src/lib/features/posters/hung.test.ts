import { render, screen, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it } from 'vitest'
import { backend } from '$lib/backend'
import type { DocumentChoice } from '$lib/backend/types'
import { ToastRegion } from '$lib/design'
import { toasts } from '$lib/toasts.svelte'
import Posters from './Posters.svelte'

beforeEach(() => {
  toasts.clear()
  render(ToastRegion)
})

const row = async (code: string) => {
  const found = (await screen.findByText(code)).closest('li')
  if (!found) throw new Error('no row')
  return within(found)
}
const state = async (code: string) => (await backend.posters()).posters.find((one) => one.code === code)?.state

it('lists the posters that hang, notes where they are, and reprints those out of date', async () => {
  const user = userEvent.setup()
  render(Posters, { path: ['hung'] })
  const old = await row('9TD-0WA')
  old.getByText('À réimprimer')
  await user.type(old.getByLabelText(/^Où est l’affiche 9TD-0WA/), 'Entrée')
  await user.tab()
  await expect
    .poll(async () => (await backend.posters()).posters.find((one) => one.code === '9TD-0WA')?.place)
    .toBe('Entrée')
  screen.getByText('4 demandes sont venues des affiches.')
  await user.click(screen.getByRole('button', { name: 'Réimprimer cette affiche' }))
  const dialog = within(await screen.findByRole('dialog'))
  await user.click(dialog.getByRole('button', { name: 'Enregistrer en PDF' }))
  await expect.poll(async () => (await backend.posters()).outdated).toEqual([])
  await user.click(dialog.getByRole('button', { name: 'Fermer' }))

  // The new one is saved; the old one hangs until somebody says that the new one does.
  const fresh = (await backend.posters()).posters[0]?.code ?? ''
  expect(await state('9TD-0WA')).toBe('to-replace')
  const made = await row(fresh)
  made.getByText('Enregistrée')
  made.getByText('L’avez-vous affichée ?')
  await user.click(made.getByRole('button', { name: `Oui, l’affiche ${fresh} est affichée` }))
  await expect.poll(() => state(fresh)).toBe('hung')
  expect(await state('9TD-0WA')).toBe('withdrawn')
  // One is at the place where it hangs.
  await expect
    .poll(() => document.activeElement?.getAttribute('aria-label'))
    .toMatch(new RegExp(`^Où est l’affiche ${fresh}`))
  await user.click(screen.getAllByRole('button', { name: 'Annuler' }).at(-1) as HTMLElement)
  await expect.poll(() => state(fresh)).toBe('saved')
})

it('says with a verb what a button does, and what was done', async () => {
  const user = userEvent.setup()
  render(Posters, { path: ['hung'] })
  const one = await row('K7M-2QX')
  await user.click(one.getByRole('button', { name: 'Noter l’affiche K7M-2QX comme retirée' }))
  await expect.poll(() => state('K7M-2QX')).toBe('withdrawn')
  await user.click(await screen.findByRole('button', { name: /^Voir l/ }))
  const down = await row('K7M-2QX')
  down.getByText('Retirée')
  await user.click(down.getByRole('button', { name: 'Remettre l’affiche K7M-2QX dans la liste' }))
  await expect.poll(() => state('K7M-2QX')).toBe('hung')
})

it('asks at once of all that were printed whether they hang', async () => {
  const user = userEvent.setup()
  const badges = (await backend.catalogue()).pathways
    .flatMap((pathway) => pathway.badges)
    .filter((badge) => badge.offered)
  const choice: DocumentChoice = {
    kind: 'poster',
    badges: badges.slice(0, 2).map((badge) => badge.id),
    together: false,
    format: 'a4',
    beside: null,
  }
  await backend.printDocument(choice, null, 1, false)
  render(Posters, { path: ['hung'] })
  await screen.findByText('2 affiches sont imprimées. Les avez-vous toutes affichées ?')
  await user.click(screen.getByRole('button', { name: 'Oui, toutes' }))
  await expect.poll(async () => (await backend.posters()).unsaid).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Annuler' }))
  await expect.poll(async () => (await backend.posters()).unsaid.length).toBe(2)
})

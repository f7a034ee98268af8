import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { render, screen, within, waitFor } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { backend } from '$src/api'
import type { CataloguePreview } from '$src/api/types'
import { session } from '$src/state/session.svelte'
import { toasts } from '$src/state/toasts.svelte'
import CatalogueDifference from './CatalogueDifference.svelte'
import CatalogueSection from './CatalogueSection.svelte'
import LookSection from './LookSection.svelte'

/** The catalogue of the program, as INAÉ would send the next one: a name changed, a badge added, one gone. */
async function next(): Promise<File> {
  const folder = await mkdtemp(join(tmpdir(), 'catalogue-'))
  const { path } = await backend.exportCatalogue('json', join(folder, 'catalogue.json'))
  const catalogue = JSON.parse(await readFile(path, 'utf8'))
  for (const badge of catalogue.badges) Object.assign(badge, { example: false, source: 'inae' })
  const [first, second, ...others] = catalogue.badges
  const added = { ...second, id: 'nouveau', name: 'Je conduis', application_url: `${second.application_url}2` }
  catalogue.badges = [{ ...first, name: 'Un autre nom' }, ...others, added]
  const told = { ...catalogue, status: 'official', version: '2026-2' }
  return new File([JSON.stringify(told)], 'catalogue.json', { type: 'application/json' })
}

const names = async () => (await backend.catalogue()).pathways.flatMap((one) => one.badges.map((badge) => badge.name))

it('shows what a file would change, and changes nothing when it is given up', async () => {
  const user = userEvent.setup()
  render(CatalogueSection)
  const before = await backend.catalogue()
  const file = await next()
  await user.upload(await screen.findByLabelText(/^Ajouter un catalogue/), file)
  const dialog = await screen.findByRole('dialog', { name: 'Ce qui va changer' })
  within(dialog).getByText('1 badge nouveau')
  within(dialog).getByText('Un autre nom')
  within(dialog).getByText(/1 demande reste lisible/)
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

it('says what leaves with the badges of the structure, and applies nothing that changes nothing', async () => {
  const user = userEvent.setup()
  const onclose = vi.fn()
  const line = (id: string, name: string, requests: number) => ({ id, name, image: '', requests })
  const preview: CataloguePreview = {
    token: 'un',
    whole: true,
    status: 'official',
    status_text: 'Catalogue d’INAÉ',
    version: '2026-2',
    added: [],
    changed: [],
    gone: [],
    own: [line('a', 'Je conduis un chariot', 3)],
    pathways: [],
    pathways_without_own: ['Le parcours « À nous » disparaît.'],
    same: 2,
    unchanged: true,
    unchanged_without_own: false,
    notices: [],
  }
  render(CatalogueDifference, { preview, onclose, ondone: vi.fn() })
  const apply = await screen.findByRole('button', { name: 'Appliquer' })
  screen.getByText(/^Rien ne change/)
  expect(apply).toHaveProperty('disabled', true)
  expect(screen.queryByText(/disparaît/)).toBeNull()
  await user.click(screen.getByLabelText(/^Garder le badge de votre structure/))
  screen.getByText('1 badge disparaît')
  screen.getByText(/3 demandes restent lisibles/)
  screen.getByText('Le parcours « À nous » disparaît.')
  expect(screen.queryByText(/^Rien ne change/)).toBeNull()
  expect(apply).toHaveProperty('disabled', false)
})

it('says whether the catalogue is the example again once an import is undone', async () => {
  const user = userEvent.setup()
  render(CatalogueSection)
  await session.refresh()
  const before = session.exampleCatalogue
  const file = await next()
  await user.upload(await screen.findByLabelText(/^Ajouter un catalogue/), file)
  await user.click(await screen.findByRole('button', { name: 'Appliquer' }))
  await expect.poll(() => session.exampleCatalogue).toBe(false)
  expect(before).toBe(true)
  await waitFor(() => expect(toasts.undoNewest()).toBe(true))
  await expect.poll(() => session.exampleCatalogue).toBe(true)
})

it('looks at a new address once the badge is saved, and says when its page does not exist', async () => {
  const user = userEvent.setup()
  const look = vi.spyOn(backend, 'lookAtAddress').mockImplementation(async (badge) => ({
    badge,
    address: 'https://exemple.fr/absente',
    code: 'missing',
    text: 'Page introuvable (404).',
    looked_at: '23 novembre 2026 à 14 h 05',
  }))
  const { unmount } = render(CatalogueSection)
  const [first] = await names()
  const edit = async () => {
    await user.click(await screen.findByRole('button', { name: new RegExp(`^Modifier «.${first}`) }))
    return screen.findByRole('dialog', { name: 'Modifier le badge' })
  }
  let dialog = await edit()
  await user.type(within(dialog).getByLabelText(/^Ce qu’il reconnaît/), ' Autre.')
  await user.click(within(dialog).getByRole('button', { name: 'Enregistrer' }))
  await expect.poll(() => screen.queryByRole('dialog')).toBeNull()
  expect(look).not.toHaveBeenCalled()
  dialog = await edit()
  const address = within(dialog).getByLabelText(/^Adresse de demande/)
  await user.clear(address)
  await user.type(address, 'https://exemple.fr/absente')
  await user.click(within(dialog).getByRole('button', { name: 'Enregistrer' }))
  await screen.findByText(/Page introuvable \(404\)/)
  await waitFor(() =>
    expect(toasts.shown.some((toast) => toast.kind === 'problem' && /n’existe pas/.test(toast.text))).toBe(true),
  )
  expect((await backend.catalogue()).pathways[0]?.badges[0]?.application_url).toBe('https://exemple.fr/absente')
  // Leaving the screen loses nothing of it.
  unmount()
  render(CatalogueSection)
  await screen.findByText(/Page introuvable \(404\)/)
  screen.getByText('Vu le 23 novembre 2026 à 14 h 05.')
  look.mockRestore()
})

it('offers again what was typed in a badge that was closed, until it is given up', async () => {
  const user = userEvent.setup()
  render(CatalogueSection)
  const open = async () => {
    await user.click(await screen.findByRole('button', { name: 'Ajouter un badge' }))
    return screen.findByRole('dialog', { name: 'Nouveau badge' })
  }
  let dialog = await open()
  await user.type(within(dialog).getByLabelText(/^Nom du badge/), 'Je soude')
  await user.type(within(dialog).getByLabelText(/^Critère/), 'Avoir soudé.')
  await user.click(within(dialog).getByRole('button', { name: 'Fermer' }))
  await expect.poll(() => screen.queryByRole('dialog')).toBeNull()
  dialog = await open()
  within(dialog).getByText('Voici ce que vous aviez commencé.')
  expect(within(dialog).getByLabelText(/^Nom du badge/)).toHaveProperty('value', 'Je soude')
  expect(within(dialog).getByLabelText(/^Critère/)).toHaveProperty('value', 'Avoir soudé.')
  await user.click(within(dialog).getByRole('button', { name: 'Annuler' }))
  await expect.poll(() => screen.queryByRole('dialog')).toBeNull()
  dialog = await open()
  expect(within(dialog).getByLabelText(/^Nom du badge/)).toHaveProperty('value', '')
  await user.click(within(dialog).getByRole('button', { name: 'Annuler' }))
})

it('offers again what was typed in a pathway that was closed, and forgets it once saved', async () => {
  const user = userEvent.setup()
  render(CatalogueSection)
  const open = async () => {
    await user.click(await screen.findByRole('button', { name: 'Ajouter un parcours' }))
    return screen.findByRole('dialog', { name: 'Nouveau parcours' })
  }
  let dialog = await open()
  await user.type(within(dialog).getByLabelText(/^Nom du parcours/), 'Cuisine')
  await user.click(within(dialog).getByRole('button', { name: 'Fermer' }))
  await expect.poll(() => screen.queryByRole('dialog')).toBeNull()
  dialog = await open()
  expect(within(dialog).getByLabelText(/^Nom du parcours/)).toHaveProperty('value', 'Cuisine')
  await user.click(within(dialog).getByRole('button', { name: 'Enregistrer' }))
  await screen.findByRole('heading', { name: 'Cuisine' })
  dialog = await open()
  expect(within(dialog).getByLabelText(/^Nom du parcours/)).toHaveProperty('value', '')
})

it('offers again what was typed in the look of what is printed, until it is given up', async () => {
  const user = userEvent.setup()
  const first = render(LookSection)
  await user.type(await screen.findByLabelText(/^À qui demander/), 'Ana')
  first.unmount()
  render(LookSection)
  await screen.findByText('Ces changements ne sont pas encore enregistrés.')
  expect(screen.getByLabelText(/^À qui demander/)).toHaveProperty('value', 'Ana')
  await user.click(screen.getByRole('button', { name: 'Les abandonner' }))
  expect(screen.getByLabelText(/^À qui demander/)).toHaveProperty('value', '')
})

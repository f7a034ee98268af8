import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import news from '$assets/i18n/fr/news.json'
import { backend } from '$src/api'
import { isUpdated, sawNews } from '$src/state/news'
import { session } from '$src/state/session.svelte'
import AboutSection from './AboutSection.svelte'

beforeEach(async () => {
  localStorage.clear()
  await session.load()
})

it('says the version, what is new in it, and whom to ask', async () => {
  render(AboutSection)
  expect(await screen.findByText('0.1.0')).toBeTruthy()
  for (const item of news[0]?.items ?? []) expect(screen.getByText(item)).toBeTruthy()
  expect(screen.getByText('05 57 89 01 10')).toBeTruthy()
})

it('has news for the version that ships', async () => {
  const manifest = await readFile('../Cargo.toml', 'utf8')
  expect(manifest).toContain(`\nversion = "${news[0]?.version}"\n`)
  expect(news.every((one) => one.items.length > 0)).toBe(true)
})

it('shows what the diagnostic file holds, and keeps it where one says', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'diagnostic-'))
  const file = join(folder, 'diagnostic.txt')
  vi.spyOn(backend, 'askWhereToSave').mockResolvedValue(file)
  const save = vi.spyOn(backend, 'saveDiagnostic')
  const user = userEvent.setup()
  render(AboutSection)
  await user.click(screen.getByRole('button', { name: 'Voir ce qu’il contient' }))
  expect((await screen.findByRole('region', { name: 'Contenu du fichier' })).textContent).toContain('diagnostic.')
  await user.click(screen.getByRole('button', { name: 'Enregistrer le fichier…' }))
  expect(await screen.findByText(/diagnostic\.txt.*est enregistré/)).toBeTruthy()
  expect(screen.getByText(folder)).toBeTruthy()
  expect(save).toHaveBeenCalledExactlyOnceWith(file)
  expect(await readFile(file, 'utf8')).toBe(await backend.diagnostic())
  await rm(folder, { recursive: true })
})

it('finds a component and shows its terms in full', async () => {
  // The package is what collects them: `src-tauri/src/about.rs` tells of all of them.
  const component = { name: 'tauri', version: '2.0.0', licence: 'MIT' }
  vi.spyOn(backend, 'components').mockResolvedValue([component, { ...component, name: 'svelte' }])
  vi.spyOn(backend, 'licenceText').mockImplementation(async (name) => `Terms of ${name}.`)
  const user = userEvent.setup()
  render(AboutSection)
  await user.click(screen.getByRole('button', { name: 'Voir les composants' }))
  await user.type(await screen.findByLabelText('Chercher un composant'), 'tau')
  expect(screen.getByText('1 composant')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: /tauri/ }))
  expect(await screen.findByText('Terms of tauri.')).toBeTruthy()
})

it('tells of an update once, and never of a first start', () => {
  expect(isUpdated('0.1.0')).toBe(false)
  expect(isUpdated('0.1.0')).toBe(false)
  expect(isUpdated('0.2.0')).toBe(true)
  sawNews('0.2.0')
  expect(isUpdated('0.2.0')).toBe(false)
})

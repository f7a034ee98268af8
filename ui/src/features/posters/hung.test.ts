import { render, screen, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import { backend } from '$src/api'
import { begin } from '$src/api/bridge'
import { ToastRegion } from '$src/design'
import { toasts } from '$src/state/toasts.svelte'
import Posters from './Posters.svelte'

let badges: string[] = []
/** Two posters that hang; what the first says is out of date. */
let [old, good] = ['', '']

async function poster(badge: string): Promise<string> {
  await backend.saveDocument({ kind: 'poster', badges: [badge], together: false, format: 'a4', beside: null }, null)
  const made = (await backend.posters()).posters.find((one) => one.badges.some((its) => its.badge === badge))
  await backend.setPostersHung([made?.code ?? ''], true)
  return made?.code ?? ''
}

beforeEach(async () => {
  vi.restoreAllMocks()
  begin('open')
  const offered = (await backend.catalogue()).pathways.flatMap((pathway) => pathway.badges).filter((one) => one.offered)
  badges = offered.map((one) => one.id)
  const [first = '', second = ''] = badges
  old = await poster(first)
  good = await poster(second)
  const [person] = await backend.participants('Diego')
  for (const code of [old, good]) await backend.openPosterRequest(person?.id ?? '', code, null)
  const rule = { criterion: 'Tout autre chose.', evidence: 'Une photo.', assessor: 'Le CIP.', process: 'Chaque mois.' }
  await backend.saveOffer(first, rule)
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
  const out = await row(old)
  out.getByText('À réimprimer')
  await user.type(out.getByLabelText(new RegExp(`^Où est l’affiche ${old}`)), 'Entrée')
  await user.tab()
  await expect.poll(async () => (await backend.posters()).posters.find((one) => one.code === old)?.place).toBe('Entrée')
  screen.getByText('2 demandes sont venues des affiches.')
  await user.click(screen.getByRole('button', { name: 'Réimprimer cette affiche' }))
  const dialog = within(await screen.findByRole('dialog'))
  await user.click(dialog.getByRole('button', { name: 'Enregistrer en PDF' }))
  await expect.poll(async () => (await backend.posters()).outdated).toEqual([])
  await user.click(dialog.getByRole('button', { name: 'Fermer' }))

  // The new one is saved; the old one hangs until somebody says that the new one does.
  const fresh = (await backend.posters()).posters[0]?.code ?? ''
  expect(await state(old)).toBe('to-replace')
  const made = await row(fresh)
  made.getByText('Enregistrée')
  made.getByText('L’avez-vous affichée ?')
  await user.click(made.getByRole('button', { name: `Oui, l’affiche ${fresh} est affichée` }))
  await expect.poll(() => state(fresh)).toBe('hung')
  expect(await state(old)).toBe('withdrawn')
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
  const one = await row(good)
  await user.click(one.getByRole('button', { name: `Noter l’affiche ${good} comme retirée` }))
  await expect.poll(() => state(good)).toBe('withdrawn')
  await user.click(await screen.findByRole('button', { name: /^Voir l/ }))
  const down = await row(good)
  down.getByText('Retirée')
  await user.click(down.getByRole('button', { name: `Remettre l’affiche ${good} dans la liste` }))
  await expect.poll(() => state(good)).toBe('hung')
})

it('asks at once of all that were printed whether they hang', async () => {
  const user = userEvent.setup()
  await backend.setPostersHung([old, good], false)
  // As they are once they went to a printer.
  const view = await backend.posters()
  const printed = view.posters.map((one) => ({ ...one, printed: '2026-11-24', state: 'printed' }))
  vi.spyOn(backend, 'posters').mockResolvedValue({ ...view, posters: printed, unsaid: [old, good] })
  const hang = vi.spyOn(backend, 'setPostersHung')
  render(Posters, { path: ['hung'] })
  await screen.findByText('2 affiches sont imprimées. Les avez-vous toutes affichées ?')
  await user.click(screen.getByRole('button', { name: 'Oui, toutes' }))
  await expect.poll(() => hang.mock.lastCall).toEqual([[old, good], true])
  await user.click(await screen.findByRole('button', { name: 'Annuler' }))
  await expect.poll(() => hang.mock.lastCall).toEqual([[old, good], false])
})

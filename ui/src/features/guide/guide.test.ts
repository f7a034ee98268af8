import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import { backend } from '$src/api'
import { tell } from '$src/api/bridge'
import type { ConnectionState } from '$src/api/types'
import { connection } from '$src/state/connection.svelte'
import BackOnline from '$src/app/BackOnline.svelte'
import Guide from './Guide.svelte'
import { move, place } from './guide'

/** As when the application learns it; the tests themselves reach no further than this computer. */
async function tellConnection(state: ConnectionState): Promise<void> {
  tell('connection', { ...(await backend.connection()), state })
}

beforeEach(async () => {
  window.location.hash = ''
  for (const step of (await backend.connection()).put_off) await backend.putOffStep(step.id, false)
  connection.forget()
  await connection.follow()
  await tellConnection('unknown')
})

it('finds the step of an address, and none where there is none', async () => {
  const tracks = await backend.guide()
  expect(place(tracks, ['account'])?.index).toBe(0)
  expect(place(tracks, ['account', '2'])?.index).toBe(1)
  expect(place(tracks, ['account', '99'])).toBeNull()
  expect(place(tracks, ['unknown'])).toBeNull()
})

it('moves with the arrows, but not while typing', () => {
  expect(move(new KeyboardEvent('keydown', { key: 'ArrowRight' }))).toBe(1)
  expect(move(new KeyboardEvent('keydown', { key: 'ArrowRight', altKey: true }))).toBe(0)
  const field = document.createElement('input')
  document.body.append(field)
  let by: number | null = null
  field.addEventListener('keydown', (event) => (by = move(event)))
  field.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }))
  expect(by).toBe(0)
  field.remove()
})

it('lists the tracks', async () => {
  render(Guide, { path: [] })
  expect(await screen.findByRole('link', { name: /Créer son compte/ })).toBeTruthy()
  expect(screen.getByRole('link', { name: /Demander une recommandation/ })).toBeTruthy()
})

it('shows one step, its help, and goes on with the arrow', async () => {
  render(Guide, { path: ['account'] })
  expect(await screen.findByRole('heading', { level: 1, name: 'Ouvrir sa boîte mail' })).toBeTruthy()
  const steps = (await backend.guide())[0]?.steps
  expect(screen.getByText(`Étape 1 sur ${steps?.length}`, { exact: false })).toBeTruthy()
  expect(screen.getByText(steps?.[0]?.trouble[0]?.when.map((run) => run.text).join('') ?? 'no trouble')).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Étape précédente' })).toBeNull()
  await userEvent.keyboard('{ArrowRight}')
  expect(window.location.hash).toBe('#/guide/account/2')
})

it('puts a step off without a connection, and proposes it wherever one is when it is back', async () => {
  await tellConnection('offline')
  const first = render(Guide, { path: ['account'] })
  await userEvent.click(await screen.findByRole('button', { name: 'Me le rappeler quand la connexion revient' }))
  expect(await screen.findByRole('button', { name: 'Ne plus me le rappeler' })).toBeTruthy()
  first.unmount()
  render(BackOnline)
  const resume = { name: /Reprendre.*Ouvrir sa boîte mail/ }
  expect(screen.queryByRole('button', resume)).toBeNull()
  await tellConnection('online')
  await userEvent.click(await screen.findByRole('button', resume))
  await expect.poll(() => window.location.hash).toBe('#/guide/account/1')
  expect((await backend.guide())[0]?.steps[0]?.put_off).toBe(false)
  expect(screen.queryByRole('button', resume)).toBeNull()
})

it('is proposed once each time the connection comes back, and stays in the guide', async () => {
  await backend.putOffStep('account-10-mailbox', true)
  const bar = render(BackOnline)
  await tellConnection('online')
  await userEvent.click(await screen.findByRole('button', { name: 'Plus tard' }))
  expect(screen.queryByRole('button')).toBeNull()
  // Seen again, and never lost in between: not proposed again.
  await tellConnection('online')
  expect(screen.queryByRole('button')).toBeNull()
  await tellConnection('offline')
  await tellConnection('online')
  expect(await screen.findByRole('button', { name: 'Plus tard' })).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'Plus tard' }))
  bar.unmount()
  render(Guide, { path: [] })
  expect(await screen.findByRole('button', { name: /Reprendre.*Ouvrir sa boîte mail/ })).toBeTruthy()
})

it('asks for the connection to be looked at only while a step needs it', async () => {
  const watch = vi.spyOn(backend, 'watchConnection')
  const step = render(Guide, { path: ['account', '1'] })
  await screen.findByRole('heading', { level: 1, name: 'Ouvrir sa boîte mail' })
  expect(watch).toHaveBeenLastCalledWith(true)
  step.unmount()
  expect(watch).toHaveBeenLastCalledWith(false)
  watch.mockClear()
  render(Guide, { path: ['request', '1'] })
  await screen.findByRole('heading', { level: 1, name: 'Choisir un badge' })
  expect(watch).not.toHaveBeenCalledWith(true)
})

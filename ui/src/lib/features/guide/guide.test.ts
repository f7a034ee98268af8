import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it } from 'vitest'
import type { SyncView } from '$lib/backend/types'
import { backend } from '$lib/backend'
import { session } from '$lib/session.svelte'
import { toasts } from '$lib/toasts.svelte'
import Guide from './Guide.svelte'
import { isOnline, move, place } from './guide'

const sync = (kind: SyncView['kind'], more: Partial<SyncView> = {}): SyncView => ({
  kind,
  text: '',
  waiting: 0,
  next_try_at: null,
  last_success: null,
  problem: null,
  file: null,
  ...more,
})
const problem = { code: 'guichet-unreachable', what: 'Injoignable.', kept: '', todo: '', field: null }
const here = sync('idle', { last_success: 'aujourd’hui' })
const gone = sync('waiting', { problem })

beforeEach(async () => {
  window.location.hash = ''
  session.sync = null
  toasts.shown = []
  await backend.putOffStep('account-10-mailbox', false)
})

it('knows the connection from the sending, and says when it does not', () => {
  expect(isOnline(null)).toBeNull()
  expect(isOnline(sync('not-enrolled'))).toBeNull()
  expect(isOnline(sync('waiting'))).toBeNull()
  expect(isOnline(gone)).toBe(false)
  expect(isOnline(here)).toBe(true)
  expect(isOnline(sync('sending'))).toBe(true)
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
  expect(screen.getByText('Étape 1 sur 3', { exact: false })).toBeTruthy()
  expect(screen.getByText('Regardez dans les indésirables.')).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Étape précédente' })).toBeNull()
  await userEvent.keyboard('{ArrowRight}')
  expect(window.location.hash).toBe('#/guide/account/2')
})

it('puts a step off without a connection, and proposes it again when it is back', async () => {
  session.sync = gone
  const first = render(Guide, { path: ['account'] })
  await userEvent.click(await screen.findByRole('button', { name: 'Me le rappeler quand la connexion revient' }))
  expect(await screen.findByRole('button', { name: 'Ne plus me le rappeler' })).toBeTruthy()
  session.sync = here
  await expect
    .poll(() => toasts.shown.map((one) => one.text))
    .toEqual(['La connexion est revenue. 1 étape du guide vous attend.'])
  first.unmount()
  render(Guide, { path: [] })
  await userEvent.click(await screen.findByRole('button', { name: /Reprendre.*Ouvrir sa boîte mail/ }))
  expect(window.location.hash).toBe('#/guide/account/1')
  expect((await backend.guide())[0]?.steps[0]?.put_off).toBe(false)
})

import { cleanup, render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import { backend } from '$src/api'
import { tell } from '$src/api/bridge'
import PassportDialog from './PassportDialog.svelte'

afterEach(() => vi.restoreAllMocks())

async function show(page: string) {
  const [person] = await backend.participants('')
  if (!person) throw new Error('nobody')
  render(PassportDialog, { open: true, participant: person.id, page })
  await screen.findByRole('heading', { name: `Open Badge Passport\u00a0: ${person.first_name} ${person.last_name}` })
  return person
}

it('begins with the page of the step, and opens the one that is chosen', async () => {
  const open = vi.spyOn(backend, 'openPassport')
  await show('emails')
  expect(screen.getByRole('button', { name: 'Ses adresses mail' }).getAttribute('aria-pressed')).toBe('true')
  await userEvent.click(screen.getByRole('button', { name: 'Ouvrir pour cette personne' }))
  await userEvent.click(screen.getByRole('button', { name: 'Demander un badge' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Ouvrir cette page' }))
  expect(open.mock.calls.map(([, page]) => page)).toEqual(['emails', 'apply'])
})

it('says what the page was refused, and that the window was closed', async () => {
  await show('login')
  await userEvent.click(screen.getByRole('button', { name: 'Ouvrir pour cette personne' }))
  await screen.findByRole('button', { name: 'Fermer et tout effacer' })
  const problem = { code: 'passport-site', params: { host: 'ailleurs.example' }, field: null }
  tell('passport', { open: true, problem })
  expect(await screen.findByText(/ailleurs\.example/)).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Fermer et ouvrir les réglages' })).toBeTruthy()
  // Closed with its own cross.
  tell('passport', { open: false, problem: null })
  expect(await screen.findByRole('button', { name: 'Ouvrir pour cette personne' })).toBeTruthy()
})

// Closing forgets what was copied: `tests/passport_window.rs` looks in the clipboard itself.
it('copies, and has what was copied forgotten when the window is closed', async () => {
  const copy = vi.spyOn(backend, 'copyText')
  const close = vi.spyOn(backend, 'closePassport')
  const person = await show('login')
  await userEvent.click(screen.getByRole('button', { name: 'Copier\u00a0: Prénom' }))
  expect(copy).toHaveBeenCalledExactlyOnceWith(person.first_name)
  await userEvent.click(screen.getByRole('button', { name: 'Ouvrir pour cette personne' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Fermer et tout effacer' }))
  await expect.poll(() => close.mock.calls.length).toBe(1)
})

it('takes the window and what was copied with it, whatever takes it away', async () => {
  const close = vi.spyOn(backend, 'closePassport')
  await show('login')
  await userEvent.click(screen.getByRole('button', { name: 'Copier\u00a0: Prénom' }))
  await userEvent.click(screen.getByRole('button', { name: 'Ouvrir pour cette personne' }))
  await screen.findByRole('button', { name: 'Fermer et tout effacer' })
  expect(await backend.passportOpen()).toBe(true)
  expect(close).not.toHaveBeenCalled()
  // As when another screen is shown with Alt+1.
  cleanup()
  await expect.poll(() => backend.passportOpen()).toBe(false)
  expect(close).toHaveBeenCalled()
})

it('takes what was copied after the window was closed by hand', async () => {
  await show('login')
  await userEvent.click(screen.getByRole('button', { name: 'Ouvrir pour cette personne' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Fermer et tout effacer' }))
  await screen.findByRole('button', { name: 'Ouvrir pour cette personne' })
  await userEvent.click(screen.getByRole('button', { name: 'Copier\u00a0: Prénom' }))
  const close = vi.spyOn(backend, 'closePassport')
  cleanup()
  await expect.poll(() => close.mock.calls.length).toBe(1)
})

it('closes a window that was still opening when it was taken away', async () => {
  const open = backend.openPassport
  let opened = () => {}
  vi.spyOn(backend, 'openPassport').mockImplementation(async (...given) => {
    await new Promise<void>((resolve) => (opened = resolve))
    await open(...given)
  })
  await show('login')
  await userEvent.click(screen.getByRole('button', { name: 'Ouvrir pour cette personne' }))
  cleanup()
  opened()
  await expect.poll(() => backend.passportOpen()).toBe(false)
})

import { cleanup, render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { backend } from '$lib/backend'
import type { Twin } from '$lib/backend/twin'
import PassportDialog from './PassportDialog.svelte'

const twin = backend as unknown as Twin

async function show(page: string) {
  const [person] = await backend.participants('')
  if (!person) throw new Error('nobody')
  render(PassportDialog, { open: true, participant: person.id, page })
  await screen.findByRole('heading', { name: `Open Badge Passport\u00a0: ${person.first_name} ${person.last_name}` })
  return person
}

it('begins with the page of the step, and opens the one that is chosen', async () => {
  const opened: unknown[] = []
  const open = twin.openPassport.bind(twin)
  twin.openPassport = async (...given: unknown[]) => (opened.push(given[1]), open())
  await show('emails')
  expect(screen.getByRole('button', { name: 'Ses adresses mail' }).getAttribute('aria-pressed')).toBe('true')
  await userEvent.click(screen.getByRole('button', { name: 'Ouvrir pour cette personne' }))
  await userEvent.click(screen.getByRole('button', { name: 'Demander un badge' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Ouvrir cette page' }))
  twin.openPassport = open
  expect(opened).toEqual(['emails', 'apply'])
})

it('says what the page was refused, and that the window was closed', async () => {
  await show('login')
  await userEvent.click(screen.getByRole('button', { name: 'Ouvrir pour cette personne' }))
  await screen.findByRole('button', { name: 'Fermer et tout effacer' })
  const problem = { code: 'passport-site', what: 'La page mène ailleurs.', kept: '', todo: '', field: null }
  twin.tellPassport({ open: true, problem })
  expect(await screen.findByText('La page mène ailleurs.', { exact: false })).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Fermer et ouvrir les réglages' })).toBeTruthy()
  // Closed with its own cross.
  twin.tellPassport({ open: false, problem: null })
  expect(await screen.findByRole('button', { name: 'Ouvrir pour cette personne' })).toBeTruthy()
})

it('copies, and forgets what was copied when the window is closed', async () => {
  const person = await show('login')
  await userEvent.click(screen.getByRole('button', { name: 'Copier\u00a0: Prénom' }))
  expect(twin.copied()).toBe(person.first_name)
  await userEvent.click(screen.getByRole('button', { name: 'Ouvrir pour cette personne' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Fermer et tout effacer' }))
  await expect.poll(() => twin.copied()).toBeNull()
})

it('takes the window and what was copied with it, whatever takes it away', async () => {
  const person = await show('login')
  await userEvent.click(screen.getByRole('button', { name: 'Copier\u00a0: Prénom' }))
  await userEvent.click(screen.getByRole('button', { name: 'Ouvrir pour cette personne' }))
  await screen.findByRole('button', { name: 'Fermer et tout effacer' })
  expect(await backend.passportOpen()).toBe(true)
  expect(twin.copied()).toBe(person.first_name)
  // As when another screen is shown with Alt+1.
  cleanup()
  await expect.poll(() => backend.passportOpen()).toBe(false)
  expect(twin.copied()).toBeNull()
})

it('takes what was copied after the window was closed by hand', async () => {
  const person = await show('login')
  await userEvent.click(screen.getByRole('button', { name: 'Ouvrir pour cette personne' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Fermer et tout effacer' }))
  await screen.findByRole('button', { name: 'Ouvrir pour cette personne' })
  await userEvent.click(screen.getByRole('button', { name: 'Copier : Prénom' }))
  expect(twin.copied()).toBe(person.first_name)
  cleanup()
  await expect.poll(() => twin.copied()).toBeNull()
})

it('closes a window that was still opening when it was taken away', async () => {
  const open = twin.openPassport.bind(twin)
  let opened = () => {}
  const opening = vi.spyOn(twin, 'openPassport').mockImplementation(async () => {
    await new Promise<void>((resolve) => (opened = resolve))
    await open()
  })
  await show('login')
  await userEvent.click(screen.getByRole('button', { name: 'Ouvrir pour cette personne' }))
  cleanup()
  opened()
  await expect.poll(() => backend.passportOpen()).toBe(false)
  opening.mockRestore()
})

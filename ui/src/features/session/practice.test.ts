import { render, screen, waitFor } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import App from '$src/app/App.svelte'
import { backend } from '$src/api'
import { session } from '$src/state/session.svelte'
import SessionPage from './SessionPage.svelte'

const MARK = 'Essai — personnes inventées'

beforeEach(async () => {
  if ((await backend.session()).practice === 'on') await backend.endPractice()
  await backend.lock()
  localStorage.clear()
  await session.load()
})

it('is proposed on the first screen, says what it is, and shows how far it is made', async () => {
  const start = vi.spyOn(backend, 'startPractice')
  const user = userEvent.setup()
  render(SessionPage, { stage: 'new' })
  await user.click(screen.getByRole('button', { name: 'Essayer avec des personnes inventées' }))
  expect(screen.getByText(/Tout s’efface quand vous terminez/)).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Revenir' }))
  expect(start).not.toHaveBeenCalled()
  await user.click(screen.getByRole('button', { name: 'Essayer avec des personnes inventées' }))
  let end: () => void = () => undefined
  const listener = vi.spyOn(backend, 'onPractice')
  start.mockImplementationOnce(() => new Promise((_, refuse) => (end = () => refuse(new Error('full')))))
  await user.click(screen.getByRole('button', { name: 'Commencer l’essai' }))
  await waitFor(() => expect(start).toHaveBeenCalledOnce())
  listener.mock.calls[0]?.[0]({ done: 7, total: 14 })
  await waitFor(() => expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('50'))
  // It could not be made: one can begin again.
  end()
  expect(await screen.findByRole('alert')).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Commencer l’essai' })).toBeTruthy()
})

it('is said above every screen, opens again without a passphrase, and goes away by one button', async () => {
  localStorage.setItem('route', '#/people')
  const user = userEvent.setup()
  render(App)
  await user.click(await screen.findByRole('button', { name: 'Essayer avec des personnes inventées' }))
  await user.click(screen.getByRole('button', { name: 'Commencer l’essai' }))
  expect(await screen.findByText(MARK)).toBeTruthy()
  await user.click(await screen.findByRole('link', { name: /Envois/ }))
  expect(localStorage.getItem('route')).toBe('#/people')
  await user.click(screen.getByRole('button', { name: /Fermer à clé/ }))
  await user.click(await screen.findByRole('button', { name: 'Reprendre l’essai' }))
  expect(screen.getByText(MARK)).toBeTruthy()
  await user.click(await screen.findByRole('button', { name: 'Terminer l’essai' }))
  expect(await screen.findByText(/L’essai est terminé/)).toBeTruthy()
  expect(screen.queryByText(MARK)).toBeNull()
  // Where one was in the real data is as it was, and nothing is left of the trial.
  expect({ ...localStorage }).toEqual({ route: '#/people' })
})

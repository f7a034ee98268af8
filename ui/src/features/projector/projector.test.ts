import { render, screen } from '@testing-library/svelte'
import { existsSync } from 'node:fs'
import { expect, it, vi } from 'vitest'
import { backend } from '$src/api'
import Projector from './Projector.svelte'
import { doneOf, drawingOf, spoken } from './projector'

it('has a drawing for every step', () => {
  const steps = ['mailbox', 'registered', 'confirmed', 'signed-in', 'badge', 'prepared', 'sent', 'accepted', 'enriched']
  for (const step of steps) expect(existsSync(`../assets/illustrations/${drawingOf(step)}.svg`), step).toBe(true)
})

it('says an address as it is read', () => {
  expect(spoken('https://openbadgepassport.com/app/user/login/')).toBe('openbadgepassport.com/app/user/login')
})

it('counts what is done', () => {
  expect(doneOf(['done', 'doing', 'blocked', 'waiting', 'done'])).toBe(3)
})

it('shows first names only, and follows the board', async () => {
  const [summary] = await backend.workshops()
  const id = summary?.id ?? ''
  const { attendees } = await backend.workshop(id)
  await backend.setAttendance(
    id,
    attendees.map(({ participant }) => participant.id),
    'present',
  )
  await backend.project(id, 'mailbox')
  // What the projector's own window would be told when it starts.
  vi.spyOn(backend, 'onShow').mockResolvedValue(await backend.projection(id, 'mailbox'))
  render(Projector)
  await screen.findByRole('heading', { name: 'Ouvrir sa boîte mail' })
  const [one] = attendees
  expect(screen.getAllByText(one?.participant.first_name ?? '?').length).toBeGreaterThan(0)
  for (const { participant } of attendees) {
    expect(document.body.textContent).not.toContain(participant.last_name)
    if (participant.email) expect(document.body.textContent).not.toContain(participant.email)
  }
  await backend.project(id, 'registered')
  await screen.findByRole('heading', { name: 'Créer son compte' })
})

import { render, screen, waitFor } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import { backend } from '$lib/backend'
import WorkshopScreen from './WorkshopScreen.svelte'

describe('the screen of a workshop', () => {
  let id = ''
  let badge = ''
  beforeEach(async () => {
    const people = (await backend.participants('')).slice(0, 3)
    const catalogue = await backend.catalogue()
    // A badge that nobody of the twin asks for yet.
    const offered = catalogue.pathways.flatMap((pathway) => pathway.badges).filter((one) => one.offered)
    badge = offered.at(-1)?.id ?? ''
    const workshop = await backend.saveWorkshop({
      id: null,
      date: '2026-11-24',
      place: 'Atelier bois',
      facilitators: [],
      participants: people.map((person) => person.id),
      badges: [badge],
    })
    id = workshop.form.id ?? ''
    render(WorkshopScreen, { id })
    await screen.findByRole('heading', { name: 'Atelier bois' })
  })

  const attendance = async () => (await backend.workshop(id)).attendees.map((attendee) => attendee.attendance)

  it('marks one person absent and everyone else present', async () => {
    const user = userEvent.setup()
    const [first] = await screen.findAllByRole('button', { name: /^Absent\s:/ })
    if (!first) throw new Error('nobody is listed')
    await user.click(first)
    await waitFor(async () => expect(await attendance()).toEqual(['absent', 'expected', 'expected']))
    expect(first.getAttribute('aria-pressed')).toBe('true')
    await user.click(screen.getByRole('button', { name: 'Tout le monde est là' }))
    await waitFor(async () => expect(await attendance()).toEqual(['absent', 'present', 'present']))
  })

  it('asks a badge for everyone present, and for them only', async () => {
    const user = userEvent.setup()
    for (const button of (await screen.findAllByRole('button', { name: /^Présent\s:/ })).slice(0, 2))
      await user.click(button)
    await user.click(
      await screen.findByRole('button', { name: /Demander ce badge pour toutes les personnes présentes/ }),
    )
    await waitFor(async () =>
      expect((await backend.workshop(id)).attendees.map((attendee) => attendee.requests.length)).toEqual([1, 1, 0]),
    )
    const send = screen.getByRole<HTMLButtonElement>('button', { name: 'Envoyer les demandes complètes (0)' })
    expect(send.disabled).toBe(true)
  })
})

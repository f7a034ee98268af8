import { render, screen, waitFor } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { backend } from '$src/api'
import type { HomeView, PutOffStep, WorkshopSummary } from '$src/api/types'
import { address, router } from '$src/state/router.svelte'
import { sync } from '$src/state/samples'
import { sending } from '$src/state/sending.svelte'
import { toasts } from '$src/state/toasts.svelte'
import Home from './Home.svelte'
import { noticesOf } from './notices'

describe('the home screen', () => {
  it('begins with the next workshop and its one button', async () => {
    const user = userEvent.setup()
    const { form } = await backend.newWorkshop(null)
    await backend.saveWorkshop({ ...form, place: 'Atelier bois', date: (await backend.session()).today })
    const home = await backend.home()
    render(Home)
    const place = home.next?.workshop.place ?? ''
    await screen.findByRole('heading', { name: place })
    const headings = screen.getAllByRole('heading', { level: 2 }).map((one) => one.textContent)
    expect(headings[0]).toBe(place)
    await user.click(screen.getByRole('button', { name: 'Animer' }))
    expect(router.current).toEqual({ feature: 'workshops', path: [home.next?.workshop.id, 'run'] })
  })

  it('proposes a workshop when none is to come, and three steps when there is nothing yet', async () => {
    const home = await backend.home()
    const shown = vi.spyOn(backend, 'home')
    shown.mockResolvedValue({ ...home, next: null })
    const first = render(Home)
    await screen.findByRole('heading', { name: 'Aucun atelier à venir' })
    screen.getByRole('button', { name: 'Nouvel atelier' })
    first.unmount()
    shown.mockResolvedValue({ ...home, next: null, workshops: 0, participants: 0 })
    render(Home)
    await screen.findByRole('heading', { name: 'Pour commencer' })
    expect(screen.queryByRole('heading', { name: 'Reste à faire' })).toBeNull()
  })

  it('settles what was marked on a board, and puts it back as it was', async () => {
    const user = userEvent.setup()
    const [summary] = await backend.workshops()
    const id = summary?.id ?? ''
    const person = (await backend.workshop(id)).attendees.at(-1)?.participant
    if (!person) throw new Error('nobody')
    await backend.blockStep(id, person.id, 'mailbox', { reason: 'other', detail: 'Code perdu', follow_up: '' })
    const cell = async () =>
      (await backend.board(id)).rows
        .find((row) => row.participant.id === person.id)
        ?.cells.find(({ step }) => step === 'mailbox')
    const before = await cell()
    render(Home)
    await screen.findByText(/Code perdu/)
    await user.click(
      screen.getByRole('button', { name: new RegExp(`^C’est fait.: ${person.first_name} ${person.last_name}`) }),
    )
    await waitFor(async () => expect((await cell())?.state).not.toBe('blocked'))
    await waitFor(() => expect(screen.queryByText(/Code perdu/)).toBeNull())
    await waitFor(() => expect(toasts.undoNewest()).toBe(true))
    await screen.findByText(/Code perdu/)
    expect(await cell()).toEqual(before)
    await backend.setStep(id, person.id, 'mailbox', 'todo')
  })

  it('tells in short what waits elsewhere', () => {
    const home = {
      to_close: [],
      waiting: 0,
      posters_outdated: 0,
      posters_unsaid: 0,
      enrolled: true,
    } as unknown as HomeView
    const calm = { answers: 0, putOff: [], online: true, practice: false }
    const step = { track: 'account', position: 2, title: 'Créer le compte' } as PutOffStep
    expect(noticesOf(home, calm)).toEqual([])
    const all = { ...home, waiting: 2, posters_outdated: 1, posters_unsaid: 3, enrolled: false }
    expect(noticesOf(all, { answers: 2, putOff: [step], online: false, practice: false }).map((one) => one.to)).toEqual(
      [
        ['requests', 'answers'],
        ['queue'],
        ['posters', 'hung'],
        ['posters', 'hung'],
        ['guide', 'account', '2'],
        ['queue'],
      ],
    )
    // A workshop to close is named, and several are counted.
    const over = { id: 'w', place: 'Médiathèque', date_text: 'vendredi 27 novembre 2026' } as WorkshopSummary
    const closing = (n: number) => noticesOf({ ...home, to_close: Array<WorkshopSummary>(n).fill(over) }, calm)[0]
    expect(closing(1)).toMatchObject({
      text: 'Atelier à clore : Médiathèque, vendredi 27 novembre 2026',
      to: ['workshops', 'w', 'summary'],
    })
    expect(closing(2)).toMatchObject({ text: '2 ateliers à clore', to: ['workshops'] })
    // Nothing can be linked while one practises.
    expect(noticesOf(all, { ...calm, practice: true })).toHaveLength(3)
  })

  it('leads to the new answers of INAÉ, as many as the navigation counts', async () => {
    sending.take(sync({ rank: 1_000_000, answers: 3 }))
    render(Home)
    const link = await screen.findByRole('link', { name: '3 nouvelles réponses d’INAÉ' })
    expect(link.getAttribute('href')).toBe(address('requests', 'answers'))
    // Seen elsewhere, they are no longer told here.
    sending.take(sync({ rank: 1_000_001, answers: 0 }))
    await waitFor(() => expect(screen.queryByText(/nouvelles réponses/)).toBeNull())
  })
})

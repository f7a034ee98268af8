import { render, screen, waitFor } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import { backend } from '$lib/backend'
import { usualPlan } from './workshop'
import Workshops from './Workshops.svelte'

const NOTICE = 'Ces changements ne sont pas encore enregistrés.'

describe('the form of a workshop', () => {
  let id = ''
  beforeEach(async () => {
    const form = { id: null, date: '2026-11-24', place: 'Limoges', facilitators: [], participants: [], badges: [] }
    id = (await backend.saveWorkshop({ ...form, plan: usualPlan })).form.id ?? ''
  })
  const place = () => screen.findByLabelText<HTMLInputElement>(/^Lieu/)

  it('offers again what was changed and not saved, until it is saved', async () => {
    const user = userEvent.setup()
    const first = render(Workshops, { path: [id, 'edit'] })
    await user.type(await place(), ' nord')
    await user.click(screen.getByLabelText(/INAÉ/))
    first.unmount()
    const other = render(Workshops, { path: ['new'] })
    expect((await place()).value).toBe('')
    other.unmount()
    const again = render(Workshops, { path: [id, 'edit'] })
    expect((await place()).value).toBe('Limoges nord')
    expect(screen.getByText(NOTICE)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Enregistrer' }))
    await waitFor(async () => expect((await backend.workshop(id)).form.place).toBe('Limoges nord'))
    expect((await backend.workshop(id)).form.plan.with_inae).toBe(true)
    again.unmount()
    render(Workshops, { path: [id, 'edit'] })
    await place()
    expect(screen.queryByText(NOTICE)).toBeNull()
  })

  it('forgets what is given up, in place or with « Annuler »', async () => {
    const user = userEvent.setup()
    const first = render(Workshops, { path: [id, 'edit'] })
    await user.type(await place(), ' nord')
    first.unmount()
    const again = render(Workshops, { path: [id, 'edit'] })
    await place()
    await user.click(screen.getByRole('button', { name: 'Les abandonner' }))
    expect((await place()).value).toBe('Limoges')
    await user.type(await place(), ' sud')
    await user.click(screen.getByRole('button', { name: 'Annuler' }))
    again.unmount()
    render(Workshops, { path: [id, 'edit'] })
    expect((await place()).value).toBe('Limoges')
    expect(screen.queryByText(NOTICE)).toBeNull()
  })

  it('keeps a new workshop while one adds a person', async () => {
    const user = userEvent.setup()
    const first = render(Workshops, { path: ['new'] })
    await user.type(await place(), 'Guéret')
    first.unmount()
    render(Workshops, { path: ['new'] })
    expect((await place()).value).toBe('Guéret')
    await user.click(screen.getByRole('button', { name: 'Tout effacer' }))
    expect((await place()).value).toBe('')
  })
})

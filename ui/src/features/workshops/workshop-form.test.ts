import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import { backend } from '$src/api'
import { begin } from '$src/api/bridge'
import { ToastRegion } from '$src/design'
import { drafts } from '$src/state/form-drafts'
import { toasts } from '$src/state/toasts.svelte'
import { usualPlan } from './workshop'
import Workshops from './Workshops.svelte'

const NOTICE = 'Ces changements ne sont pas encore enregistrés.'

describe('the form of a workshop', () => {
  let id = ''
  beforeEach(async () => {
    begin('open')
    drafts.clear()
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
    expect((await place()).value).toBe('Limoges')
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
    await user.clear(await place())
    await user.type(await place(), 'Guéret')
    first.unmount()
    render(Workshops, { path: ['new'] })
    expect((await place()).value).toBe('Guéret')
    await user.click(screen.getByRole('button', { name: 'Tout effacer' }))
    expect((await place()).value).toMatch(/^Limoges/)
  })

  it('is filled with what is usual, says as which workshop, and can be emptied', async () => {
    const user = userEvent.setup()
    render(Workshops, { path: ['new'] })
    expect((await place()).value).toMatch(/^Limoges/)
    screen.getByText(/^Rempli comme l’atelier du mardi 24 novembre 2026, Limoges/)
    expect(document.activeElement).toBe(screen.getByLabelText(/^Date/))
    await user.click(screen.getByRole('button', { name: 'Tout vider' }))
    expect((await place()).value).toBe('')
    expect(screen.queryByText(/^Rempli comme/)).toBeNull()
  })

  it('starts from another workshop, whole, on a day to come', async () => {
    const user = userEvent.setup()
    const [person] = await backend.participants('')
    const form = (await backend.workshop(id)).form
    await backend.saveWorkshop({ ...form, participants: [person?.id ?? ''] })
    render(Workshops, { path: ['new', id] })
    await place()
    screen.getByText('1 personne choisie')
    const count = (await backend.workshops()).length
    await user.click(screen.getByRole('button', { name: 'Créer l’atelier' }))
    await waitFor(async () => expect((await backend.workshops()).length).toBe(count + 1))
    const made = (await backend.workshops()).find((one) => one.place === 'Limoges' && one.when === 'coming')
    expect(made?.invited).toBe(1)
    await backend.removeWorkshop(made?.id ?? '')
  })

  it('takes an hour as one says it, and says when it is none', async () => {
    const user = userEvent.setup()
    render(Workshops, { path: [id, 'edit'] })
    await place()
    const hour = screen.getByLabelText<HTMLInputElement>(/^Heure/)
    await user.type(hour, 'midi')
    await user.click(screen.getByRole('button', { name: 'Enregistrer' }))
    await screen.findByText(/^Écrivez une heure/)
    expect(document.activeElement).toBe(hour)
    await user.clear(hour)
    await user.type(hour, '14h30')
    await user.tab()
    expect(hour.value).toBe('14\u00a0h\u00a030')
    await user.click(screen.getByRole('button', { name: 'Enregistrer' }))
    await waitFor(async () => expect((await backend.workshop(id)).form.plan.starts_at).toBe('14:30'))
  })

  it('is made again each week, on the days that are shown before and left ticked, and undone as a whole', async () => {
    const user = userEvent.setup()
    toasts.clear()
    render(ToastRegion)
    render(Workshops, { path: ['new'] })
    await user.clear(await place())
    await user.type(await place(), 'Série')
    const date = screen.getByLabelText<HTMLInputElement>(/^Date/)
    await fireEvent.input(date, { target: { value: '2026-12-11' } })
    await user.click(screen.getByRole('checkbox', { name: 'Le même atelier chaque semaine' }))
    const many = screen.getByLabelText<HTMLInputElement>(/^Nombre d’ateliers/)
    await user.clear(many)
    await user.type(many, '5')
    // Christmas and New Year's Day are left out by themselves, and can be put back; another day is taken out by hand.
    const noel = await screen.findByRole<HTMLInputElement>('checkbox', { name: /25 décembre 2026.*Noël/ })
    expect(noel.checked).toBe(false)
    await user.click(screen.getByRole('checkbox', { name: /18 décembre 2026/ }))
    const before = (await backend.workshops()).length
    await user.click(screen.getByRole('button', { name: 'Créer les 2 ateliers' }))
    await waitFor(async () => expect((await backend.workshops()).length).toBe(before + 2))
    const days = (await backend.workshops()).filter((one) => one.place === 'Série').map((one) => one.date)
    expect(days).toEqual(['2027-01-08', '2026-12-11'])
    const said = await screen.findByText('2 ateliers sont créés.')
    await user.click(within(said.parentElement as HTMLElement).getByRole('button', { name: 'Annuler' }))
    await waitFor(async () => expect((await backend.workshops()).length).toBe(before))
  })
})

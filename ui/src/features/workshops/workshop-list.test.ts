import { render, screen, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { backend } from '$src/api'
import { router } from '$src/state/router.svelte'
import { usualPlan } from './workshop'
import WorkshopList from './WorkshopList.svelte'

const save = async (date: string, place: string) => {
  const form = { id: null, date, place, facilitators: [], participants: [], badges: [], plan: usualPlan }
  return (await backend.saveWorkshop(form)).form.id ?? ''
}

it('shows what is to come apart from what is past, and that a closed one is', async () => {
  const user = userEvent.setup()
  await save('2026-11-24', 'Aujourd’hui')
  await save('2027-03-02', 'Après')
  const soon = await save('2026-12-01', 'Bientôt')
  const closed = await save('2026-10-06', 'Fini')
  await backend.setClosed(closed, true)
  render(WorkshopList)
  const part = async (name: string) =>
    within((await screen.findByRole('heading', { name })).closest('section') as HTMLElement)
  const names = (of: ReturnType<typeof within>) =>
    of.getAllByRole('link').map((one: HTMLElement) => one.querySelector('.place')?.textContent)
  expect(names(await part('Aujourd’hui'))).toEqual(['Aujourd’hui'])
  // The next one first.
  const coming = names(await part('À venir'))
  expect(coming.indexOf('Bientôt')).toBeLessThan(coming.indexOf('Après'))
  const past = await part('Passés')
  expect(within(past.getByText('Fini').closest('li') as HTMLElement).getByText('Clos')).toBeTruthy()
  expect(past.getAllByText('À clore').length).toBeGreaterThan(0)
  await user.click(screen.getByRole('button', { name: /^Dupliquer l’atelier.*Bientôt/ }))
  expect(router.current.path).toEqual(['new', soon])
})

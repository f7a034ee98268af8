import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { backend } from '$src/api'
import { begin } from '$src/api/bridge'
import { listings } from '$src/state/listing.svelte'
import texts from '$assets/i18n/fr/ui.json'
import { toasts } from '$src/state/toasts.svelte'
import RequestList from './RequestList.svelte'
import Requests from './Requests.svelte'

it('asks for the next page, and for the first one again when another group is chosen', async () => {
  const real = await backend.requestPage(listings.requests.query)
  const ask = vi
    .spyOn(backend, 'requestPage')
    .mockImplementation(async ({ offset }) => ({ ...real, offset, total: 120, page_size: 50 }))
  render(RequestList)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Page suivante' }))
  expect(ask).toHaveBeenLastCalledWith(expect.objectContaining({ group: 'all', text: '', offset: 50 }))
  await waitFor(() => expect(screen.getByText('51 à 100 sur 120')).toBeTruthy())
  await user.click(screen.getByRole('button', { name: 'Page suivante' }))
  await waitFor(() => expect(screen.getByText('101 à 120 sur 120')).toBeTruthy())
  // The last page: the button stays where it is, and asks for nothing more.
  const calls = ask.mock.calls.length
  await user.click(screen.getByRole('button', { name: 'Page suivante' }))
  expect(ask.mock.calls.length).toBe(calls)
  await user.click(screen.getByRole('button', { name: /^Reçue/ }))
  expect(ask).toHaveBeenLastCalledWith(expect.objectContaining({ group: 'received', text: '', offset: 0 }))
})

it('shows the last page when the one that was turned to has gone', async () => {
  vi.restoreAllMocks()
  listings.requests.turn(50)
  const real = await backend.requestPage({ ...listings.requests.query, offset: 0 })
  vi.spyOn(backend, 'requestPage').mockResolvedValue({ ...real, offset: 50, total: 100, page_size: 50 })
  listings.requests.turn(100)
  render(RequestList)
  await screen.findByText('51 à 100 sur 100')
  vi.restoreAllMocks()
  listings.forget()
})

it('finds by words, and says so when nothing is found', async () => {
  render(RequestList)
  const user = userEvent.setup()
  await user.type(await screen.findByLabelText(texts.requests.search), 'introuvable')
  await screen.findByText(texts.requests.none)
})

describe('the list of requests', () => {
  beforeEach(() => {
    vi.restoreAllMocks()
    listings.forget()
    begin('open')
  })
  const rows = () => screen.getAllByRole('row').slice(1)
  const people = () => rows().map((row) => within(row).getAllByRole('link')[0]?.textContent?.trim() ?? '')
  const header = (name: RegExp) => screen.getByRole('columnheader', { name })

  it('sorts by a column, then the other way, and says so', async () => {
    render(RequestList)
    const user = userEvent.setup()
    await screen.findByRole('table')
    expect(header(/Modifiée le/).getAttribute('aria-sort')).toBe('descending')
    expect(header(/Et maintenant/).getAttribute('aria-sort')).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Personne' }))
    // As a list of people is: by last name.
    const last = () => people().map((name) => name.split(' ').at(-1) ?? '')
    await waitFor(() => expect(last()).toEqual([...last()].sort((a, b) => a.localeCompare(b, 'fr'))))
    expect(header(/^Personne/).getAttribute('aria-sort')).toBe('ascending')
    expect(header(/Modifiée le/).getAttribute('aria-sort')).toBe('none')
    const up = people()
    await user.click(screen.getByRole('button', { name: 'Personne' }))
    await waitFor(() => expect(people()).not.toEqual(up))
    expect(header(/^Personne/).getAttribute('aria-sort')).toBe('descending')
  })

  it('keeps its filters for when it is come back to, each to be taken off', async () => {
    const shown = render(RequestList)
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: 'Filtrer' }))
    const badges = await screen.findByLabelText<HTMLSelectElement>('Badge')
    await waitFor(() => expect(badges.options.length).toBeGreaterThan(1))
    const all = rows().length
    const badge = (await backend.requests({ participant: null, workshop: null }))[0]
    // happy-dom finds no `option:checked`: Svelte then takes the first that is not disabled.
    badges.value = badge?.badge_id ?? ''
    for (const option of badges.options) option.disabled = option.value !== badges.value
    await fireEvent.change(badges)
    await waitFor(() => expect(rows().length).toBeLessThan(all))
    const some = rows().length
    shown.unmount()
    render(RequestList)
    const chip = await screen.findByRole('button', { name: new RegExp(`Badge.: ${badge?.badge_name}`) })
    await waitFor(() => expect(rows()).toHaveLength(some))
    await user.click(chip)
    await waitFor(() => expect(rows()).toHaveLength(all))
    expect(listings.requests.narrowed).toBe(false)
  })

  it('confirms the ready ones among those ticked, and takes them back', async () => {
    const one = (await backend.requests({ participant: null, workshop: null })).find((each) => each.state === 'ready')
    if (!one) throw new Error('nothing is ready')
    render(RequestList)
    const user = userEvent.setup()
    await user.click(await screen.findByRole('checkbox', { name: 'Cocher toute la page' }))
    const bar = await screen.findByRole('region', { name: 'Ce qui est coché' })
    expect(within(bar).getByText(/\d+ cochées/)).toBeTruthy()
    const send = await within(bar).findByRole<HTMLButtonElement>('button', { name: /Envoyer à INAÉ \(1\)/ })
    await user.click(send)
    await waitFor(async () => expect((await backend.request(one.id)).summary.state).toBe('queued'))
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Ce qui est coché' })).toBeNull())
    await waitFor(() => expect(toasts.undoNewest()).toBe(true))
    await waitFor(async () => expect((await backend.request(one.id)).summary.state).toBe('ready'))
  })

  it('ticks all that is found, and says why nothing can be sent', async () => {
    const real = await backend.requestPage(listings.requests.query)
    vi.spyOn(backend, 'requestPage').mockImplementation(async () => ({ ...real, total: 120, page_size: 50 }))
    const none = { count: 120, ready: 0, to_review: 0, received: 3, obtained: 0 }
    const can = vi.spyOn(backend, 'picked').mockResolvedValue(none)
    render(RequestList)
    const user = userEvent.setup()
    await user.click(await screen.findByRole('checkbox', { name: 'Cocher toute la page' }))
    await user.click(await screen.findByRole('button', { name: 'Cocher les 120 trouvées' }))
    await screen.findByText('120 cochées')
    await waitFor(() =>
      expect(can).toHaveBeenLastCalledWith(expect.objectContaining({ found: listings.requests.query })),
    )
    expect(await screen.findByText(/Aucune des demandes cochées n.est prête/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Imprimer' }))
    const receipts = screen.getByRole('menuitem', { name: /Accusés de réception/ })
    expect(receipts.getAttribute('aria-disabled')).toBeNull()
    expect(screen.getByRole('menuitem', { name: /Certificats/ }).getAttribute('aria-disabled')).toBe('true')
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('menu')).toBeNull()
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Imprimer' }))
  })

  it('writes what is found, or what is ticked, for a spreadsheet', async () => {
    const save = vi.spyOn(backend, 'saveTable')
    render(RequestList)
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: 'Exporter' }))
    await user.click(screen.getByRole('menuitem', { name: /XLSX/ }))
    const picked = (found: unknown, ids: unknown) => ({ kind: 'picked', picked: { list: 'requests', found, ids } })
    expect(save).toHaveBeenLastCalledWith(picked(listings.requests.query, []), 'xlsx', null)
    const [box] = screen.getAllByRole('checkbox').slice(1)
    if (box) await user.click(box)
    const [id] = (await backend.requestPage(listings.requests.query)).requests.map((one) => one.id)
    const bar = await screen.findByRole('region', { name: 'Ce qui est coché' })
    await user.click(within(bar).getByRole('button', { name: 'Exporter' }))
    await user.click(within(bar).getByRole('menuitem', { name: /CSV/ }))
    expect(save).toHaveBeenLastCalledWith(picked(null, [id]), 'csv', null)
  })

  it('opens on a new request, for the person named', async () => {
    const person = (await backend.participants('Fatou'))[0]
    render(Requests, { path: ['new', person?.id ?? ''] })
    const dialog = await screen.findByRole('dialog', { name: 'Nouvelle demande' })
    expect(await within(dialog).findByText(`${person?.first_name} ${person?.last_name}`)).toBeTruthy()
  })
})

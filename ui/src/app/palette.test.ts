import { render, screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { backend } from '$src/api'
import type { SearchView } from '$src/api/types'
import { listings } from '$src/state/listing.svelte'
import { router } from '$src/state/router.svelte'
import Palette from './Palette.svelte'
import { matching, sections, type Entry } from './palette'

const entry = (title: string): Entry => ({
  key: title,
  icon: 'plus',
  title,
  detail: '',
  badge: null,
  run: () => undefined,
})

describe('what is found', () => {
  it('finds gestures by the beginning of their words, accents and apostrophes aside', () => {
    const all = [entry('Chercher les réponses d’INAÉ'), entry('Nouvelle demande')]
    const titles = (text: string) => matching(all, text).map((one) => one.title)
    expect(titles('')).toHaveLength(2)
    expect(titles('reponses inae')).toEqual(['Chercher les réponses d’INAÉ'])
    expect(titles('dem nouv')).toEqual(['Nouvelle demande'])
    expect(titles('elle')).toEqual([])
  })

  it('leads where each thing is, and to all of a kind when there are more', () => {
    const hit = (id: string) => ({ id, title: id, detail: '', badge: null })
    const found: SearchView = {
      groups: [
        { kind: 'person', hits: [hit('p')], total: 12 },
        { kind: 'badge', hits: [hit('b')], total: 1 },
        { kind: 'poster', hits: [hit('K7PM3Q')], total: 1 },
        { kind: 'guide', hits: [hit('account/2')], total: 1 },
        { kind: 'unknown', hits: [hit('x')], total: 1 },
      ],
    }
    const [go, list] = [vi.fn(), vi.fn()]
    for (const section of sections(found, 'am', { go, list })) for (const one of section.entries) one.run()
    expect(go.mock.calls).toEqual([
      ['people', 'p'],
      ['posters', 'hung', 'K7PM3Q'],
      ['guide', 'account', '2'],
    ])
    expect(list.mock.calls).toEqual([
      ['people', { text: 'am' }],
      ['requests', { badge: 'b' }],
    ])
  })
})

describe('the search everywhere', () => {
  beforeEach(() => router.reset())
  const field = () => screen.findByRole('combobox')
  const chosen = () => screen.getAllByRole('option').filter((one) => one.getAttribute('aria-selected') === 'true')

  it('is a combobox: the field keeps the focus, and says which entry is chosen', async () => {
    render(Palette, { open: true })
    const user = userEvent.setup()
    const box = await field()
    expect(box.getAttribute('aria-expanded')).toBe('true')
    const list = screen.getByRole('listbox')
    expect(box.getAttribute('aria-controls')).toBe(list.id)
    box.focus()
    const active = () => document.getElementById(box.getAttribute('aria-activedescendant') ?? '')
    expect(chosen()).toEqual([active()])
    const first = active()
    await user.keyboard('{ArrowDown}')
    expect(active()).not.toBe(first)
    expect(chosen()).toEqual([active()])
    await user.keyboard('{ArrowUp}{ArrowUp}')
    // From the first to the last.
    expect(active()).toBe(within(list).getAllByRole('option').at(-1))
    expect(document.activeElement).toBe(box)
  })

  it('goes to a person, with the keys alone', async () => {
    render(Palette, { open: true })
    const user = userEvent.setup()
    await user.type(await field(), 'fatou')
    const [option] = await screen.findAllByRole('option', { name: /Fatou/ })
    await waitFor(() => expect(option?.getAttribute('aria-selected')).toBe('true'))
    await user.keyboard('{Enter}')
    const person = (await backend.participants('Fatou'))[0]
    await waitFor(() => expect(router.current).toEqual({ feature: 'people', path: [person?.id] }))
  })

  it('goes to what is found for what is typed, not for its beginning', async () => {
    const one = (id: string): SearchView => ({
      groups: [{ kind: 'person', hits: [{ id, title: id, detail: '', badge: null }], total: 1 }],
    })
    const slow: ((view: SearchView) => void)[] = []
    vi.spyOn(backend, 'search').mockImplementation(async (asked) =>
      asked === 'm' ? one('martin') : new Promise((resolve) => slow.push(resolve)),
    )
    render(Palette, { open: true })
    const user = userEvent.setup()
    await user.type(await field(), 'm')
    await screen.findByRole('option', { name: /martin/ })
    // Enter before the answer: « martin » is still shown.
    await user.keyboard('arie{Enter}')
    expect(router.current.feature).toBe('home')
    for (const answer of slow) answer(one('marie'))
    await waitFor(() => expect(router.current).toEqual({ feature: 'people', path: ['marie'] }))
    vi.restoreAllMocks()
  })

  it('leads to a list that is narrowed as typed, from what there is more of', async () => {
    const hits = [{ id: 'p', title: 'Amina', detail: '', badge: null }]
    vi.spyOn(backend, 'search').mockResolvedValueOnce({ groups: [{ kind: 'person', hits, total: 40 }] })
    render(Palette, { open: true })
    const user = userEvent.setup()
    await user.click(await field())
    await user.paste('amina')
    await user.click(await screen.findByRole('option', { name: /Voir les 40 personnes/ }))
    expect(router.current.feature).toBe('people')
    expect(listings.people.query.text).toBe('amina')
  })

  it('says that nothing is found once it has looked', async () => {
    render(Palette, { open: true })
    await userEvent.setup().type(await field(), 'zzzz')
    expect((await screen.findAllByText(/Rien de trouvé/)).length).toBeGreaterThan(0)
    expect(screen.queryAllByRole('option')).toEqual([])
  })

  it('shows what was typed last, whatever the order of answers', async () => {
    const one = (title: string): SearchView => ({
      groups: [{ kind: 'person', hits: [{ id: title, title, detail: '', badge: null }], total: 1 }],
    })
    let slow: (view: SearchView) => void = () => undefined
    vi.spyOn(backend, 'search')
      .mockReturnValueOnce(new Promise((resolve) => (slow = resolve)))
      .mockResolvedValueOnce(one('Seconde'))
    render(Palette, { open: true })
    const user = userEvent.setup()
    await user.type(await field(), 'zq')
    await screen.findByRole('option', { name: /Seconde/ })
    slow(one('Première'))
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(screen.queryByRole('option', { name: /Première/ })).toBeNull()
  })
})

import { fireEvent, render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetUnsaved } from '$src/state/autosave.svelte'
import { backend } from '$src/api'
import type { BadgeView } from '$src/api/types'
import WordsDialog from './WordsDialog.svelte'

async function offered(): Promise<[BadgeView, BadgeView]> {
  const { pathways } = await backend.catalogue()
  const [one, other] = pathways.flatMap((pathway) => pathway.badges).filter((badge) => badge.offered)
  if (!one || !other) throw new Error('two badges')
  return [one, other]
}

async function open(badges: BadgeView[]) {
  const onwritten = vi.fn()
  render(WordsDialog, { open: true, badges, language: 'ar', onwritten })
  await screen.findByLabelText(/^Nom du badge/)
  return onwritten
}

/** Chooses in the list. happy-dom finds no `option:checked`: Svelte then takes the first that is not disabled. */
async function choose(badge: BadgeView) {
  const list = screen.getByLabelText<HTMLSelectElement>('Badge')
  list.value = badge.id
  for (const option of list.options) option.disabled = option.value !== badge.id
  await fireEvent.change(list)
  for (const option of list.options) option.disabled = false
}

describe('the words of a badge in another language', () => {
  beforeEach(() => {
    forgetUnsaved()
    vi.restoreAllMocks()
  })

  it('are kept as they are written, badge by badge, in the direction of their language', async () => {
    const user = userEvent.setup()
    const badges = await offered()
    const onwritten = await open(badges)
    const name = screen.getByLabelText(/^Nom du badge/)
    expect(name.getAttribute('dir')).toBe('rtl')
    await user.type(name, 'شارة')
    await user.type(screen.getByLabelText(/^Ce qu’il faut apporter/), 'صورة')
    await choose(badges[1])
    await expect.poll(() => screen.getByLabelText<HTMLTextAreaElement>(/^Nom du badge/).value).toBe('')
    const [kept] = await backend.badgeWords([badges[0].id], 'ar')
    expect(kept).toMatchObject({ name: 'شارة', rule: { evidence: 'صورة' } })
    await user.click(screen.getByRole('button', { name: 'Voir l’affiche' }))
    await expect.poll(() => onwritten.mock.calls.length).toBe(1)
  })

  it('stay in sight when they cannot be kept, whatever badge is chosen next', async () => {
    const user = userEvent.setup()
    const badges = await offered()
    await open(badges)
    const full = { code: 'store-full', field: null }
    vi.spyOn(backend, 'saveBadgeWords').mockRejectedValue(full)
    const process = screen.getByLabelText(/^Quand et comment/)
    await user.type(process, 'غدا')
    await choose(badges[1])
    await screen.findByText('Le disque de l’ordinateur est plein.')
    expect(screen.getByLabelText<HTMLTextAreaElement>(/^Quand et comment/).value).toBe('غدا')
    await expect.poll(() => screen.getByLabelText<HTMLSelectElement>('Badge').value).toBe(badges[0].id)
  })
})

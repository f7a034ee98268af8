import { beforeEach, describe, expect, it, vi } from 'vitest'
import { backend } from '$src/api'
import type { RequestView } from '$src/api/types'
import { usualPlan } from '../workshop'
import { askBadge, askForAll, removeMade, takeBack } from './undo'

describe('what the board undoes', () => {
  let workshop = ''
  let badge = ''
  let people: string[] = []
  beforeEach(async () => {
    people = (await backend.participants('')).slice(0, 3).map((one) => one.id)
    const catalogue = await backend.catalogue()
    // Badges that nobody of them asks for yet.
    badge =
      catalogue.pathways
        .flatMap((pathway) => pathway.badges)
        .filter((one) => one.offered)
        .at(-1)?.id ?? ''
    for (const one of await backend.requests({ participant: null, workshop: null })) {
      if (one.badge_id === badge) await backend.removeRequest(one.id)
    }
    const form = { id: null, date: '2026-11-24', place: 'Atelier', facilitators: [], badges: [badge], plan: usualPlan }
    workshop = (await backend.saveWorkshop({ ...form, participants: people })).form.id ?? ''
    await backend.setAttendance(workshop, people, 'present')
  })

  it('tells a request that it made from one that was there, even in no workshop', async () => {
    const [one = '', two = ''] = people
    const older = (await backend.openRequest(one, badge, null)).summary.id
    expect(await askBadge(one, badge, workshop)).toEqual({ id: older, made: false })
    expect((await askBadge(two, badge, workshop)).made).toBe(true)
    expect((await askBadge(two, badge, workshop)).made).toBe(false)
  })

  it('counts for the group those alone that it made', async () => {
    const [one = '', two = ''] = people
    await backend.openRequest(one, badge, null)
    const here = await askBadge(two, badge, workshop)
    const made = await askForAll(workshop, badge)
    expect(made).toHaveLength(1)
    expect(made).not.toContain(here.id)
  })

  it('keeps a request in which something was written since', async () => {
    const made = await askForAll(workshop, badge)
    await backend.saveNarrative(made[0] ?? '', 'Mes mots')
    expect(await removeMade(made)).toBe(1)
    expect((await backend.request(made[0] ?? '')).narrative).toBe('Mes mots')
    expect((await backend.board(workshop)).rows.flatMap((row) => row.requests)).toHaveLength(1)
  })

  it('takes back what still can be, and counts what has left, even at that very moment', async () => {
    const shown: Record<string, Partial<RequestView>> = {
      waits: { can_take_back: true, editable: false },
      gone: { can_take_back: false, editable: false },
      leaving: { can_take_back: true, editable: false },
      draft: { can_take_back: false, editable: true },
    }
    vi.spyOn(backend, 'request').mockImplementation(async (id) => shown[id] as RequestView)
    const taken = vi.spyOn(backend, 'takeBackRequest').mockImplementation(async (id) => {
      if (id === 'leaving') throw { code: 'already-sent', field: null }
      return shown[id] as RequestView
    })
    expect(await takeBack(Object.keys(shown))).toBe(2)
    expect(taken.mock.calls.map(([id]) => id)).toEqual(['waits', 'leaving'])
  })
})

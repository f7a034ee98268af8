import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { flushAll } from './autosave.svelte'
import { backend } from '$src/api'
import { drafts } from './form-drafts'

const saved = { place: 'Limoges', people: ['a'], email: '' }
const one = { form: 'workshop', workshop: '' }
const other = { form: 'workshop', workshop: '' }

// What is typed goes with its record.
beforeAll(async () => {
  const [first, second] = await backend.workshops()
  one.workshop = first?.id ?? ''
  other.workshop = second?.id ?? ''
})

afterEach(async () => {
  vi.restoreAllMocks()
  for (const { form } of await backend.formDrafts()) await backend.forgetFormDraft(form)
  drafts.clear()
})

describe('what is typed and not saved', () => {
  it('is offered again on this record and on no other', () => {
    drafts.keep(one, saved, { ...saved, place: 'Tulle' })
    expect(drafts.resume(other, saved)).toBeNull()
    expect(drafts.resume({ ...one, form: 'block todo' }, saved)).toBeNull()
    expect(drafts.resume(one, saved)).toEqual({ ...saved, place: 'Tulle' })
    drafts.forget(one)
    expect(drafts.resume(one, saved)).toBeNull()
  })

  it('never takes back what was saved elsewhere meanwhile', () => {
    drafts.keep(one, saved, { ...saved, place: 'Tulle' })
    expect(drafts.resume(one, { ...saved, email: 'a@gmail.com' })).toEqual({
      place: 'Tulle',
      people: ['a'],
      email: 'a@gmail.com',
    })
  })

  it('is nothing where the form is left as it was, nor where it is changed back', () => {
    drafts.keep(one, saved, { ...saved, people: ['a', 'b'] })
    drafts.keep(one, saved, { ...saved, people: ['a'] })
    expect(drafts.resume(one, saved)).toBeNull()
    drafts.keep(one, saved, { ...saved, place: 'Tulle' })
    expect(drafts.resume(one, { ...saved, place: 'Tulle' })).toBeNull()
  })

  it('is in the store at the next pause, and found there once the program starts again', async () => {
    drafts.keep(one, saved, { ...saved, place: 'Tu' })
    drafts.keep(one, saved, { ...saved, place: 'Tulle' })
    await flushAll()
    const kept = await backend.formDrafts()
    const { workshop } = one
    const form = `workshop ${workshop} `
    expect(kept).toEqual([{ form, workshop, participant: null, fields: '{"place":"Tulle"}' }])
    drafts.clear()
    expect(drafts.resume(one, saved)).toBeNull()
    drafts.load(kept)
    expect(drafts.resume(one, saved)?.place).toBe('Tulle')
    drafts.forget(one)
    await flushAll()
    expect(await backend.formDrafts()).toEqual([])
  })

  it('is written again when the store could not be', async () => {
    vi.spyOn(backend, 'keepFormDraft').mockRejectedValueOnce(new Error('disk full'))
    drafts.keep(one, saved, { ...saved, place: 'Tulle' })
    expect(await flushAll()).toHaveLength(1)
    expect(await flushAll()).toHaveLength(0)
    expect(await backend.formDrafts()).toHaveLength(1)
  })

  it('costs nothing while nothing changes', async () => {
    const keep = vi.spyOn(backend, 'keepFormDraft')
    const forget = vi.spyOn(backend, 'forgetFormDraft')
    drafts.keep(one, saved, { ...saved })
    drafts.forget(one)
    await flushAll()
    expect(keep).not.toHaveBeenCalled()
    expect(forget).not.toHaveBeenCalled()
  })
})

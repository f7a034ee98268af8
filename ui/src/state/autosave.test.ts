import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Autosave, flushAll, forgetUnsaved } from './autosave.svelte'

describe('Autosave', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  it('saves once, after the pause, the newest value', async () => {
    const saved: string[] = []
    const autosave = new Autosave<string>(async (value) => void saved.push(value), 600)
    autosave.touch('a')
    await vi.advanceTimersByTimeAsync(599)
    autosave.touch('ab')
    await vi.advanceTimersByTimeAsync(599)
    expect(saved).toEqual([])
    expect(autosave.state).toBe('pending')
    await vi.advanceTimersByTimeAsync(1)
    expect(saved).toEqual(['ab'])
    expect(autosave.state).toBe('saved')
  })

  it('saves at once when the field is left, and only once', async () => {
    const saved: string[] = []
    const autosave = new Autosave<string>(async (value) => void saved.push(value), 600)
    autosave.touch('a')
    await autosave.flush()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(saved).toEqual(['a'])
  })

  it('never runs two saves at a time and ends with the last value typed', async () => {
    const saved: string[] = []
    let finish = () => {}
    const autosave = new Autosave<string>(
      (value) =>
        new Promise((resolve) => {
          saved.push(value)
          finish = resolve
        }),
      600,
    )
    autosave.touch('a')
    const first = autosave.flush()
    autosave.touch('ab')
    const second = autosave.flush()
    expect(saved).toEqual(['a'])
    finish()
    await vi.advanceTimersByTimeAsync(0)
    expect(saved).toEqual(['a', 'ab'])
    finish()
    await Promise.all([first, second])
    expect(autosave.state).toBe('saved')
  })

  it('saves all that is typed anywhere at once, and knows what could not be', async () => {
    forgetUnsaved()
    const saved: string[] = []
    const slow = new Autosave<string>(async (value) => {
      await new Promise((resolve) => setTimeout(resolve, 50))
      saved.push(value)
    })
    const problem = { code: 'store-full', field: null }
    const broken = new Autosave<string>(async () => {
      throw problem
    })
    slow.touch('a')
    broken.touch('b')
    let unsaved: unknown
    void flushAll().then((problems) => (unsaved = problems))
    await vi.advanceTimersByTimeAsync(40)
    expect(unsaved).toBeUndefined()
    await vi.advanceTimersByTimeAsync(20)
    expect(saved).toEqual(['a'])
    expect(unsaved).toEqual([problem])
    forgetUnsaved()
    expect(await flushAll()).toEqual([])
  })

  it('keeps what could not be saved, says why, and saves it at the next try', async () => {
    let full = true
    const saved: string[] = []
    const problem = { code: 'store-full', field: null }
    const autosave = new Autosave<string>(async (value) => {
      if (full) throw problem
      saved.push(value)
    })
    autosave.touch('a')
    await autosave.flush()
    expect(autosave.state).toBe('failed')
    expect(autosave.problem).toEqual(problem)
    full = false
    await autosave.flush()
    expect(saved).toEqual(['a'])
    expect(autosave.problem).toBeNull()
    expect(autosave.state).toBe('saved')
  })
})

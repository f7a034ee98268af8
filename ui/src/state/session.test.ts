import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Autosave, forgetUnsaved } from './autosave.svelte'
import { backend } from '$src/api'
import { session } from './session.svelte'
import { lockedSession } from './samples'
import { toasts } from './toasts.svelte'

describe('locking', () => {
  beforeEach(() => {
    forgetUnsaved()
    toasts.shown = []
  })

  it('waits until the last keystrokes are kept', async () => {
    const order: string[] = []
    let keep = () => {}
    const autosave = new Autosave<string>(
      () =>
        new Promise((resolve) => {
          keep = () => {
            order.push('kept')
            resolve()
          }
        }),
    )
    vi.spyOn(backend, 'lock').mockImplementation(async () => {
      order.push('locked')
      return lockedSession
    })
    autosave.touch('a')
    const locking = session.lock()
    await Promise.resolve()
    expect(order).toEqual([])
    keep()
    await locking
    expect(order).toEqual(['kept', 'locked'])
  })

  it('stays open when something cannot be kept, says why, and closes when asked again', async () => {
    const lock = vi.spyOn(backend, 'lock').mockResolvedValue(lockedSession)
    const autosave = new Autosave<string>(async () => {
      throw { code: 'store-full', field: null }
    })
    autosave.touch('a')
    await session.lock()
    expect(lock).not.toHaveBeenCalled()
    expect(toasts.shown[0]?.text).toContain('Le disque de l’ordinateur est plein.')
    await session.lock()
    expect(lock).toHaveBeenCalledOnce()
  })
})

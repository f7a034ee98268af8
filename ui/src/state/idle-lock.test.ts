import { afterEach, describe, expect, it, vi } from 'vitest'
import { IdleLock } from './idle-lock.svelte'

const MINUTE = 60_000

describe('closing by itself', () => {
  let watch: IdleLock | undefined
  let clock = 0
  const lock = vi.fn()
  function begin(minutes: () => number): IdleLock {
    clock = 1_000_000
    lock.mockClear()
    watch = new IdleLock({ minutes, lock, now: () => clock })
    return watch
  }
  afterEach(() => watch?.stop())
  const after = (ms: number) => {
    clock += ms
    watch?.look()
  }

  it('warns for half a minute, then closes once', () => {
    const idle = begin(() => 5)
    after(4 * MINUTE)
    expect(idle.left).toBeNull()
    after(MINUTE / 2)
    expect([idle.left, lock.mock.calls.length]).toEqual([30, 0])
    after(MINUTE / 2)
    expect(lock).toHaveBeenCalledOnce()
    after(MINUTE)
    expect(lock).toHaveBeenCalledOnce()
  })

  it('waits again after each gesture, the warning taken away', () => {
    const idle = begin(() => 5)
    after(4.8 * MINUTE)
    expect(idle.left).not.toBeNull()
    window.dispatchEvent(new Event('keydown'))
    expect(idle.left).toBeNull()
    after(4 * MINUTE)
    expect([idle.left, lock.mock.calls.length]).toEqual([null, 0])
  })

  it('closes at once when the computer slept through it', () => {
    begin(() => 5)
    after(8 * 60 * MINUTE)
    expect(lock).toHaveBeenCalledOnce()
  })

  it('closes when the gesture that wakes the computer comes before the look at the clock', () => {
    begin(() => 5)
    clock += 8 * 60 * MINUTE
    window.dispatchEvent(new Event('pointermove'))
    expect(lock).toHaveBeenCalledOnce()
    window.dispatchEvent(new Event('keydown'))
    expect(lock).toHaveBeenCalledOnce()
  })

  it('follows the time that fits what is shown, and a clock that was set back', () => {
    let minutes = 5
    begin(() => minutes)
    minutes = 30
    after(29 * MINUTE)
    expect(lock).not.toHaveBeenCalled()
    after(-600 * MINUTE)
    after(29 * MINUTE)
    expect(lock).not.toHaveBeenCalled()
    minutes = 5
    after(MINUTE)
    expect(lock).toHaveBeenCalledOnce()
  })

  it('does nothing once stopped', () => {
    const idle = begin(() => 5)
    vi.useFakeTimers()
    idle.stop()
    clock += 60 * MINUTE
    vi.advanceTimersByTime(60 * MINUTE)
    vi.useRealTimers()
    expect(lock).not.toHaveBeenCalled()
  })
})

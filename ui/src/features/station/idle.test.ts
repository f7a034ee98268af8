import { render, screen } from '@testing-library/svelte'
import { afterEach, expect, it, vi } from 'vitest'
import Idle from './Idle.svelte'

afterEach(() => vi.useRealTimers())

it('asks, then leaves, and does not keep its question over a screen that could not be left', async () => {
  vi.useFakeTimers()
  const onidle = vi.fn()
  render(Idle, { seconds: 60, onidle })
  await vi.advanceTimersByTimeAsync(31_000)
  expect(screen.getByText(/Êtes-vous toujours là/)).toBeTruthy()
  // One key is enough to stay.
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Oui, je continue' }))
  await vi.advanceTimersByTimeAsync(30_000)
  expect(onidle).toHaveBeenCalledOnce()
  expect(screen.queryByText(/Êtes-vous toujours là/)).toBeNull()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(onidle).toHaveBeenCalledTimes(2)
})

it('leaves at once when the computer slept, before what wakes it counts for the person who was there', async () => {
  vi.useFakeTimers()
  const onidle = vi.fn()
  render(Idle, { seconds: 60, onidle })
  await vi.advanceTimersByTimeAsync(31_000)
  // The clock goes on, the timers do not.
  vi.setSystemTime(Date.now() + 3_600_000)
  window.dispatchEvent(new Event('pointerdown'))
  expect(onidle).toHaveBeenCalledOnce()
  await vi.advanceTimersByTimeAsync(0)
  expect(screen.queryByText(/Êtes-vous toujours là/)).toBeNull()
  window.dispatchEvent(new Event('keydown'))
  expect(onidle).toHaveBeenCalledOnce()
})

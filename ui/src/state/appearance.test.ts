import { describe, expect, it, vi } from 'vitest'
import { backend } from '$src/api'
import { appearance, palette } from './appearance.svelte'

describe('palette', () => {
  it('follows the system unless one was chosen', () => {
    expect(palette('system', false, false)).toBe('light')
    expect(palette('system', true, false)).toBe('dark')
    expect(palette('system', true, true)).toBe('contrast-dark')
    expect(palette('light', true, true)).toBe('light')
    expect(palette('dark', false, false)).toBe('dark')
    expect(palette('contrast', false, false)).toBe('contrast')
    expect(palette('contrast', true, false)).toBe('contrast-dark')
  })
})

it('keeps the colours and the size of the text for the next start', async () => {
  const zoom = vi.spyOn(backend, 'setZoom')
  appearance.choose('dark')
  expect(document.documentElement.dataset.theme).toBe('dark')
  await appearance.resize(150)
  expect(zoom).toHaveBeenLastCalledWith(1.5)
  appearance.theme = 'system'
  appearance.size = 100
  appearance.start()
  expect([appearance.theme, appearance.size]).toEqual(['dark', 150])
  expect(zoom).toHaveBeenCalledTimes(2)
  localStorage.clear()
  appearance.start()
  expect([appearance.theme, appearance.size]).toEqual(['system', 100])
})

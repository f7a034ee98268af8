import { render, screen } from '@testing-library/svelte'
import { expect, it } from 'vitest'
import Leave from './Leave.svelte'

it('opens on the code, which is all that it asks for', async () => {
  const { rerender } = render(Leave, { open: false })
  await rerender({ open: true })
  await expect.poll(() => document.activeElement).toBe(screen.getByLabelText(/code/i, { selector: 'input' }))
})

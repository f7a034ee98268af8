import { fireEvent, render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ToastRegion } from '$src/design'
import { STAY_MS, STAY_WITH_UNDO_MS, toasts } from './toasts.svelte'

const said = () => toasts.shown.map((toast) => toast.text)

describe('messages', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    toasts.clear()
  })
  afterEach(() => vi.useRealTimers())

  it('leave with the page where they are shown', () => {
    toasts.show('L’atelier est clos.', { undo: () => {} })
    toasts.settle()
    toasts.turn()
    expect(said()).toEqual([])
  })

  it('come along when the gesture that shows them changes the page; then stay their time if they can be undone', () => {
    toasts.show('L’atelier est supprimé.', { undo: () => {} })
    toasts.show('La liste est à jour.')
    toasts.turn()
    expect(said()).toHaveLength(2)
    toasts.settle()
    toasts.turn()
    expect(said()).toEqual(['L’atelier est supprimé.'])
    vi.advanceTimersByTime(STAY_WITH_UNDO_MS)
    expect(said()).toEqual([])
  })

  it('stay until they are read when something went wrong, whatever comes after', () => {
    toasts.problem({ code: 'store-busy', field: null })
    for (let n = 0; n < 5; n += 1) toasts.show(`Fait ${n}`)
    toasts.settle()
    toasts.turn()
    vi.advanceTimersByTime(60_000)
    expect(said()).toEqual([
      'Atelier Badges est déjà ouvert sur ces données. Revenez à la fenêtre déjà ouverte, ou fermez-la.',
    ])
  })

  it('are few at once, and said once', () => {
    for (const text of ['un', 'deux', 'deux', 'trois', 'quatre']) toasts.show(text)
    expect(said()).toEqual(['deux', 'trois', 'quatre'])
  })

  it('stay longer the longer they are, and as long as they are looked at', async () => {
    const long = 'mot '.repeat(30)
    toasts.show('Fait.')
    toasts.show(long)
    vi.advanceTimersByTime(STAY_MS)
    expect(said()).toEqual([long])
    toasts.hold()
    vi.advanceTimersByTime(600_000)
    expect(said()).toEqual([long])
    toasts.release()
    vi.advanceTimersByTime(30_000)
    expect(said()).toEqual([])
  })
})

describe('the place of messages', () => {
  beforeEach(() => {
    toasts.clear()
    document.body.innerHTML = ''
  })

  it('is one at a time: over the page as long as something is there', async () => {
    render(ToastRegion)
    const { unmount } = render(ToastRegion, { over: true })
    render(ToastRegion)
    toasts.show('C’est noté.')
    expect((await screen.findAllByText('C’est noté.')).map((one) => one.closest('.over') !== null)).toEqual([true])
    unmount()
    expect((await screen.findAllByText('C’est noté.')).map((one) => one.closest('.over') !== null)).toEqual([false])
  })

  it('gives the focus back once a message is undone or read', async () => {
    const user = userEvent.setup()
    document.body.innerHTML = '<main><h1 tabindex="-1">Page</h1><button>Ici</button></main>'
    render(ToastRegion)
    const undo = vi.fn()
    toasts.show('C’est supprimé.', { undo })
    await screen.findByText('C’est supprimé.')
    screen.getByRole('button', { name: 'Ici' }).focus()
    await user.tab()
    expect(document.activeElement?.textContent?.trim()).toBe('Annuler')
    await user.keyboard('{Enter}')
    expect(undo).toHaveBeenCalledOnce()
    await expect.poll(() => document.activeElement?.textContent).toBe('Ici')
  })

  it('undoes the newest with Ctrl+Z, once, but not what is being typed', async () => {
    const undo = vi.fn()
    document.body.innerHTML = '<input>'
    render(ToastRegion)
    render(ToastRegion, { over: true })
    toasts.show('C’est supprimé.', { undo })
    await screen.findByText('C’est supprimé.')
    const box = document.querySelector('input')
    if (box) await fireEvent.keyDown(box, { key: 'z', ctrlKey: true })
    expect(undo).not.toHaveBeenCalled()
    await fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true })
    expect(undo).toHaveBeenCalledOnce()
  })
})

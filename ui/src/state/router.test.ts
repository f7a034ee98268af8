import { beforeEach, describe, expect, it } from 'vitest'
import { address, parse, router } from './router.svelte'

describe('the router', () => {
  beforeEach(() => router.reset())

  it('starts at home', () => {
    expect(parse('')).toEqual({ feature: 'home', path: [] })
    expect(parse('#/')).toEqual({ feature: 'home', path: [] })
  })

  it('reads back what it wrote, whatever the characters', () => {
    expect(parse(address('people', 'a/b', 'é ?'))).toEqual({ feature: 'people', path: ['a/b', 'é ?'] })
  })

  it('shows an address typed wrong rather than failing', () => {
    expect(parse('#/people/%E0%A4%A')).toEqual({ feature: 'people', path: ['%E0%A4%A'] })
  })

  it('goes to a screen at once', () => {
    router.go('requests', 'one')
    expect(router.current).toEqual({ feature: 'requests', path: ['one'] })
    expect(window.location.hash).toBe('#/requests/one')
  })

  it('makes a screen once, and follows an address that is typed or linked', () => {
    router.go('requests', 'two')
    const shown = router.current
    window.dispatchEvent(new Event('hashchange'))
    expect(router.current).toBe(shown)
    window.history.replaceState(null, '', '#/guide')
    window.dispatchEvent(new Event('hashchange'))
    expect(router.current).toEqual({ feature: 'guide', path: [] })
  })

  it('shows again the screen of before a crash or a lock, and none once it was forgotten', () => {
    router.go('workshops', 'one', 'run')
    // The application ends and is started again: at home.
    window.history.replaceState(null, '', '#')
    router.current = parse('')
    router.resume()
    expect(router.current).toEqual({ feature: 'workshops', path: ['one', 'run'] })
    router.close()
    expect(router.current).toEqual({ feature: 'home', path: [] })
    expect(window.location.hash).toBe('')
    window.dispatchEvent(new Event('hashchange'))
    router.resume()
    expect(router.current).toEqual({ feature: 'workshops', path: ['one', 'run'] })
    router.reset()
    router.resume()
    expect(router.current).toEqual({ feature: 'home', path: [] })
  })

  it('comes back to the list when there is no previous screen', () => {
    router.back('requests')
    expect(router.current.feature).toBe('requests')
  })
})

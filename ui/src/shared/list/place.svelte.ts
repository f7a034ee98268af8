// A list that is come back to is where it was.

import { untrack } from 'svelte'
import type { Listing } from '$src/state/listing.svelte'
import { router } from '$src/state/router.svelte'

/** The part of the screen that scrolls: the page itself when everything is twice as large. */
function scroller(): Element | null {
  const main = document.querySelector('main')
  return main && main.scrollHeight > main.clientHeight ? main : document.scrollingElement
}

/** Keeps how far a list is scrolled, and goes back there once it is read, when it is come back to. Called while a list is
 * made; `shown`: whether it is read. */
export function keepPlace(listing: Listing, shown: () => boolean, painted: () => Promise<void>): void {
  const back = router.cameBack
  const place = listing.scroll
  let restored = false
  $effect(() => {
    if (!shown() || restored) return
    restored = true
    if (!back || place === 0) return
    void painted().then(() => scroller()?.scrollTo({ top: place }))
  })
  $effect(() => {
    const keep = (event: Event) => {
      const at = event.target === document ? document.scrollingElement : event.target
      if (untrack(shown) && at instanceof Element && at === scroller()) listing.scroll = at.scrollTop
    }
    document.addEventListener('scroll', keep, { capture: true, passive: true })
    return () => document.removeEventListener('scroll', keep, { capture: true })
  })
}

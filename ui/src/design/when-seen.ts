// Tells when something has been before a person's eyes long enough to be read.

import type { Attachment } from 'svelte/attachments'

/** How long it must stay on the screen, in milliseconds. */
export const LONG_ENOUGH = 1_000

/** Calls this once, when the element has been on the screen of a window that is looked at for long enough. */
export function whenSeen(seen: () => void): Attachment {
  return (element) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let shown = false
    function look() {
      clearTimeout(timer)
      if (shown && document.visibilityState === 'visible') timer = setTimeout(done, LONG_ENOUGH)
    }
    const observer = new IntersectionObserver(
      (entries) => {
        shown = entries.at(-1)?.isIntersecting ?? false
        look()
      },
      { threshold: 0.6 },
    )
    function stop() {
      clearTimeout(timer)
      observer.disconnect()
      document.removeEventListener('visibilitychange', look)
    }
    function done() {
      stop()
      seen()
    }
    observer.observe(element)
    document.addEventListener('visibilitychange', look)
    return stop
  }
}

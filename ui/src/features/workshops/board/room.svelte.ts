// How wide something is on the screen, followed as it changes.

/** The width, and the action that measures it. Before it is measured there is room for everything. */
export function measured() {
  let width = $state(Infinity)
  return {
    get width() {
      return width
    },
    measure(node: HTMLElement) {
      // A page without a screen, in the tests, has no width.
      const read = () => (width = node.clientWidth || Infinity)
      read()
      if (typeof ResizeObserver === 'undefined') return {}
      const observer = new ResizeObserver(read)
      observer.observe(node)
      return { destroy: () => observer.disconnect() }
    },
  }
}

// Which place in the page shows which row of a list. Making rows is what takes long when a page is turned; filling them
// again does not.

/**
 * The place of each row: its own as long as it is shown, or that of one which left.
 * @param before where each row was
 * @param ids the rows to show, in their order
 */
export function recycled(before: ReadonlyMap<string, number>, ids: readonly string[]): Map<string, number> {
  const shown = new Set(ids)
  const free = [...before].filter(([id]) => !shown.has(id)).map(([, place]) => place)
  let unused = Math.max(-1, ...before.values())
  return new Map(ids.map((id) => [id, before.get(id) ?? free.shift() ?? ++unused]))
}

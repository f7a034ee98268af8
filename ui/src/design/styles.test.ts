import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

/** The files that say how something looks. */
function styled(): { file: string; source: string }[] {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  const found = files.filter((file) => /\.(svelte|css)$/.test(file))
  return found.map((file) => ({ file, source: readFileSync(`src/${file}`, 'utf8') }))
}

/** Every block of their declarations, with where it is. */
function blocks(): { where: string; said: string }[] {
  return styled().flatMap(({ file, source }) => {
    const css = file.endsWith('.css') ? source : (/<style>(.*)<\/style>/s.exec(source)?.[1] ?? '')
    return [...css.matchAll(/([^{};]+)\{([^{}]*)\}/g)].map(([, selector, said]) => ({
      where: `${file}: ${(selector ?? '').replace(/\/\*.*?\*\//gs, '').trim()}`,
      said: said ?? '',
    }))
  })
}

/** What is placed in a scroller that is not itself placed neither moves nor ends with it: a hidden label then stretches the
 * whole document, and the navigation leaves the window. */
it('every scroller holds what is placed in it', () => {
  const all = blocks()
  const scrollers = all.filter(({ said }) => /overflow(-[xy])?:[^;]*(auto|scroll)/.test(said))
  // The same selector may say it in another block, as for a large screen.
  const placed = all.filter(({ said }) => /position: (relative|absolute|fixed|sticky)/.test(said))
  const loose = scrollers.filter(({ where }) => !placed.some((one) => one.where === where))
  expect(scrollers.length).toBeGreaterThan(8)
  expect(loose.map(({ where }) => where)).toEqual([])
})

/** The web view enlarges the width of strokes twice at 200 % when it is said on the edge of a drawing: pictograms are blots. */
it('the width of strokes is said inside a drawing', () => {
  const drawings = styled().flatMap(({ file, source }) =>
    [...source.matchAll(/<svg[^>]*>/g)].map(([tag]) => ({ file, tag })),
  )
  expect(drawings.length).toBeGreaterThan(2)
  expect(drawings.filter(({ tag }) => tag.includes('stroke-width')).map(({ file }) => file)).toEqual([])
  const edges = blocks().filter(({ where, said }) => /\bsvg$/.test(where) && said.includes('stroke-width'))
  expect(edges.map(({ where }) => where)).toEqual([])
})

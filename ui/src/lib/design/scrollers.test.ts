import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

/** Every block of declarations in the files that say how something looks, with where it is. */
function blocks(): { where: string; said: string }[] {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  const styled = files.filter((file) => /\.(svelte|css)$/.test(file))
  return styled.flatMap((file) => {
    const source = readFileSync(`src/${file}`, 'utf8')
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

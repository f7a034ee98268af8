// The floors of the interface: a file imports from its own folder and from lower floors only, and no file ends up importing
// itself through others. They are told in docs/ARCHITECTURE.md.

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, it } from 'vitest'

/** From the ground up. What stands on one floor does not import each other. */
const FLOORS = [['texts', 'voice'], ['api'], ['state'], ['design'], ['shared'], ['features'], ['app'], ['main.ts']]

const SOURCES = 'src'

function files(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return files(path)
    return /\.(ts|svelte)$/.test(name) && !/(\.test|test-setup)\.ts$/.test(name) ? [path] : []
  })
}

const all = new Map(files(SOURCES).map((path) => [path, readFileSync(path, 'utf8')]))

/** The file that an import names, or nothing for a library's. */
function target(from: string, name: string): string | undefined {
  const path = name.startsWith('$src/')
    ? join(SOURCES, name.slice(5))
    : name.startsWith('.')
      ? normalize(join(dirname(from), name))
      : undefined
  const endings = ['', '.ts', '.svelte', '/index.ts']
  return path === undefined ? undefined : endings.map((ending) => path + ending).find((file) => all.has(file))
}

const NAMES = /(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]/g

const arrows = new Map(
  [...all].map(([from, text]) => {
    const names = [...text.matchAll(NAMES)].map((found) => target(from, found[1] ?? ''))
    return [from, names.filter((to): to is string => to !== undefined && to !== from)]
  }),
)

const first = (path: string) => path.split('/')[1] ?? path
const floor = (path: string) => FLOORS.findIndex((names) => names.includes(first(path)))

it('imports from lower floors only', () => {
  const count = [...arrows.values()].flat().length
  expect(count).toBeGreaterThan(700)
  const faults = [...arrows].flatMap(([from, targets]) =>
    targets.filter((to) => first(to) !== first(from) && floor(to) >= floor(from)).map((to) => `${from} → ${to}`),
  )
  expect(faults).toEqual([])
  expect([...all.keys()].filter((path) => floor(path) < 0)).toEqual([])
})

it('goes in no circle', () => {
  const done = new Set<string>()
  const circle = (file: string, way: string[]): string[] | undefined => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file]
    if (done.has(file)) return undefined
    const found = (arrows.get(file) ?? []).map((to) => circle(to, [...way, file])).find((one) => one !== undefined)
    done.add(file)
    return found
  }
  const found = [...all.keys()].map((file) => circle(file, [])).find((one) => one !== undefined)
  expect(found).toBeUndefined()
})

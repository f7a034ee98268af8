import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync('src/design/tokens.css', 'utf8')

/** The colours of a palette: those of the first block, and its own instead. */
function colours(theme: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const selector of [':root {', `:root[data-theme='${theme}'] {`]) {
    const start = css.indexOf(selector)
    if (start < 0) continue
    const block = css.slice(start, css.indexOf('}', start))
    for (const [, name, value] of block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)) found[name ?? ''] = value ?? ''
  }
  return found
}

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

const grounds = ['paper', 'surface', 'sunken', 'raised']
const onGrounds = (names: string[]) =>
  names.flatMap((name) => grounds.map((ground): [string, string] => [name, ground]))
const texts: [string, string][] = [
  ...onGrounds(['ink', 'ink-soft', 'ink-faint', 'accent', 'accent-ink']),
  ['ink', 'quiet-soft'],
  ['ink', 'accent-soft'],
  ['ink-soft', 'accent-soft'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ...[1, 2, 3, 4, 5, 6].map((mark): [string, string] => ['on-mark', `mark-${mark}`]),
  ...['accent', 'sun', 'good', 'warn', 'bad', 'info', 'quiet'].flatMap((tone): [string, string][] => [
    [`${tone}-ink`, `${tone}-soft`],
    [`${tone}-ink`, 'surface'],
  ]),
]
const components: [string, string][] = [
  ...onGrounds(['line-strong', 'focus']),
  ...['accent', 'good', 'warn', 'bad', 'info'].map((tone): [string, string] => [tone, 'surface']),
  ...[1, 2, 3, 4, 5, 6].map((mark): [string, string] => [`mark-${mark}`, 'surface']),
]

it('measures black on white as the standard does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
})

describe.each([
  ['light', 4.5],
  ['dark', 4.5],
  ['contrast', 7],
  ['contrast-dark', 7],
])('%s', (theme, least) => {
  const known = colours(theme)
  const measured = (pairs: [string, string][]) =>
    pairs.map(([front, back]) => [`${front} on ${back}`, contrast(known[front] ?? '', known[back] ?? '')] as const)
  it(`has text at ${least} to 1 at least`, () => {
    expect(measured(texts).filter(([, ratio]) => !(ratio >= least))).toEqual([])
  })
  it('has borders, signs and focus at 3 to 1 at least', () => {
    expect(measured(components).filter(([, ratio]) => !(ratio >= 3))).toEqual([])
  })
})

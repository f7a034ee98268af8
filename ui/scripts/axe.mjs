// Every screen of the demonstration store, on the real core, that a link leads to, and every dialogue that it opens, looked at by axe-core:
// node scripts/axe.mjs [PICTURES_FOLDER]. Screens are found by following links: a new one is included by itself.
import { mkdir, readFile } from 'node:fs/promises'
import { chromium } from 'playwright-core'
import { createServer } from 'vite'

const out = process.argv[2]
const axe = await readFile(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')
const themes = ['light', 'dark', 'contrast']
const beginnings = ['new', 'locked', 'setup', 'empty', 'open']

const server = await createServer({ server: { port: 0, strictPort: false } })
await server.listen()
const base = server.resolvedUrls?.local[0] ?? ''
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
if (out) await mkdir(out, { recursive: true })
let screens = 0
const found = new Map()

/** One address stands for all those that differ by an identifier. */
const pattern = (address) => address.replace(/(-?\d+)+/g, ':n')

async function check(page, place, theme) {
  screens += 1
  await page.evaluate(axe)
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }),
  )
  for (const { id, nodes } of violations) {
    for (const node of nodes) {
      const key = `${id}: ${node.target.join(' ')}`
      const said =
        found.get(key) ?? `${theme} ${place}\n    ${node.html.slice(0, 160)}\n    ${node.any[0]?.message ?? ''}`
      found.set(key, said)
    }
  }
}

for (const theme of themes) {
  for (const beginning of beginnings) {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' })
    page.on('pageerror', (error) => console.error(`${beginning}: ${error.message}`))
    await page.addInitScript((chosen) => {
      if (location.protocol !== 'about:') localStorage.setItem('appearance.theme', chosen)
    }, theme)
    const known = new Set()
    const waiting = ['#/home']
    while (waiting.length > 0) {
      const address = waiting.shift()
      if (known.has(pattern(address))) continue
      known.add(pattern(address))
      await page.goto('about:blank')
      await page.goto(`${base}?store=${beginning}${address}`)
      await page.locator('h1').first().waitFor()
      await page.waitForLoadState('networkidle')
      const place = `${beginning} ${address}`
      await check(page, place, theme)
      if (out) await page.screenshot({ path: `${out}/${theme}-${place.replace(/\W+/g, '-')}.png` })
      const links = await page.locator('a[href^="#/"]').evaluateAll((all) => all.map((one) => one.getAttribute('href')))
      waiting.push(...links)
      // What each tab shows, and what each button that says so opens.
      const tabs = await page.locator('[role=tab]').count()
      for (let at = 0; at < tabs; at += 1) {
        await page.locator('[role=tab]').nth(at).click()
        await check(page, `${place} tab ${at + 1}`, theme)
        if (out) await page.screenshot({ path: `${out}/${theme}-${place.replace(/\W+/g, '-')}-tab${at + 1}.png` })
      }
      const openers = page.locator('main button[aria-haspopup=dialog]:not([disabled])')
      for (let at = 0; at < Math.min(4, await openers.count()); at += 1) {
        await openers.nth(at).click()
        if ((await page.locator('dialog[open]').count()) === 0) continue
        await check(page, `${place} dialogue ${at + 1}`, theme)
        await page.keyboard.press('Escape')
      }
    }
    await page.close()
  }
}
await browser.close()
await server.close()
for (const [key, said] of found) console.log(`${key}\n  ${said}`)
console.log(`${screens} screens, ${found.size} violations`)
process.exitCode = found.size === 0 ? 0 : 1

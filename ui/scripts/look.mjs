// Pictures of every screen on the twin, to be looked at: node scripts/look.mjs OUT_FOLDER [screen…]
import { mkdir } from 'node:fs/promises'
import { chromium } from 'playwright-core'
import { createServer } from 'vite'

const [out = 'look', ...only] = process.argv.slice(2)
const screens = {
  welcome: 'twin=new',
  unlock: 'twin=locked',
  setup: 'twin=setup',
  home: 'twin=open',
  'home-first': 'twin=empty',
  people: 'twin=open#/people',
  'people-empty': 'twin=empty#/people',
  workshops: 'twin=open#/workshops',
  'workshop-board': 'twin=open#/workshops/workshop-13/run',
  'workshop-prepare': 'twin=open#/workshops/workshop-13/prepare',
  projector: 'twin=open&window=projector',
  'workshop-summary': 'twin=open#/workshops/workshop-13/summary',
  'workshop-new': 'twin=open#/workshops/new',
  requests: 'twin=open#/requests',
  queue: 'twin=open#/queue',
  posters: 'twin=open#/posters',
  'posters-hung': 'twin=open#/posters/hung',
  catalogue: 'twin=open#/settings/catalogue',
  guide: 'twin=open#/guide',
  'guide-step': 'twin=open#/guide/account/2',
  settings: 'twin=open#/settings',
}
const sizes = [
  [1366, 768],
  [1920, 1080],
]

await mkdir(out, { recursive: true })
const server = await createServer({ server: { port: 0, strictPort: false } })
await server.listen()
const base = server.resolvedUrls?.local[0] ?? ''
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
for (const [width, height] of sizes) {
  for (const colorScheme of ['light', 'dark']) {
    if (colorScheme === 'dark' && width !== 1366) continue
    const page = await browser.newPage({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' })
    page.on('pageerror', (error) => console.error(error.message))
    for (const [name, query] of Object.entries(screens)) {
      if (only.length > 0 && !only.includes(name)) continue
      await page.goto('about:blank')
      await page.goto(`${base}?${query}`)
      await page.locator('h1').first().waitFor()
      await page.waitForLoadState('networkidle')
      await page.screenshot({ path: `${out}/${name}-${width}-${colorScheme}.png` })
    }
    await page.close()
  }
}
await browser.close()
await server.close()

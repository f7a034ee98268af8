// Pictures of the participant's station on the twin, at three sizes, in French and in Arabic:
// node scripts/look-station.mjs OUT_FOLDER
import { mkdir } from 'node:fs/promises'
import { chromium } from 'playwright-core'
import { createServer } from 'vite'

const [out = 'look'] = process.argv.slice(2)
await mkdir(out, { recursive: true })
const server = await createServer({ server: { port: 0, strictPort: false } })
await server.listen()
const base = server.resolvedUrls?.local[0] ?? ''
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
const photo = {
  name: 'photo.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mNk+M9Qz0AEYBxVSF+FABJADveWkH6oAAAAAElFTkSuQmCC',
    'base64',
  ),
}
const words = {
  Français: { ask: 'Demander un badge', pass: /^(Passer|Continuer|Je n’en ai pas)$/, send: /^Envoyer/ },
  العربية: { ask: 'طلب شارة', pass: /^(تخطٍّ|متابعة|ليس لدي دليل)$/, send: /^إرسال/ },
}
for (const [size, width, height, zoom] of [
  ['1366', 1366, 768, 1],
  ['1024', 1024, 600, 1],
  ['200', 683, 384, 2],
]) {
  for (const [language, say] of Object.entries(words)) {
    const page = await browser.newPage({
      viewport: { width, height },
      deviceScaleFactor: zoom,
      reducedMotion: 'reduce',
    })
    page.on('pageerror', (error) => console.error(error.message))
    const code = language === 'Français' ? 'fr' : 'ar'
    const picture = async (name) => {
      await page.waitForTimeout(150)
      await page.screenshot({ path: `${out}/${name}-${code}-${size}.png` })
    }
    await page.goto(`${base}?twin=open#/workshops`)
    await page
      .getByRole('link', { name: /Langon/ })
      .or(page.getByRole('button', { name: /Langon/ }))
      .first()
      .click()
    await page.goto(page.url().replace(/(#\/workshops\/[^/]+).*/, '$1/run'))
    await page.getByRole('button', { name: 'Ouvrir le poste' }).click()
    for (const field of await page.locator('dialog[open] input').all()) await field.fill('2580')
    await page.locator('dialog[open] footer button').last().click()
    await page.getByRole('button', { name: language }).click()
    await picture('1-welcome')
    await page.locator('main li button').nth(2).click()
    await page.locator('main li button').nth(11).waitFor()
    await picture('2-picture')
    await page.locator('main li button').nth(4).click()
    await page.getByRole('button', { name: say.ask }).waitFor()
    await picture('3-steps')
    await page.getByRole('button', { name: say.ask }).click()
    await page.locator('main img').first().waitFor()
    await picture('4-badges')
    await page.locator('main li button').last().click()
    await page.locator('progress').waitFor()
    for (let turn = 0; turn < 10; turn += 1) {
      const choices = page.locator('main section')
      for (const section of await choices.all()) {
        const tiles = section.locator('button[aria-pressed]')
        if ((await tiles.count()) > 0) await tiles.nth(turn % 3).click()
      }
      const file = page.locator('input[type=file]')
      if ((await file.count()) > 0) {
        await picture(`5-way${turn}-before`)
        await file.setInputFiles(photo)
        await page.locator('figure').waitFor()
      }
      await picture(`5-way${turn}`)
      const next = page.locator('footer').getByRole('button', { name: say.pass })
      if ((await next.count()) === 0) break
      await next.click()
      await page.waitForTimeout(150)
    }
    await page.locator('footer').getByRole('button', { name: say.send }).click()
    await page.locator('progress').waitFor({ state: 'detached' })
    await picture('6-thanks')
    await page.keyboard.press('Escape')
    await picture('7-leave')
    await page.close()
  }
}
await browser.close()
await server.close()

// Pictures of the participant's station on the twin, in French and Arabic: node scripts/look-station.mjs OUT_FOLDER
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
const words = {
  Français: { ask: 'Demander un badge', pass: /^(Passer|Continuer|Je n’en ai pas)$/, send: /^Envoyer/ },
  العربية: { ask: 'طلب شارة', pass: /^(تخطٍّ|متابعة|ليس لدي دليل)$/, send: /^إرسال/ },
}
for (const [width, height] of [
  [1366, 768],
  [1920, 1080],
]) {
  for (const [language, say] of Object.entries(words)) {
    const page = await browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce' })
    page.on('pageerror', (error) => console.error(error.message))
    const code = language === 'Français' ? 'fr' : 'ar'
    const picture = async (name) => {
      await page.waitForTimeout(150)
      await page.screenshot({ path: `${out}/${name}-${code}-${width}.png` })
    }
    await page.goto(`${base}?twin=open#/workshops`)
    await page
      .getByRole('link', { name: /Langon/ })
      .or(page.getByRole('button', { name: /Langon/ }))
      .first()
      .click()
    await page.goto(page.url().replace(/(#\/workshops\/[^/]+).*/, '$1/run'))
    await page.getByRole('button', { name: 'Ouvrir le poste' }).click()
    if (code === 'fr') await picture('open')
    for (const field of await page.locator('dialog[open] input').all()) await field.fill('2580')
    await page.locator('dialog[open] footer button').last().click()
    await page.getByRole('button', { name: language }).click()
    await picture('welcome')
    await page.locator('main li button').nth(2).click()
    await page.locator('main li button').nth(11).waitFor()
    await picture('picture')
    await page.locator('main li button').nth(4).click()
    await page.getByRole('button', { name: say.ask }).waitFor()
    await picture('steps')
    await page.getByRole('button', { name: say.ask }).click()
    await page.locator('main img').first().waitFor()
    await picture('badges')
    await page.locator('main li button').last().click()
    await page.locator('progress').waitFor()
    for (let turn = 0; turn < 10; turn += 1) {
      const choices = page.locator('main li button[aria-pressed]')
      if ((await choices.count()) > 0) await choices.nth(turn % 3).click()
      await picture(`way${turn}`)
      const next = page.locator('footer').getByRole('button', { name: say.pass })
      if ((await next.count()) === 0) break
      await next.click()
      await page.waitForTimeout(150)
    }
    await page.locator('footer').getByRole('button', { name: say.send }).click()
    await page.locator('progress').waitFor({ state: 'detached' })
    await picture('thanks')
    await page.keyboard.press('Escape')
    await picture('leave')
    await page.close()
  }
}
await browser.close()
await server.close()

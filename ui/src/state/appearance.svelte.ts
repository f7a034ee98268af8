// Colours and size of the text. Kept on this computer, outside the store: they serve before it is open.

import { backend } from '$src/api'

export type ThemeChoice = 'system' | 'light' | 'dark' | 'contrast'
/** A palette of design/tokens.css. */
export type Palette = 'light' | 'dark' | 'contrast' | 'contrast-dark'

export const themeChoices: ThemeChoice[] = ['system', 'light', 'dark', 'contrast']
/** Sizes of the text, in percent. */
export const textSizes = [100, 125, 150, 200]
const THEME = 'appearance.theme'
const SIZE = 'appearance.size'

/** The palette of a choice, given what the system prefers. */
export function palette(choice: ThemeChoice, dark: boolean, more: boolean): Palette {
  if (choice === 'light' || choice === 'dark') return choice
  if (choice === 'contrast' || more) return dark ? 'contrast-dark' : 'contrast'
  return dark ? 'dark' : 'light'
}

class Appearance {
  theme = $state<ThemeChoice>('system')
  size = $state(100)

  /** Takes up what was chosen, and follows the system from now on. */
  start(): void {
    this.theme = themeChoices.find((one) => one === localStorage.getItem(THEME)) ?? 'system'
    this.size = textSizes.find((one) => String(one) === localStorage.getItem(SIZE)) ?? 100
    for (const query of ['(prefers-color-scheme: dark)', '(prefers-contrast: more)']) {
      window.matchMedia(query).addEventListener('change', () => this.paint())
    }
    this.paint()
    if (this.size !== 100) void backend.setZoom(this.size / 100)
  }

  choose(theme: ThemeChoice): void {
    this.theme = theme
    localStorage.setItem(THEME, theme)
    this.paint()
  }

  async resize(size: number): Promise<void> {
    await backend.setZoom(size / 100)
    this.size = size
    localStorage.setItem(SIZE, String(size))
  }

  private paint(): void {
    const prefers = (query: string) => window.matchMedia(query).matches
    document.documentElement.dataset.theme = palette(
      this.theme,
      prefers('(prefers-color-scheme: dark)'),
      prefers('(prefers-contrast: more)'),
    )
  }
}

export const appearance = new Appearance()

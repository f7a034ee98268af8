// The sheets that can be printed, each as its own folder offers it (`assets/documents/<name>/sheet.json`).

import { t } from '$src/texts/i18n'

/** How a sheet is offered. */
interface Offered {
  /** The places of the screens where it is. */
  where: string[]
  order: number
  button: string
}

const files = import.meta.glob<{ offered?: Offered }>('$assets/documents/*/sheet.json', {
  eager: true,
  import: 'default',
})

const sheets = new Map<string, Offered>()
for (const [path, { offered }] of Object.entries(files)) {
  const name = path.split('/').at(-2)
  if (name && offered) sheets.set(name, offered)
}
// Cards are drawn apart: they are no sheet of words.
sheets.set('cards', { where: ['person'], order: 3, button: t('parts.sheet_cards') })

/** Where sheets are offered. */
export type Place = 'prepare' | 'not-ready' | 'summary' | 'person' | 'ceremony' | 'committee'

/** The names of the sheets of a place, in their order. */
export function sheetsOf(place: Place): string[] {
  const there = [...sheets].filter(([, offered]) => offered.where.includes(place))
  return there.sort(([, one], [, other]) => one.order - other.order).map(([name]) => name)
}

/** What is said on the button of a sheet. */
export const sheetButton = (name: string): string => sheets.get(name)?.button ?? name

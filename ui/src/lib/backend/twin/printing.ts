// What the twin prints and saves: nothing is written anywhere. The rules are in Rust.

import type { Backend } from '../backend'
import type * as V from '../types'
import type { Memory } from './memory'
import { documentPage, PRINTERS, printPosters } from './posters'

export type PrintingTwin = Pick<
  Backend,
  | 'documentPage'
  | 'documentCodes'
  | 'saveDocument'
  | 'askWhereToSave'
  | 'openDocument'
  | 'showFile'
  | 'printers'
  | 'printDocument'
  | 'badgeWords'
  | 'saveBadgeWords'
>

export function printingTwin(memory: Memory): PrintingTwin {
  const save = async (choice: V.DocumentChoice, path: string | null): Promise<V.SavedFile> => {
    printPosters(memory, choice)
    const name = choice.kind === 'poster' ? 'affiches.pdf' : 'accuses-de-reception.pdf'
    return { path: path ?? `Documents/Atelier Badges/${name}`, name }
  }
  return {
    documentPage: async (choice, page) => documentPage(memory, choice, page),
    documentCodes: async (choice) => {
      const badges = choice.kind === 'poster' ? choice.badges : []
      const image = documentPage(memory, choice, 1).image
      return badges.map((id) => ({ image, address: memory.badge(id).application_url }))
    },
    saveDocument: save,
    askWhereToSave: async (suggestedName) => `Documents/${suggestedName}`,
    openDocument: (choice) => save(choice, null),
    showFile: async () => {},
    printers: async () => structuredClone(PRINTERS),
    printDocument: async (choice) => {
      printPosters(memory, choice, true)
      return 'Envoyé à l’imprimante « Bureau ».'
    },
    badgeWords: async (badges, language) => {
      const rule = { criterion: '', evidence: '', assessor: '', process: '' }
      return badges.map(
        (badge) => memory.words.get(`${badge} ${language}`) ?? { badge, language, name: '', recognises: '', rule },
      )
    },
    saveBadgeWords: async (words) => {
      memory.words.set(`${words.badge} ${words.language}`, structuredClone(words))
      return words
    },
  }
}

// What the twin does on the first screen and in « À propos »: a proposed passphrase, a trial, components, a diagnostic.

import type { Backend } from '../backend'
import type * as V from '../types'
import type { Memory } from './memory'

export type LaunchTwin = Pick<
  Backend,
  | 'passphraseStrength'
  | 'proposePassphrase'
  | 'startPractice'
  | 'onPractice'
  | 'resumePractice'
  | 'endPractice'
  | 'components'
  | 'licenceText'
  | 'diagnostic'
  | 'saveDiagnostic'
>

const WORDS = ['soleil', 'tasse', 'jardin', 'pigeon', 'grange', 'violet', 'onze']
const STEPS = 14

export function launchTwin(memory: Memory, session: () => Promise<V.SessionView>): LaunchTwin {
  return {
    async passphraseStrength(passphrase: string): Promise<V.StrengthView> {
      const words = passphrase.trim().split(/\s+/).filter(Boolean).length
      const score = words >= 7 ? (words >= 8 ? 4 : 3) : Math.min(2, Math.floor([...passphrase].length / 6))
      const accepted = score >= 3
      const advice = accepted
        ? 'C’est bon. Cette phrase protège bien vos données.'
        : 'Choisissez une phrase que vous retiendrez : sept mots au hasard, par exemple.'
      return { score, accepted, advice }
    },
    async proposePassphrase() {
      const from = (memory.proposals += 1)
      return { words: WORDS.map((_, place) => WORDS[(place + from) % WORDS.length] ?? ''), bits: 80 }
    },
    async startPractice() {
      for (let done = 0; done <= STEPS; done += 1) for (const one of memory.practices) one({ done, total: STEPS })
      memory.practice = { before: memory.stage }
      memory.stage = 'open'
      return session()
    },
    async onPractice(listener) {
      memory.practices.add(listener)
      return () => memory.practices.delete(listener)
    },
    async resumePractice() {
      memory.stage = 'open'
      return session()
    },
    async endPractice() {
      memory.stage = memory.practice?.before ?? 'new'
      memory.practice = null
      return session()
    },
    async components() {
      return [
        { name: 'Atkinson Hyperlegible', version: '', licence: 'OFL-1.1' },
        { name: 'svelte', version: '5.57.3', licence: 'MIT' },
        { name: 'tauri', version: '2.12.5', licence: 'Apache-2.0 OR MIT' },
      ]
    },
    async licenceText(name) {
      return `Terms of ${name}.`
    },
    async diagnostic() {
      return 'Atelier Badges : diagnostic.\nVersion : 0.1.0\n'
    },
    async saveDiagnostic(path) {
      return { path, name: path.split('/').at(-1) ?? path }
    },
  }
}

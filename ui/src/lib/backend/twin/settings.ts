// The twin's settings that concern the whole window, and what INAÉ answered.

import type { Backend } from '../backend'
import type * as V from '../types'
import type { Memory } from './memory'

export type SettingsTwin = Pick<
  Backend,
  'habits' | 'saveHabits' | 'answers' | 'markAnswers' | 'seeAnswers' | 'look' | 'saveLook' | 'passphraseStrength'
>

export const HABITS: V.Habits = { lock_minutes: 5, lock_minutes_workshop: 5, notify: true }

export function settingsTwin(memory: Memory): SettingsTwin {
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
    async habits(): Promise<V.Habits> {
      return { ...memory.habits }
    },
    async saveHabits(habits: V.Habits): Promise<V.Habits> {
      memory.habits = { ...habits }
      return { ...habits }
    },
    async look(): Promise<V.LookView> {
      return structuredClone(memory.look)
    },
    async saveLook(look: V.LookView): Promise<V.LookView> {
      memory.look = { ...structuredClone(look), printed_colour: look.colour }
      return structuredClone(memory.look)
    },
    async answers(limit: number): Promise<V.AnswersView> {
      const all = memory.answers.toSorted((a, b) => Number(a.seen) - Number(b.seen) || b.number - a.number)
      return { answers: all.slice(0, limit), more: all.length > limit, unseen: all.filter((one) => !one.seen).length }
    },
    async markAnswers(numbers: number[], seen: boolean): Promise<V.SyncView> {
      for (const one of memory.answers) if (numbers.includes(one.number)) one.seen = seen
      return memory.sync()
    },
    async seeAnswers(request: string): Promise<V.SyncView> {
      for (const one of memory.answers) if (one.request_id === request) one.seen = true
      return memory.sync()
    },
  }
}

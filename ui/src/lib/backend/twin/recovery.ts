// The recovery sheet of the twin.

import type { Backend } from '../backend'
import type * as V from '../types'
import type { Memory } from './memory'
import { problem } from './problem'

export type RecoveryTwin = Pick<
  Backend,
  'changePassphrase' | 'recover' | 'recovery' | 'makeRecovery' | 'hideRecovery' | 'checkRecovery'
>

/** What is left to do about the sheet. */
export function recoveryStep(memory: Memory): V.RecoveryStep | null {
  if (memory.recovery === null) return 'make'
  return memory.checked ? null : 'print'
}

export function recoveryTwin(memory: Memory, unlock: (passphrase: string) => Promise<V.SessionView>): RecoveryTwin {
  const view = (): V.RecoveryView => ({
    made_on: memory.recovery === null ? null : 'lundi 23 novembre 2026',
    checked_on: memory.checked ? 'mardi 24 novembre 2026' : null,
    code: memory.shown,
    asked: memory.recovery === null ? [] : memory.shown === null ? [1, 2, 3, 4, 5] : [2, 5],
    next: recoveryStep(memory),
  })
  return {
    async recover(code: string, passphrase: string): Promise<V.SessionView> {
      if (code !== memory.recovery) {
        const wrong = problem(
          'wrong-recovery-code',
          'Ce code n’ouvre pas ces données.',
          'Vos données sont intactes et restent fermées.',
          'Prenez la fiche de secours la plus récente.',
        )
        throw { ...wrong, field: 'code' }
      }
      return unlock((memory.passphrase = passphrase))
    },
    async changePassphrase(current: string, next: string): Promise<void> {
      if (current !== memory.passphrase) {
        const wrong = problem(
          'wrong-current-passphrase',
          'Ce n’est pas la phrase de passe actuelle.',
          'La phrase de passe n’a pas changé.',
          'Réessayez.',
        )
        throw { ...wrong, field: 'current' }
      }
      memory.passphrase = next
    },
    async recovery(): Promise<V.RecoveryView> {
      return view()
    },
    async makeRecovery(passphrase: string): Promise<V.RecoveryView> {
      if (passphrase !== memory.passphrase) {
        const wrong = problem(
          'wrong-passphrase',
          'Ce n’est pas la bonne phrase de passe.',
          'Rien n’a changé.',
          'Réessayez.',
        )
        throw { ...wrong, field: 'passphrase' }
      }
      memory.recovery = memory.shown = '4K7M2-QXRT9-0ABCD-EFGHJ-KMNPQ'
      memory.checked = false
      return view()
    },
    async hideRecovery(): Promise<V.RecoveryView> {
      memory.shown = null
      return view()
    },
    async checkRecovery(groups: string[]): Promise<V.RecoveryView> {
      const printed = memory.recovery?.split('-') ?? []
      const asked = memory.shown === null ? [] : [2, 5]
      asked.forEach((n, place) => {
        if (groups[place] === printed[n - 1]) return
        const wrong = problem('recovery-group', `Le groupe ${n} n’est pas celui de la fiche.`, '', 'Relisez-le.')
        throw { ...wrong, field: `group-${n}` }
      })
      if (memory.shown === null && groups.join('') !== memory.recovery) {
        const wrong = problem('recovery-other-sheet', 'Ce code n’est pas celui de la dernière fiche.', '', 'Vérifiez.')
        throw { ...wrong, field: 'code' }
      }
      memory.checked = true
      memory.shown = null
      return view()
    },
  }
}

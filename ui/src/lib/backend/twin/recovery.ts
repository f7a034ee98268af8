// The recovery sheet of the twin.

import type { Backend } from '../backend'
import type * as V from '../types'
import type { Memory } from './memory'
import { problem } from './problem'

export type RecoveryTwin = Pick<Backend, 'recover' | 'recovery' | 'makeRecovery' | 'hideRecovery'>

export function recoveryTwin(memory: Memory, unlock: (passphrase: string) => Promise<V.SessionView>): RecoveryTwin {
  const view = (): V.RecoveryView => ({
    made_on: memory.recovery === null ? null : 'lundi 23 novembre 2026',
    code: memory.shown,
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
      return view()
    },
    async hideRecovery(): Promise<V.RecoveryView> {
      memory.shown = null
      return view()
    },
  }
}

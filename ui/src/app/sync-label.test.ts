import { describe, expect, it } from 'vitest'
import type { SyncView } from '$src/api/types'
import { sync } from '$src/state/samples'
import { syncLabel } from './sync-label'

const say = (given: Partial<SyncView>) => syncLabel(sync(given)).text

describe('the state of the sending', () => {
  it('says that all is sent only when nothing waits', () => {
    expect(say({})).toBe('Tout est envoyé')
    expect(say({ waiting: 1 })).toBe('1 demande en attente')
  })

  it('counts what waits for the connection', () => {
    expect(say({ kind: 'waiting', waiting: 3 })).toBe('3 demandes attendent la connexion')
  })

  it('never rounds up to 100 % before the end', () => {
    const file = { hash: '', sent: 999, total: 1000 }
    expect(say({ kind: 'sending', file })).toMatch(/99\s%/)
    expect(say({ kind: 'sending', file: { ...file, sent: 450 } })).toMatch(/45\s%/)
    expect(say({ kind: 'sending' })).toBe('Envoi en cours…')
  })

  it('gives each kind its own shape, not its colour alone', () => {
    const kinds = ['not-enrolled', 'idle', 'sending', 'waiting', 'attention', 'practice'] as const
    expect(new Set(kinds.map((kind) => syncLabel(sync({ kind })).icon)).size).toBe(kinds.length)
  })
})

// Views to test with, of which a test says only what it is about.

import type { SessionView, SyncView } from './backend/types'

/** Everything is sent. */
export const sync = (over: Partial<SyncView> = {}): SyncView => ({
  rank: 0,
  kind: 'idle',
  text: '',
  waiting: 0,
  waits_for: null,
  answers: 0,
  exchanges: 0,
  learned: 0,
  next_try_at: null,
  last_success: null,
  problem: null,
  file: null,
  ...over,
})

export const lockedSession: SessionView = {
  stage: 'locked',
  structure_name: null,
  version: '',
  today: '',
  habits: { lock_minutes: 5, lock_minutes_workshop: 5, notify: true },
  practice: 'off',
  practice_swept: false,
}

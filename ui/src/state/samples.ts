// Views to test with, of which a test says only what it is about.

import type { PrinterView, SessionView, SyncView } from '$src/api/types'

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

const usable = { ready: true, refuses: false, out_of_paper: false, unreachable: false }

/** The usual one, and one that is paused. */
export const PRINTERS: PrinterView[] = [
  {
    ...usable,
    name: 'Bureau',
    default: true,
    state: 'Prête',
    margins: [{ width_mm: 210, height_mm: 297, top: 4, right: 4, bottom: 6, left: 4 }],
  },
  { ...usable, name: 'Accueil', default: false, state: 'En pause', ready: false, margins: [] },
]

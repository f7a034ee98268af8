import type { IconName } from './icons'

export type Tone = 'quiet' | 'warn' | 'info' | 'good' | 'bad' | 'sun'

interface Look {
  icon: IconName
  tone: Tone
}

/** One pictogram for one state: those who read with difficulty go by it. */
export const looks: Record<string, Look> = {
  draft: { icon: 'pencil', tone: 'warn' },
  ready: { icon: 'check', tone: 'info' },
  held: { icon: 'pause', tone: 'quiet' },
  queued: { icon: 'clock', tone: 'quiet' },
  waiting: { icon: 'clock', tone: 'quiet' },
  delivered: { icon: 'receipt', tone: 'good' },
  'in-committee': { icon: 'committee', tone: 'info' },
  returned: { icon: 'question', tone: 'warn' },
  refused: { icon: 'close', tone: 'bad' },
  stopped: { icon: 'warning', tone: 'bad' },
  accepted: { icon: 'approve', tone: 'good' },
  issued: { icon: 'medal', tone: 'sun' },
  'in-passport': { icon: 'passport', tone: 'sun' },
}

/** Shape and colour of a state; its word is given by the application. */
export function stateLook(state: string): Look {
  return looks[state] ?? { icon: 'info', tone: 'quiet' }
}

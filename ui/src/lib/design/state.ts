import type { IconName } from './icons'

export type Tone = 'quiet' | 'warn' | 'info' | 'good' | 'bad' | 'sun'

interface Look {
  icon: IconName
  tone: Tone
}

const looks: Record<string, Look> = {
  draft: { icon: 'pencil', tone: 'warn' },
  ready: { icon: 'check', tone: 'info' },
  held: { icon: 'pause', tone: 'quiet' },
  queued: { icon: 'clock', tone: 'quiet' },
  waiting: { icon: 'clock', tone: 'quiet' },
  delivered: { icon: 'mail', tone: 'good' },
  'in-committee': { icon: 'people', tone: 'info' },
  returned: { icon: 'question', tone: 'warn' },
  refused: { icon: 'close', tone: 'bad' },
  stopped: { icon: 'warning', tone: 'bad' },
  accepted: { icon: 'check', tone: 'good' },
  issued: { icon: 'star', tone: 'sun' },
  'in-passport': { icon: 'star', tone: 'sun' },
}

/** Shape and colour of a state; its word is given by the application. */
export function stateLook(state: string): Look {
  return looks[state] ?? { icon: 'info', tone: 'quiet' }
}

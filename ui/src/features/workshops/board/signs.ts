// The shape and the colour of what a cell says. A tick is for what is done; what waits, was refused or is asked again has a
// shape of its own.

import type { IconName } from '$src/design/icons'
import { stateLook, type Tone } from '$src/design/state'

interface Look {
  icon: IconName
  tone: Tone | 'faint' | 'now'
  /** The shape says it all: the words are for those who do not see it, or who point at it. */
  quiet?: boolean
}

const steps: Record<string, Look> = {
  todo: { icon: 'circle', tone: 'faint', quiet: true },
  doing: { icon: 'next', tone: 'now' },
  done: { icon: 'check', tone: 'good', quiet: true },
  'done-before': { icon: 'check', tone: 'quiet' },
  'done-since': { icon: 'check', tone: 'quiet' },
  waiting: { icon: 'clock', tone: 'quiet' },
  blocked: { icon: 'warning', tone: 'bad' },
}

/** How a cell's sign is drawn: a step's own, or a request's state. */
export function lookOf(sign: string): Look {
  return steps[sign] ?? stateLook(sign)
}

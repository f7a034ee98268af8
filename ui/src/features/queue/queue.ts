// What the screen of what is sent works out by itself.

import type { FileProgress, QueueFile, QueueView } from '$src/api/types'

/** What the screen says first, in big words. */
export type Headline =
  'practice' | 'not-enrolled' | 'sending' | 'attention' | 'waiting' | 'stopped' | 'held' | 'all-sent' | 'nothing'

/** The true state: nothing is called sent as long as something waits, is held or has stopped. */
export function headline(queue: QueueView): Headline {
  const { kind } = queue.sync
  if (kind === 'practice') return 'practice'
  if (!queue.enrolled || kind === 'not-enrolled') return 'not-enrolled'
  if (kind === 'attention') return 'attention'
  if (kind === 'sending') return 'sending'
  const states = queue.rows.map((row) => row.state)
  if (states.includes('waiting') || kind === 'waiting') return 'waiting'
  if (states.includes('stopped')) return 'stopped'
  if (states.includes('held')) return 'held'
  return queue.receipts.length > 0 ? 'all-sent' : 'nothing'
}

/** Share of a file that has gone, from 0 to 1. */
export function fileShare(file: QueueFile, now: FileProgress | null): number {
  if (file.held) return 1
  if (now === null || now.hash !== file.hash || now.total <= 0) return 0
  return Math.min(1, Math.max(0, now.sent / now.total))
}

export interface Countdown {
  minutes: number
  seconds: number
}

/** Time left before the next try; null when there is none or when it has come. */
export function countdown(nextTryAt: string | null, now: number): Countdown | null {
  if (nextTryAt === null) return null
  const at = Date.parse(nextTryAt)
  if (Number.isNaN(at)) return null
  const left = Math.ceil((at - now) / 1000)
  if (left <= 0) return null
  return { minutes: Math.floor(left / 60), seconds: left % 60 }
}

/** Bytes in French: octets, ko, Mo, by thousands. */
export function sizeText(bytes: number): string {
  const number = (value: number, digits: number) =>
    new Intl.NumberFormat('fr-FR', { maximumFractionDigits: digits }).format(value)
  if (bytes < 1000) return `${number(bytes, 0)}\u00a0o`
  if (bytes < 1_000_000) return `${number(bytes / 1000, 0)}\u00a0ko`
  return `${number(bytes / 1_000_000, 1)}\u00a0Mo`
}

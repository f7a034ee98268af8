import type { SyncView } from '$src/api/types'
import type { IconName } from '$src/design/icons'
import type { Tone } from '$src/design/state'
import { t } from '$src/texts/i18n'

export interface SyncLabel {
  text: string
  icon: IconName
  tone: Tone
  /** Part of the file already sent, from 0 to 1. */
  progress: number | null
}

/** The state of the sending in a few words, with its shape and colour. Never says « sent » while something waits. */
export function syncLabel(sync: SyncView): SyncLabel {
  const none = { progress: null }
  switch (sync.kind) {
    case 'not-enrolled':
      return { text: t('sync.not_enrolled'), icon: 'link', tone: 'quiet', ...none }
    case 'practice':
      return { text: t('sync.practice'), icon: 'pause', tone: 'quiet', ...none }
    case 'sending': {
      if (!sync.file || sync.file.total === 0) return { text: t('sync.sending'), icon: 'send', tone: 'info', ...none }
      const progress = Math.min(1, sync.file.sent / sync.file.total)
      const percent = Math.floor(progress * 100)
      return { text: t('sync.sending_percent', { percent }), icon: 'send', tone: 'info', progress }
    }
    case 'waiting':
      return { text: waiting(sync), icon: 'clock', tone: 'warn', ...none }
    case 'attention':
      return { text: t('sync.attention'), icon: 'warning', tone: 'bad', ...none }
    case 'idle':
      return sync.waiting > 0
        ? { text: t('sync.pending', { n: sync.waiting }), icon: 'clock', tone: 'warn', ...none }
        : { text: t('sync.all_sent'), icon: 'check', tone: 'good', ...none }
  }
}

function waiting(sync: SyncView): string {
  const n = sync.waiting
  switch (sync.waits_for) {
    case 'mode':
      return t('sync.waits_mode', { n })
    case 'guichet':
      return n > 0 ? t('sync.waits_guichet', { n }) : t('sync.guichet')
    case 'receipt':
      return t('sync.waits_receipt', { n })
    case 'connection':
    case 'link':
    case null:
      return n > 0 ? t('sync.waiting', { n }) : t('sync.waiting_connection')
  }
}

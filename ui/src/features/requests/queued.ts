// What a confirmed request waits for, as things are now: never a connection that is there.

import type { SyncView } from '$src/api/types'
import { t } from '$src/texts/i18n'

export function queuedText(sync: SyncView | null): string {
  const rest = whatFor(sync)
  // What has left is not only here any more.
  return sync?.waits_for === 'receipt' ? rest : `${t('requests.queued_kept')} ${rest}`
}

function whatFor(sync: SyncView | null): string {
  if (sync?.kind === 'attention') return t('requests.queued_attention')
  switch (sync?.waits_for) {
    case 'link':
      return t('requests.queued_link')
    case 'connection':
      return t('requests.queued_connection')
    case 'guichet':
      return t('requests.queued_guichet')
    case 'receipt':
      return t('requests.queued_receipt')
    case 'mode':
    case null:
    case undefined:
      return t('requests.queued_leaving')
  }
}

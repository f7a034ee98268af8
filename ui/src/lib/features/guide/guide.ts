// What the guide knows of itself: where one is, and whether there is a connection.

import type { GuideStep, GuideTrack, SyncView } from '$lib/backend/types'

/** Whether there is a connection, as far as the sending tells; null when it does not. */
export function isOnline(sync: SyncView | null): boolean | null {
  if (sync === null) return null
  if (sync.kind === 'sending') return true
  if (sync.kind === 'idle') return sync.last_success === null ? null : true
  if (sync.kind === 'waiting' && sync.problem !== null) return false
  return null
}

/** The track and the step of an address such as `#/guide/account/2`; the first step when none is named. */
export function place(tracks: GuideTrack[], path: string[]): { track: GuideTrack; index: number } | null {
  const track = tracks.find((one) => one.code === path[0])
  const index = path[1] === undefined ? 0 : Number(path[1]) - 1
  return track && track.steps[index] ? { track, index } : null
}

/** The steps that were put off, each with the address that shows it. */
export function putOff(tracks: GuideTrack[]): { step: GuideStep; path: string[] }[] {
  return tracks.flatMap((track) =>
    track.steps.flatMap((step, index) => (step.put_off ? [{ step, path: [track.code, String(index + 1)] }] : [])),
  )
}

/** A number of steps to move by, for a key; 0 when it is typed in a field or is another key. */
export function move(event: KeyboardEvent): -1 | 0 | 1 {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return 0
  const target = event.target
  if (target instanceof HTMLElement && target.closest('input, textarea, select, dialog, [contenteditable]')) return 0
  return event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
}

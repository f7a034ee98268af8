// What the guide knows of itself: where one is, and where a key leads.

import type { GuideTrack } from '$src/api/types'

/** The track and the step of an address such as `#/guide/account/2`; the first step when none is named. */
export function place(tracks: GuideTrack[], path: string[]): { track: GuideTrack; index: number } | null {
  const track = tracks.find((one) => one.code === path[0])
  const index = path[1] === undefined ? 0 : Number(path[1]) - 1
  return track && track.steps[index] ? { track, index } : null
}

/** A number of steps to move by, for a key; 0 when it is typed in a field or is another key. */
export function move(event: KeyboardEvent): -1 | 0 | 1 {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return 0
  const target = event.target
  if (target instanceof HTMLElement && target.closest('input, textarea, select, dialog, [contenteditable]')) return 0
  return event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
}

// The sections of the settings, in the order of the first launch.

import type { IconName } from '$src/design/icons'

export type Section =
  | 'structure'
  | 'team'
  | 'badges'
  | 'mode'
  | 'catalogue'
  | 'look'
  | 'link'
  | 'passport'
  | 'station'
  | 'passphrase'
  | 'appearance'
  | 'about'

export const sections: { id: Section; icon: IconName }[] = [
  { id: 'structure', icon: 'building' },
  { id: 'team', icon: 'people' },
  { id: 'badges', icon: 'star' },
  { id: 'mode', icon: 'committee' },
  { id: 'catalogue', icon: 'box' },
  { id: 'look', icon: 'brush' },
  { id: 'link', icon: 'link' },
  { id: 'passport', icon: 'passport' },
  { id: 'station', icon: 'laptop' },
  { id: 'passphrase', icon: 'key' },
  { id: 'appearance', icon: 'eye' },
  { id: 'about', icon: 'info' },
]

/** The section that the address asks for; the first one otherwise. */
export function sectionOf(path: string[]): Section {
  const asked = sections.find((section) => section.id === path[0])
  return asked?.id ?? 'structure'
}

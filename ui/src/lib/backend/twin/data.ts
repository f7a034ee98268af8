// Fictitious people and badges. The catalogue is the shipped example.

import catalogueFile from '$assets/catalogue/example.json'
import labels from '$assets/i18n/fr/labels.json'
import type { BadgeView, Choice, PathwayView, PosterRow, RuleView, StaffView } from '../types'

const pictures = import.meta.glob<string>('../../../../../assets/catalogue/badges/*.svg', {
  eager: true,
  query: '?raw',
  import: 'default',
})

function picture(name: string): string {
  const svg = pictures[`../../../../../assets/catalogue/${name}`] ?? '<svg xmlns="http://www.w3.org/2000/svg"/>'
  return `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`
}

const noRule: RuleView = { criterion: '', evidence: '', assessor: '', process: '' }

/** The picture of each badge, by its code. */
export const badgePictures: Record<string, string> = Object.fromEntries(
  catalogueFile.badges.map((badge) => [badge.id, picture(badge.image)]),
)

export function complete(rule: RuleView): boolean {
  return Object.values(rule).every((part) => part.trim() !== '')
}

export function pathways(): PathwayView[] {
  const badges = catalogueFile.badges.map((badge) => {
    const rule: RuleView = { ...noRule, ...('suggested_rule' in badge ? badge.suggested_rule : {}) }
    const view: BadgeView = {
      id: badge.id,
      name: badge.name,
      recognises: badge.recognises,
      application_url: badge.application_url,
      example: catalogueFile.status === 'example',
      source: 'example',
      source_label: labels['badge-source'].example,
      offered: false,
      rule,
      rule_complete: complete(rule),
    }
    return { pathway: 'pathway' in badge ? String(badge.pathway ?? '') : '', view }
  })
  const groups = catalogueFile.pathways.map((pathway) => ({
    ...pathway,
    badges: badges.filter((badge) => badge.pathway === pathway.id).map((badge) => badge.view),
  }))
  const known = new Set(catalogueFile.pathways.map((pathway) => pathway.id))
  const others = badges.filter((badge) => !known.has(badge.pathway)).map((badge) => badge.view)
  if (others.length > 0) groups.push({ id: '', name: '', purpose: '', colour: '#595246', badges: others })
  return groups
}

function choices(from: Record<string, string>): Choice[] {
  return Object.entries(from).map(([code, label]) => ({ code, label }))
}

export const kinds: Choice[] = choices(labels['structure-kind'])
export const roles: Choice[] = choices(labels['staff-role'])
export const stateLabels: Record<string, string> = labels['request-state']
export const missingTexts: Record<string, string> = labels.missing
export const nextTexts: Record<string, string> = labels['and-now']

export const staff: StaffView[] = [
  { id: 'staff-1', name: 'Nadia Ferreira', role: 'cip', role_label: '' },
  { id: 'staff-2', name: 'Marc Etcheverry', role: 'eti', role_label: '' },
  { id: 'staff-3', name: 'Solène Courtois', role: 'direction', role_label: '' },
]

export const kindLabels: Record<string, string> = {
  accounts: 'Création de comptes',
  requests: 'Demandes de badges',
  enrichment: 'Enrichissement',
  mixed: 'Comptes et demandes',
}

export const people: [first: string, last: string, email: string, phone: string][] = [
  ['Aïcha', 'Benali', 'aicha.benali@example.org', '06 00 00 00 01'],
  ['Bruno', 'Castaing', 'bruno.castaing@example.org', ''],
  ['Céline', 'Darrieussecq', 'celine.d@example.org', '06 00 00 00 03'],
  ['Désiré', 'Ebongué', 'desire.ebongue@example.org', ''],
  ['Fatou', 'Gueye', '', '06 00 00 00 05'],
  ['Hugo', 'Irigoyen', 'hugo.irigoyen@example.org', ''],
  ['Jeanne', 'Kerdoncuff', 'jeanne.kerdoncuff@example.org', ''],
  ['Karim', 'Lahlou', 'karim.lahlou@example.org', '06 00 00 00 08'],
  ['Maria', 'Nogueira', 'maria.nogueira@example.org', ''],
  ['Oleksandr', 'Petrenko', 'oleksandr.p@example.org', ''],
  ['Quitterie', 'Rambaud', 'quitterie.rambaud@example.org', ''],
  ['Samuel', 'Tournadre', '', ''],
]

/** Two posters of a badge, one of them out of date. */
export function posters(badge: BadgeView): PosterRow[] {
  const row: PosterRow = {
    code: 'K7M-2QX',
    name: badge.name,
    badges: [{ code: 'K7M-2QX', badge: badge.id, name: badge.name, image: badgePictures[badge.id] ?? '', requests: 3 }],
    place: 'Salle de pause',
    flyer: false,
    made: '2026-11-20',
    printed: '2026-11-20',
    hung: '2026-11-21',
    withdrawn: '',
    format_text: 'A4',
    state: 'hung',
    state_label: labels['poster-state'].hung,
    why: '',
    requests: 3,
  }
  const outdated = { state: 'outdated', state_label: labels['poster-state'].outdated, why: labels['poster-why'].rule }
  return [
    row,
    {
      ...row,
      ...outdated,
      code: '9TD-0WA',
      badges: row.badges.map((one) => ({ ...one, code: '9TD-0WA', requests: 1 })),
      place: '',
      made: '2026-09-14',
      printed: '',
      hung: '2026-09-14',
      requests: 1,
    },
  ]
}

// The catalogue of the twin: enough to look at the screens and to test them. The rules are in Rust.

import labels from '$assets/i18n/fr/labels.json'
import type { Backend } from '../backend'
import type * as V from '../types'
import { complete } from './data'
import type { Memory } from './memory'
import { notFound, problem } from './problem'

export type CatalogueTwin = Pick<
  Backend,
  | 'readCatalogue'
  | 'confirmCatalogue'
  | 'undoCatalogue'
  | 'exportCatalogue'
  | 'badgeForm'
  | 'saveBadge'
  | 'removeBadge'
  | 'moveBadge'
  | 'savePathway'
  | 'removePathway'
  | 'movePathway'
  | 'readPicture'
  | 'checkAddress'
  | 'lookAtAddress'
>

const EMPTY: V.RuleView = { criterion: '', evidence: '', assessor: '', process: '' }
const PICTURE =
  'data:image/svg+xml;utf8,%3Csvg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"%3E%3Ccircle cx="4" cy="4" r="4"/%3E%3C/svg%3E'

export function catalogueView(memory: Memory): V.CatalogueView {
  return {
    example: memory.example,
    status: memory.example ? 'example' : 'official',
    edited: memory.edited,
    version: 'exemple-1',
    pathways: structuredClone(memory.pathways),
  }
}

export function catalogueTwin(memory: Memory): CatalogueTwin {
  const former: { token: string; pathways: V.PathwayView[]; example: boolean; edited: boolean }[] = []
  let pending = ''
  const home = (id: string) => {
    const found = memory.pathways.find((pathway) => pathway.badges.some((badge) => badge.id === id))
    if (!found) throw notFound()
    return found
  }
  const change = async (work: () => void): Promise<V.CatalogueChange> => {
    const { example, edited } = memory
    const token = memory.id('undo')
    const before = { token, pathways: structuredClone(memory.pathways), example, edited }
    work()
    former.push(before)
    return { catalogue: catalogueView(memory), undo: token }
  }
  const edit = (work: () => void) =>
    change(() => {
      work()
      memory.edited = true
    })
  const swap = <T>(list: T[], at: number, up: boolean) => {
    const to = up ? at - 1 : at + 1
    const [one, other] = [list[at], list[to]]
    if (one === undefined || other === undefined) return
    list[at] = other
    list[to] = one
  }
  const group = (id: string): V.PathwayView => {
    const found = memory.pathways.find((pathway) => pathway.id === id)
    if (found) return found
    const others: V.PathwayView = { id: '', name: '', purpose: '', colour: '#595246', badges: [] }
    memory.pathways.push(others)
    return others
  }
  return {
    readCatalogue: async (fileName, bytes) => {
      if (!/\.(json|zip)$/.test(fileName) || bytes.length === 0) {
        throw problem(
          'catalogue-invalid',
          'Ce fichier n’est pas un catalogue de badges utilisable.',
          'Le catalogue actuel n’a pas changé.',
          'Demandez le bon fichier à INAÉ.',
        )
      }
      pending = memory.id('catalogue')
      const [first, second] = memory.badges()
      if (!first || !second) throw notFound()
      const line = (badge: V.BadgeView, requests: number) => ({
        id: badge.id,
        name: badge.name,
        image: memory.pictures[badge.id] ?? '',
        requests,
      })
      return {
        token: pending,
        whole: true,
        status: 'official',
        status_text: labels['catalogue-status'].official,
        version: '2026-2',
        added: [{ ...line(first, 0), id: 'nouveau', name: 'Un badge nouveau' }],
        changed: [
          {
            id: first.id,
            name: first.name,
            image: memory.pictures[first.id] ?? '',
            edited: true,
            fields: [
              { field: 'name', label: labels['badge-field'].name, before: first.name, after: 'Un autre nom' },
              {
                field: 'image',
                label: labels['badge-field'].image,
                before: memory.pictures[first.id] ?? '',
                after: PICTURE,
              },
            ],
          },
        ],
        gone: [line(second, 4)],
        own: memory
          .badges()
          .filter((badge) => badge.source === 'structure')
          .map((badge) => line(badge, 2)),
        pathways: [],
        pathways_without_own: [],
        unchanged: false,
        unchanged_without_own: false,
        same: memory.badges().length - 2,
        notices: [],
      }
    },
    confirmCatalogue: async (token) => {
      if (token !== pending) throw notFound()
      return change(() => {
        memory.example = false
        for (const badge of memory.badges()) {
          if (badge.source !== 'structure') {
            Object.assign(badge, { example: false, source: 'inae', source_label: labels['badge-source'].inae })
          }
        }
      })
    },
    undoCatalogue: async (token) => {
      const last = former.at(-1)
      if (!last || last.token !== token) {
        throw problem('undo-too-late', 'D’autres changements ont suivi.', 'Rien n’a changé.', 'Modifiez le badge.')
      }
      former.pop()
      Object.assign(memory, { pathways: last.pathways, example: last.example, edited: last.edited })
      return { catalogue: catalogueView(memory), undo: '' }
    },
    exportCatalogue: async (format, path) => {
      const name = `Catalogue de badges.${format}`
      return { path: path ?? `Documents/Atelier Badges/${name}`, name }
    },
    badgeForm: async (id) => {
      if (id === null) {
        return {
          id,
          name: '',
          recognises: '',
          pathway: '',
          application_url: '',
          image: '',
          suggested_rule: { ...EMPTY },
          source_label: labels['badge-source'].structure,
        }
      }
      const badge = memory.badge(id)
      return {
        id,
        name: badge.name,
        recognises: badge.recognises,
        pathway: home(id).id,
        application_url: badge.application_url,
        image: memory.pictures[id] ?? '',
        suggested_rule: { ...badge.rule },
        source_label: badge.source_label,
      }
    },
    saveBadge: async (form) => {
      const name = form.name.trim()
      if (name === '')
        throw problem('badge-name-empty', 'Le nom manque.', 'Rien n’a changé.', 'Écrivez un nom.', 'name')
      if (!form.application_url.trim().startsWith('https://')) {
        throw problem(
          'badge-address',
          'Cette adresse de demande ne convient pas.',
          'Rien n’a changé.',
          'Collez l’adresse entière, qui commence par « https:// ».',
          'application_url',
        )
      }
      return edit(() => {
        const known = form.id === null ? undefined : memory.badge(form.id)
        const own = known === undefined || known.source === 'structure' || known.source === 'example'
        const source = own ? 'structure' : 'edited'
        const badge: V.BadgeView = {
          id: form.id ?? memory.id('badge'),
          name,
          recognises: form.recognises,
          application_url: form.application_url.trim(),
          example: false,
          source,
          source_label: labels['badge-source'][source],
          offered: known?.offered ?? false,
          rule: { ...form.suggested_rule },
          rule_complete: complete(form.suggested_rule),
        }
        memory.pictures[badge.id] = form.image || PICTURE
        if (known && home(known.id).id === form.pathway) {
          const list = home(known.id).badges
          list[list.indexOf(known)] = badge
          return
        }
        if (known) home(known.id).badges = home(known.id).badges.filter((one) => one.id !== known.id)
        group(form.pathway).badges.push(badge)
      })
    },
    removeBadge: async (id) =>
      edit(() => {
        const at = home(id)
        at.badges = at.badges.filter((badge) => badge.id !== id)
      }),
    moveBadge: async (id, up) =>
      edit(() => {
        const { badges } = home(id)
        swap(
          badges,
          badges.findIndex((badge) => badge.id === id),
          up,
        )
      }),
    savePathway: async (form) => {
      if (form.name.trim() === '') {
        throw problem('badge-name-empty', 'Le nom manque.', 'Rien n’a changé.', 'Écrivez un nom.', 'name')
      }
      return edit(() => {
        const { name, purpose, colour } = form
        const known = memory.pathways.find((pathway) => pathway.id === form.id)
        if (known) Object.assign(known, { name, purpose, colour })
        else memory.pathways.push({ id: memory.id('pathway'), name, purpose, colour, badges: [] })
      })
    },
    removePathway: async (id) =>
      edit(() => {
        const gone = memory.pathways.find((pathway) => pathway.id === id)
        if (!gone) throw notFound()
        memory.pathways = memory.pathways.filter((pathway) => pathway.id !== id)
        if (gone.badges.length > 0) group('').badges.push(...gone.badges)
      }),
    movePathway: async (id, up) =>
      edit(() =>
        swap(
          memory.pathways,
          memory.pathways.findIndex((pathway) => pathway.id === id),
          up,
        ),
      ),
    readPicture: async () => ({ image: PICTURE, notice: '' }),
    checkAddress: async (text) => {
      const ok = text.trim().startsWith('https://')
      const known = ok && text.includes('openbadgefactory.com/c/earnablebadge/')
      return { ok, known, text: labels.address[known ? 'known' : ok ? 'other' : 'wrong'] }
    },
    lookAtAddress: async (badge) => ({
      badge,
      address: memory.badge(badge).application_url,
      code: 'unreachable',
      text: labels.address.unreachable,
      looked_at: '23 novembre 2026 à 14 h 05',
    }),
  }
}

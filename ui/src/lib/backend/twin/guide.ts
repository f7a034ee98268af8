// A small guide for the twin: the real one is read in Rust from assets/guide/fr.

import type { ConnectionState, ConnectionView, GuideRun, GuideStep, GuideTrack } from '../types'
import { notFound } from './problem'

const plain = (text: string): GuideRun[] => [{ text, kind: 'plain' }]

function step(id: string, title: string, picture: string, online: boolean, page: string | null = null): GuideStep {
  return {
    id,
    title,
    who: 'participant',
    who_label: 'La personne, seule',
    picture,
    needs_connection: online,
    minutes: 5,
    blocks: [
      { kind: 'paragraph', items: [plain('Le site vous écrira à votre adresse mail.')] },
      {
        kind: 'numbers',
        items: [
          plain('Ouvrez votre boîte mail.'),
          [
            { text: 'Cliquez sur ', kind: 'plain' },
            { text: '«\u00a0Continuer\u00a0»', kind: 'label' },
            { text: '.', kind: 'plain' },
          ],
        ],
      },
      { kind: 'paragraph', items: [[{ text: 'Votre adresse est à vous seul.', kind: 'strong' }]] },
    ],
    trouble: [{ when: plain('Le message n’arrive pas'), todo: plain('Regardez dans les indésirables.') }],
    page,
    put_off: false,
  }
}

function track(code: string, title: string, text: string, steps: GuideStep[]): GuideTrack {
  return { code, title, text, minutes: steps.length * 5, steps, labels_seen: '2020' }
}

const fresh = (): GuideTrack[] => [
  track('account', 'Créer son compte', 'Sur Open Badge Passport, le site qui garde les badges.', [
    step('account-10-mailbox', 'Ouvrir sa boîte mail', 'guide-mailbox', true),
    step('account-20-open', 'Ouvrir Open Badge Passport', 'guide-passport', true, 'register'),
    step('account-60-confirm', 'Confirmer son adresse', 'guide-confirm', true, 'emails'),
    step('account-80-close', 'Fermer et effacer', 'guide-close', false),
  ]),
  track('request', 'Demander un badge', 'Dans Atelier Badges, même sans connexion.', [
    step('request-10-choose', 'Choisir un badge', 'guide-choose', false),
    step('request-50-send', 'Envoyer à INAÉ', 'all-sent', false),
  ]),
  track('accept', 'Accepter un badge', 'Le badge est délivré, il faut encore dire oui.', [
    step('accept-30-accept', 'Accepter le badge', 'guide-accept', true, 'login'),
  ]),
  track('enrich', 'Enrichir un badge', 'Ajouter une preuve dans un badge reçu.', [
    step('enrich-30-add', 'Ajouter la preuve au badge', 'guide-enrich', true, 'login'),
  ]),
  track('recommend', 'Demander une recommandation', 'Un témoin raconte ce qu’il a vu.', [
    step('recommend-10-witness', 'Choisir un témoin', 'guide-witness', false),
  ]),
]

export type GuideTwin = ReturnType<typeof guideTwin>

export function guideTwin() {
  const tracks = fresh()
  const listeners = new Set<(view: ConnectionView) => void>()
  let state: ConnectionState = 'unknown'
  let watched = false
  const view = (): ConnectionView => ({
    state,
    put_off: tracks.flatMap((track) =>
      track.steps.flatMap((one, at) =>
        one.put_off
          ? [{ id: one.id, title: one.title, track: track.code, track_title: track.title, position: at + 1 }]
          : [],
      ),
    ),
  })
  const tell = () => listeners.forEach((listener) => listener(view()))
  return {
    async connection(): Promise<ConnectionView> {
      return view()
    },
    async watchConnection(on: boolean): Promise<ConnectionView> {
      watched = on
      return view()
    },
    async connectionMayHaveChanged(): Promise<void> {},
    async onConnection(listener: (view: ConnectionView) => void): Promise<() => void> {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** Whether the connection is looked at because of what is on the screen. */
    isWatched: () => watched,
    /** Says how the connection is, as an event of the application would. */
    tellConnection(seen: ConnectionState): void {
      state = seen
      tell()
    },
    async guide(): Promise<GuideTrack[]> {
      return structuredClone(tracks)
    },
    async putOffStep(id: string, later: boolean): Promise<GuideTrack[]> {
      const found = tracks.flatMap((one) => one.steps).find((one) => one.id === id)
      if (!found) throw notFound()
      found.put_off = later
      tell()
      return structuredClone(tracks)
    },
  }
}

// The twin's station: enough to look at its screens and to test them. The rules are in Rust.

import guide from '$assets/guide/questions.json'
import { isLanguage, sayChoice, type Language } from '../../station-i18n'
import type { Backend } from '../backend'
import type * as V from '../types'
import { notFound, problem } from './problem'

/** What is asked of the station. */
export type StationTwin = Pick<
  Backend,
  | Extract<keyof Backend, 'station' | `station${string}` | `setStation${string}` | `${string}Station`>
  | 'forgetPicture'
  | 'canSpeak'
  | 'speak'
  | 'stopSpeaking'
  | 'fullScreen'
>
type Rest = Omit<Backend, keyof StationTwin | 'guide' | 'putOffStep'>
type Answers = Record<string, string[]>

/** As OwnPicture in Rust. */
const PICTURES = ['sun', 'moon', 'flower', 'apple', 'fish', 'bird', 'boat', 'bicycle', 'key', 'cup', 'umbrella', 'bell']
const MOST_WRONG = 3

interface Place {
  workshop: string
  person: string | null
  request: string | null
  screen: string
  question: string | null
}

function stageOf(state: string, handed: boolean): string {
  if (['draft', 'ready', 'returned'].includes(state)) return handed ? 'handed' : 'writing'
  if (state === 'refused') return state
  return ['issued', 'accepted', 'in-passport'].includes(state) ? 'obtained' : 'sent'
}

/** `spoken`: the language of each person. */
export function stationTwin(twin: Rest, spoken: Map<string, Language>): StationTwin {
  let place: Place | null = null
  let pin: string | null = null
  let minutes = 3
  let pictures = true
  let proved: string | null = null
  const own: Record<string, { picture: string; wrong: number }> = {}
  const answers: Record<string, Answers> = {}
  const handed = new Set<string>()

  const work = guide.kinds.find((one) => one.id === 'work')
  const screens = work?.screens ?? []
  const asked = [...screens.flat(), work?.last ?? '']
  const questions: V.StationQuestion[] = asked.flatMap((id) => guide.questions.filter((one) => one.id === id))

  function text(given: Answers, language: Language): string {
    const sentences = questions.flatMap((question) =>
      question.choices.length === 0
        ? (given[question.id] ?? [])
        : question.choices
            .filter((choice) => given[question.id]?.includes(choice.id))
            .map((choice) => sayChoice(language, question.id, choice.id, 'say')),
    )
    return sentences.map((one) => (/[.!?…]$/.test(one) ? one : `${one}.`)).join(' ')
  }
  async function attendee(id: string | null): Promise<V.AttendeeView> {
    const workshop = await twin.workshop(place?.workshop ?? '')
    const found = workshop.attendees.find((one) => one.participant.id === id && one.attendance === 'present')
    if (!found) throw notFound()
    return found
  }
  const name = (one: V.AttendeeView) => one.participant.nickname || one.participant.first_name
  function line(one: V.RequestSummary): V.StationLine {
    const stage = stageOf(one.state, handed.has(one.id))
    return { id: one.id, badge_id: one.badge_id, badge_name: one.badge_name, stage }
  }
  async function requestView(id: string, language: Language): Promise<V.StationRequest> {
    const whole = await twin.request(id)
    const given = answers[id] ?? {}
    const own = whole.narrative !== '' && whole.narrative !== text(given, 'fr')
    return {
      line: line(whole.summary),
      recognises: whole.badge.recognises,
      expected: whole.badge.rule.evidence,
      message: whole.message,
      question: whole.question,
      editable: whole.editable && !handed.has(id),
      questions,
      screens,
      answers: structuredClone(given),
      narrative: whole.narrative,
      narrative_read: language === 'fr' || own ? '' : text(given, language),
      own_words: own,
      narrative_max: whole.narrative_max,
      evidence: whole.evidence,
    }
  }
  async function view(): Promise<V.StationView> {
    const shown: V.StationView = {
      open: place !== null,
      pin_set: pin !== null,
      idle_seconds: minutes * 60,
      screen: place?.screen ?? 'welcome',
      question: place?.question ?? null,
      people: [],
      picture: null,
      person: null,
      request: null,
    }
    if (!place) return shown
    if (place.person === null) {
      const { attendees } = await twin.workshop(place.workshop)
      shown.people = attendees
        .filter((one) => one.attendance === 'present')
        .map((one) => ({ id: one.participant.id, name: name(one) }))
      return shown
    }
    const me = await attendee(place.person)
    if (pictures && proved !== place.person) {
      const kept = own[place.person]
      shown.screen = 'picture'
      shown.picture = {
        name: name(me),
        language: spoken.get(place.person) ?? 'fr',
        state: kept === undefined ? 'choose' : kept.wrong >= MOST_WRONG ? 'closed' : 'show',
        pictures: [...PICTURES],
      }
      return shown
    }
    const language = spoken.get(place.person) ?? 'fr'
    const mine = await twin.requests({ participant: place.person, workshop: null })
    const { badges } = await twin.workshop(place.workshop)
    const board = await twin.board(place.workshop)
    const row = board.rows.find((one) => one.participant.id === place?.person)
    shown.person = {
      name: name(me),
      language,
      steps: (row?.cells ?? [])
        .filter((cell) => !board.steps.find((one) => one.code === cell.step)?.derived)
        .map((cell) => ({ code: cell.step, state: cell.state })),
      badges: badges.map((badge) => ({
        id: badge.id,
        name: badge.name,
        recognises: badge.recognises,
        request: mine.find((one) => one.badge_id === badge.id)?.id ?? null,
      })),
      requests: mine.map(line),
    }
    shown.request = place.request ? await requestView(place.request, language) : null
    return shown
  }
  async function go(screen: string, request: string | null, question: string | null): Promise<V.StationView> {
    if (place) place = { ...place, screen, request, question }
    return view()
  }
  async function words(id: string, narrative: string): Promise<V.StationView> {
    await twin.saveNarrative(id, narrative)
    return view()
  }
  const checked = (code: string) => {
    if (!/^\d{4,8}$/.test(code)) {
      throw problem('station-pin-form', 'Ce code ne convient pas.', '', 'Choisissez de 4 à 8 chiffres.', 'pin')
    }
    return code
  }
  const settings = () => ({ pin_set: pin !== null, idle_minutes: minutes, pictures })
  const person = (id: string): V.PersonStation => ({ language: spoken.get(id) ?? 'fr', picture: own[id] !== undefined })
  const opens = (secret: string) => {
    if (secret !== pin) throw problem('station-pin-wrong', 'Ce n’est pas le bon code.', '', 'Réessayez.', 'pin')
  }

  return {
    station: view,
    openStation: async (workshop, code) => {
      const { attendees } = await twin.workshop(workshop)
      if (attendees.every((one) => one.attendance !== 'present')) {
        throw problem('nobody-present', 'Personne n’est noté présent.', 'Rien n’a changé.', 'Notez d’abord qui est là.')
      }
      pin ??= checked(code ?? '')
      place = { workshop, person: null, request: null, screen: 'welcome', question: null }
      return view()
    },
    closeStation: async (secret) => {
      opens(secret)
      place = proved = null
      return view()
    },
    stationSettings: async () => settings(),
    setStationPin: async (code) => {
      pin = checked(code)
      return settings()
    },
    setStationIdle: async (next) => {
      minutes = next
      return settings()
    },
    stationSit: async (participant) => {
      await attendee(participant)
      proved = null
      if (place) place = { ...place, person: participant, screen: 'steps' }
      return view()
    },
    stationPicture: async (picture) => {
      const id = place?.person
      if (!id || !PICTURES.includes(picture)) throw notFound()
      const kept = (own[id] ??= { picture, wrong: 0 })
      const closed = () =>
        problem('station-picture-closed', 'Ce n’est pas la bonne image, trois fois de suite.', '', 'Appelez.')
      if (kept.wrong >= MOST_WRONG) throw closed()
      if (kept.picture !== picture) {
        kept.wrong += 1
        if (kept.wrong >= MOST_WRONG) throw closed()
        throw problem('station-picture-wrong', 'Ce n’est pas la bonne image.', '', 'Réessayez.')
      }
      kept.wrong = 0
      proved = id
      return view()
    },
    stationOpenPlace: async (secret) => {
      opens(secret)
      if (place?.person) Reflect.deleteProperty(own, place.person)
      return view()
    },
    setStationPictures: async (on) => {
      pictures = on
      return settings()
    },
    personStation: async (id) => person(id),
    forgetPicture: async (id) => {
      Reflect.deleteProperty(own, id)
      return person(id)
    },
    stationStand: async () => {
      proved = null
      if (place) place = { workshop: place.workshop, person: null, request: null, screen: 'welcome', question: null }
      return view()
    },
    stationGo: go,
    stationLanguage: async (language) => {
      if (place?.person && isLanguage(language)) spoken.set(place.person, language)
      return view()
    },
    stationAsk: async (badge) => {
      const { summary } = await twin.openRequest(place?.person ?? '', badge, place?.workshop ?? null)
      const { editable } = await requestView(summary.id, 'fr')
      return go(editable ? 'question' : 'review', summary.id, null)
    },
    stationAnswer: async (id, question, given) => {
      const before = text(answers[id] ?? {}, 'fr')
      const { narrative } = await twin.request(id)
      answers[id] = { ...answers[id], [question]: given.filter((one) => one.trim() !== '') }
      return narrative === '' || narrative === before ? words(id, text(answers[id], 'fr')) : view()
    },
    stationWords: words,
    stationReply: async (id, reply) => {
      await twin.saveReply(id, reply)
      return view()
    },
    stationRecompose: async (id) => words(id, text(answers[id] ?? {}, 'fr')),
    stationAddEvidence: async (id, fileName, bytes) => {
      await twin.addEvidence(id, fileName, bytes)
      return view()
    },
    stationRemoveEvidence: async (id, hash) => {
      await twin.removeEvidence(id, hash)
      return view()
    },
    stationEvidence: (hash) => twin.evidence(hash),
    stationHandOver: async (id) => {
      handed.add(id)
      return go('thanks', id, null)
    },
    stationTakeBack: async (id) => {
      handed.delete(id)
      return go('review', id, null)
    },
    canSpeak: async () => false,
    speak: async () => undefined,
    stopSpeaking: async () => undefined,
    fullScreen: async () => undefined,
  }
}

import { invoke } from '@tauri-apps/api/core'
import type { StationBackend } from './station'

export const station: StationBackend = {
  station: () => invoke('station'),
  openStation: (workshop, pin) => invoke('open_station', { workshop, pin }),
  closeStation: (secret) => invoke('close_station', { secret }),
  stationSettings: () => invoke('station_settings'),
  setStationPin: (pin) => invoke('set_station_pin', { pin }),
  setStationIdle: (minutes) => invoke('set_station_idle', { minutes }),
  stationSit: (participant) => invoke('station_sit', { participant }),
  stationPicture: (picture) => invoke('station_picture', { picture }),
  stationOpenPlace: (secret) => invoke('station_open_place', { secret }),
  setStationPictures: (on) => invoke('set_station_pictures', { on }),
  personStation: (participant) => invoke('person_station', { participant }),
  forgetPicture: (participant) => invoke('forget_picture', { participant }),
  stationStand: () => invoke('station_stand'),
  stationGo: (screen, request, question) => invoke('station_go', { screen, request, question }),
  stationLanguage: (language) => invoke('station_language', { language }),
  stationAsk: (badge) => invoke('station_ask', { badge }),
  stationAnswer: (id, question, given) => invoke('station_answer', { id, question, given }),
  stationReply: (id, text) => invoke('station_reply', { id, text }),
  stationWords: (id, text) => invoke('station_words', { id, text }),
  stationRecompose: (id) => invoke('station_recompose', { id }),
  stationAddEvidence: (id, fileName, bytes) =>
    invoke('station_add_evidence', bytes, {
      headers: { 'x-arguments': encodeURIComponent(JSON.stringify({ id, fileName })) },
    }),
  stationRemoveEvidence: (id, hash) => invoke('station_remove_evidence', { id, hash }),
  stationEvidence: async (hash) => new Uint8Array(await invoke<ArrayBuffer>('station_evidence', { hash })),
  stationHandOver: (id) => invoke('station_hand_over', { id }),
  stationTakeBack: (id) => invoke('station_take_back', { id }),
  canSpeak: (language) => invoke('can_speak', { language }),
  speak: (text, language) => invoke('speak', { text, language }),
  stopSpeaking: () => invoke('stop_speaking'),
  fullScreen: (on) => invoke('full_screen', { on }),
}

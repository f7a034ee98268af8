// What the participant's station can ask. Once it is open, the application refuses everything else.

import type { PersonStation, StationSettings, StationView } from './types'

export interface StationBackend {
  station(): Promise<StationView>
  /** `pin` the first time: the code that will close the station. */
  openStation(workshop: string, pin: string | null): Promise<StationView>
  closeStation(secret: string): Promise<StationView>
  stationSettings(): Promise<StationSettings>
  setStationPin(pin: string): Promise<StationSettings>
  setStationIdle(minutes: number): Promise<StationSettings>
  stationSit(participant: string): Promise<StationView>
  /** The picture of the person whose tile was chosen: kept the first time, looked at after. */
  stationPicture(picture: string): Promise<StationView>
  /** The facilitator's code opens the place of the person whose tile was chosen: they choose another picture. */
  stationOpenPlace(secret: string): Promise<StationView>
  setStationPictures(on: boolean): Promise<StationSettings>
  personStation(participant: string): Promise<PersonStation>
  forgetPicture(participant: string): Promise<PersonStation>
  stationStand(): Promise<StationView>
  stationGo(screen: string, request: string | null, question: string | null): Promise<StationView>
  stationLanguage(language: string): Promise<StationView>
  stationAsk(badge: string): Promise<StationView>
  stationAnswer(id: string, question: string, given: string[]): Promise<StationView>
  stationWords(id: string, text: string): Promise<StationView>
  /** What the person answers to INAÉ's question. */
  stationReply(id: string, text: string): Promise<StationView>
  stationRecompose(id: string): Promise<StationView>
  stationAddEvidence(id: string, fileName: string, bytes: Uint8Array): Promise<StationView>
  stationRemoveEvidence(id: string, hash: string): Promise<StationView>
  stationEvidence(hash: string): Promise<Uint8Array>
  stationHandOver(id: string): Promise<StationView>
  stationTakeBack(id: string): Promise<StationView>
  /** Whether the computer's own engine reads this language aloud. */
  canSpeak(language: string): Promise<boolean>
  /** Resolves once the text is read. */
  speak(text: string, language: string): Promise<void>
  stopSpeaking(): Promise<void>
  fullScreen(on: boolean): Promise<void>
}

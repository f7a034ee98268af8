// The voice of the recordings: eSpeak NG, in the version that package-lock.json pins, whatever is installed on the computer.

import load, { type Worker } from '@echogarden/espeak-ng-emscripten'
import { RATE } from './ogg.ts'

/** Words a minute: slower than its usual 175, for people who read with difficulty. The same as in speech.rs. */
const PACE = 145
/** Below this, a sample is silence. */
const SILENCE = 200
/** Kept around the words, in seconds. */
const MARGIN = 0.04

let engine: Promise<Worker> | undefined

/** The words, without the silence around them. */
function trimmed(samples: Int16Array, rate: number): Int16Array {
  const margin = Math.round(MARGIN * rate)
  const first = samples.findIndex((one) => Math.abs(one) > SILENCE)
  const last = samples.findLastIndex((one) => Math.abs(one) > SILENCE)
  return first < 0 ? samples.slice(0, 0) : samples.slice(Math.max(0, first - margin), last + margin)
}

/** Other samples a second, by a windowed sinc over 16 samples. */
function resampled(samples: Int16Array, from: number, to: number): Int16Array {
  const reach = 8
  // Places between two samples come back: each is worked out once.
  const phases = new Map<number, number[]>()
  const weights = (phase: number) => {
    const known = phases.get(phase)
    if (known) return known
    const made = Array.from({ length: 2 * reach }, (_, tap) => {
      const away = phase / to - (tap - reach + 1)
      const sinc = away === 0 ? 1 : Math.sin(Math.PI * away) / (Math.PI * away)
      return sinc * (0.5 + 0.5 * Math.cos((Math.PI * away) / reach))
    })
    phases.set(phase, made)
    return made
  }
  const made = new Int16Array(Math.floor((samples.length * to) / from))
  for (let at = 0; at < made.length; at += 1) {
    const base = Math.floor((at * from) / to)
    const taps = weights((at * from) % to)
    let sum = 0
    for (let tap = 0; tap < taps.length; tap += 1) sum += (samples[base + tap - reach + 1] ?? 0) * (taps[tap] ?? 0)
    made[at] = Math.max(-32_768, Math.min(32_767, Math.round(sum)))
  }
  return made
}

/** What the engine says, at the rate of the recordings. */
export async function speak(language: string, text: string): Promise<Int16Array> {
  engine ??= load().then(({ eSpeakNGWorker }) => new eSpeakNGWorker())
  const worker = await engine
  if (worker.set_voice(language) !== 0) throw new Error(`eSpeak NG has no voice for ${language}`)
  worker.set_rate(PACE)
  const parts: Int16Array[] = []
  worker.synthesize(text, (part) => {
    // Copied: the engine writes over it.
    if (part) parts.push(new Int16Array(part).slice())
    return false
  })
  const samples = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    samples.set(part, at)
    at += part.length
  }
  const rate = worker.get_samplerate()
  return resampled(trimmed(samples, rate), rate, RATE)
}

// What is heard of a line: recordings, in its order, and what nobody could record since it was typed or chosen here.

import { clipOf, keyOf, nameless, sentences, WAITS, type Texts } from './clips'

export interface Piece {
  /** The recording; null when there is none. */
  clip: string | null
  /** All that the line says here: for an engine, when there is no recording or when the recording leaves a name out. */
  text: string
  /** Whether the recording says all of it. */
  whole: boolean
}

export interface Lexicon {
  known: Map<string, string>
  patterns: { shape: RegExp; text: string; holes: string[] }[]
}

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

export function lexicon(texts: Texts): Lexicon {
  const found: Lexicon = { known: new Map(), patterns: [] }
  for (const { text, recorded } of sentences(texts)) {
    for (const { shown } of recorded) found.known.set(keyOf(shown), clipOf(shown))
    const holes = [...text.matchAll(/\{(\w+)\}/g)].map((hole) => hole[1] ?? '')
    if (holes.length === 0) continue
    const shape = escape(keyOf(text)).replace(/\\\{(\w+)\\\}/g, (_, name: string) =>
      name === 'name' ? '(.+)' : '(\\d+)',
    )
    found.patterns.push({ shape: new RegExp(`^${shape}$`, 'u'), text, holes })
  }
  return found
}

/** The recording of this line as a whole. `name`: whose name it may hold; no other words pass for one. */
function recording(words: Lexicon, line: string, name: string): Piece | null {
  const key = keyOf(line)
  const clip = words.known.get(key)
  if (clip !== undefined) return { clip, text: line, whole: true }
  for (const { shape, text, holes } of words.patterns) {
    const values = shape.exec(key)?.slice(1)
    if (!values || (holes.includes('name') && values[holes.indexOf('name')] !== name)) continue
    const filled = text.replace(/\{(\w+)\}/g, (whole, hole: string) => {
      const value = values[holes.indexOf(hole)] ?? whole
      // Nobody waits longer than what is said.
      if (hole === 'seconds') return String(WAITS.find((wait) => wait >= Number(value)) ?? WAITS.at(-1))
      return hole === 'name' ? whole : value
    })
    const known = words.known.get(keyOf(nameless(filled)))
    if (known !== undefined) return { clip: known, text: line, whole: !holes.includes('name') }
  }
  return null
}

/** A line, in pieces: one when all of it is recorded, else its sentences, those without a recording joined. */
export function piecesOf(words: Lexicon, line: string, name = ''): Piece[] {
  const all = recording(words, line, name)
  if (all) return [all]
  const pieces: Piece[] = []
  for (const sentence of line.split(/(?<=[.!?…؟])\s+/u)) {
    if (sentence.trim() === '') continue
    const found = recording(words, sentence, name)
    const last = pieces.at(-1)
    if (found) pieces.push(found)
    else if (last?.clip === null) last.text += ` ${sentence}`
    else pieces.push({ clip: null, text: sentence, whole: false })
  }
  return pieces
}

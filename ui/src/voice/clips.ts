// Which sentences are recorded, and under which name. Read by the window, and by the build that makes the recordings:
// both find the same names without a list to carry from one to the other.

export interface Texts {
  [key: string]: string | Texts
}

/** What `{placeholders}` may be filled with and still be recorded: as many steps as a request has at most, and the waits
 * after a wrong code, the next longer one being said. */
export const STEPS = [1, 2, 3, 4, 5, 6, 7, 8] as const
export const WAITS = [5, 10, 20, 40, 80, 160, 300] as const

/** A text of the station, with what is recorded of it. */
export interface Sentence {
  /** As it is in the file, with its placeholders. */
  text: string
  recorded: Recorded[]
}
export interface Recorded {
  /** What is shown when this is heard; without the name when a name is in it. */
  shown: string
  /** The same for the engine: letters that writing leaves out are there. */
  said: string
}

/** Every text of a language, by its key. `dir` is for the page. */
function* leaves(texts: Texts, key = ''): Generator<[string, string]> {
  for (const [name, value] of Object.entries(texts)) {
    const own = key === '' ? name : `${key}.${name}`
    if (own === 'dir') continue
    if (typeof value === 'string') yield [own, value]
    else yield* leaves(value, own)
  }
}

const fill = (text: string, values: Record<string, string | number>) =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))

/** Without the name: what remains is a sentence of its own. */
export function nameless(text: string): string {
  return text
    .replace(/[,،]?\s*\{name\}\s*[,،]?/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

/** What a text is filled with, each time that it is recorded; once, with nothing, when all of it is fixed. */
function fillings(text: string): Record<string, number>[] {
  if (text.includes('{of}')) return STEPS.flatMap((of) => STEPS.filter((at) => at <= of).map((at) => ({ at, of })))
  if (text.includes('{seconds}')) return WAITS.map((seconds) => ({ seconds }))
  return [{}]
}

/** Every sentence of a language, with all that is recorded of it. `spelled`: texts that the engine reads better when
 * they are written otherwise, by the same keys. */
export function sentences(texts: Texts, spelled: Texts = {}): Sentence[] {
  const other = new Map(leaves(spelled))
  return [...leaves(texts)].map(([key, text]) => {
    const said = other.get(key) ?? text
    return {
      text,
      recorded: fillings(text).map((values) => ({
        shown: nameless(fill(text, values)),
        said: nameless(fill(said, values)),
      })),
    }
  })
}

/** Two texts that read the same have the same key: spaces and a full stop at the end do not matter. */
export function keyOf(text: string): string {
  return text.replace(/\s+/g, ' ').trim().replace(/\.$/, '')
}

/** The name of the recording of a text: 53 bits of its key, enough for the few hundred sentences of a language (a test
 * counts them). */
export function clipOf(text: string): string {
  let [high, low] = [0xdeadbeef, 0x41c6ce57]
  for (const letter of keyOf(text)) {
    const code = letter.codePointAt(0) ?? 0
    high = Math.imul(high ^ code, 2654435761)
    low = Math.imul(low ^ code, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  const whole = (BigInt(low >>> 0) << 32n) | BigInt(high >>> 0)
  return whole.toString(16).padStart(16, '0')
}

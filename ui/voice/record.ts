// Makes the recordings, and keeps them beside what else is downloaded or built, so that only what changed is made again.

import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { clipOf, sentences, type Texts } from '../src/voice/clips.ts'
import { speak } from './engine.ts'
import { ogg } from './ogg.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const ASSETS = here('../../assets')
export const LANGUAGES = ['fr', 'en', 'ar', 'uk'] as const

function texts(path: string): Texts {
  const file = join(ASSETS, path)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Texts) : {}
}

/** The texts of a language, and those that the engine reads better when they are written otherwise. */
export function textsOf(language: string): [Texts, Texts] {
  return [texts(`i18n/station/${language}.json`), texts(`voice/${language}.json`)]
}

/** Every recording of a language: its name, and what is said. */
export function recordingsOf(language: string): Map<string, string> {
  const all = sentences(...textsOf(language)).flatMap((sentence) => sentence.recorded)
  return new Map(all.map(({ shown, said }) => [clipOf(shown), said]))
}

/** As `cargo xtask` chooses it. */
function cache(): string {
  const base = process.env.XDG_CACHE_HOME || process.env.LOCALAPPDATA || join(homedir(), '.cache')
  return join(base, 'atelier-badges', 'voice')
}

/** Anything that changes how a recording sounds: the engine, the encoder, and what is here. */
function recipe(): string {
  const versions = ['@echogarden/espeak-ng-emscripten', 'opusscript'].map(
    (name) =>
      (JSON.parse(readFileSync(here(`../node_modules/${name}/package.json`), 'utf8')) as { version: string }).version,
  )
  const sources = ['engine.ts', 'ogg.ts'].map((name) => readFileSync(here(name), 'utf8'))
  return [...versions, ...sources].join('\n')
}

/** The file of a recording. */
export async function recording(language: string, said: string): Promise<Buffer> {
  const name = createHash('sha256').update([recipe(), language, said].join('\n')).digest('hex')
  const file = join(cache(), `${name}.ogg`)
  if (existsSync(file)) return readFileSync(file)
  const made = ogg(await speak(language, said))
  mkdirSync(cache(), { recursive: true })
  // Another build may be making the same one.
  const part = `${file}.${process.pid}`
  writeFileSync(part, made)
  renameSync(part, file)
  return made
}

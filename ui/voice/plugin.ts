// The recordings in the built interface (`dist/voice/<language>/<name>.ogg`), and in the development server.

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { LANGUAGES, recording, recordingsOf } from './record.ts'

export function voice(): Plugin {
  return {
    name: 'voice',
    async writeBundle({ dir }) {
      for (const language of LANGUAGES) {
        const folder = join(dir ?? 'dist', 'voice', language)
        mkdirSync(folder, { recursive: true })
        for (const [name, said] of recordingsOf(language)) {
          writeFileSync(join(folder, `${name}.ogg`), await recording(language, said))
        }
      }
    },
    configureServer(server) {
      server.middlewares.use('/voice/', (request, response, next) => {
        const [, language = '', name = ''] = /^\/(\w+)\/(\w+)\.ogg$/.exec(request.url ?? '') ?? []
        const said = (LANGUAGES as readonly string[]).includes(language) ? recordingsOf(language).get(name) : undefined
        if (said === undefined) return next()
        recording(language, said).then((file) => {
          response.setHeader('Content-Type', 'audio/ogg')
          response.end(file)
        }, next)
      })
    },
  }
}

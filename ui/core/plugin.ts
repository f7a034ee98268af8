// `npm run dev`: what the page asks is carried to the core.
import { request } from 'node:http'
import type { Plugin } from 'vite'
import { startCore } from './start.ts'

export function core(): Plugin {
  return {
    name: 'core',
    apply: (_, { command, mode }) => command === 'serve' && mode !== 'test',
    async configureServer(server) {
      const { address, stop } = await startCore()
      server.httpServer?.once('close', stop)
      server.middlewares.use('/stores', (asked, answer) => {
        const to = new URL(`/stores${asked.url === '/' ? '' : asked.url}`, address)
        const carried = request(to, { method: asked.method, headers: asked.headers }, (given) => {
          answer.writeHead(given.statusCode ?? 502, given.headers)
          given.pipe(answer)
        })
        carried.once('error', () => answer.writeHead(502).end())
        asked.pipe(carried)
      })
    },
  }
}

// The real core over loopback, for the tests and for looking at screens in a browser: `tests/src/bin/bridge`.
import { spawn, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** With the features that everything is built with, so that nothing is compiled twice. */
const build = 'build --workspace --features atelier-badges/custom-protocol --bin bridge'.split(' ')

/** As `cargo xtask` built it; else built if it is not fresh, and cargo says where it is. */
function program(): string {
  const told = process.env['ATELIER_BRIDGE']
  if (told) return told
  const built = spawnSync('cargo', [...build, '--message-format=json-render-diagnostics'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: Infinity,
  })
  const path = /"executable":"([^"]+)"/.exec(built.stdout)?.[1]
  if (built.status !== 0 || !path) throw new Error('the bridge to the core was not built')
  return path
}

export interface Core {
  /** Where it answers. */
  address: string
  stop(): void
}

/** Starts it; it ends with what started it. */
export function startCore(): Promise<Core> {
  const core = spawn(program(), { stdio: ['pipe', 'pipe', 'inherit'] })
  return new Promise((resolve, reject) => {
    core.once('error', reject)
    core.once('exit', (code) => reject(new Error(`the bridge to the core ended with ${code}`)))
    let said = ''
    core.stdout.on('data', (chunk) => {
      said += String(chunk)
      if (said.includes('\n')) resolve({ address: said.trim(), stop: () => core.stdin.end() })
    })
  })
}

// The real core, over loopback: for vitest, and for `npm run dev` in a browser. A production build never holds it.

import type { Backend } from './backend'
import { client, type Wire } from './client'

/** The demonstration, open or closed; a first launch, before or after the passphrase; a structure without anybody. */
export type Beginning = 'open' | 'locked' | 'new' | 'setup' | 'empty'
type Listener = (payload: never) => void

const here = new URLSearchParams(window.location.search)
const stores = new URL('/stores', window.location.href)
const listeners = new Map<string, Set<Listener>>()
/** `?store=new` in the address chooses what `npm run dev` opens. */
let store = open(here.get('store') ?? 'open')

async function open(beginning: string): Promise<string> {
  const opened = await fetch(stores, { method: 'POST', body: beginning })
  if (!opened.ok) throw new Error(await opened.text())
  const address = `${stores.href}/${await opened.text()}`
  // The page ends before the events do.
  void hear(address).catch(() => undefined)
  return address
}

/** Begins again, on a store that nothing was done with. */
export function begin(beginning: Beginning): void {
  store = open(beginning)
}

/** Tells an event to who listens, as the core does; a test tells what only a window would. */
export function tell(event: string, payload: unknown): void {
  for (const listener of listeners.get(event) ?? []) listener(payload as never)
}

/** Hears the events of a store for as long as the page lives and looks at it. */
async function hear(address: string): Promise<void> {
  const { body } = await fetch(`${address}/told`)
  const text = new TextDecoder()
  let said = ''
  const reader = body?.getReader()
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    if (address !== (await store)) return
    const lines = (said + text.decode(part.value, { stream: true })).split('\n\n')
    said = lines.pop() ?? ''
    for (const line of lines) {
      if (line.startsWith('data: ')) tell(...(JSON.parse(line.slice(6)) as [string, unknown]))
    }
  }
}

const wire: Wire = {
  async ask(command, args, file) {
    const asked = JSON.stringify(args)
    const headers: Record<string, string> = { 'x-window': here.get('window') ?? 'main' }
    if (file) headers['x-arguments'] = encodeURIComponent(asked)
    const body = file ? new Uint8Array(file) : asked
    const answer = await fetch(`${await store}/ask/${command}`, { method: 'POST', headers, body })
    if (!answer.ok) throw await answer.json()
    return answer.headers.get('content-type') === 'application/json' ? answer.json() : answer.arrayBuffer()
  },
  async listen(event, listener) {
    const heard = listeners.get(event) ?? new Set()
    listeners.set(event, heard.add(listener as Listener))
    return () => heard.delete(listener as Listener)
  },
}

export const backend: Backend = {
  ...client(wire),
  copyText: (text) => navigator.clipboard.writeText(text),
  setZoom: async (factor) => {
    document.documentElement.style.zoom = String(factor)
  },
  askWhereToSave: async () => null,
}

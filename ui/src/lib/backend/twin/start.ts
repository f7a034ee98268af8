// Where `npm run dev` starts.
import type { Start } from './memory'

const starts: readonly string[] = ['open', 'empty', 'new', 'locked', 'setup'] satisfies Start[]

/** `?twin=new` in the address chooses where `npm run dev` starts. */
export function asked(): Start {
  const wanted = new URLSearchParams(window.location.search).get('twin') ?? ''
  return starts.includes(wanted) ? (wanted as Start) : 'open'
}

// What is typed in a form with « Enregistrer », attached to the records it is about: kept in the store at each pause,
// offered again when the form is opened, even after a crash, and forgotten once saved or given up. What is sent to INAÉ is
// saved in its place by `autosave` instead.

import { Autosave } from './autosave.svelte'
import { backend } from '$src/api'
import type { FormDraftView } from '$src/api/types'

/** Which form, and the records it is about; something new has none yet. */
export interface About {
  form: string
  workshop?: string | undefined
  participant?: string | undefined
}

/** Fields that differ from what is saved, by the form's key. */
const kept = new Map<string, Record<string, unknown>>()
/** Those that the store does not say yet as they are here. */
const changed = new Map<string, About>()
const saver = new Autosave<null>(async () => {
  for (const [key, about] of [...changed]) {
    const { workshop = null, participant = null } = about
    const fields = kept.get(key)
    changed.delete(key)
    try {
      if (fields) await backend.keepFormDraft({ form: key, workshop, participant, fields: JSON.stringify(fields) })
      else await backend.forgetFormDraft(key)
    } catch (thrown) {
      if (!changed.has(key)) changed.set(key, about)
      throw thrown
    }
  }
})

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
const keyOf = ({ form, workshop = '', participant = '' }: About) => [form, workshop, participant].join(' ')

export const drafts = {
  /** What was typed when the program ended, once the store is open. */
  load(found: FormDraftView[]): void {
    this.clear()
    for (const { form, fields } of found) kept.set(form, JSON.parse(fields) as Record<string, unknown>)
  },

  /** Nothing stays in memory: the store, closed, keeps them. */
  clear(): void {
    kept.clear()
    changed.clear()
  },

  /** What was typed, over what is saved now; null when there is nothing to offer. */
  resume<T extends object>(about: About, saved: T): T | null {
    const fields = kept.get(keyOf(about))
    if (fields === undefined) return null
    const form = { ...saved, ...structuredClone(fields) }
    return same(form, saved) ? null : form
  },

  /** The form stands so. */
  keep<T extends object>(about: About, saved: T, form: T): void {
    const before = saved as Record<string, unknown>
    const fields = Object.fromEntries(Object.entries(form).filter(([field, value]) => !same(value, before[field])))
    const key = keyOf(about)
    if (same(fields, kept.get(key) ?? {})) return
    if (same(fields, {})) kept.delete(key)
    else kept.set(key, fields)
    changed.set(key, about)
    saver.touch(null)
  },

  /** It was saved, or given up. */
  forget(about: About): void {
    const key = keyOf(about)
    if (!kept.delete(key)) return
    changed.set(key, about)
    saver.touch(null)
    void saver.flush()
  },
}

// What was typed in a form and not saved when it was left, attached to the record it is about: offered again when the
// form is opened, forgotten once saved or given up. In memory only; what is sent to INAÉ is kept by `autosave` instead.

/** Fields that differ from what is saved, by the form's key. */
const kept = new Map<string, Record<string, unknown>>()

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

export const drafts = {
  /** What was typed, over what is saved now; null when there is nothing to offer. */
  resume<T extends object>(key: string, saved: T): T | null {
    const changed = kept.get(key)
    if (changed === undefined) return null
    const form = { ...saved, ...structuredClone(changed) }
    return same(form, saved) ? null : form
  },

  /** The form is left as it stands. */
  keep<T extends object>(key: string, saved: T, form: T): void {
    const before = saved as Record<string, unknown>
    const changed = Object.entries(form).filter(([field, value]) => !same(value, before[field]))
    if (changed.length > 0) kept.set(key, Object.fromEntries(changed))
    else kept.delete(key)
  },

  /** It was saved, or given up. */
  forget(key: string): void {
    kept.delete(key)
  },
}

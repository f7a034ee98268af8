// What takes the focus when something opens: the first thing that is to be filled in or done there.

/** Where one types or chooses, and the one thing to do. */
const WANTED =
  'input:not([type=hidden], [disabled]), select:not([disabled]), textarea:not([disabled]), button.primary:not([disabled], .danger)'
const OTHERWISE = 'button:not([disabled], .danger), a[href]'

export interface FirstFocus {
  /** Null when there is nothing to act on. */
  element: HTMLElement | null
  /** Whether it is what one came for, rather than the only thing there for now. */
  sure: boolean
}

/** What takes the focus among these parts, in their order: what is marked `data-first`, or else the first field, or the one
 * thing to do when it comes first, or the least dangerous button. */
export function firstFocus(parts: (HTMLElement | null | undefined)[]): FirstFocus {
  const there = parts.filter((part) => part !== null && part !== undefined)
  const all = (css: string) => there.flatMap((part) => [...part.querySelectorAll<HTMLElement>(css)]).filter(visible)
  const [marked] = all('[data-first]')
  if (marked) return { element: marked.matches(`${WANTED}, ${OTHERWISE}`) ? marked : inside(marked), sure: true }
  const [first] = all(WANTED)
  // What is still being read may hold a field that comes before the one thing to do.
  const loading = all('[aria-busy=true]').length > 0
  if (first) return { element: chosen(first), sure: !loading || !first.matches('button') }
  // Buttons stand at the end: those of the foot come before those of the content.
  const others = there.toReversed().flatMap((part) => [...part.querySelectorAll<HTMLElement>(OTHERWISE)])
  return { element: others.filter(visible)[0] ?? null, sure: false }
}

const inside = (box: HTMLElement) =>
  [...box.querySelectorAll<HTMLElement>(`${WANTED}, ${OTHERWISE}`)].filter(visible)[0] ?? null

function visible(one: HTMLElement): boolean {
  return (one.checkVisibility?.() ?? true) && one.closest('[inert]') === null
}

/** Among choices of which one is made, that one. */
function chosen(one: HTMLElement): HTMLElement {
  if (!(one instanceof HTMLInputElement) || one.type !== 'radio' || one.checked) return one
  const group = one.closest('fieldset, form, dialog')
  const choices = group?.querySelectorAll<HTMLInputElement>('input[type=radio]') ?? []
  return [...choices].find((other) => other.name === one.name && other.checked) ?? one
}

// What is looked for in a long list and what is ticked in it: kept when one leaves the list and comes back, until the store
// is locked.

import { SvelteSet } from 'svelte/reactivity'
import type { ListKind, ListQuery, Picked } from '$src/api/types'

export interface Sort {
  column: string
  descending: boolean
}

/** What narrows a list, besides its words and its parts. */
export type Filter = 'workshop' | 'badge' | 'since' | 'until'

const NOTHING: Omit<ListQuery, 'sort' | 'descending'> = {
  text: '',
  group: 'all',
  workshop: null,
  badge: null,
  since: null,
  until: null,
  offset: 0,
}

export class Listing {
  readonly list: ListKind
  readonly #usual: Sort
  query = $state.raw<ListQuery>({ ...NOTHING, sort: '', descending: false })
  /** All that is found is ticked, but `ids`. */
  #all = $state(false)
  /** The rows ticked; those that are not, when all is. */
  #ids = new SvelteSet<string>()
  /** The last row ticked: from there to another, with Shift. */
  #last: string | null = null
  /** Where the list was scrolled to. */
  scroll = 0

  constructor(list: ListKind, usual: Sort) {
    this.list = list
    this.#usual = usual
    this.reset()
  }

  get sort(): Sort {
    return { column: this.query.sort, descending: this.query.descending }
  }
  /** Whether something narrows the list. */
  get narrowed(): boolean {
    const { text, group, workshop, badge, since, until } = this.query
    return text !== '' || group !== 'all' || [workshop, badge, since, until].some((one) => one !== null)
  }
  /** How many filters are set; a period is one. */
  get filters(): number {
    const { workshop, badge, since, until } = this.query
    return [workshop, badge, since ?? until].filter((one) => one !== null).length
  }

  /** Looks for something else: from its first page, with nothing ticked. */
  see(change: Partial<Omit<ListQuery, 'sort' | 'descending' | 'offset'>>): void {
    this.query = { ...this.query, ...change, offset: 0 }
    this.untick()
  }
  /** Sorts by a column; by the same one, the other way. `last`: those of that column begin with the last. */
  by(column: string, last = false): void {
    const descending = this.query.sort === column ? !this.query.descending : last
    this.query = { ...this.query, sort: column, descending, offset: 0 }
  }
  turn(offset: number): void {
    this.query = { ...this.query, offset }
  }
  /** Everything, in the usual order. */
  reset(): void {
    this.query = { ...NOTHING, sort: this.#usual.column, descending: this.#usual.descending }
    this.scroll = 0
    this.untick()
  }
  /** Nothing narrows the list any more; its order stays. */
  widen(): void {
    this.see(NOTHING)
  }

  isTicked(id: string): boolean {
    return this.#ids.has(id) !== this.#all
  }
  /** How many rows are ticked, of `total` found. */
  count(total: number): number {
    return this.#all ? Math.max(0, total - this.#ids.size) : this.#ids.size
  }
  /** Whether all that is found is ticked. */
  get isAll(): boolean {
    return this.#all && this.#ids.size === 0
  }
  tick(id: string, on: boolean): void {
    if (on !== this.#all) this.#ids.add(id)
    else this.#ids.delete(id)
  }
  /** Ticks a row, or not; with Shift, all those between the last one and it. */
  toggle(id: string, page: string[], between = false): void {
    const on = !this.isTicked(id)
    const from = between && this.#last !== null ? page.indexOf(this.#last) : -1
    const to = page.indexOf(id)
    const ids = from < 0 ? [id] : page.slice(Math.min(from, to), Math.max(from, to) + 1)
    for (const one of ids) this.tick(one, on)
    this.#last = id
  }
  tickAll(): void {
    this.#all = true
    this.#ids.clear()
  }
  untick(): void {
    this.#all = false
    this.#ids.clear()
    this.#last = null
  }
  /** What is ticked; all that is found when nothing is. */
  picked(): Picked {
    const ticked = this.#all || this.#ids.size > 0
    const found = this.#all || !ticked ? this.query : null
    return { list: this.list, found, ids: [...this.#ids] }
  }
}

/** The lists, each as it was left. */
export const listings = {
  people: new Listing('people', { column: 'name', descending: false }),
  requests: new Listing('requests', { column: 'updated', descending: true }),
  receipts: new Listing('receipts', { column: 'received', descending: true }),
  /** After locking. */
  forget(): void {
    for (const list of [this.people, this.requests, this.receipts]) list.reset()
  },
}

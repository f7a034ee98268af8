/** A page of what is found in a long list. */
export interface Paged {
  /** Whether there is something to be found at all. */
  any: boolean
  /** How many are found. */
  total: number
  /** How many come before this page, and how many it has at most. */
  offset: number
  page_size: number
}

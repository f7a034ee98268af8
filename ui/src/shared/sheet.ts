// How wide a sheet of paper is shown, and what of it a printer cannot reach.

import type { MarginsView } from '$src/api/types'

export type Zoom = 'page' | 'width' | 'true'

export interface Paper {
  /** Millimetres. */
  width: number
  /** Millimetres. */
  height: number
}

/** CSS pixels in one millimetre: 96 to the inch. */
export const PX_PER_MM = 96 / 25.4

/** Room left around the sheet, in CSS pixels. */
const MARGIN = 32

/** Width of the sheet in CSS pixels, in a desk of this inner size; 0 as long as the desk is not laid out. */
export function sheetWidth(zoom: Zoom, paper: Paper, deskWidth: number, deskHeight: number): number {
  if (deskWidth <= 0 || paper.width <= 0 || paper.height <= 0) return 0
  const wide = Math.max(160, deskWidth - MARGIN)
  if (zoom === 'true') return Math.round(paper.width * PX_PER_MM)
  if (zoom === 'width') return Math.round(wide)
  const high = Math.max(140, deskHeight - MARGIN)
  return Math.round(Math.min(wide, (high * paper.width) / paper.height))
}

/** Lengths along the four sides of a page, in millimetres. */
export interface Edges {
  top: number
  right: number
  bottom: number
  left: number
}

/** What a printer cannot print of this paper; null when it is not known, or reaches all of it. */
export function outOfReach(paper: Paper, margins: MarginsView[]): Edges | null {
  const is = (length: number, wanted: number) => Math.abs(length - wanted) <= 1
  const upright = margins.find((one) => is(paper.width, one.width_mm) && is(paper.height, one.height_mm))
  if (upright) return some(upright)
  const lying = margins.find((one) => is(paper.width, one.height_mm) && is(paper.height, one.width_mm))
  if (!lying) return null
  // Printers turn a lying page one way or the other: the wider of the two edges counts on both sides.
  const [across, down] = [Math.max(lying.top, lying.bottom), Math.max(lying.left, lying.right)]
  return some({ top: down, right: across, bottom: down, left: across })
}

function some({ top, right, bottom, left }: Edges): Edges | null {
  return top + right + bottom + left > 0 ? { top, right, bottom, left } : null
}

/** The widest of the edges, as it is told. */
export function widest(edges: Edges): number {
  return Math.ceil(Math.max(edges.top, edges.right, edges.bottom, edges.left))
}

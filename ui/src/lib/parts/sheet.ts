// How wide a sheet of paper is shown.

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
const MARGIN = 56

/** Width of the sheet in CSS pixels, in a desk of this inner size; 0 as long as the desk is not laid out. */
export function sheetWidth(zoom: Zoom, paper: Paper, deskWidth: number, deskHeight: number): number {
  if (deskWidth <= 0 || paper.width <= 0 || paper.height <= 0) return 0
  const wide = Math.max(160, deskWidth - MARGIN)
  if (zoom === 'true') return Math.round(paper.width * PX_PER_MM)
  if (zoom === 'width') return Math.round(wide)
  const high = Math.max(200, deskHeight - MARGIN)
  return Math.round(Math.min(wide, (high * paper.width) / paper.height))
}

import { describe, expect, it } from 'vitest'
import type { ImportLine, ImportPreview, LineVerdict } from '$src/api/types'
import { toBeAdded } from './import'

function line(number: number, verdict: LineVerdict): ImportLine {
  return { line: number, first_name: 'A', last_name: 'B', email: '', phone: '', verdict, remarks: [], suggestion: null }
}

describe('what an import adds', () => {
  const preview: ImportPreview = {
    token: 't',
    file_name: 'liste.csv',
    read_as: '',
    columns: [],
    lines: [line(2, 'new'), line(3, 'known'), line(4, 'new'), line(5, 'bad'), line(6, 'double')],
    new_count: 2,
    blocked: null,
  }

  it('counts the new people and nobody else', () => {
    expect(toBeAdded(preview, [])).toBe(2)
  })

  it('does not count who was left out, nor a refused line left out twice', () => {
    expect(toBeAdded(preview, [4, 5])).toBe(1)
  })
})

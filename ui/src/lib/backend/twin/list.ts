// Reads a list of people as CSV, roughly as the application does.

import type { ImportField, ImportLine, ImportPreview } from '../types'
import { checkAddress, suggest } from './email'

interface Table {
  token: string
  fileName: string
  separator: string
  header: string[]
  rows: string[][]
}

export function readTable(token: string, fileName: string, bytes: Uint8Array): Table {
  const text = new TextDecoder().decode(bytes).replace(/^\uFEFF/, '')
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  const first = lines[0] ?? ''
  const separator = [';', '\t', ','].find((candidate) => first.includes(candidate)) ?? ';'
  const [header = [], ...rows] = lines.map((line) => line.split(separator).map((cell) => cell.trim()))
  return { token, fileName, separator, header, rows }
}

export function guessFields(header: string[]): ImportField[] {
  return header.map((name) => {
    const plain = name
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .toLowerCase()
    if (/mail|courriel/.test(plain)) return 'email'
    if (/tel|portable|mobile/.test(plain)) return 'phone'
    if (/prenom/.test(plain) && /nom /.test(plain)) return 'full-name'
    if (/prenom/.test(plain)) return 'first-name'
    if (/^nom/.test(plain)) return 'last-name'
    return 'ignored'
  })
}

export function preview(table: Table, fields: ImportField[], known: Set<string>): ImportPreview {
  const seen = new Set<string>()
  const cell = (row: string[], field: ImportField) => row[fields.indexOf(field)] ?? ''
  const lines = table.rows.map((row, index): ImportLine => {
    const full = cell(row, 'full-name').split(' ')
    const line: ImportLine = {
      line: index + 2,
      first_name: cell(row, 'first-name') || full.slice(1).join(' '),
      last_name: cell(row, 'last-name') || (full[0] ?? ''),
      email: cell(row, 'email').toLowerCase(),
      phone: cell(row, 'phone'),
      verdict: 'new',
      remarks: [],
      suggestion: null,
    }
    const name = `${line.first_name} ${line.last_name}`.toLowerCase()
    if (line.first_name === '' || line.last_name === '') {
      return { ...line, verdict: 'bad', remarks: ['Le nom ou le prénom manque.'] }
    }
    const problem = checkAddress(line.email)
    if (problem) return { ...line, verdict: 'bad', remarks: [problem] }
    if (known.has(line.email) || known.has(name)) {
      return { ...line, verdict: 'known', remarks: ['Cette personne est déjà dans vos personnes.'] }
    }
    if (seen.has(name) || (line.email !== '' && seen.has(line.email))) {
      return { ...line, verdict: 'double', remarks: ['Cette personne est déjà plus haut dans la liste.'] }
    }
    seen.add(name).add(line.email)
    if (line.email === '') line.remarks.push('Sans adresse mail : à compléter avant la demande.')
    line.suggestion = suggest(line.email)
    return line
  })
  const named = fields.includes('full-name') || (fields.includes('first-name') && fields.includes('last-name'))
  return {
    token: table.token,
    file_name: table.fileName,
    read_as: `CSV, séparateur « ${table.separator} », UTF-8`,
    columns: table.header.map((header, index) => ({
      header,
      samples: table.rows
        .map((row) => row[index] ?? '')
        .filter((sample) => sample !== '')
        .slice(0, 3),
      field: fields[index] ?? 'ignored',
    })),
    lines: named ? lines : [],
    new_count: named ? lines.filter((line) => line.verdict === 'new').length : 0,
    blocked: named ? null : 'Aucune colonne n’est le nom des personnes. Dites laquelle, ci-dessus.',
  }
}

export type { Table }

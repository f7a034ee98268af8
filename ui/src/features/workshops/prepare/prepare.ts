// What the preparation works out by itself.

import type { MailboxForm, PreparationRow, PreparationView } from '$src/api/types'

export interface Question {
  field: keyof MailboxForm
  answers: string[]
}

/** The questions of the mailbox check, in the order in which they are asked. No password, ever. */
export const questions: Question[] = [
  { field: 'own_address', answers: ['yes', 'no'] },
  { field: 'opens_today', answers: ['yes', 'no'] },
  { field: 'device', answers: ['phone', 'computer', 'none'] },
  { field: 'recovery_phone', answers: ['yes', 'no'] },
]

/** Answering the same again takes the answer back. */
export function answered(form: MailboxForm, field: keyof MailboxForm, answer: string): MailboxForm {
  return { ...form, [field]: form[field] === answer ? 'unknown' : answer }
}

export const nameOf = (row: PreparationRow) => `${row.participant.first_name} ${row.participant.last_name}`

/** The day on which the person was informed, as it is written in a narrow place: 05/10/2026. */
export const dayOf = (row: PreparationRow) => row.informed_on.split('-').reverse().join('/')

export function doneItems(view: PreparationView): number {
  return view.checklist.filter((item) => item.done).length
}

/** People with something to mend, and those who have only not been asked yet. */
export function divided(rows: PreparationRow[]): { toMend: PreparationRow[]; toAsk: PreparationRow[] } {
  const late = rows.filter((row) => row.not_ready.length > 0)
  const onlyAsk = (row: PreparationRow) => row.not_ready.every((reason) => reason.code === 'not-asked')
  return { toMend: late.filter((row) => !onlyAsk(row)), toAsk: late.filter(onlyAsk) }
}

export interface Moment {
  when: string
  items: PreparationView['checklist']
}

/** The first moment where something is left to do; none once all is done. */
export function underWay(moments: Moment[]): string | null {
  return moments.find((moment) => moment.items.some((item) => !item.done))?.when ?? null
}

/** The first column of each question, where every answer is a column; the last number is the one after them all. */
export const columns: number[] = questions.reduce(
  (starts, question) => [...starts, (starts.at(-1) ?? 0) + question.answers.length],
  [0],
)

/** The checklist by moment, in its order. */
export function byMoment(view: PreparationView): Moment[] {
  const groups: Moment[] = []
  for (const item of view.checklist) {
    const group = groups.find((one) => one.when === item.when)
    if (group) group.items.push(item)
    else groups.push({ when: item.when, items: [item] })
  }
  return groups
}

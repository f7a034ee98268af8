// What the preparation works out by itself.

import type { MailboxForm, PreparationRow, PreparationView } from '$lib/backend/types'

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

export function doneItems(view: PreparationView): number {
  return view.checklist.filter((item) => item.done).length
}

/** People with something to mend, and those who have only not been asked yet. */
export function divided(rows: PreparationRow[]): { toMend: PreparationRow[]; toAsk: PreparationRow[] } {
  const late = rows.filter((row) => row.not_ready.length > 0)
  const onlyAsk = (row: PreparationRow) => row.not_ready.every((reason) => reason.code === 'not-asked')
  return { toMend: late.filter((row) => !onlyAsk(row)), toAsk: late.filter(onlyAsk) }
}

/** The checklist by moment, in its order. */
export function byMoment(view: PreparationView): { when: string; items: PreparationView['checklist'] }[] {
  const groups: { when: string; items: PreparationView['checklist'] }[] = []
  for (const item of view.checklist) {
    const group = groups.find((one) => one.when === item.when)
    if (group) group.items.push(item)
    else groups.push({ when: item.when, items: [item] })
  }
  return groups
}

import { cleanup, render, screen, waitFor } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import { backend } from '$src/api'
import type { MailboxForm, PreparationView, StaffView } from '$src/api/types'
import { toasts } from '$src/state/toasts.svelte'
import { usualPlan } from '../workshop'
import Prepare from './Prepare.svelte'
import { answered, byMoment, columns, divided, underWay } from './prepare'

const item = (id: string, when: string, done: boolean) => ({ id, text: id, hint: '', when, done, done_text: '' })
const unknown: MailboxForm = {
  own_address: 'unknown',
  opens_today: 'unknown',
  device: 'unknown',
  recovery_phone: 'unknown',
}

describe('the preparation', () => {
  it('groups the checklist by moment, and knows which one is under way', () => {
    const checklist = [item('a', 'La veille', true), item('b', 'La veille', true), item('c', 'Le jour même', false)]
    const moments = byMoment({ workshop: '', checklist, rows: [] })
    expect(moments.map(({ when, items }) => [when, items.length])).toEqual([
      ['La veille', 2],
      ['Le jour même', 1],
    ])
    expect(underWay(moments)).toBe('Le jour même')
    expect(underWay(moments.slice(0, 1))).toBeNull()
  })

  it('takes an answer back when it is given again', () => {
    const yes = answered(unknown, 'own_address', 'yes')
    expect(yes.own_address).toBe('yes')
    expect(answered(yes, 'own_address', 'no').own_address).toBe('no')
    expect(answered(yes, 'own_address', 'yes')).toEqual(unknown)
  })

  it('tells people with something to mend from those who were not asked', () => {
    const row = (...codes: string[]) =>
      ({ not_ready: codes.map((code) => ({ code, text: '', todo: '' })) }) as PreparationView['rows'][number]
    const [ready, lost, later] = [row(), row('does-not-open', 'not-asked'), row('not-asked')]
    expect(divided([ready, lost, later])).toEqual({ toMend: [lost], toAsk: [later] })
  })

  it('gives each answer a column: two, two, three, two', () => {
    expect(columns).toEqual([0, 2, 4, 7, 9])
  })
})

describe('the screen of the preparation', () => {
  let id = ''
  let names: string[] = []
  let staff: StaffView[] = []
  beforeEach(async () => {
    const people = (await backend.participants('')).slice(0, 2)
    staff = (await backend.setup()).staff
    const workshop = await backend.saveWorkshop({
      id: null,
      date: '2026-12-08',
      place: 'Salle verte',
      facilitators: [staff[0]?.id ?? ''],
      participants: people.map((person) => person.id),
      badges: [],
      plan: usualPlan,
    })
    id = workshop.form.id ?? ''
    names = workshop.attendees.map(({ participant }) => `${participant.first_name} ${participant.last_name}`)
    render(Prepare, { id, facilitator: staff[0]?.id ?? '' })
  })
  const first = () => screen.findByRole('checkbox', { name: /^Inviter les personnes/ })

  it('ticks for the facilitator until another is chosen, and takes the tick back', async () => {
    const user = userEvent.setup()
    await user.click(await first())
    await waitFor(async () =>
      expect((await backend.preparation(id)).checklist[0]?.done_text).toMatch(new RegExp(`^${staff[0]?.name}`)),
    )
    await user.click(await first())
    await waitFor(async () => expect((await backend.preparation(id)).checklist[0]?.done).toBe(false))
    const chooser = screen.getByRole<HTMLSelectElement>('combobox', { name: /^Qui coche/ })
    expect([...chooser.options].map((option) => option.text)).toContain(staff[2]?.name)
    // This DOM does not know `option:checked`, by which Svelte reads what is chosen: it is answered here.
    const chosen = [...chooser.options].find((option) => option.value === staff[2]?.id) ?? null
    chooser.querySelector = (() => chosen) as typeof chooser.querySelector
    await user.selectOptions(chooser, staff[2]?.id ?? '')
    await user.click(await first())
    await waitFor(async () =>
      expect((await backend.preparation(id)).checklist[0]?.done_text).toMatch(new RegExp(`^${staff[2]?.name}`)),
    )
  })

  it('puts back the very day on which the person was informed', async () => {
    const user = userEvent.setup()
    const [row] = (await backend.preparation(id)).rows
    const person = row?.participant.id ?? ''
    await backend.setInformed(id, [person], true, '2026-10-05')
    cleanup()
    render(Prepare, { id, facilitator: null })
    const noted = await screen.findByRole('button', { name: `Information sur les données donnée à ${names[0]}` })
    expect(noted.textContent).toContain('05/10/2026')
    await user.click(noted)
    await waitFor(async () => expect((await backend.preparation(id)).rows[0]?.informed_on).toBe(''))
    expect(toasts.shown.at(-1)?.text).toBe(`${names[0]} : la date du 05/10/2026 est effacée.`)
    await waitFor(() => expect(toasts.undoNewest()).toBe(true))
    await waitFor(async () => expect((await backend.preparation(id)).rows[0]?.informed_on).toBe('2026-10-05'))
    await waitFor(() => expect(noted.textContent).toContain('05/10/2026'))
  })

  it('goes from answer to answer with the arrows, and answers with the space bar', async () => {
    const user = userEvent.setup()
    const group = (question: RegExp, line = 0) =>
      screen.findByRole('group', { name: new RegExp(`^${names[line]}.*${question.source}`) })
    const own = await group(/Une adresse à soi/)
    const yes = own.querySelector('.yes') as HTMLElement
    expect(document.querySelectorAll('td [tabindex="0"]').length).toBe(1)
    yes.focus()
    await user.keyboard(' {ArrowRight}{ArrowRight}{ArrowDown}')
    const below = await group(/S’ouvre aujourd’hui/, 1)
    expect(document.activeElement).toBe(below.querySelector('.yes'))
    await user.keyboard('{ArrowRight} ')
    await waitFor(async () => {
      const [one, two] = (await backend.preparation(id)).rows
      expect(one?.mailbox.own_address).toBe('yes')
      expect(two?.mailbox.opens_today).toBe('no')
    })
    expect(document.querySelectorAll('td [tabindex="0"]').length).toBe(1)
  })
})

// What is done on the board, and how it is undone: every gesture gives the board as it is then, and a line to say it.

import { tick } from 'svelte'
import { backend } from '$src/api'
import type { Attendance, BadgeView, BlockForm, BoardRow, BoardView, StepCell, StepView } from '$src/api/types'
import { t } from '$src/texts/i18n'
import { live, type Live } from '$src/state/live.svelte'
import { router } from '$src/state/router.svelte'
import { actionOf, move, readyRequests, type Place } from './board'
import { askBadge, askForAll, removeMade, takeBack } from './undo'

/** Columns before the steps: present, absent. */
export const BEFORE = 2
/** Moves that can be undone, at most. */
const KEPT = 50

/** Puts something back; gives the board as it is then, when it was told. */
type Undo = () => Promise<BoardView | null>
interface Move {
  text: string
  undo: Undo | null
}

export const nameOf = (row: BoardRow) => `${row.participant.first_name} ${row.participant.last_name}`

/** Where the person has got to, on the platform. */
export function pageFor(row: BoardRow): string {
  const todo = (step: string) => row.cells.some((cell) => cell.step === step && cell.state !== 'done')
  return todo('registered') ? 'register' : todo('confirmed') ? 'emails' : 'login'
}

/** The board of one workshop, for as long as its screen is there. Made while a component is. */
export class Desk {
  shown: Live<BoardView>
  /** Where the keyboard is. */
  place = $state<Place>({ row: 0, column: BEFORE })
  history = $state.raw<Move[]>([])
  blocking = $state.raw<{ row: BoardRow; cell: StepCell; step: StepView } | null>(null)
  blockOpen = $state(false)
  choosing = $state.raw<BoardRow | null>(null)
  chooseOpen = $state(false)
  visiting = $state.raw<BoardRow | null>(null)
  passportOpen = $state(false)
  keysOpen = $state(false)
  last = $derived.by(() => this.history.at(-1))
  /** Puts the focus where the keyboard is; set by the table. */
  focus: () => void = () => {}
  #id: string

  constructor(id: string, ahead: () => Promise<BoardView> | null) {
    this.#id = id
    this.shown = live(() => backend.board(id), { sync: true, first: ahead })
  }

  get view(): BoardView | null {
    return this.shown.value
  }
  get busy(): boolean {
    return this.shown.busy
  }

  /** Says something on the line above the table, and keeps how to undo it. */
  say(text: string, undo: Undo | null = null): void {
    this.history = [...this.history.slice(1 - KEPT), { text, undo }]
  }

  /** Does something, then shows the board as it is. */
  async run(work: () => Promise<BoardView | null>, text?: string, undo?: Undo): Promise<void> {
    if (this.busy) return
    if ((await this.shown.run(work)) && text !== undefined) this.say(text, undo)
    await tick()
    if (document.activeElement === null || document.activeElement === document.body) this.focus()
  }

  async undo(): Promise<void> {
    if (!this.last || this.busy) return
    const { undo } = this.last
    // Taken off even if it fails: it would stand before all the older ones.
    this.history = this.history.slice(0, -1)
    if (undo) await this.run(undo)
  }

  attend(row: BoardRow, attendance: Attendance): void {
    const before = row.attendance
    if (before === attendance) return
    const set = (value: Attendance) => backend.setAttendance(this.#id, [row.participant.id], value)
    void this.run(
      () => set(attendance),
      t(`board.marked_${attendance}`, { person: nameOf(row) }),
      () => set(before),
    )
  }

  /** What a click on a cell does. */
  press(row: BoardRow, cell: StepCell, step: StepView): void {
    const action = actionOf(row, cell, step)
    switch (action.kind) {
      case 'done':
      case 'todo':
        return this.#mark(row, cell, step, action.kind)
      case 'unblock':
        return this.block(row, cell, step)
      case 'choose-badge':
        return this.#choose(row)
      case 'open':
        return this.open(action.request)
      case 'confirm':
        return void this.#confirmed(action.requests, t('board.sent', { person: nameOf(row) }), async () => {
          for (const request of action.requests) await backend.confirmRequest(request)
        })
      case 'nothing':
    }
  }

  /** Puts a cell back as it was, since when it was. */
  #putBack(person: string, cell: StepCell): Promise<BoardView> {
    return backend.restoreStep(this.#id, person, cell.step, cell.mark)
  }

  #mark(row: BoardRow, before: StepCell, step: StepView, state: 'done' | 'todo'): void {
    const said = state === 'done' ? step.label : t('board.back_to', { step: step.now })
    void this.run(
      () => backend.setStep(this.#id, row.participant.id, step.code, state),
      t('board.moved', { person: nameOf(row), step: said }),
      () => this.#putBack(row.participant.id, before),
    )
  }

  block(row: BoardRow, cell: StepCell, step: StepView): void {
    this.blocking = { row, cell, step }
    this.blockOpen = true
  }
  /** The step that « bloqué » is about: the one under the focus, or else the one the person is at. */
  #blockAt(row: BoardRow, column: number): void {
    const cell = row.cells[column - BEFORE] ?? row.cells.find((one) => one.step === row.current) ?? row.cells.at(-1)
    const step = this.view?.steps.find((one) => one.code === cell?.step)
    if (cell && step) this.block(row, cell, step)
  }
  async saveBlock(form: BlockForm): Promise<void> {
    if (!this.blocking) return
    const { row, cell, step } = this.blocking
    const got = await backend.blockStep(this.#id, row.participant.id, step.code, form)
    await this.run(
      async () => got,
      t('board.blocked', { person: nameOf(row), step: step.label }),
      () => this.#putBack(row.participant.id, cell),
    )
  }
  async unblock(): Promise<void> {
    if (this.blocking) this.#mark(this.blocking.row, this.blocking.cell, this.blocking.step, 'todo')
  }

  passport(row: BoardRow): void {
    this.visiting = row
    this.passportOpen = true
  }

  open(request: string): void {
    router.go('requests', request)
  }

  #choose(row: BoardRow): void {
    const badges = this.view?.badges ?? []
    const [only] = badges
    if (only && badges.length === 1 && row.requests.length === 0) this.ask(row, only)
    else {
      this.choosing = row
      this.chooseOpen = true
    }
  }

  async #remove(requests: string[]): Promise<null> {
    const kept = await removeMade(requests)
    if (kept > 0) this.say(t('board.kept', { n: kept }))
    return null
  }

  ask(row: BoardRow, badge: BadgeView): void {
    const said = { person: nameOf(row), badge: badge.name }
    void this.run(async () => {
      const { id: request, made } = await askBadge(row.participant.id, badge.id, this.#id)
      if (made) this.say(t('board.asked', said), () => this.#remove([request]))
      else this.say(t('board.asked_before', said))
      return null
    })
  }

  /** A badge for everyone present. */
  askForAll(badge: BadgeView): void {
    void this.run(async () => {
      const made = await askForAll(this.#id, badge.id)
      const undo = made.length > 0 ? () => this.#remove(made) : null
      this.say(t('workshops.started', { n: made.length, badge: badge.name }), undo)
      return null
    })
  }

  #confirmed(requests: string[], text: string, work: () => Promise<unknown>): Promise<void> {
    return this.run(
      async () => {
        await work()
        return null
      },
      text,
      async () => {
        const late = await takeBack(requests)
        if (late > 0) this.say(t('workshops.too_late', { n: late }))
        return null
      },
    )
  }

  confirmAll(): void {
    const requests = this.view ? readyRequests(this.view).map((request) => request.id) : []
    const said = t('workshops.confirmed', { n: requests.length })
    void this.#confirmed(requests, said, () => backend.confirmWorkshop(this.#id))
  }

  everyoneHere(): void {
    const rows = this.view?.rows.filter((row) => row.attendance === 'expected') ?? []
    const people = rows.map((row) => row.participant.id)
    const set = (attendance: Attendance) => backend.setAttendance(this.#id, people, attendance)
    void this.run(
      () => set('present'),
      t('workshops.everyone_marked', { n: people.length }),
      () => set('expected'),
    )
  }

  setTimer(running: boolean): void {
    void this.run(
      () => backend.setTimer(this.#id, running),
      t('board.started'),
      () => backend.setTimer(this.#id, !running),
    )
  }

  /** Ctrl+Z undoes the newest move, unless one is typing or a message at the bottom was undone by it. */
  shortcut(event: KeyboardEvent): void {
    const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select')
    const wanted = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z'
    if (!wanted || typing || event.defaultPrevented || !this.last) return
    event.preventDefault()
    void this.undo()
  }

  /** A key pressed in the table. */
  key(event: KeyboardEvent): void {
    const view = this.view
    if (!view || event.altKey || event.ctrlKey || event.metaKey) return
    const next = move(this.place, event.key, view.rows.length, BEFORE + view.steps.length)
    const row = view.rows[this.place.row]
    const key = event.key.toLowerCase()
    if (next) {
      this.place = next
      this.focus()
    } else if (key === '?') this.keysOpen = true
    else if (!row) return
    else if (key === 'b') this.#blockAt(row, this.place.column)
    else if (key === 'p') this.attend(row, 'present')
    else if (key === 'a') this.attend(row, 'absent')
    else if (key === 'o') this.passport(row)
    else if (key === 'm') router.go('people', row.participant.id)
    else return
    event.preventDefault()
  }
}

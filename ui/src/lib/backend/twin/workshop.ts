// The twin before, during and after a workshop.

import type * as V from '../types'
import * as after from './after'
import * as board from './board'
import { TODAY, type Memory } from './memory'
import { notFound } from './problem'

export abstract class WorkshopTwin {
  protected memory: Memory

  constructor(memory: Memory) {
    this.memory = memory
  }

  abstract workshop(id: string): Promise<V.WorkshopView>
  abstract workshops(): Promise<V.WorkshopSummary[]>

  // before and during a workshop

  async preparation(workshop: string): Promise<V.PreparationView> {
    return board.preparation(this.memory, await this.workshop(workshop))
  }
  async tickItem(workshop: string, item: string, done: boolean, by: string | null): Promise<V.PreparationView> {
    board.tick(this.memory, workshop, item, done, by)
    return this.preparation(workshop)
  }
  async saveMailbox(workshop: string, participant: string, form: V.MailboxForm): Promise<V.PreparationView> {
    this.memory.mailboxes.set(participant, { ...form })
    return this.preparation(workshop)
  }
  async setInformed(
    workshop: string,
    participants: string[],
    informed: boolean,
    on: string | null,
  ): Promise<V.PreparationView> {
    for (const one of participants) {
      if (informed) this.memory.informed.set(one, on ?? TODAY)
      else this.memory.informed.delete(one)
    }
    return this.preparation(workshop)
  }
  async board(workshop: string): Promise<V.BoardView> {
    return board.board(this.memory, await this.workshop(workshop))
  }
  async setAttendance(workshop: string, participants: string[], attendance: string): Promise<V.BoardView> {
    const one = this.memory.workshops.get(workshop)
    if (!one) throw notFound()
    for (const participant of participants) one.attendance[participant] = attendance
    return this.board(workshop)
  }
  async setStep(workshop: string, participant: string, step: string, state: string): Promise<V.BoardView> {
    board.mark(this.memory, workshop, participant, step, { state, since: Date.now(), block: null })
    return this.board(workshop)
  }
  async restoreStep(
    workshop: string,
    participant: string,
    step: string,
    before: V.MarkView | null,
  ): Promise<V.BoardView> {
    board.mark(this.memory, workshop, participant, step, before ?? { state: 'todo', since: 0, block: null })
    return this.board(workshop)
  }
  async blockStep(workshop: string, participant: string, step: string, block: V.BlockForm): Promise<V.BoardView> {
    board.mark(this.memory, workshop, participant, step, { state: 'blocked', since: Date.now(), block })
    return this.board(workshop)
  }
  async setTimer(workshop: string, running: boolean): Promise<V.BoardView> {
    const times = this.memory.times.get(workshop) ?? { started_at: null, closed_at: null }
    this.memory.times.set(workshop, { ...times, started_at: running ? (times.started_at ?? Date.now()) : null })
    return this.board(workshop)
  }
  async setClosed(workshop: string, closed: boolean): Promise<V.BoardView> {
    const times = this.memory.times.get(workshop) ?? { started_at: null, closed_at: null }
    this.memory.times.set(workshop, { ...times, closed_at: closed ? Date.now() : null })
    return this.board(workshop)
  }
  async projection(workshop: string, step: string): Promise<V.ProjectionView> {
    return board.projection(this.memory, await this.workshop(workshop), step)
  }
  async project(workshop: string, step: string): Promise<void> {
    this.memory.onShow = await this.projection(workshop, step)
    for (const listener of this.memory.projectors) listener(this.memory.onShow)
  }
  async projecting(): Promise<boolean> {
    return this.memory.onShow !== null
  }
  async stopProjecting(): Promise<void> {
    this.memory.onShow = null
  }
  async onShow(): Promise<V.ProjectionView | null> {
    const first = [...this.memory.workshops.keys()][0]
    return this.memory.onShow ?? (first ? this.projection(first, 'registered') : null)
  }
  async onProjection(listener: (view: V.ProjectionView) => void): Promise<() => void> {
    this.memory.projectors.add(listener)
    return () => this.memory.projectors.delete(listener)
  }
  async projectorFullScreen(): Promise<void> {
    await document.documentElement.requestFullscreen?.()
  }

  // Open Badge Passport

  async passport(participant: string): Promise<V.PassportView> {
    const { first_name, last_name, email } = this.memory.participant(participant)
    const code_uri = `data:image/svg+xml,${encodeURIComponent(
      "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'><path d='M1 1h2v2H1zM5 1h2v2H5zM1 5h2v2H1zM5 5h1v1H5z'/></svg>",
    )}`
    const page = (code: string, title: string, path: string): V.PassportPage => ({
      code,
      title,
      address: path.startsWith('https:') ? path : `${this.memory.passport.address}/app/${path}`,
      qr: code_uri,
    })
    const forms = [...this.memory.requests.values()]
      .filter((one) => one.participant === participant && !['issued', 'in-passport', 'refused'].includes(one.state))
      .map((one) => this.memory.badge(one.badge))
      .filter((badge) => this.memory.passport.hosts.includes(hostOf(badge.application_url)))
    return {
      participant,
      person: `${first_name} ${last_name}`,
      first_name,
      last_name,
      email,
      pages: [
        page('register', 'Créer un compte', 'user/register/fr'),
        page('login', 'Se connecter', 'user/login/fr'),
        page('emails', 'Ses adresses mail', 'user/edit/email-addresses'),
        page('apply', 'Demander un badge', 'badge/application'),
        ...forms.map((badge) =>
          page(`badge:${badge.id}`, `Demander «\u00a0${badge.name}\u00a0»`, badge.application_url),
        ),
      ],
      title: `Open Badge Passport — ${first_name}`,
    }
  }
  async openPassport(): Promise<void> {
    this.memory.passportOpen = true
    this.tellPassport({ open: true, problem: null })
  }
  async closePassport(): Promise<void> {
    this.memory.passportOpen = false
    this.memory.copied = null
    this.tellPassport({ open: false, problem: null })
  }
  async onPassport(listener: (news: V.PassportNews) => void): Promise<() => void> {
    this.memory.passports.add(listener)
    return () => this.memory.passports.delete(listener)
  }
  /** Says what happens to the person's window, as an event of the application would. */
  tellPassport(news: V.PassportNews): void {
    for (const listener of this.memory.passports) listener(news)
  }
  /** What the clipboard holds. */
  copied(): string | null {
    return this.memory.copied
  }
  async copyText(text: string): Promise<void> {
    this.memory.copied = text
  }
  async passportOpen(): Promise<boolean> {
    return this.memory.passportOpen
  }
  async passportSetting(): Promise<V.PassportSetting> {
    return structuredClone(this.memory.passport)
  }
  async savePassportSetting(setting: V.PassportSetting): Promise<V.PassportSetting> {
    this.memory.passport = structuredClone(setting)
    return this.passportSetting()
  }

  // after a workshop

  async summary(workshop: string): Promise<V.SummaryView> {
    return after.summary(this.memory, await this.board(workshop))
  }
  async home(): Promise<V.HomeView> {
    return after.home(this.memory, await this.workshops())
  }
  async todo(limit: number): Promise<V.TodoView> {
    const boards = await Promise.all([...this.memory.workshops.keys()].map((id) => this.board(id)))
    return after.todo(this.memory, boards, limit)
  }
  async ceremony(): Promise<V.CeremonyView> {
    return after.ceremony(this.memory)
  }
  async setCeremony(at: number | null): Promise<V.CeremonyView> {
    this.memory.ceremony = at ?? Date.now()
    return this.ceremony()
  }
  async saveTable(choice: V.TableChoice, format: string, path: string | null): Promise<V.SavedFile> {
    const name = `${choice.kind}.${format}`
    return { name, path: path ?? `Documents/Atelier Badges/${name}` }
  }
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).hostname : ''
}

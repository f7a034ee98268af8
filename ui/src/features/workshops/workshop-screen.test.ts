import { readFile } from 'node:fs/promises'
import { render, screen, waitFor } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { backend } from '$src/api'
import { begin } from '$src/api/bridge'
import type { BoardView } from '$src/api/types'
import { router } from '$src/state/router.svelte'
import WorkshopScreen from './WorkshopScreen.svelte'
import { usualPlan } from './workshop'

const space = '\u00a0'

describe('the screen of a workshop', () => {
  let id = ''
  let badge = ''
  let first = ''
  let other = ''
  beforeEach(async () => {
    begin('open')
    // Three who have asked for nothing yet.
    const people = []
    for (const first_name of ['Ana', 'Bao', 'Cléo']) {
      const email = `${first_name.slice(0, 2)}@exemple.fr`.toLowerCase()
      people.push(
        await backend.saveParticipant({ id: null, first_name, last_name: 'Abry', email, phone: '', nickname: '' }),
      )
    }
    const [one] = people
    first = `${one?.first_name} ${one?.last_name}`
    const catalogue = await backend.catalogue()
    // Badges that none of them asked for yet.
    const offered = catalogue.pathways.flatMap((pathway) => pathway.badges).filter((one) => one.offered)
    badge = offered.at(-1)?.id ?? ''
    other = offered.at(-2)?.id ?? ''
    const workshop = await backend.saveWorkshop({
      id: null,
      date: '2026-11-24',
      place: 'Atelier bois',
      facilitators: [],
      participants: people.map((person) => person.id),
      badges: [badge],
      plan: usualPlan,
    })
    id = workshop.form.id ?? ''
  })
  const show = async (tab?: string) => {
    render(WorkshopScreen, { id, tab })
    await screen.findByRole('heading', { name: 'Atelier bois' })
  }
  const attendance = async () => (await backend.workshop(id)).attendees.map((attendee) => attendee.attendance)
  const states = async (row = 0) => ((await backend.board(id)) as BoardView).rows[row]?.cells.map((cell) => cell.state)
  const cell = (step: string, person = first) =>
    screen.findByRole('button', { name: new RegExp(`^${person}, ${step}`) })

  it('marks one person absent and everyone else present, and undoes it', async () => {
    await show()
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: `Absent${space}: ${first}` }))
    await waitFor(async () => expect(await attendance()).toEqual(['absent', 'expected', 'expected']))
    await user.click(screen.getByRole('button', { name: 'Tout le monde est là' }))
    await waitFor(async () => expect(await attendance()).toEqual(['absent', 'present', 'present']))
    await user.click(await screen.findByRole('button', { name: /^Annuler/ }))
    await waitFor(async () => expect(await attendance()).toEqual(['absent', 'expected', 'expected']))
    await user.keyboard('{Control>}z{/Control}')
    await waitFor(async () => expect(await attendance()).toEqual(['expected', 'expected', 'expected']))
  })

  it('moves a person on with one click a step, and takes it back', async () => {
    const { attendees } = await backend.workshop(id)
    await backend.setAttendance(
      id,
      attendees.map((one) => one.participant.id),
      'present',
    )
    await show()
    const user = userEvent.setup()
    await user.click(await cell('Boîte mail ouverte'))
    await waitFor(async () => expect((await states())?.slice(0, 3)).toEqual(['done', 'doing', 'todo']))
    await user.click(await cell('Compte créé'))
    await waitFor(async () => expect((await states())?.slice(0, 3)).toEqual(['done', 'done', 'doing']))
    await user.click(screen.getByRole('button', { name: /^Annuler/ }))
    await waitFor(async () => expect((await states())?.slice(0, 3)).toEqual(['done', 'doing', 'todo']))
  })

  it('says what blocks, with the keyboard alone', async () => {
    await show()
    const user = userEvent.setup()
    const mailbox = await cell('Boîte mail ouverte')
    mailbox.focus()
    await user.keyboard('{ArrowDown}{ArrowRight}')
    expect(document.activeElement?.getAttribute('aria-label')).toMatch(/, Compte créé/)
    await user.keyboard('{ArrowUp}b')
    await screen.findByRole('heading', { name: new RegExp(`^${first}.: qu’est-ce qui bloque`) })
    await user.type(screen.getByLabelText('En quelques mots'), 'Code reçu sur un ancien numéro')
    await user.click(screen.getByRole('button', { name: 'Noter le blocage' }))
    await waitFor(async () => expect((await states())?.[1]).toBe('blocked'))
    const blocked = await cell('Compte créé')
    expect(blocked.getAttribute('aria-label')).toMatch(/Bloqué.*ancien numéro/)
  })

  it('offers again what was being said of a block, on that step alone', async () => {
    const user = userEvent.setup()
    await show()
    const mailbox = await cell('Boîte mail ouverte')
    mailbox.focus()
    await user.keyboard('b')
    await user.type(await screen.findByLabelText('En quelques mots'), 'Code perdu')
    await user.click(screen.getByRole('button', { name: 'Fermer' }))
    mailbox.focus()
    await user.keyboard('{ArrowRight}b')
    await waitFor(() => expect(screen.getByLabelText<HTMLTextAreaElement>('En quelques mots').value).toBe(''))
    await user.click(screen.getByRole('button', { name: 'Annuler' }))
    mailbox.focus()
    await user.keyboard('b')
    await screen.findByText('Voici ce que vous aviez commencé.')
    expect(screen.getByLabelText<HTMLTextAreaElement>('En quelques mots').value).toBe('Code perdu')
    await user.click(screen.getByRole('button', { name: 'Noter le blocage' }))
    await waitFor(async () => expect((await states())?.[0]).toBe('blocked'))
  })

  describe('when a badge was asked for before', () => {
    it('never removes, by undoing, what the person wrote in another workshop', async () => {
      const user = userEvent.setup()
      const [one] = (await backend.board(id)).rows
      await show()
      // Asked for elsewhere while the board was on the screen.
      const older = (await backend.openRequest(one?.participant.id ?? '', badge, null)).summary.id
      await backend.saveNarrative(older, 'Mes mots')
      await user.click(await cell('Badge choisi'))
      await screen.findByText(new RegExp(`^${first} a déjà une demande pour ce badge`))
      expect(screen.queryByRole('button', { name: /^Annuler/ })).toBeNull()
      await user.keyboard('{Control>}z{/Control}')
      expect((await backend.request(older)).narrative).toBe('Mes mots')
    })

    it('removes, by undoing, the request that the click made', async () => {
      const user = userEvent.setup()
      await show()
      await user.click(await cell('Badge choisi'))
      await waitFor(async () => expect((await backend.board(id)).rows[0]?.requests.length).toBe(1))
      await user.click(await screen.findByRole('button', { name: /^Annuler/ }))
      await waitFor(async () => expect((await backend.board(id)).rows[0]?.requests.length).toBe(0))
    })
  })

  it('says why something could not be undone, and lets what was done before be undone', async () => {
    const user = userEvent.setup()
    await show()
    await user.click(await cell('Boîte mail ouverte'))
    await screen.findByRole('button', { name: new RegExp(`^${first}, Boîte mail ouverte.: Fait`) })
    await user.click(await screen.findByRole('button', { name: `Présent${space}: ${first}` }))
    await waitFor(async () => expect((await attendance())[0]).toBe('present'))
    const refused = { code: 'store-busy', field: null }
    vi.spyOn(backend, 'setAttendance').mockRejectedValueOnce(refused)
    await user.click(screen.getByRole('button', { name: /^Annuler/ }))
    expect(await screen.findByText(/est déjà ouvert/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: /^Annuler/ }))
    await waitFor(async () => expect((await states())?.[0]).not.toBe('done'))
  })

  it('says that a request has left when its sending cannot be undone any more', async () => {
    const user = userEvent.setup()
    const one = (await backend.board(id)).rows.find((row) => row.participant.email !== '')
    const catalogue = await backend.catalogue()
    const complete = catalogue.pathways.flatMap((pathway) => pathway.badges).filter((each) => each.rule_complete)
    const asked = await backend.requests({ participant: one?.participant.id ?? '', workshop: null })
    const free = complete.find((each) => asked.every((request) => request.badge_id !== each.id))
    const request = (await backend.openRequest(one?.participant.id ?? '', free?.id ?? '', id)).summary.id
    await backend.saveNarrative(request, 'J’ai préparé la commande du matin avec toute l’équipe.')
    await backend.addEvidence(request, 'photo.jpg', await readFile('../assets/demo/photo.jpg'))
    await show()
    await user.click(await screen.findByRole('button', { name: /^Envoyer/ }))
    await waitFor(async () => expect((await backend.request(request)).editable).toBe(false))
    const sent = { ...(await backend.request(request)), can_take_back: false }
    vi.spyOn(backend, 'request').mockResolvedValue(sent)
    await user.click(await screen.findByRole('button', { name: /^Annuler/ }))
    await screen.findByText(/est déjà partie/)
    vi.restoreAllMocks()
    await backend.takeBackRequest(request)
    await backend.removeRequest(request)
  })

  it('leads to the person who has no address with the keyboard alone, and says with which key', async () => {
    await show()
    const user = userEvent.setup()
    const mailbox = await cell('Boîte mail ouverte')
    mailbox.focus()
    await user.keyboard('?')
    expect(await screen.findByText('Noter l’adresse mail de la personne')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Fermer' }))
    mailbox.focus()
    await user.keyboard('m')
    const [one] = (await backend.board(id)).rows
    expect(router.current).toEqual({ feature: 'people', path: [one?.participant.id] })
  })

  it('asks a badge for everyone present in one gesture, and for one person among several badges', async () => {
    const form = (await backend.workshop(id)).form
    await backend.saveWorkshop({ ...form, badges: [badge, other] })
    await show()
    const user = userEvent.setup()
    for (const person of (await backend.workshop(id)).attendees.slice(0, 2))
      await backend.setAttendance(id, [person.participant.id], 'present')
    await user.click(await screen.findByRole('button', { name: `Absent${space}: ${first}` }))
    await waitFor(async () => expect((await attendance())[0]).toBe('absent'))
    await user.click(screen.getByRole('button', { name: `Présent${space}: ${first}` }))
    await waitFor(async () => expect((await attendance())[0]).toBe('present'))
    await user.click(await screen.findByRole('button', { name: 'Demander un badge pour tous' }))
    const [badgeName] = (await backend.board(id)).badges.map((one) => one.name)
    await user.click(await screen.findByRole('button', { name: new RegExp(`${badgeName}.*Pour 2 personnes`) }))
    await waitFor(async () =>
      expect((await backend.workshop(id)).attendees.map((attendee) => attendee.requests.length)).toEqual([1, 1, 0]),
    )
    await user.click(await cell('Badge choisi'))
    await user.click(await screen.findByRole('button', { name: /Demander$/ }))
    await waitFor(async () => expect((await backend.workshop(id)).attendees[0]?.requests.length).toBe(2))
    expect(screen.queryByRole('button', { name: /^Envoyer les demandes complètes/ })).toBeNull()
  })

  it('keeps projecting when another screen is shown, and has its controls again on coming back', async () => {
    const user = userEvent.setup()
    const project = vi.spyOn(backend, 'project')
    const first = render(WorkshopScreen, { id, tab: 'run' })
    await user.click(await screen.findByRole('button', { name: 'Projeter' }))
    const step = await screen.findByRole('combobox', { name: 'Étape projetée' })
    await user.selectOptions(step, 'registered')
    await waitFor(() => expect(project).toHaveBeenLastCalledWith(id, 'registered'))
    first.unmount()
    await waitFor(async () => expect(await backend.projecting()).toBe(true))
    render(WorkshopScreen, { id, tab: 'run' })
    const again = await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Étape projetée' })
    expect(again.value).toBe('registered')
    await user.click(screen.getByRole('button', { name: 'Arrêter de projeter' }))
    await screen.findByRole('button', { name: 'Projeter' })
    await waitFor(async () => expect(await backend.projecting()).toBe(false))
  })

  it('prepares: ticks an item, checks a mailbox, notes who was informed', async () => {
    await show('prepare')
    const user = userEvent.setup()
    await user.click(await screen.findByRole('checkbox', { name: /^Inviter les personnes/ }))
    await waitFor(async () => expect((await backend.preparation(id)).checklist[0]?.done).toBe(true))
    const question = await screen.findByRole('group', { name: new RegExp(`^${first}.: S’ouvre aujourd’hui`) })
    await user.click(question.querySelector('.no') as HTMLElement)
    await screen.findByText('La boîte mail ne s’ouvre pas.')
    await user.click(screen.getByRole('button', { name: /^Information donnée aux 3 personnes/ }))
    await waitFor(async () =>
      expect((await backend.preparation(id)).rows.every((row) => row.informed_on !== '')).toBe(true),
    )
  })
})

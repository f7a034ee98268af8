import { readFile } from 'node:fs/promises'
import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { tick } from 'svelte'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { Autosave, flushAll } from '$src/state/autosave.svelte'
import { backend } from '$src/api'
import { begin } from '$src/api/bridge'
import OpenStation from '$src/shared/OpenStation.svelte'
import { session } from '$src/state/session.svelte'
import { station } from '$src/state/station.svelte'
import App from '$src/app/App.svelte'
import { desk } from './desk.svelte'

const PIN = '2580'
const button = (name: string | RegExp) => screen.findByRole('button', { name })

async function workshop(): Promise<{ id: string; present: string[]; lastNames: string[] }> {
  const list = await backend.workshops()
  const id = list.find((one) => one.present > 0)?.id ?? ''
  const { attendees } = await backend.workshop(id)
  const here = attendees.filter((one) => one.attendance === 'present').map((one) => one.participant)
  return { id, present: here.map((one) => one.first_name), lastNames: here.map((one) => one.last_name) }
}

async function opened() {
  const here = await workshop()
  await station.open(here.id, PIN)
  render(App)
  await screen.findByRole('heading', {
    name: 'Bonjour ! Qui êtes-vous ?'.replace(' !', '\u00a0!').replace(' ?', '\u00a0?'),
  })
  return here
}

/** Chooses a tile, then the picture: the first time it is chosen, later shown. */
async function sit(user: ReturnType<typeof userEvent.setup>, name: string, picture = 'Poisson') {
  await user.click(await button(name))
  await screen.findByRole('heading', { level: 1, name: /image|picture/ })
  await user.click(await button(picture))
}

/** A badge that the person has not asked for yet. */
const notAsked = () => station.view?.person?.badges.find((one) => one.request === null)?.id ?? ''

/** Passes the questions up to this screen. */
async function until(user: ReturnType<typeof userEvent.setup>, heading: string | RegExp) {
  for (let turn = 0; turn < 12; turn += 1) {
    if (screen.queryByRole('heading', { level: 1, name: heading })) return
    const before = screen.getByRole('heading', { level: 1 }).textContent
    await user.click(await button(/^(Passer|Continuer)$/))
    await waitFor(() => expect(screen.getByRole('heading', { level: 1 }).textContent).not.toBe(before))
  }
  throw new Error(`never met ${String(heading)}`)
}

describe('the participant’s station', () => {
  beforeAll(() => {
    URL.createObjectURL = () => 'blob:thumbnail'
    URL.revokeObjectURL = () => undefined
  })
  beforeEach(async () => {
    begin('open')
    station.forget()
    await session.load()
  })
  afterEach(async () => {
    cleanup()
    vi.useRealTimers()
    await desk.stand()
    if ((await backend.station()).open) await station.close(PIN)
  })

  it('asks for a code typed twice the first time, then fills the screen', async () => {
    const user = userEvent.setup()
    const { id } = await workshop()
    const full = vi.spyOn(backend, 'fullScreen')
    render(OpenStation, { workshop: id })
    await user.click(await button('Ouvrir le poste'))
    const dialog = await screen.findByRole('dialog')
    const go = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Ouvrir le poste' })
    await user.type(within(dialog).getByLabelText('Votre code'), PIN)
    expect(go.disabled).toBe(true)
    await user.type(within(dialog).getByLabelText(/Le même code/), PIN)
    expect(go.disabled).toBe(false)
    await user.click(go)
    await waitFor(() => expect(station.view?.open).toBe(true))
    expect(full).toHaveBeenCalledWith(true)
  })

  it('shows first names only, and nothing of the rest of the application', async () => {
    const { present, lastNames } = await opened()
    for (const name of present) expect(await button(name)).toBeTruthy()
    for (const name of lastNames) expect(document.body.textContent).not.toContain(name)
    expect(screen.queryByRole('navigation')).toBeNull()
  })

  it('leads from a tile to a request handed to the facilitator, and back to the welcome screen', async () => {
    const user = userEvent.setup()
    const { present } = await opened()
    const [me = '', other = ''] = [present[1], present[0]]
    await sit(user, me)
    await screen.findByRole('heading', { level: 1, name: `Bonjour ${me}` })
    expect(screen.queryByText(other)).toBeNull()
    await user.click(await button('Demander un badge'))
    await screen.findByRole('heading', { level: 1, name: /Quel badge/ })
    const [badge] = screen
      .getAllByRole('button', { name: /Exemple/ })
      .filter((one) => !/déjà/.test(one.textContent ?? ''))
    if (!badge) throw new Error('no badge to ask for')
    await user.click(badge)
    await screen.findByRole('heading', { level: 1, name: /Qu’avez-vous fait/ })
    const choice = await button('Réparer')
    await user.click(choice)
    expect(choice.getAttribute('aria-pressed')).toBe('true')
    expect(await button('Continuer')).toBeTruthy()
    await until(user, /Où était-ce/)
    // Two short questions on one screen.
    expect(screen.getByRole('heading', { level: 2, name: /Avec qui/ })).toBeTruthy()
    await user.click(await button('En équipe'))
    await until(user, /preuve/)
    await user.upload(
      screen.getByLabelText('Choisir un fichier'),
      new File([await readFile('../assets/demo/photo.jpg')], 'velo.jpg'),
    )
    await screen.findByText('velo')
    await user.click(await button('Continuer'))
    await screen.findByRole('heading', { level: 1, name: 'Relisez votre demande' })
    expect(screen.getByText('J’ai fait une réparation. Je l’ai fait en équipe.')).toBeTruthy()
    await user.type(screen.getByRole('textbox', { name: /ajouter quelque chose/ }), 'Le vélo roule')
    expect(await screen.findByText('J’ai fait une réparation. Je l’ai fait en équipe. Le vélo roule.')).toBeTruthy()
    const id = station.view?.request?.line.id ?? ''
    await user.click(await button('Envoyer à mon accompagnateur'))
    await screen.findByRole('heading', { level: 1, name: new RegExp(`Merci ${me}`) })
    await user.click(await button('J’ai fini'))
    await screen.findByRole('heading', { level: 1, name: /Qui êtes-vous/ })
    await station.close(PIN)
    expect((await backend.request(id)).narrative).toBe(
      'J’ai fait une réparation. Je l’ai fait en équipe. Le vélo roule.',
    )
  })

  it('reads aloud every text of the screen: how far along, what is asked, and the buttons at the bottom', async () => {
    const user = userEvent.setup()
    const { present } = await opened()
    vi.spyOn(backend, 'canSpeak').mockResolvedValue(true)
    const spoken: string[] = []
    vi.spyOn(backend, 'speak').mockImplementation(async (text) => void spoken.push(text))
    await sit(user, present[4] ?? '')
    await screen.findByRole('heading', { level: 1, name: `Bonjour ${present[4]}` })
    await desk.act(() => backend.stationAsk(notAsked()))
    await desk.go('evidence')
    await screen.findByRole('heading', { level: 1, name: /preuve/ })
    await user.click(await button('Écouter'))
    await waitFor(() => expect(spoken.join(' ')).toMatch(/^Étape \d+ sur \d+\. Avez-vous une preuve/))
    await waitFor(() => expect(spoken.join(' ')).toMatch(/Retour\. Je n’en ai pas\.$/), { timeout: 20_000 })
    expect(spoken.join(' ')).not.toContain('Accompagnateur')
    spoken.length = 0
    await desk.go('review')
    await screen.findByRole('heading', { level: 1, name: 'Relisez votre demande' })
    await user.click(await button('Écouter'))
    await waitFor(() => expect(spoken.join(' ')).toMatch(/Envoyer à mon accompagnateur\.$/), { timeout: 20_000 })
  })

  it('says in the person’s own language what went wrong, and keeps the draft', async () => {
    const user = userEvent.setup()
    const { present } = await opened()
    await user.click(await button('English'))
    await sit(user, present[2] ?? '', 'Fish')
    await screen.findByRole('heading', { level: 1, name: `Hello ${present[2]}` })
    await user.click(await button('Ask for a badge'))
    await screen.findByRole('heading', { level: 1, name: /Which badge/ })
    await user.click(screen.getAllByRole('button', { name: /Exemple/ })[0]!)
    await waitFor(() => expect(station.view?.request).not.toBeNull())
    await desk.go('evidence')
    await screen.findByRole('heading', { level: 1, name: /proof/ })
    const params = { file: 'a.jpg', size: 62, max: 50 }
    vi.spyOn(backend, 'stationAddEvidence').mockRejectedValue({ code: 'evidence-too-large', params, field: null })
    await user.upload(screen.getByLabelText('Choose a file'), new File([new Uint8Array([1])], 'a.jpg'))
    expect(await screen.findByText(/too big/)).toBeTruthy()
    expect(screen.queryByText(/62 Mo/)).toBeNull()
  })

  it('is written from right to left in Arabic', async () => {
    const user = userEvent.setup()
    await opened()
    await user.click(await button('العربية'))
    const heading = await screen.findByRole('heading', { level: 1, name: /مرحبا/ })
    expect(heading.closest('[dir]')?.getAttribute('dir')).toBe('rtl')
    expect(heading.closest('[lang]')?.getAttribute('lang')).toBe('ar')
  })

  it('is left by Escape with the facilitator’s code and by nothing else', async () => {
    const user = userEvent.setup()
    await opened()
    await user.keyboard('{Escape}')
    const dialog = await screen.findByRole('dialog')
    const code = within(dialog).getByLabelText('Code')
    await user.type(code, '1111{Enter}')
    expect(await within(dialog).findByText(/pas le bon code/)).toBeTruthy()
    expect(station.view?.open).toBe(true)
    for (const digit of PIN) await user.click(within(dialog).getByRole('button', { name: digit }))
    await user.click(within(dialog).getByRole('button', { name: 'Fermer le poste' }))
    await waitFor(() => expect(station.view?.open).toBe(false))
    expect(
      await screen.findByRole('navigation', { name: 'Rubriques' }).catch(() => screen.findAllByRole('navigation')),
    ).toBeTruthy()
  })

  it('asks whether the person is still there, then closes the screen and keeps what was typed', async () => {
    const user = userEvent.setup()
    const { present } = await opened()
    await sit(user, present[3] ?? '')
    await screen.findByRole('heading', { level: 1, name: `Bonjour ${present[3]}` })
    await desk.act(() => backend.stationAsk(notAsked()))
    await waitFor(() => expect(station.view?.request).not.toBeNull())
    vi.useFakeTimers()
    await desk.go('words')
    await tick()
    const id = station.view?.request?.line.id ?? ''
    const text = screen.getByRole<HTMLTextAreaElement>('textbox')
    text.value = 'Mes mots'
    text.dispatchEvent(new Event('input', { bubbles: true }))
    await vi.advanceTimersByTimeAsync(151_000)
    expect(screen.getByText(/Êtes-vous toujours là/)).toBeTruthy()
    await vi.advanceTimersByTimeAsync(31_000)
    vi.useRealTimers()
    await screen.findByRole('heading', { level: 1, name: /Qui êtes-vous/ })
    await station.close(PIN)
    expect((await backend.request(id)).narrative).toBe('Mes mots')
  })

  describe('when the disk is full', () => {
    const full = { code: 'store-full', field: null }
    async function typed(user: ReturnType<typeof userEvent.setup>, name: string) {
      await sit(user, name)
      await screen.findByRole('heading', { level: 1, name: `Bonjour ${name}` })
      await desk.act(() => backend.stationAsk(notAsked()))
      await desk.go('words')
      const text = await screen.findByRole<HTMLTextAreaElement>('textbox')
      vi.spyOn(backend, 'stationWords').mockRejectedValue(full)
      await user.type(text, ' perdu')
    }
    afterEach(() => vi.restoreAllMocks())

    it('leaves all the same, says why, and lets the next person sit', async () => {
      const user = userEvent.setup()
      const { present } = await opened()
      const [me = '', next = ''] = [present[0], present[1]]
      await typed(user, me)
      await user.click(await button('Continuer'))
      expect(await screen.findByText(/ordinateur est plein/)).toBeTruthy()
      await desk.stand()
      await screen.findByRole('heading', { level: 1, name: /Qui êtes-vous/ })
      expect(screen.getByText(/ordinateur est plein/)).toBeTruthy()
      await sit(user, next)
      await screen.findByRole('heading', { level: 1, name: `Bonjour ${next}` })
      expect(screen.queryByText(/ordinateur est plein/)).toBeNull()
    })

    it('covers the words when even standing up cannot be noted', async () => {
      const user = userEvent.setup()
      await backend.setStationPictures(false)
      const { present } = await opened()
      await user.click(await button(present[0] ?? ''))
      await screen.findByRole('heading', { level: 1, name: `Bonjour ${present[0]}` })
      vi.spyOn(backend, 'stationStand').mockRejectedValue(full)
      await desk.stand()
      await screen.findByRole('heading', { level: 1, name: new RegExp(`${present[0]}, on reprend`) })
      expect(screen.getByText(/ordinateur est plein/)).toBeTruthy()
      expect(screen.queryByText('Votre travail est gardé.')).toBeNull()
    })

    it('holds nobody back after it was closed with the code and opened again', async () => {
      const user = userEvent.setup()
      const { id, present } = await opened()
      await typed(user, present[0] ?? '')
      await station.close(PIN)
      await station.open(id, null)
      await sit(user, present[1] ?? '')
      await screen.findByRole('heading', { level: 1, name: `Bonjour ${present[1]}` })
    })

    it('says at the opening what typed before could not be kept, then opens all the same', async () => {
      const { id } = await workshop()
      const autosave = new Autosave<string>(async () => {
        throw full
      })
      autosave.touch('a')
      await expect(station.open(id, PIN)).rejects.toEqual(full)
      await station.open(id, PIN)
      expect(station.view?.open).toBe(true)
      expect(await flushAll()).toEqual([])
    })
  })

  it('after a crash without pictures, asks the same person first, then shows their screen', async () => {
    await backend.setStationPictures(false)
    const user = userEvent.setup()
    const { present } = await opened()
    await user.click(await button(present[0] ?? ''))
    await screen.findByRole('heading', { level: 1, name: `Bonjour ${present[0]}` })
    await user.click(await button('Demander un badge'))
    await screen.findByRole('heading', { level: 1, name: /Quel badge/ })
    cleanup()
    station.forget()
    render(App)
    await screen.findByRole('heading', { level: 1, name: new RegExp(`${present[0]}, on reprend`) })
    expect(screen.queryByText(/Quel badge/)).toBeNull()
    await user.click(await button('Oui, je continue'))
    await screen.findByRole('heading', { level: 1, name: /Quel badge/ })
  })

  it('asks for one’s picture the next time, and for the facilitator after three wrong ones', async () => {
    const user = userEvent.setup()
    const { present } = await opened()
    const me = present[1] ?? ''
    await user.click(await button(me))
    await screen.findByRole('heading', { level: 1, name: `${me}, choisissez une image` })
    expect(screen.getByText('Elle garde vos réponses pour vous.')).toBeTruthy()
    expect(screen.getAllByRole('listitem')).toHaveLength(12)
    await user.click(await button('Lune'))
    await screen.findByRole('heading', { level: 1, name: `Bonjour ${me}` })
    await user.click(await button('J’ai fini'))
    await user.click(await button(me))
    await screen.findByRole('heading', { level: 1, name: /quelle est votre image/ })
    await user.click(await button('Soleil'))
    expect(await screen.findByText(/pas votre image/)).toBeTruthy()
    await user.click(await button('Clé'))
    expect(await screen.findByText(/pas votre image/)).toBeTruthy()
    await user.click(await button('Tasse'))
    await screen.findByRole('heading', { level: 1, name: 'Demandez à votre accompagnateur' })
    expect(screen.queryByRole('button', { name: 'Lune' })).toBeNull()
    await user.click(await button('Taper le code'))
    const dialog = await screen.findByRole('dialog')
    await user.type(within(dialog).getByLabelText('Code'), '1111{Enter}')
    expect(await within(dialog).findByText(/pas le bon code/)).toBeTruthy()
    await user.type(within(dialog).getByLabelText('Code'), `${PIN}{Enter}`)
    await screen.findByRole('heading', { level: 1, name: `${me}, choisissez une image` })
    await user.click(await button('Cloche'))
    await screen.findByRole('heading', { level: 1, name: `Bonjour ${me}` })
  })

  it('asks for no picture when the facilitator wants none', async () => {
    const user = userEvent.setup()
    await backend.setStationPictures(false)
    const { present } = await opened()
    await user.click(await button(present[4] ?? ''))
    await screen.findByRole('heading', { level: 1, name: `Bonjour ${present[4]}` })
  })
})

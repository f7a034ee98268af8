import { readFile } from 'node:fs/promises'
import { render, screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { backend } from '$src/api'
import { begin } from '$src/api/bridge'
import RequestScreen from './RequestScreen.svelte'

/** A new draft, with nothing in it, for someone who has an address. */
async function draft(): Promise<string> {
  begin('open')
  const form = { id: null, first_name: 'Ana', last_name: 'Abry', email: 'ana@exemple.fr', phone: '', nickname: '' }
  const person = await backend.saveParticipant(form)
  const badges = (await backend.catalogue()).pathways.flatMap((pathway) => pathway.badges)
  const badge = badges.find((one) => one.rule_complete)
  if (!badge) throw new Error('nothing to ask for')
  return (await backend.openRequest(person.id, badge.id, null)).summary.id
}

const confirmName = /Confirmer l.envoi à INAÉ/
const photo = await readFile('../assets/demo/photo.jpg')
const picture = new File([photo], 'rang.jpg', { type: 'image/jpeg' })
/** Enough of them. */
const WORDS = 'J’ai semé un rang de carottes avec toute l’équipe.'

describe('the screen of a request', () => {
  beforeAll(() => {
    URL.createObjectURL = () => 'blob:thumbnail'
    URL.revokeObjectURL = () => undefined
  })
  let id = ''
  beforeEach(async () => {
    id = await draft()
    render(RequestScreen, { id })
    await screen.findByRole('textbox', { name: /Ce que j.ai fait/ })
  })

  it('keeps what is typed when the field is left, without a button', async () => {
    const user = userEvent.setup()
    await user.type(screen.getByRole('textbox', { name: /Ce que j.ai fait/ }), 'J’ai semé un rang.')
    await user.tab()
    await waitFor(async () => expect((await backend.request(id)).narrative).toBe('J’ai semé un rang.'))
  })

  it('cannot be confirmed before it is complete, says why, and brings to what is missing', async () => {
    const user = userEvent.setup()
    const confirm = screen.getByRole<HTMLButtonElement>('button', { name: confirmName })
    expect(confirm.disabled).toBe(true)
    expect(screen.getByText(/Possible dès que ces 2 points/)).toBeTruthy()
    const missing = screen.getByRole('heading', { name: 'Il manque encore' }).closest('section')
    if (!missing) throw new Error('no list of what is missing')
    await user.click(within(missing).getByRole('button', { name: /mots/ }))
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: /Ce que j.ai fait/ }))
  })

  it('shows why a file was refused and keeps the request as it was', async () => {
    const user = userEvent.setup({ applyAccept: false })
    const picker = screen.getByLabelText(/Ajouter une photo ou un document/, { selector: 'input' })
    await user.upload(picker, new File(['rien'], 'notes.txt', { type: 'text/plain' }))
    expect(await screen.findByText(/Fichier\s: notes/)).toBeTruthy()
    expect((await backend.request(id)).evidence).toEqual([])
  })

  it('removes a piece of evidence and puts it back', async () => {
    const user = userEvent.setup()
    await user.upload(screen.getByLabelText(/Ajouter une photo ou un document/, { selector: 'input' }), picture)
    await user.click(await screen.findByRole('button', { name: /Retirer «\srang\s»/ }))
    await waitFor(async () => expect((await backend.request(id)).evidence).toEqual([]))
    const { toasts } = await import('$src/state/toasts.svelte')
    await waitFor(() => expect(toasts.undoNewest()).toBe(true))
    await screen.findByRole('button', { name: /Retirer «\srang\s»/ })
    expect((await backend.request(id)).evidence.map((one) => one.label)).toEqual(['rang'])
  })

  it('once complete, is confirmed, then can be taken back as long as nothing has left', async () => {
    const user = userEvent.setup()
    await user.upload(screen.getByLabelText(/Ajouter une photo ou un document/, { selector: 'input' }), picture)
    await user.type(screen.getByRole('textbox', { name: /Ce que j.ai fait/ }), WORDS)
    await user.tab()
    const confirm = screen.getByRole<HTMLButtonElement>('button', { name: confirmName })
    await waitFor(() => expect(confirm.disabled).toBe(false))
    await user.click(confirm)
    await user.click(await screen.findByRole('button', { name: 'Modifier encore' }))
    await screen.findByRole('button', { name: confirmName })
    expect((await backend.request(id)).editable).toBe(true)
  })
})

describe('a request that INAÉ sent back', () => {
  let id = ''
  let before = ''
  beforeEach(async () => {
    begin('open')
    const returned = (await backend.requests({ participant: null, workshop: null })).find(
      (one) => one.state === 'returned',
    )
    id = returned?.id ?? ''
    before = (await backend.request(id)).narrative
    render(RequestScreen, { id })
    await screen.findByRole('heading', { name: /INAÉ pose une question/ })
  })
  const send = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Renvoyer à INAÉ' })

  it('shows the question first, with its day, and cannot be sent again as it is', () => {
    const question = screen.getByText(/une photo du poste rangé/)
    const words = screen.getByRole('textbox', { name: /Ce que j.ai fait/ })
    expect(question.compareDocumentPosition(words) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy()
    const answer = screen.getByRole('textbox', { name: /Votre réponse à INAÉ/ })
    expect(answer.compareDocumentPosition(words) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy()
    expect(screen.getByText(/Le 24 novembre 2026/)).toBeTruthy()
    expect(send().disabled).toBe(true)
    expect(screen.queryByText('Tout y est')).toBeNull()
  })

  it('is sent again once it is answered', async () => {
    const user = userEvent.setup()
    await user.click(screen.getByRole('button', { name: /Répondre à INAÉ/ }))
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: /Votre réponse à INAÉ/ }))
    await user.keyboard('Lundi.')
    await user.tab()
    await waitFor(() => expect(send().disabled).toBe(false))
    await user.click(send())
    await waitFor(async () => expect((await backend.request(id)).summary.state).toBe('queued'))
    expect((await backend.request(id)).question?.reply).toBe('Lundi.')
    // What was asked and answered can still be read.
    expect(await screen.findByRole('heading', { name: 'Votre réponse' })).toBeTruthy()
    expect(screen.getByText('Lundi.')).toBeTruthy()
  })

  it('or once it is changed, as long as it is', async () => {
    const user = userEvent.setup()
    const words = screen.getByRole('textbox', { name: /Ce que j.ai fait/ })
    await user.type(words, ' Lundi.')
    await user.tab()
    await waitFor(() => expect(send().disabled).toBe(false))
    expect(screen.getByText(/La demande a changé depuis la question/)).toBeTruthy()
    await user.clear(words)
    await user.type(words, before)
    await user.tab()
    await waitFor(() => expect(send().disabled).toBe(true))
  })
})

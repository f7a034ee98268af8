import { render, screen, waitFor } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import { backend } from '$src/api'
import People from './People.svelte'

const NOTICE = 'Ces changements ne sont pas encore enregistrés.'

describe('what is typed about a person', () => {
  let id = ''
  let made = 0
  let name = ''
  beforeEach(async () => {
    // Another name at each turn.
    const last_name = `Zola ${'abcdef'.charAt((made += 1))}zxq`
    const form = { id: null, first_name: 'Ana', last_name, email: '', phone: '', nickname: '' }
    const person = await backend.saveParticipant({ ...form, language: 'ar' })
    id = person.id
    name = `${person.first_name} ${person.last_name}`
  })
  async function show() {
    const shown = render(People, { path: [id] })
    await screen.findByRole('heading', { name })
    return shown
  }
  const edit = async () => {
    await userEvent.setup().click(await screen.findByRole('button', { name: 'Modifier' }))
  }
  const phone = () => screen.getByLabelText<HTMLInputElement>(/Téléphone/)

  it('is offered again after another screen was shown, on this person and no other', async () => {
    const user = userEvent.setup()
    const shown = await show()
    await edit()
    expect(screen.getByLabelText<HTMLSelectElement>(/Sa langue au poste/).value).toBe('ar')
    await user.type(phone(), '05 55 00 00 00')
    shown.unmount()
    const other = (await backend.participants('Fatou'))[0]
    const elsewhere = render(People, { path: [other?.id ?? ''] })
    await edit()
    expect(screen.queryByText(NOTICE)).toBeNull()
    elsewhere.unmount()
    const again = await show()
    expect(await screen.findByText(NOTICE)).toBeTruthy()
    expect(phone().value).toBe('05 55 00 00 00')
    await user.click(screen.getByRole('button', { name: 'Enregistrer' }))
    await waitFor(async () => expect((await backend.participant(id)).phone).toBe('05 55 00 00 00'))
    expect((await backend.personStation(id)).language).toBe('ar')
    again.unmount()
    await show()
    await edit()
    expect(screen.queryByText(NOTICE)).toBeNull()
  })

  it('is offered again after the panel was closed, and forgotten once given up', async () => {
    const user = userEvent.setup()
    await show()
    await edit()
    await user.type(phone(), '05')
    await user.click(screen.getByRole('button', { name: 'Fermer' }))
    await user.click(await screen.findByRole('button', { name: new RegExp(name.split(' ')[2] ?? '') }))
    expect(await screen.findByText(NOTICE)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Les abandonner' }))
    expect(phone().value).toBe('')
    await user.type(phone(), '06')
    await user.click(screen.getByRole('button', { name: 'Annuler' }))
    await user.click(await screen.findByRole('button', { name: new RegExp(name.split(' ')[2] ?? '') }))
    await edit()
    expect(phone().value).toBe('')
    expect(screen.queryByText(NOTICE)).toBeNull()
  })

  it('is kept for someone new too', async () => {
    const user = userEvent.setup()
    render(People, { path: [] })
    await user.click(await screen.findByRole('button', { name: 'Ajouter une personne' }))
    await user.type(await screen.findByLabelText('Prénom'), 'Lou')
    await user.click(screen.getByRole('button', { name: 'Fermer' }))
    await user.click(screen.getByRole('button', { name: 'Ajouter une personne' }))
    expect(await screen.findByText('Voici ce que vous aviez commencé.')).toBeTruthy()
    expect(screen.getByLabelText<HTMLInputElement>('Prénom').value).toBe('Lou')
    await user.click(screen.getByRole('button', { name: 'Tout effacer' }))
    expect(screen.getByLabelText<HTMLInputElement>('Prénom').value).toBe('')
  })
})

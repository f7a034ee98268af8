import { render, screen, waitFor } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { backend } from '$src/api'
import { begin } from '$src/api/bridge'
import { tell } from '$src/texts/problems'
import SetupPage from './SetupPage.svelte'
import { beside, isDone, stepOf } from './steps'

describe('the steps', () => {
  it('are taken up again where they were left', async () => {
    const setup = await backend.setup()
    expect(stepOf({ ...setup, step: 'badges' })).toBe('badges')
    expect(stepOf({ ...setup, step: 'done' })).toBe('recovery')
    expect(stepOf({ ...setup, step: '' })).toBe('structure')
  })

  it('have an order', () => {
    expect(beside('structure', -1)).toBeUndefined()
    expect(beside('structure', 1)).toBe('staff')
    expect(beside('recovery', 1)).toBeUndefined()
  })

  it('are done when what they ask is known', async () => {
    const setup = await backend.setup()
    expect(isDone('badges', { ...setup, offered: 2, rules_complete: 1 })).toBe(false)
    expect(isDone('badges', { ...setup, offered: 2, rules_complete: 2 })).toBe(true)
    expect(isDone('badges', { ...setup, offered: 0, rules_complete: 0 })).toBe(false)
    expect(isDone('mode', { ...setup, validation_mode: null })).toBe(false)
    expect(isDone('recovery', { ...setup, recovery: 'check' })).toBe(false)
    expect(isDone('recovery', { ...setup, recovery: null })).toBe(true)
  })
})

describe('the first launch', () => {
  // Everything is filled in, and nothing is finished.
  beforeEach(async () => {
    begin('new')
    await backend.createStore('soleil tasse vélo pigeon grange violet onze')
    await backend.saveStructure({ name: 'Les Jardins', kind: 'aci' })
    await backend.saveStaff({ id: null, name: 'Claire Fontaine', role: 'cip', role_label: '' })
    const [badge] = (await backend.catalogue()).pathways.flatMap((pathway) => pathway.badges)
    const rule = { criterion: 'Un', evidence: 'Deux', assessor: 'Trois', process: 'Quatre' }
    await backend.saveOffer(badge?.id ?? '', rule)
    await backend.setValidationMode('committee')
  })

  it('leads to the end, keeping the step and the structure on the way', async () => {
    await backend.setSetupStep('structure')
    const step = vi.spyOn(backend, 'setSetupStep')
    const finish = vi.spyOn(backend, 'finishSetup')
    const user = userEvent.setup()
    render(SetupPage)
    const name = await screen.findByLabelText('Nom de la structure')
    await user.clear(name)
    await user.type(name, 'Le Potager de Bazas')
    await user.click(screen.getByRole('button', { name: 'Continuer' }))
    await waitFor(() => expect(step).toHaveBeenLastCalledWith('staff'))
    await screen.findByRole('heading', { level: 1, name: 'L’équipe' })
    await waitFor(async () => expect((await backend.setup()).structure.name).toBe('Le Potager de Bazas'))
    await user.click(screen.getByRole('button', { name: 'Continuer' }))
    await screen.findByRole('heading', { level: 1, name: 'Les badges et leurs règles' })
    await user.click(screen.getByRole('button', { name: 'Continuer' }))
    await screen.findByRole('heading', { level: 1, name: 'La validation' })
    await user.click(screen.getByRole('button', { name: 'Continuer' }))
    await screen.findByRole('heading', { level: 1, name: 'La fiche de secours' })
    await screen.findByRole('button', { name: 'Faire une fiche de secours' })
    expect(finish).not.toHaveBeenCalled()
    await user.click(screen.getByRole('button', { name: 'Terminer et entrer' }))
    await waitFor(() => expect(finish).toHaveBeenCalledOnce())
  })

  it('does not lose a name typed before its kind was chosen, while one looks further', async () => {
    begin('new')
    await backend.createStore('soleil tasse vélo pigeon grange violet onze')
    await backend.setSetupStep('structure')
    // The slowest save: its answer comes after all that does not wait for it.
    const save = backend.saveStructure.bind(backend)
    vi.spyOn(backend, 'saveStructure').mockImplementation(async (structure) => {
      await new Promise((then) => setTimeout(then, 150))
      return save(structure)
    })
    const user = userEvent.setup()
    render(SetupPage)
    await user.type(await screen.findByLabelText('Nom de la structure'), 'Le Potager')
    await user.click(screen.getByRole('button', { name: 'Continuer' }))
    await user.click(await screen.findByRole('button', { name: 'Étape précédente' }))
    const name = await screen.findByLabelText('Nom de la structure')
    expect((name as HTMLInputElement).value).toBe('Le Potager')
  })

  it('stays with what could not be kept, and says why', async () => {
    await backend.setSetupStep('structure')
    const full = { code: 'store-full', field: null } as const
    vi.spyOn(backend, 'saveStructure').mockRejectedValue(full)
    const user = userEvent.setup()
    render(SetupPage)
    const name = await screen.findByLabelText('Nom de la structure')
    await user.clear(name)
    await user.type(name, 'Le Potager')
    const title = screen.getByRole('heading', { level: 1 }).textContent
    await user.click(screen.getByRole('button', { name: 'Continuer' }))
    await screen.findByText(tell('store-full', {}).what)
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(title)
    expect((name as HTMLInputElement).value).toBe('Le Potager')
  })
})

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { backend } from '$src/api'
import { projection } from './projection.svelte'
import { lockedSession } from './samples'
import { session } from './session.svelte'
import { station } from './station.svelte'

describe('what is projected', () => {
  let id = ''
  beforeEach(async () => {
    id = (await backend.workshops()).find((one) => one.present > 0)?.id ?? ''
    await projection.show(id, 'registered')
  })
  afterEach(async () => {
    if ((await backend.station()).open) await station.close('2580')
    await projection.stop()
  })

  it('stops before the station is opened, which refuses to stop it', async () => {
    const open = backend.openStation.bind(backend)
    let seen: boolean | null = null
    vi.spyOn(backend, 'openStation').mockImplementation(async (...given) => {
      seen = await backend.projecting()
      return open(...given)
    })
    await station.open(id, '2580')
    expect(seen).toBe(false)
    expect(projection.on).toBe(false)
  })

  it('goes on when the station could not be opened', async () => {
    const refused = { code: 'nobody-present', field: null }
    vi.spyOn(backend, 'openStation').mockRejectedValue(refused)
    await expect(station.open(id, '2580')).rejects.toEqual(refused)
    expect(await backend.projecting()).toBe(true)
    expect(projection.step).toBe('registered')
  })

  it('stops when the store is locked', async () => {
    vi.spyOn(backend, 'lock').mockResolvedValue(lockedSession)
    await session.lock()
    expect(await backend.projecting()).toBe(false)
  })

  it('stays stopped, when it is stopped while it is being brought up to date', async () => {
    const project = backend.project.bind(backend)
    vi.spyOn(backend, 'project').mockImplementation(async (...given) => {
      await new Promise((later) => setTimeout(later, 50))
      return project(...given)
    })
    const following = projection.follow(id)
    await Promise.all([following, projection.stop()])
    expect(await backend.projecting()).toBe(false)
    expect(projection.on).toBe(false)
  })

  it('follows its workshop, never opens again a window that was closed, and finds one that is open', async () => {
    const project = vi.spyOn(backend, 'project')
    await projection.follow('another')
    expect(project).not.toHaveBeenCalled()
    await projection.follow(id)
    expect(project).toHaveBeenCalledWith(id, 'registered')
    await backend.stopProjecting()
    await projection.follow(id)
    expect(project).toHaveBeenCalledOnce()
    expect(projection.on).toBe(false)
    await backend.project(id, 'confirmed')
    await projection.follow(id)
    expect(projection.on).toBe(true)
  })
})

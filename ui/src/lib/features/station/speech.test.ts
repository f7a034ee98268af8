import { beforeEach, describe, expect, it, vi } from 'vitest'
import { backend } from '$lib/backend'
import { readable, speech } from './speech.svelte'

function screen(html: string): Element {
  const root = document.createElement('main')
  root.innerHTML = html
  return root
}

describe('what is read aloud', () => {
  it('is every text in order, one sentence a block, with what pictures and fields say', () => {
    const root = screen(
      '<h1>Bonjour <b>Léa</b></h1><p>Voici.</p><button><span>Oui</span></button><img alt="Photo"><textarea></textarea>',
    )
    root.querySelector('textarea')!.value = 'Mes mots'
    expect(readable(root, 'fr')).toEqual([{ text: 'Bonjour Léa. Voici. Oui. Photo. Mes mots.', language: 'fr' }])
  })

  it('leaves out drawings and what is not to be read', () => {
    const root = screen(
      '<svg><title>x</title></svg><p aria-hidden="true">a</p><div data-unread>b</div><p hidden>c</p><p>d</p>',
    )
    expect(readable(root, 'en')).toEqual([{ text: 'd.', language: 'en' }])
  })

  it('is each part in its own language', () => {
    const root = screen('<p>مرحبا</p><p lang="fr">Mon badge</p><p>شكرا</p>')
    expect(readable(root, 'ar').map((part) => part.language)).toEqual(['ar', 'fr', 'ar'])
  })
})

describe('reading aloud', () => {
  beforeEach(() => speech.stop())

  it('uses the computer’s engine when the window has no voice', async () => {
    vi.spyOn(backend, 'canSpeak').mockResolvedValue(true)
    const speak = vi.spyOn(backend, 'speak').mockResolvedValue()
    await speech.read([{ text: 'Bonjour.', language: 'fr' }])
    expect(speak).toHaveBeenCalledWith('Bonjour.', 'fr')
    expect(speech.voiceless).toBe(false)
    expect(speech.speaking).toBe(false)
  })

  it('says when nothing here reads this language', async () => {
    vi.spyOn(backend, 'canSpeak').mockResolvedValue(false)
    await speech.read([{ text: 'Привіт.', language: 'uk' }])
    expect(speech.voiceless).toBe(true)
  })

  it('says when the engine is there but cannot be heard', async () => {
    vi.spyOn(backend, 'canSpeak').mockResolvedValue(true)
    vi.spyOn(backend, 'speak').mockRejectedValue({ code: 'speech-failed' })
    await speech.read([{ text: 'Bonjour.', language: 'fr' }])
    expect([speech.failed, speech.voiceless, speech.speaking]).toEqual([true, false, false])
    speech.stop()
    expect(speech.failed).toBe(false)
  })

  it('stops in the middle', async () => {
    let end = () => {}
    vi.spyOn(backend, 'canSpeak').mockResolvedValue(true)
    const speak = vi.spyOn(backend, 'speak').mockImplementation(() => new Promise((resolve) => (end = resolve)))
    const silent = vi.spyOn(backend, 'stopSpeaking').mockResolvedValue()
    const reading = speech.read([
      { text: 'Un.', language: 'fr' },
      { text: 'One.', language: 'en' },
    ])
    await vi.waitFor(() => expect(speak).toHaveBeenCalledOnce())
    speech.stop()
    end()
    await reading
    expect(silent).toHaveBeenCalledOnce()
    expect(speak).toHaveBeenCalledOnce()
  })
})

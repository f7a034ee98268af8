import { beforeEach, describe, expect, it, vi } from 'vitest'
import { backend } from '$src/api'
import { say, type Language } from '$src/texts/station-i18n'
import { clipOf } from '$src/voice/clips'
import { player } from '$src/voice/player'
import { readable, speech, type Line } from './speech.svelte'

function screen(html: string): Element {
  const root = document.createElement('main')
  root.innerHTML = html
  return root
}
const texts = (lines: Line[]) => lines.map(({ text }) => text)

describe('what is read aloud', () => {
  it('is every text in order, a line a block, with what pictures and fields say', () => {
    const root = screen(
      '<h1>Bonjour <b>Léa</b></h1><p>Voici.</p><button><span>Oui</span><span>Non</span></button><img alt="Photo"><textarea></textarea>',
    )
    root.querySelector('textarea')!.value = 'Mes mots'
    const lines = readable(root, 'fr')
    expect(texts(lines)).toEqual(['Bonjour Léa', 'Voici.', 'Oui', 'Non', 'Photo', 'Mes mots'])
    expect(lines.map(({ element }) => element.tagName)).toEqual(['H1', 'P', 'SPAN', 'SPAN', 'IMG', 'TEXTAREA'])
  })

  it('leaves out drawings and what is not to be read', () => {
    const root = screen(
      '<svg><title>x</title></svg><p aria-hidden="true">a</p><div data-unread>b</div><p hidden>c</p><p>d</p>',
    )
    expect(texts(readable(root, 'en'))).toEqual(['d'])
  })

  it('is each part in its own language', () => {
    const root = screen('<p>مرحبا</p><p lang="fr">Mon badge</p><p>شكرا</p>')
    expect(readable(root, 'ar').map((part) => part.language)).toEqual(['ar', 'fr', 'ar'])
  })
})

describe('reading aloud', () => {
  let played: string[] = []
  const sound = {} as AudioBuffer
  const root = () => screen('<h1>Bonjour Léa</h1><p>Appuyez sur votre prénom.</p><p>Ce que j’ai écrit</p>')
  const read = (html = root(), language: Language = 'fr') => speech.read(readable(html, language), language, 'Léa')
  const clips = (...keys: string[]) => keys.map((key) => `fr ${clipOf(key)}`)

  beforeEach(() => {
    speech.stop()
    played = []
    const names = new Map<AudioBuffer, string>()
    vi.spyOn(player, 'load').mockImplementation(async (language, clip) => {
      const buffer = { ...sound } as AudioBuffer
      names.set(buffer, `${language} ${clip}`)
      return buffer
    })
    vi.spyOn(player, 'play').mockImplementation(async (buffer) => void played.push(names.get(buffer) ?? ''))
    vi.spyOn(backend, 'canSpeak').mockResolvedValue(false)
  })

  it('plays what is recorded with no engine at all, without the name, and says aloud that the rest is not read', async () => {
    const speak = vi.spyOn(backend, 'speak')
    await read()
    expect(played).toEqual(clips('Bonjour', 'Appuyez sur votre prénom', say('fr', 'listen_partly')))
    expect(speak).not.toHaveBeenCalled()
    expect([speech.partly, speech.failed, speech.speaking]).toEqual([true, false, false])
  })

  it('gives the computer’s engine what was typed or chosen, and sentences with a name in them', async () => {
    vi.spyOn(backend, 'canSpeak').mockResolvedValue(true)
    const speak = vi.spyOn(backend, 'speak').mockResolvedValue()
    await read()
    expect(speak.mock.calls).toEqual([
      ['Bonjour Léa.', 'fr'],
      ['Ce que j’ai écrit.', 'fr'],
    ])
    expect(played).toEqual(clips('Appuyez sur votre prénom'))
    expect(speech.partly).toBe(false)
  })

  it('leaves out the names of a list without a word', async () => {
    await read(screen('<p>Voici vos étapes.</p><span data-name>Léa</span>'))
    expect(played).toEqual(clips('Voici vos étapes'))
    expect(speech.partly).toBe(false)
  })

  it('reads a text made of the answers, sentence by sentence', async () => {
    await read(screen('<p>J’ai fait une réparation. C’était au magasin.</p>'))
    expect(played).toEqual(clips('J’ai fait une réparation', 'C’était au magasin'))
  })

  it('marks what is being read', async () => {
    const html = screen('<p>Voici vos étapes.</p>')
    let seen: string | null = null
    vi.spyOn(player, 'play').mockImplementation(async () => {
      seen = html.querySelector('[data-reading]')?.textContent ?? null
    })
    await read(html)
    expect(seen).toBe('Voici vos étapes.')
    expect(html.querySelector('[data-reading]')).toBeNull()
  })

  it('asks the engine for all of it when the window cannot play a sound', async () => {
    vi.spyOn(player, 'load').mockRejectedValue(new Error('no sound'))
    vi.spyOn(backend, 'canSpeak').mockResolvedValue(true)
    const speak = vi.spyOn(backend, 'speak').mockResolvedValue()
    await read(screen('<p>Voici vos étapes.</p>'))
    expect(speak).toHaveBeenCalledWith('Voici vos étapes.', 'fr')
    expect(speech.failed).toBe(false)
  })

  it('says when nothing at all can be heard', async () => {
    const play = vi.spyOn(player, 'play').mockRejectedValue(new Error('no sound'))
    await read()
    // It is known at the first line.
    expect(play).toHaveBeenCalledOnce()
    expect([speech.failed, speech.partly, speech.speaking]).toEqual([true, false, false])
    vi.spyOn(backend, 'canSpeak').mockResolvedValue(true)
    vi.spyOn(backend, 'speak').mockRejectedValue({ code: 'speech-failed', field: null })
    await read()
    expect(speech.failed).toBe(true)
    speech.stop()
    expect(speech.failed).toBe(false)
  })

  it('stops in the middle', async () => {
    let end = () => {}
    vi.spyOn(player, 'play').mockImplementation(() => new Promise((resolve) => (end = resolve)))
    const quiet = vi.spyOn(player, 'stop')
    const silent = vi.spyOn(backend, 'stopSpeaking').mockResolvedValue()
    const reading = read()
    await vi.waitFor(() => expect(player.play).toHaveBeenCalledOnce())
    speech.stop()
    end()
    await reading
    expect(quiet).toHaveBeenCalledOnce()
    expect(silent).toHaveBeenCalledOnce()
    expect(player.play).toHaveBeenCalledOnce()
  })
})

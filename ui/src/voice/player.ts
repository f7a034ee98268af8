// Plays the recordings that come with the application, with nothing else of the computer than its sound.

/** The sound has not moved for so long, in milliseconds: there is none. */
const STUCK = 4_000
const LOOK = 250

class Player {
  #context: AudioContext | undefined
  #known = new Map<string, Promise<AudioBuffer>>()
  #playing: { source: AudioBufferSourceNode; end: (problem?: Error) => void } | null = null

  #open(): AudioContext {
    if (typeof AudioContext === 'undefined') throw new Error('no sound')
    return (this.#context ??= new AudioContext())
  }

  /** Fetches a recording, once. */
  load(language: string, clip: string): Promise<AudioBuffer> {
    const address = `${import.meta.env.BASE_URL}voice/${language}/${clip}.ogg`
    const known = this.#known.get(address)
    if (known) return known
    const found = (async () => {
      const context = this.#open()
      const answer = await fetch(address)
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`)
      return await context.decodeAudioData(await answer.arrayBuffer())
    })()
    // What could not be had now is asked for again the next time.
    found.catch(() => this.#known.delete(address))
    this.#known.set(address, found)
    return found
  }

  /** Resolves once it is heard, or stopped. */
  async play(buffer: AudioBuffer): Promise<void> {
    const context = this.#open()
    this.stop()
    const source = context.createBufferSource()
    source.buffer = buffer
    source.connect(context.destination)
    await new Promise<void>((resolve, reject) => {
      let moved = Date.now()
      let time = context.currentTime
      const watch = setInterval(() => {
        if (context.currentTime !== time) moved = Date.now()
        time = context.currentTime
        if (Date.now() - moved > STUCK) end(new Error('no sound'))
      }, LOOK)
      const end = (problem?: Error) => {
        clearInterval(watch)
        if (this.#playing?.source === source) this.#playing = null
        source.onended = null
        if (problem) reject(problem)
        else resolve()
      }
      source.onended = () => end()
      this.#playing = { source, end }
      // It waits for the computer's sound to be open; the watch above says when it never is.
      if (context.state === 'suspended') void context.resume().catch(() => undefined)
      source.start()
    })
  }

  /** Falls silent, and lets the computer's sound go. */
  stop(): void {
    const playing = this.#playing
    playing?.source.stop()
    playing?.end()
  }

  /** After the last word: the computer may rest its sound. */
  rest(): void {
    void this.#context?.suspend().catch(() => undefined)
  }
}

export const player = new Player()

// The badges' pictures. Views name badges by their code alone; the pictures are asked for once, when the first is shown.

import { backend } from '$src/api'

class Pictures {
  #all = $state.raw<Record<string, string>>({})
  #asked = false

  /** The address of a badge's picture; empty until it is there, and for a badge that nobody knows any more. */
  of(badge: string): string {
    if (!this.#asked) void this.read()
    return this.#all[badge] ?? ''
  }

  /** Reads them again, as after a catalogue was imported. */
  async read(): Promise<void> {
    this.#asked = true
    try {
      this.#all = await backend.badgePictures()
    } catch {
      // A picture is beside its name everywhere: nothing is lost, and it is asked for again with the next one.
      this.#asked = false
    }
  }
}

export const pictures = new Pictures()

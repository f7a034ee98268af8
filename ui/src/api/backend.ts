// All that the interface can ask. The commands of the application are generated from its table; what is added here is what
// Tauri itself gives. `tauri.ts` asks them in the window; `bridge.ts` asks the same core by loopback, for the tests and for
// looking at screens in a browser.

import type { Client } from './client'

export interface Backend extends Client {
  /** Shows everything larger, the page flowing again in what is left: 2 is twice. */
  setZoom(factor: number): Promise<void>
  /** Asks where to save a PDF, with the system's dialogue; null when given up. */
  askWhereToSave(suggestedName: string): Promise<string | null>
}

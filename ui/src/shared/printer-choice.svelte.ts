// The printer that the person chose, kept until the application is closed.

import type { PrinterView } from '$src/api/types'

class PrinterChoice {
  /** Name of its queue; empty as long as none was chosen. */
  name = $state('')

  /** The one that was chosen, otherwise the usual one, otherwise one that prints; null when there is none. */
  among(printers: PrinterView[]): PrinterView | null {
    const first = (wanted: (printer: PrinterView) => boolean) => printers.find(wanted)
    return (
      first((one) => one.name === this.name) ??
      first((one) => one.default) ??
      first((one) => one.ready) ??
      printers[0] ??
      null
    )
  }
}

export const printerChoice = new PrinterChoice()

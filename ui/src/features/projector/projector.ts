// What the projector works out by itself.

/** The drawing of each step, in assets/illustrations. */
const drawings: Record<string, string> = {
  mailbox: 'guide-mailbox',
  registered: 'guide-passport',
  confirmed: 'guide-confirm',
  'signed-in': 'guide-password',
  badge: 'guide-choose',
  prepared: 'guide-words',
  sent: 'all-sent',
  accepted: 'guide-accept',
  enriched: 'guide-enrich',
}

export function drawingOf(step: string): string {
  return drawings[step] ?? 'welcome'
}

/** The address as it is read aloud: without what nobody types. */
export function spoken(address: string): string {
  return address.replace(/^https?:\/\//, '').replace(/\/$/, '')
}

/** How many of these states are over for the person: done, or waiting to leave. */
export function doneOf(states: string[]): number {
  return states.filter((state) => state === 'done' || state === 'waiting').length
}

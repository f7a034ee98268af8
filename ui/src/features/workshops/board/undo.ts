// What the board does to requests, so that it can be undone without ever losing what a person wrote.

import { backend } from '$src/api'
import { asProblem } from '$src/api/problem'

/** Asks a badge for a person; `made` is false when one of their requests, begun anywhere, was already about it. */
export async function askBadge(
  participant: string,
  badge: string,
  workshop: string,
): Promise<{ id: string; made: boolean }> {
  const known = await backend.requests({ participant, workshop: null })
  const { id } = (await backend.openRequest(participant, badge, workshop)).summary
  return { id, made: known.every((one) => one.id !== id) }
}

/** Asks a badge for everyone present; gives the requests that did not exist before. */
export async function askForAll(workshop: string, badge: string): Promise<string[]> {
  const { rows } = await backend.board(workshop)
  const known = new Set(rows.flatMap((row) => row.requests.map((one) => one.id)))
  const { attendees } = await backend.startRequests(workshop, badge)
  return attendees.flatMap((one) => one.requests.map((request) => request.id)).filter((one) => !known.has(one))
}

/** Removes requests just made; gives how many are kept, because they are not empty any more. */
export async function removeMade(requests: string[]): Promise<number> {
  let kept = 0
  for (const one of requests) {
    const { narrative, evidence } = await backend.request(one)
    if (narrative === '' && evidence.length === 0) await backend.removeRequest(one)
    else kept += 1
  }
  return kept
}

/** Takes back what was confirmed; gives how many had left already. */
export async function takeBack(requests: string[]): Promise<number> {
  let late = 0
  for (const one of requests) {
    const { can_take_back, editable } = await backend.request(one)
    if (!can_take_back) {
      if (!editable) late += 1
      continue
    }
    try {
      await backend.takeBackRequest(one)
    } catch (thrown) {
      // It left at that very moment.
      if (asProblem(thrown).code !== 'already-sent') throw thrown
      late += 1
    }
  }
  return late
}

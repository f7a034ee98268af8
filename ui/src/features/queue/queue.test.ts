import { describe, expect, it } from 'vitest'
import type { QueueView, SyncKind } from '$src/api/types'
import { sync as sample } from '$src/state/samples'
import { countdown, fileShare, headline, sizeText } from './queue'

const sync = (kind: SyncKind) => sample({ kind })

function queue(kind: SyncKind, states: string[], receipts = 0): QueueView {
  return {
    sync: sync(kind),
    enrolled: kind !== 'not-enrolled',
    guichet_address: '',
    guichet_name: null,
    rows: states.map((state) => ({ state }) as QueueView['rows'][number]),
    receipts: Array.from({ length: receipts }, () => ({}) as QueueView['receipts'][number]),
  }
}

describe('the headline', () => {
  it('never says that all is sent while something waits, is held or has stopped', () => {
    expect(headline(queue('idle', ['waiting'], 3))).toBe('waiting')
    expect(headline(queue('idle', ['held'], 3))).toBe('held')
    expect(headline(queue('idle', ['held', 'stopped'], 3))).toBe('stopped')
    expect(headline(queue('idle', [], 3))).toBe('all-sent')
  })
  it('does not say that all is sent when nothing ever was', () => {
    expect(headline(queue('idle', []))).toBe('nothing')
  })
  it('first asks to be enrolled', () => {
    expect(headline(queue('not-enrolled', ['waiting']))).toBe('not-enrolled')
  })
  it('says that something must be done before that something waits', () => {
    expect(headline(queue('attention', ['waiting']))).toBe('attention')
  })
})

describe('the share of a file', () => {
  const file = { hash: 'a', label: '', total: 400, held: false }
  it('is full once the guichet holds it', () => {
    expect(fileShare({ ...file, held: true }, null)).toBe(1)
  })
  it('follows the file being sent, and only this one', () => {
    expect(fileShare(file, { hash: 'a', sent: 100, total: 400 })).toBe(0.25)
    expect(fileShare(file, { hash: 'b', sent: 100, total: 400 })).toBe(0)
  })
  it('does not divide by zero', () => {
    expect(fileShare(file, { hash: 'a', sent: 0, total: 0 })).toBe(0)
  })
})

describe('the countdown', () => {
  const now = Date.parse('2026-11-24T10:00:00Z')
  it('counts minutes and seconds', () => {
    expect(countdown('2026-11-24T10:02:05Z', now)).toEqual({ minutes: 2, seconds: 5 })
  })
  it('stops once the time has come', () => {
    expect(countdown('2026-11-24T09:59:59Z', now)).toBeNull()
    expect(countdown(null, now)).toBeNull()
  })
})

it('writes sizes in French', () => {
  expect(sizeText(840)).toBe('840\u00a0o')
  expect(sizeText(1_240_000)).toBe('1,2\u00a0Mo')
})

import { expect, it } from 'vitest'
import { drafts } from './drafts'

const saved = { place: 'Limoges', people: ['a'], email: '' }

it('offers again what was typed on this record and on no other', () => {
  drafts.keep('one', saved, { ...saved, place: 'Tulle' })
  expect(drafts.resume('other', saved)).toBeNull()
  expect(drafts.resume('one', saved)).toEqual({ ...saved, place: 'Tulle' })
  drafts.forget('one')
  expect(drafts.resume('one', saved)).toBeNull()
})

it('never takes back what was saved elsewhere meanwhile', () => {
  drafts.keep('one', saved, { ...saved, place: 'Tulle' })
  expect(drafts.resume('one', { ...saved, email: 'a@gmail.com' })).toEqual({
    place: 'Tulle',
    people: ['a'],
    email: 'a@gmail.com',
  })
})

it('keeps nothing of a form left as it was, nor of one changed back', () => {
  drafts.keep('one', saved, { ...saved, people: ['a', 'b'] })
  drafts.keep('one', saved, { ...saved, people: ['a'] })
  expect(drafts.resume('one', saved)).toBeNull()
  drafts.keep('one', saved, { ...saved, place: 'Tulle' })
  expect(drafts.resume('one', { ...saved, place: 'Tulle' })).toBeNull()
})

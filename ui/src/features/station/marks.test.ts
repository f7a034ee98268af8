import { describe, expect, it } from 'vitest'
import { COLOURS, initial, marksOf, shapes } from './marks'

const group = (names: string[]) => names.map((name, at) => ({ id: `0192-${at}-${name}`, name }))
const TWELVE = ['Abel', 'Amina', 'Aïcha', 'Bruno', 'Bintou', 'Carla', 'Driss', 'Emma', 'Émile', 'Ольга', 'محمد', 'Ali']

describe('the marks of the people', () => {
  it('are all different, by their shape alone for those who share a letter', () => {
    const marks = [...marksOf(group(TWELVE)).values()]
    expect(new Set(marks.map(({ shape, colour }) => `${shape} ${colour}`)).size).toBe(12)
    expect(new Set(marks.map(({ letter, shape }) => `${letter} ${shape}`)).size).toBe(12)
  })

  it('stay the same in another order, and when somebody else leaves', () => {
    const people = group(TWELVE)
    const marks = marksOf(people)
    expect(marksOf([...people].reverse())).toEqual(marks)
    const kept = people.filter((one) => marksOf(people.slice(0, 6)).get(one.id) !== undefined)
    const same = kept.filter((one) => {
      const [now, then] = [marksOf(people.slice(0, 6)).get(one.id), marks.get(one.id)]
      return now?.shape === then?.shape && now?.colour === then?.colour
    })
    expect(same.length).toBeGreaterThanOrEqual(5)
  })

  it('hold more people than a workshop ever has', () => {
    const many = group(Array.from({ length: shapes.length * COLOURS + 4 }, (_, at) => `N${at}`))
    expect(marksOf(many).size).toBe(many.length)
  })

  it('show the first letter of any alphabet', () => {
    expect(['élodie', ' Ольга', 'محمد', '𝒜lice', ''].map(initial)).toEqual(['É', 'О', 'م', '𝒜', ''])
  })
})

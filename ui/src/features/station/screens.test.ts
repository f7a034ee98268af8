import { render, screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { backend } from '$src/api'
import type { StationPerson, StationRequest, StationView } from '$src/api/types'
import Choices from './Choices.svelte'
import Evidence from './Evidence.svelte'
import Steps from './Steps.svelte'

const line = { id: 'r', badge_id: 'b', badge_name: 'Exemple', stage: 'writing' }
const request: StationRequest = {
  line,
  recognises: '',
  expected: '',
  message: null,
  question: null,
  editable: true,
  questions: [],
  screens: [],
  answers: {},
  narrative: '',
  narrative_read: '',
  own_words: false,
  narrative_max: 4000,
  evidence: [],
}
const before = (one: Element, other: Element) =>
  Boolean(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING)

it('forgets that a camera was missing once there is a picture, and shows the picture before the ways to add one', async () => {
  const user = userEvent.setup()
  const { rerender } = render(Evidence, { request })
  await user.click(screen.getByRole('button', { name: 'Prendre une photo' }))
  expect(await screen.findByText(/caméra ne marche pas/)).toBeTruthy()
  const piece = { hash: 'h', label: 'velo.pdf', media_type: 'application/pdf', size_text: '1 ko' }
  const whole = { ...request, evidence: [piece] }
  vi.spyOn(backend, 'stationAddEvidence').mockImplementation(async () => {
    await rerender({ request: whole })
    return {} as StationView
  })
  await user.upload(screen.getByLabelText('Choisir un fichier'), new File([new Uint8Array([1])], 'velo.pdf'))
  const given = await screen.findByRole('heading', { name: 'Mes preuves' })
  await waitFor(() => expect(screen.queryByText(/caméra ne marche pas/)).toBeNull())
  expect(screen.queryByText(/on vérifie/)).toBeNull()
  expect(before(given, screen.getByRole('button', { name: 'Prendre une photo' }))).toBe(true)
})

it.each([
  [true, false],
  [false, true],
])('has boxes where several answers may be chosen and round marks where one is (several: %s)', (many, round) => {
  const choices = ['made', 'repaired'].map((id) => ({ id, picture: 'dot' }))
  const { container } = render(Choices, {
    question: { id: 'work-what', many, choices },
    given: ['made'],
    among: false,
    first: true,
    onchange: () => undefined,
  })
  const marks = [...container.querySelectorAll('.mark')]
  expect(marks.map((mark) => mark.classList.contains('round'))).toEqual([round, round])
  expect(screen.getByRole('button', { name: 'Fabriquer' }).getAttribute('aria-pressed')).toBe('true')
})

it('has steps that are read and requests that are pressed; the one that waits for the person is the button', () => {
  const person: StationPerson = {
    name: 'Léa',
    language: 'fr',
    steps: [{ code: 'mailbox', state: 'doing' }],
    badges: [],
    requests: [{ ...line, id: 'sent', stage: 'sent' }, line],
  }
  const { container } = render(Steps, { person })
  const steps = screen.getByRole('region', { name: 'Mes étapes' })
  expect(within(steps).queryByRole('button')).toBeNull()
  expect(within(steps).getByRole('listitem').getAttribute('aria-current')).toBe('step')
  expect([...container.querySelectorAll('.waits')].map((one) => one.textContent)).toEqual([
    expect.stringContaining('À continuer'),
  ])
})

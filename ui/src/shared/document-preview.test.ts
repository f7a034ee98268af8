import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import { backend } from '$src/api'
import type { DocumentChoice } from '$src/api/types'
import { PRINTERS } from '$src/state/samples'
import { printerChoice } from './printer-choice.svelte'
import DocumentPreview from './DocumentPreview.svelte'

beforeEach(() => {
  printerChoice.name = ''
  vi.spyOn(backend, 'printers').mockResolvedValue(PRINTERS)
  // The desk has a size only where there is a layout.
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(800)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600)
})

async function posters(count: number): Promise<DocumentChoice> {
  const badges = (await backend.catalogue()).pathways.flatMap((pathway) => pathway.badges)
  const chosen = badges.slice(0, count).map((badge) => badge.id)
  return { kind: 'poster', badges: chosen, together: false, format: 'a4', beside: null }
}

it('turns the pages, and stops at the first and the last', async () => {
  const asked = vi.spyOn(backend, 'documentPage')
  render(DocumentPreview, { choice: await posters(2), label: 'Affiches' })
  expect(await screen.findByText('Page 1 sur 2')).toBeTruthy()
  const before = screen.getByRole('button', { name: 'Page précédente' }) as HTMLButtonElement
  const after = screen.getByRole('button', { name: 'Page suivante' }) as HTMLButtonElement
  expect([before.disabled, after.disabled]).toEqual([true, false])
  await userEvent.click(after)
  expect(await screen.findByText('Page 2 sur 2')).toBeTruthy()
  expect(screen.getByAltText('Affiches, page 2 sur 2')).toBeTruthy()
  expect([before.disabled, after.disabled]).toEqual([false, true])
  await userEvent.click(before)
  expect(await screen.findByText('Page 1 sur 2')).toBeTruthy()
  expect(asked.mock.calls.map((call) => call[1])).toEqual([1, 2, 1])
})

it('goes back to the first page of another document', async () => {
  const { rerender } = render(DocumentPreview, { choice: await posters(3), label: 'Affiches' })
  await userEvent.click(await screen.findByRole('button', { name: 'Page suivante' }))
  expect(await screen.findByText('Page 2 sur 3')).toBeTruthy()
  await rerender({ choice: await posters(2) })
  expect(await screen.findByText('Page 1 sur 2')).toBeTruthy()
})

it('says what is wrong, and shows the page once it can be made', async () => {
  const problem = { code: 'no-receipt', field: null }
  vi.spyOn(backend, 'documentPage').mockRejectedValueOnce(problem)
  const { rerender } = render(DocumentPreview, { choice: { kind: 'receipts', workshop: null }, label: 'Accusés' })
  expect((await screen.findByRole('alert')).textContent).toContain('aucun accusé de réception')
  expect(screen.queryByRole('img')).toBeNull()
  await rerender({ choice: await posters(1) })
  expect(await screen.findByText('Page 1 sur 1')).toBeTruthy()
  expect(screen.queryByRole('alert')).toBeNull()
})

it('tells side by side what the chosen printer cannot print, and keeps that printer', async () => {
  const reach = /n’imprime pas/
  render(DocumentPreview, { choice: await posters(1), label: 'Affiche' })
  const told = await screen.findByText(reach)
  expect(told.textContent).toMatch(/Bureau.*: 6 mm au plus/s)
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Imprimante' }), 'Accueil')
  await expect.poll(() => screen.queryByText(reach)).toBeNull()
  expect(printerChoice.among(PRINTERS)?.name).toBe('Accueil')
})

it('proposes no choice of the only printer', async () => {
  vi.spyOn(backend, 'printers').mockResolvedValue(PRINTERS.slice(0, 1))
  render(DocumentPreview, { choice: await posters(1), label: 'Affiche' })
  expect(await screen.findByText(/n’imprime pas/)).toBeTruthy()
  expect(screen.queryByRole('combobox')).toBeNull()
})

it('shows the codes of a poster large, with what a phone reads in them, and none where there is none', async () => {
  const choice = await posters(2)
  const { rerender } = render(DocumentPreview, { choice, label: 'Affiches' })
  await screen.findByText('Page 1 sur 2')
  await userEvent.click(screen.getByRole('radio', { name: 'Le code' }))
  const [first] = (await backend.catalogue()).pathways.flatMap((pathway) => pathway.badges)
  expect(await screen.findByText(first?.application_url ?? 'no address')).toBeTruthy()
  expect(screen.getAllByAltText('Le code QR, agrandi').length).toBeGreaterThan(0)
  vi.spyOn(backend, 'documentCodes').mockResolvedValue([])
  await rerender({ choice: await posters(3) })
  expect(await screen.findByText('Cette page n’a pas de code QR.')).toBeTruthy()
  await rerender({ choice: { kind: 'receipts', workshop: null } })
  expect(screen.queryByRole('radio', { name: 'Le code' })).toBeNull()
})

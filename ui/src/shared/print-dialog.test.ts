import { cleanup, render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import { backend } from '$src/api'
import type { DocumentChoice, PrinterView } from '$src/api/types'
import { PRINTERS } from '$src/state/samples'
import { toasts } from '$src/state/toasts.svelte'
import { printerChoice } from './printer-choice.svelte'
import PrintDialog from './PrintDialog.svelte'

const receipts: DocumentChoice = { kind: 'receipts', workshop: null }
const unavailable = { code: 'printing-unavailable', field: null }

beforeEach(() => {
  printerChoice.name = ''
})

function show(printers: PrinterView[] | Error | typeof unavailable, choice = receipts) {
  const listed = vi.spyOn(backend, 'printers')
  if (Array.isArray(printers)) listed.mockResolvedValue(structuredClone(printers))
  else listed.mockRejectedValue(printers)
  const saved = vi.spyOn(backend, 'saveDocument')
  const opened = vi.spyOn(backend, 'openDocument')
  const printed = vi.spyOn(backend, 'printDocument')
  render(PrintDialog, { open: true, choice })
  return { listed, saved, opened, printed }
}

const button = (name: string) => screen.findByRole('button', { name })

it('prints as many copies as asked, on both sides, on the usual printer', async () => {
  const { printed, saved } = show(PRINTERS)
  const usual = await screen.findByRole('radio', { name: /Bureau/ })
  expect((usual as HTMLInputElement).checked).toBe(true)
  const copies = screen.getByLabelText('Nombre d’exemplaires')
  await userEvent.clear(copies)
  await userEvent.type(copies, '3')
  await userEvent.click(screen.getByLabelText('Des deux côtés de la feuille'))
  printed.mockResolvedValue('Envoyé à l’imprimante.')
  await userEvent.click(await button('Lancer l’impression'))
  expect(printed).toHaveBeenCalledExactlyOnceWith(receipts, 'Bureau', 3, true)
  await expect.poll(() => toasts.shown.at(-1)?.text).toBe('Envoyé à l’imprimante.')
  expect(saved).not.toHaveBeenCalled()
})

it('says that each copy of a poster has its own code, and that of a stack of flyers no more than one', async () => {
  const own = /Chaque exemplaire a son propre code/
  for (const [format, said] of [
    ['a4', true],
    ['flyer-two', false],
  ] as const) {
    show(PRINTERS, { kind: 'how-to-ask', format, beside: null })
    const copies = (await screen.findAllByLabelText('Nombre d’exemplaires')).at(-1)
    if (!copies) throw new Error('no field')
    expect(screen.queryByText(own)).toBeNull()
    await userEvent.clear(copies)
    await userEvent.type(copies, '3')
    expect(screen.queryByText(own) !== null).toBe(said)
    // What hangs has one side.
    expect(screen.queryByLabelText('Des deux côtés de la feuille') === null).toBe(said)
    cleanup()
  }
})

it('refuses no copies, and a hundred', async () => {
  show(PRINTERS)
  const print = await button('Lancer l’impression')
  const copies = screen.getByLabelText('Nombre d’exemplaires')
  for (const [typed, refused] of [
    ['0', true],
    ['100', true],
    ['99', false],
  ] as const) {
    await userEvent.clear(copies)
    await userEvent.type(copies, typed)
    expect((print as HTMLButtonElement).disabled).toBe(refused)
  }
})

it('says that a printer is stopped, and keeps the one that was chosen for the next document', async () => {
  const { printed } = show(PRINTERS)
  await userEvent.click(await screen.findByRole('radio', { name: /Accueil.*En pause/ }))
  printed.mockRejectedValue({ code: 'printer-stopped', params: { printer: 'Accueil', path: '' }, field: null })
  await userEvent.click(await button('Lancer l’impression'))
  expect(printed.mock.calls[0]?.[1]).toBe('Accueil')
  expect(await screen.findByText(/«\sAccueil\s» est arrêtée/)).toBeTruthy()
  // It can be tried again once it is set going.
  expect(await button('Lancer l’impression')).toBeTruthy()
  expect(printerChoice.among(PRINTERS)?.name).toBe('Accueil')
})

it('never proposes to print again what is printed in part', async () => {
  const { printed } = show(PRINTERS)
  const params = { printer: 'Accueil', last: 1, path: '', next: 2 }
  printed.mockRejectedValue({ code: 'printing-partial', params, field: null })
  await userEvent.click(await button('Lancer l’impression'))
  expect(await screen.findByText(/jusqu’à la page 1, mais pas la suite/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Lancer l’impression' })).toBeNull()
})

it('makes nothing by itself without a printer, and offers the PDF', async () => {
  const badge = (await backend.catalogue()).pathways.flatMap((pathway) => pathway.badges)[0]
  if (!badge) throw new Error('no badge')
  const choice: DocumentChoice = { kind: 'poster', badges: [badge.id], together: false, format: 'a4', beside: null }
  const before = (await backend.posters()).posters.length
  const { saved, opened } = show([], choice)
  expect(await screen.findByText('Aucune imprimante n’est installée sur cet ordinateur.')).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Lancer l’impression' })).toBeNull()
  expect((await backend.posters()).posters.length).toBe(before)
  expect(saved).not.toHaveBeenCalled()
  await userEvent.click(await button('Garder le PDF'))
  expect(saved).toHaveBeenCalledExactlyOnceWith(choice, null)
  expect(await screen.findByText(/\.pdf.*est enregistré/)).toBeTruthy()
  expect((await backend.posters()).posters.length).toBe(before + 1)
  expect(opened).not.toHaveBeenCalled()
})

it('says that the print service is absent, and opens the PDF', async () => {
  const { saved, opened } = show(unavailable)
  expect((await screen.findByRole('alert')).textContent).toContain('ne trouve pas le service d’impression')
  expect(saved).not.toHaveBeenCalled()
  const open = await button('Ouvrir le PDF')
  open.focus()
  await userEvent.keyboard('{Enter}')
  expect(opened).toHaveBeenCalledExactlyOnceWith(receipts)
  expect(await screen.findByText(/\.pdf.*est enregistré/)).toBeTruthy()
})

it('finds the printers once the service is back', async () => {
  const { listed } = show(unavailable)
  const again = await button('Recommencer')
  listed.mockResolvedValue(structuredClone(PRINTERS))
  await userEvent.click(again)
  expect(await screen.findByRole('radio', { name: /Bureau/ })).toBeTruthy()
  expect(screen.queryByRole('alert')).toBeNull()
})

it('keeps a recovery sheet only where it is told to', async () => {
  const { saved } = show([], { kind: 'recovery' })
  const asked = vi.spyOn(backend, 'askWhereToSave').mockResolvedValueOnce(null)
  await userEvent.click(await button('Garder le PDF'))
  await expect.poll(() => asked.mock.calls.length).toBe(1)
  expect(saved).not.toHaveBeenCalled()
  expect(screen.queryByRole('button', { name: 'Ouvrir le PDF' })).toBeNull()
  asked.mockResolvedValueOnce('/clé/fiche.pdf')
  await userEvent.click(await button('Garder le PDF'))
  await expect.poll(() => saved.mock.calls[0]?.[1]).toBe('/clé/fiche.pdf')
})

import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { backend } from '$src/api'
import DocumentActions from './DocumentActions.svelte'
import KeptFile from './KeptFile.svelte'
import TableActions from './TableActions.svelte'

const file = { path: 'Documents/Atelier Badges/Affiches.pdf', name: 'Affiches.pdf' }

it('says where a file was kept, and shows it or its folder', async () => {
  const user = userEvent.setup()
  const shown = vi.spyOn(backend, 'showFile').mockResolvedValue()
  const { rerender } = render(KeptFile, { file: null })
  expect(screen.queryByRole('button')).toBeNull()
  await rerender({ file })
  const said = screen.getByRole('status').textContent
  expect(said).toContain('Affiches.pdf')
  expect(said).toMatch(/Documents\/Atelier Badges$/)
  await user.click(screen.getByRole('button', { name: 'Ouvrir le dossier' }))
  expect(shown).toHaveBeenLastCalledWith(file.path, true)
  await user.click(screen.getByRole('button', { name: /^Ouvrir «/ }))
  expect(shown).toHaveBeenLastCalledWith(file.path, false)
})

it('says when it cannot be shown, until another is kept', async () => {
  const user = userEvent.setup()
  const gone = { code: 'file-gone', params: { name: file.name }, field: null }
  vi.spyOn(backend, 'showFile').mockRejectedValue(gone)
  const { rerender } = render(KeptFile, { file })
  await user.click(screen.getByRole('button', { name: /^Ouvrir «/ }))
  await screen.findByText(/n’est plus là/)
  await rerender({ file: { ...file, name: 'Autre.pdf' } })
  expect(screen.queryByText(/n’est plus là/)).toBeNull()
})

it('is how a table is told too', async () => {
  const user = userEvent.setup()
  render(TableActions, { choice: { kind: 'posters' } })
  await user.click(screen.getByRole('button', { name: 'CSV' }))
  await screen.findByRole('button', { name: 'Ouvrir le dossier' })
})

it('no longer speaks of a document once another is chosen', async () => {
  const user = userEvent.setup()
  const all = { kind: 'receipts', workshop: null } as const
  const { rerender } = render(DocumentActions, { choice: all, suggestedName: 'a.pdf' })
  await user.click(screen.getByRole('button', { name: 'Enregistrer en PDF' }))
  await screen.findByRole('button', { name: 'Ouvrir le dossier' })
  await rerender({ choice: { kind: 'receipts', workshop: 'workshop-13' }, suggestedName: 'a.pdf' })
  expect(screen.queryByRole('button', { name: 'Ouvrir le dossier' })).toBeNull()
})

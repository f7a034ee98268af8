import { render, screen, waitFor } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { createRawSnippet, tick } from 'svelte'
import { beforeEach, describe, expect, it } from 'vitest'
import { toasts } from '$src/state/toasts.svelte'
import Dialog from './Dialog.svelte'
import ToastRegion from './ToastRegion.svelte'

const html = (text: string) => createRawSnippet(() => ({ render: () => `<div>${text}</div>` }))
const named = () => document.activeElement?.getAttribute('name')

/** A page with a title and a button that opens. */
function page(): HTMLButtonElement {
  document.body.innerHTML = '<main><h1 tabindex="-1">Page</h1><button name="opener">Ouvrir</button></main>'
  const opener = document.querySelector('button')
  if (!opener) throw new Error('no button')
  opener.focus()
  return opener
}

describe('a dialog', () => {
  beforeEach(() => {
    document.body.innerHTML = ''
    toasts.clear()
  })

  it.each([
    ['its first field', '<p>Ceci</p><textarea name="wanted"></textarea><input name="other">', ''],
    ['the choice that is made', '<input type="radio" name="a"><input type="radio" name="a" checked id="wanted">', ''],
    [
      'the one thing to do, when it comes first',
      '<button class="primary" name="wanted">Faire</button><select></select>',
      '',
    ],
    [
      'the one thing to do',
      '<p>Voulez-vous ?</p>',
      '<button name="no">Non</button><button class="primary" name="wanted">Oui</button>',
    ],
    [
      'the least dangerous button',
      '<p>Voulez-vous ?</p>',
      '<button class="danger">Supprimer</button><button name="wanted">Garder</button>',
    ],
    ['what is marked', '<input name="form"><div data-first><button name="wanted">Suite</button></div>', ''],
  ])('opens on %s', async (_, body, foot) => {
    page()
    render(Dialog, { open: true, title: 'Titre', children: html(body), actions: html(foot) })
    await tick()
    const wanted = document.querySelector('[name=wanted], #wanted')
    expect(document.activeElement).toBe(wanted)
  })

  it('never opens on its cross: what only is read takes the focus, so that it can be moved through', async () => {
    page()
    render(Dialog, { open: true, title: 'Titre', children: html('<p>Long</p>') })
    await tick()
    expect(document.activeElement?.className).toContain('body')
  })

  it('goes on to the first field when it comes late, unless one has moved meanwhile', async () => {
    page()
    const { unmount } = render(Dialog, {
      open: true,
      title: 'Titre',
      children: html('<p>On cherche…</p>'),
      actions: html('<button name="close">Fermer</button>'),
    })
    await tick()
    expect(named()).toBe('close')
    document.querySelector('.body')?.insertAdjacentHTML('beforeend', '<input name="late">')
    await waitFor(() => expect(named()).toBe('late'))
    unmount()

    render(Dialog, {
      open: true,
      title: 'Autre',
      children: html('<p>On cherche…</p>'),
      actions: html('<button name="close">Fermer</button>'),
    })
    await tick()
    const cross = screen.getAllByRole('button', { name: 'Fermer' })[0]
    cross?.focus()
    document.querySelector('.body')?.insertAdjacentHTML('beforeend', '<input name="late">')
    await tick()
    await tick()
    expect(document.activeElement).toBe(cross)
  })

  it('goes on to the first field when it is still being read, even past the one thing to do', async () => {
    page()
    render(Dialog, {
      open: true,
      title: 'Titre',
      children: html('<div aria-busy="true">…</div>'),
      actions: html('<button class="primary" name="done">Fini</button>'),
    })
    await tick()
    expect(named()).toBe('done')
    document.querySelector('[aria-busy]')?.replaceWith(document.createElement('textarea'))
    await waitFor(() => expect(document.activeElement?.tagName).toBe('TEXTAREA'))
  })

  it('gives the focus back to what opened it; to the title of the page when that is gone', async () => {
    const user = userEvent.setup()
    const opener = page()
    render(Dialog, { open: true, title: 'Titre', children: html('<input name="field">') })
    await waitFor(() => expect(named()).toBe('field'))
    await user.click(screen.getByRole('button', { name: 'Fermer' }))
    await waitFor(() => expect(document.activeElement).toBe(opener))

    const { rerender } = render(Dialog, { open: true, title: 'Encore', children: html('<input name="again">') })
    await waitFor(() => expect(named()).toBe('again'))
    opener.remove()
    await rerender({ open: false })
    await waitFor(() => expect(document.activeElement?.tagName).toBe('H1'))
  })

  it('gives it back too when it is taken away while it is open', async () => {
    const opener = page()
    const { unmount } = render(Dialog, { open: true, title: 'Titre', children: html('<input name="field">') })
    await waitFor(() => expect(named()).toBe('field'))
    unmount()
    await waitFor(() => expect(document.activeElement).toBe(opener))
  })

  it('shows in itself what is said while it is open', async () => {
    page()
    render(ToastRegion)
    toasts.show('Avant.', { undo: () => {} })
    const { unmount } = render(Dialog, { open: true, title: 'Titre', children: html('<p>Ici</p>') })
    await tick()
    expect(screen.getByText('Avant.').closest('dialog')).toBeNull()
    expect(toasts.undoNewest()).toBe(false)
    toasts.show('C’est noté.')
    const said = await screen.findByText('C’est noté.')
    expect(said.closest('dialog')).not.toBeNull()
    unmount()
    expect((await screen.findByText('C’est noté.')).closest('dialog')).toBeNull()
    expect(toasts.undoNewest()).toBe(true)
  })
})

import { configure } from '@testing-library/svelte'
import { inject } from 'vitest'

// A busy machine is no reason to fail: what is waited for may take longer than the library's one second.
configure({ asyncUtilTimeout: 8_000 })

// The page is where the core is. What needs no page asks nothing of it.
const { happyDOM } = globalThis as { happyDOM?: { setURL(url: string): void } }
happyDOM?.setURL(inject('core'))

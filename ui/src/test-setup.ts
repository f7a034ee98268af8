// A busy machine is no reason to fail: what is waited for may take longer than the library's one second.

import { configure } from '@testing-library/svelte'

configure({ asyncUtilTimeout: 8_000 })

// The only way to the application. Vitest and `npm run dev` reach the same core by loopback; a production build never does.

import type { Backend } from './backend'

export const backend: Backend =
  import.meta.env.MODE === 'production' ? (await import('./tauri')).backend : (await import('./bridge')).backend

// The only way to the application. The twin serves `npm run dev` and vitest; a production build never holds it.

import type { Backend } from './backend'

export const backend: Backend =
  import.meta.env.MODE === 'production' ? (await import('./tauri')).backend : (await import('./twin')).backend

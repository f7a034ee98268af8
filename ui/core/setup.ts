// Vitest starts the core once; each test file opens its own copy of the demonstration store.
import type { TestProject } from 'vitest/node'
import { startCore } from './start.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    core: string
  }
}

export default async function (project: TestProject): Promise<() => void> {
  const core = await startCore()
  project.provide('core', core.address)
  return core.stop
}

// happy-dom, but for `fetch`: the core is asked by Node's own, which knows neither origins nor a test's false clock.
import type { Environment } from 'vitest/runtime'
import { builtinEnvironments } from 'vitest/runtime'

const { fetch } = globalThis
const { 'happy-dom': page } = builtinEnvironments

export default {
  ...page,
  name: 'page',
  async setup(global, options) {
    const environment = await page.setup(global, options)
    Object.assign(global, { fetch })
    return environment
  },
} satisfies Environment

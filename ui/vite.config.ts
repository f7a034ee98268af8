import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { svelteTesting } from '@testing-library/svelte/vite'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { voice } from './voice/plugin.ts'

/** The twin in memory never ships: the build stops if a production chunk holds it. */
function refuseTwin(): Plugin {
  return {
    name: 'refuse-twin',
    apply: 'build',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue
        const twin = chunk.moduleIds.find((id) => id.includes('/backend/twin'))
        if (twin) this.error(`the twin is in the production bundle: ${twin}`)
      }
    },
  }
}

export default defineConfig(({ mode }) => ({
  plugins: [svelte(), svelteTesting(), voice(), ...(mode === 'production' ? [refuseTwin()] : [])],
  clearScreen: false,
  resolve: {
    alias: {
      $lib: fileURLToPath(new URL('./src/lib', import.meta.url)),
      $assets: fileURLToPath(new URL('../assets', import.meta.url)),
    },
  },
  server: { port: 5173, strictPort: true, fs: { allow: ['..'] } },
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    // The content security policy allows neither inline scripts nor fonts as data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts', 'voice/**/*.test.ts'],
    setupFiles: ['src/test-setup.ts'],
    testTimeout: 30_000,
    restoreMocks: true,
  },
}))

import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { svelteTesting } from '@testing-library/svelte/vite'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { core } from './core/plugin.ts'
import { voice } from './voice/plugin.ts'

/** What reaches the core by loopback never ships: the build stops if a production chunk holds it. */
function refuseBridge(): Plugin {
  return {
    name: 'refuse-bridge',
    apply: 'build',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue
        const bridge = chunk.moduleIds.find((id) => id.includes('/api/bridge'))
        if (bridge) this.error(`the bridge is in the production bundle: ${bridge}`)
      }
    },
  }
}

export default defineConfig(({ mode }) => ({
  plugins: [svelte(), svelteTesting(), voice(), core(), ...(mode === 'production' ? [refuseBridge()] : [])],
  clearScreen: false,
  resolve: {
    alias: {
      $src: fileURLToPath(new URL('./src', import.meta.url)),
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
    environment: './core/environment.ts',
    include: ['src/**/*.test.ts', 'voice/**/*.test.ts'],
    globalSetup: ['core/setup.ts'],
    setupFiles: ['src/test-setup.ts'],
    testTimeout: 30_000,
    restoreMocks: true,
  },
}))

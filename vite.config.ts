import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { feedSourceOf } from './electron/services/updates/feed-source.ts'
import { paletteCss } from './renderer/app/palette.ts'
import { antdStyles } from './renderer/build/antd-styles.ts'
import { firstFrame } from './renderer/build/first-frame.ts'
import { createLicences } from './scripts/package/licences.ts'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

/** What the packaged app finds at run time: Electron itself, Node's modules and the one native module. */
const external = ['electron', /^node:/, 'better-sqlite3']

/** Packages that are packaged without being bundled. */
const packaged = ['node_modules/better-sqlite3', 'node_modules/electron'].map(path)

/**
 * Renderer, main process, preload and the helper process: four outputs of one build (`vite build --app`). `--mode release`:
 * what is packaged, minified, in a folder of its own.
 */
export default defineConfig(({ mode }) => {
  const isRelease = mode === 'release'
  const output = isRelease ? 'release/build' : 'dist'
  const licences = createLicences(packaged)
  const feed = isRelease ? feedSourceOf(process.env, { allowLoopback: false }) : null
  return {
    root: path('renderer'),
    plugins: [
      react(),
      antdStyles(),
      firstFrame(paletteCss + readFileSync(path('renderer/app/first-frame.css'), 'utf8')),
      licences.plugin,
    ],
    build: { target: 'chrome148', emptyOutDir: true },
    server: { port: 5173, strictPort: true },
    worker: { format: 'es', plugins: () => [licences.plugin] },
    // electron-store carries a schema checker that nothing here asks for (docs/adr/0012-the-window-first.md).
    resolve: {
      alias: [
        {
          find: /^ajv(-formats|\/dist\/2020\.js)$/,
          replacement: path('electron/services/files/no-schema.ts'),
        },
      ],
    },
    environments: {
      client: {
        build: {
          outDir: path(`${output}/renderer`),
          modulePreload: { polyfill: false },
          chunkSizeWarningLimit: 3000,
        },
      },
      main: {
        consumer: 'server',
        define: { __FEED_SOURCE__: JSON.stringify(feed) },
        resolve: { noExternal: true },
        build: {
          ssr: true,
          target: 'node24',
          minify: isRelease,
          outDir: path(`${output}/main`),
          rolldownOptions: {
            input: {
              main: path('electron/main.ts'),
              'storage-worker': path('electron/services/storage/storage-worker.ts'),
              'sender-worker': path('electron/services/sending/sender-worker.ts'),
              'keeper-worker': path('electron/services/campaigns/keeper-worker.ts'),
              'reader-worker': path('electron/services/reading/reader-worker.ts'),
              'back-up-worker': path('electron/services/back-up/back-up-worker.ts'),
              'workbook-process': path('electron/services/workbooks/workbook-process.ts'),
            },
            external,
            // Side by side: the helper threads and processes are found beside whatever chunk starts them.
            output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
          },
        },
      },
      preload: {
        consumer: 'server',
        resolve: { noExternal: true },
        build: {
          ssr: true,
          target: 'node24',
          minify: isRelease,
          outDir: path(`${output}/preload`),
          rolldownOptions: {
            input: { preload: path('electron/preload.ts') },
            external: ['electron'],
            // A sandboxed preload script is loaded as one CommonJS file.
            output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
          },
        },
      },
    },
    builder: {
      // One list of licences for all outputs.
      sharedConfigBuild: true,
      async buildApp(builder) {
        for (const environment of Object.values(builder.environments)) {
          if (environment.name !== 'ssr') await builder.build(environment)
        }
        licences.write(path(`${output}/licences.json`))
      },
    },
  }
})

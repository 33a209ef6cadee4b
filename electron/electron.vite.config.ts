import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import mantine from 'postcss-preset-mantine'

const here = import.meta.dirname
const root = resolve(here, '..')
/** Where the development server listens; only `npm run dev` starts one. */
const server = { host: '127.0.0.1', port: 5183 }

/** Every build lists the packages in it, with their licences, beside what it made. */
const license = { fileName: 'licences.json' }

/**
 * Builds the three programs: main (with the command line beside it), preload and renderer. Every package that a
 * program needs is bundled into it, so that an installer carries what is used and nothing else: no folder of
 * packages, no other platform's files. The way that packages are found is electron-vite's default.
 */
export default defineConfig({
  main: {
    build: {
      outDir: resolve(root, 'out/main'),
      externalizeDeps: false,
      license,
      rolldownOptions: { input: { main: resolve(here, 'main.ts'), cli: resolve(here, 'cli.ts') } },
    },
  },
  preload: {
    build: {
      outDir: resolve(root, 'out/preload'),
      license,
      // A sandboxed preload script is one CommonJS file: it can require nothing of ours at run time.
      // https://www.electronjs.org/docs/latest/tutorial/sandbox#preload-scripts
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: resolve(here, 'preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].js', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: resolve(root, 'renderer'),
    plugins: [react()],
    css: { postcss: { plugins: [mantine()] } },
    build: {
      outDir: resolve(root, 'out/renderer'),
      license,
      // Small images as data: addresses would widen the content policy for little.
      assetsInlineLimit: 0,
      minify: true,
      rolldownOptions: { input: resolve(root, 'renderer/index.html') },
    },
    // While developing, pages come through app://card-desk/ as ever; only the socket that tells of
    // changed files goes to the development server itself.
    server: { ...server, strictPort: true, hmr: { host: server.host, clientPort: server.port, protocol: 'ws' } },
  },
})

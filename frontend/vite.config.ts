import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { docs } from './tools/docs.js';

// GALLERY_PORT lets several people run the gallery in one checkout: each port
// has a cache of its own.
const port = Number(process.env['GALLERY_PORT'] ?? 5199);

export default defineConfig({
  plugins: [
    docs(),
    svelte({
      onwarn(warning, handle) {
        // A story may be half written; the product may not.
        if (process.env['NODE_ENV'] === 'production') {
          throw new Error(`${warning.filename ?? ''}: ${warning.code}: ${warning.message}`);
        }
        handle?.(warning);
      },
    }),
  ],
  cacheDir: `node_modules/.vite-${port}`,
  server: { port, strictPort: true, host: '127.0.0.1' },
  build: {
    outDir: 'dist',
    rollupOptions: {
      input: { index: 'index.html', failure: 'src/failure.ts' },
      output: {
        // Its page is made by Go, which knows it by this name.
        entryFileNames: ({ name }) => `assets/${name === 'failure' ? name : `${name}-[hash]`}.js`,
      },
    },
    emptyOutDir: true,
    sourcemap: false,
    // The Content-Security-Policy lets nothing in that is written inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ['es2022', 'safari16'],
    reportCompressedSize: false,
  },
});

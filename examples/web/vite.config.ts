import { defineConfig } from 'vite';

// Where `npm run dev` finds the API: `repass-server --demo` at its usual address.
const server = 'http://127.0.0.1:8080';

export default defineConfig({
  base: './',
  build: {
    target: 'es2022',
    // The Content-Security-Policy allows files of this host only, no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  // The package finds its wasm module beside its script, and the optimiser would part them.
  optimizeDeps: { exclude: ['repass'] },
  server: { proxy: { '/api': server, '/demo': server, '/healthz': server } },
});

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

// Where `npm run dev` finds the API: `repass-server --demo` at its usual address.
const server = 'http://127.0.0.1:8080';

const pages = ['index', 'login', 'forgot', 'change', 'expired', 'reset'];

/** What several pages have is a file in `parts`: `<!-- part: bar -->` stands for `parts/bar.html`. */
const parts: Plugin = {
  name: 'parts',
  transformIndexHtml: { order: 'pre', handler: withParts },
};

function withParts(html: string): string {
  return html.replace(/<!-- part: ([a-z]+) -->/g, (_, name) => withParts(readFileSync(here(`parts/${name}.html`), 'utf8').trim()));
}

function here(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

export default defineConfig({
  base: './',
  plugins: [parts],
  build: {
    target: 'es2022',
    // The Content-Security-Policy allows files of this host only; `data:` is for the pictures of a CAPTCHA.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: pages.map((page) => here(`${page}.html`)) },
  },
  // The package finds its wasm module beside its script, and the optimiser would part them.
  optimizeDeps: { exclude: ['repass'] },
  server: { proxy: { '/api': server, '/otp': server, '/reset_user_password': server, '/demo': server, '/healthz': server } },
});

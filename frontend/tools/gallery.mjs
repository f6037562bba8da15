// Builds the gallery once and serves it from memory, which the specs load far
// quicker than module by module:  GALLERY_PORT=5199 node tools/gallery.mjs
// It is built for development, so that Svelte still warns of what is wrong.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';

process.env.NODE_ENV = 'development';
const { build } = await import('vite');

const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

const built = await build({
  mode: 'development',
  logLevel: 'warn',
  build: {
    write: false,
    minify: false,
    rollupOptions: { input: 'gallery.html', checks: { pluginTimings: false } },
  },
});
const files = new Map(
  [].concat(built).flatMap(({ output }) => output.map((o) => [o.fileName, o.code ?? o.source])),
);
for (const name of ['theme.js', 'icon.svg']) files.set(name, readFileSync(join('public', name)));

const port = Number(process.env.GALLERY_PORT ?? 5199);
createServer((request, answer) => {
  const name = new URL(request.url ?? '/', 'http://gallery').pathname.slice(1);
  const body = files.get(name);
  answer.writeHead(body === undefined ? 404 : 200, { 'Content-Type': types[extname(name)] ?? 'text/plain' });
  answer.end(body);
}).listen(port, '127.0.0.1');

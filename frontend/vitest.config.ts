import { compileModule } from 'svelte/compiler';
import { transformWithEsbuild, type Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

// runes compiles *.svelte.ts, so that state classes can be tested without a
// browser. Vitest brings its own older Vite, which the Svelte plugin refuses.
function runes(): Plugin {
  return {
    name: 'runes',
    enforce: 'pre',
    async transform(code, id) {
      if (!id.endsWith('.svelte.ts')) return null;
      const plain = await transformWithEsbuild(code, id, {
        loader: 'ts',
        target: 'esnext',
        tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
      });
      return compileModule(plain.code, { filename: id, generate: 'client' }).js;
    },
  };
}

export default defineConfig({
  plugins: [runes()],
  resolve: { conditions: ['browser'] },
  test: { include: ['src/**/*.test.ts'], environment: 'node', env: { TZ: 'UTC' } },
});

import { compileModule } from 'svelte/compiler';
import ts from 'typescript';
import { defineConfig, type Plugin } from 'vitest/config';

// runes compiles *.svelte.ts, so that state classes can be tested without a
// browser. Vitest brings its own older Vite, which the Svelte plugin refuses.
function runes(): Plugin {
  return {
    name: 'runes',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('.svelte.ts')) return null;
      const { outputText } = ts.transpileModule(code, {
        compilerOptions: {
          target: ts.ScriptTarget.ESNext,
          module: ts.ModuleKind.ESNext,
          verbatimModuleSyntax: true,
        },
      });
      return compileModule(outputText, { filename: id, generate: 'client' }).js;
    },
  };
}

export default defineConfig({
  plugins: [runes()],
  resolve: { conditions: ['browser'] },
  test: { include: ['src/**/*.test.ts'], environment: 'node', env: { TZ: 'UTC' } },
});

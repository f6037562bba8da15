import js from '@eslint/js';
import globals from 'globals';
import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';

export default ts.config(
  { ignores: ['dist/', 'wailsjs/', '**/*.gen.ts', 'node_modules/', 'pictures/', 'test-results/', 'public/'] },
  js.configs.recommended,
  ts.configs.strict,
  svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      'no-undef': 'off', // TypeScript knows better
      eqeqeq: 'error',
      'no-console': 'error',
      'max-lines': ['error', 350],
      'max-lines-per-function': ['error', 80],
      // style:name={…} goes by CSSOM; a style attribute is refused by the CSP.
      'no-restricted-syntax': [
        'error',
        { selector: 'SvelteAttribute[key.name="style"]', message: 'Use a class or style:name.' },
      ],
      'svelte/require-each-key': 'error',
      'svelte/no-at-html-tags': 'error',
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['**/wailsjs/runtime/*', '**/wailsjs/go/bridge/*', '**/wailsjs/go/main/*'],
              message: 'Only src/backend/wails.ts may.',
            },
            { group: ['**/wailsjs/go/models'], message: 'Take types from src/backend/contract.' },
          ],
        },
      ],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    files: ['src/backend/wails.ts', 'src/backend/contract.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    // The components know no backend.
    files: ['src/ui/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['**/backend/*', '**/state/*', '**/views/*'], message: 'src/ui knows no backend.' },
          ],
        },
      ],
    },
  },
  // A story in a test is as long as it is.
  { files: ['**/*.test.ts', '**/*.spec.ts'], rules: { 'max-lines-per-function': 'off' } },
  { files: ['tools/**', 'e2e/**', '*.config.ts'], rules: { 'no-console': 'off' } },
);

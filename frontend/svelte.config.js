// Accessibility warnings fail the build: svelte-check runs with
// --fail-on-warnings, and the compiler's warnings are errors in vite.config.ts.
export default { compilerOptions: { runes: true } };

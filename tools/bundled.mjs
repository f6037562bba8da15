// Prints the npm packages that the pages import, and Svelte's runtime, which
// compiled pages import by themselves: name, version, tab, folder.
import { readdirSync, readFileSync } from 'node:fs';

const known = JSON.parse(readFileSync('frontend/package-lock.json', 'utf8')).packages;
const names = new Set(['svelte']);
for (const file of readdirSync('frontend/src', { recursive: true })) {
	if (!/\.(ts|svelte)$/.test(file) || /\.(spec|story|test)\./.test(file)) continue;
	const text = readFileSync(`frontend/src/${file}`, 'utf8');
	for (const [, path] of text.matchAll(/(?:from|import) *\(?['"]([^'"]+)['"]/g)) {
		names.add(path.split('/').slice(0, path.startsWith('@') ? 2 : 1).join('/'));
	}
}
for (const name of [...names].sort()) {
	const found = known[`node_modules/${name}`];
	if (found) console.log(`${name} ${found.version}\tfrontend/node_modules/${name}`);
}

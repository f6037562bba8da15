#!/usr/bin/env bash
# Prints the licenses of everything that programs contain, as their authors
# ask: Go, the modules they are linked with, and the packages in the pages.
# usage: tools/licenses.sh [flags of go build…] PACKAGE…, e.g. ./cmd/bwdc
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export LC_ALL=C

# Prints one license, with the name of the part it is for.
show() {
	printf '%s\n%s\n\n' "$1" "$(printf '%*s' ${#1} '' | tr ' ' =)"
	shift
	tr -d '\r' < <(cat "$@")
	printf '\n\n'
}

# Files with a license in a folder, one a line.
licenses() {
	find "$1" -maxdepth 1 -type f \( -iname 'LICENSE*' -o -iname 'LICENCE*' -o -iname 'COPYING*' -o -iname 'NOTICE*' \) | sort
}

echo "Directory Connector contains parts by others. These are their licenses."
echo
show "Go ($(go env GOVERSION | cut -d' ' -f1))" "$(go env GOROOT)/LICENSE"

modules=$(go list -deps -f '{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}{{"\t"}}{{.Dir}}{{end}}{{end}}' "$@" | sort -u)
while IFS=$'\t' read -r name dir; do
	[[ $name ]] || continue
	mapfile -t files < <(licenses "$dir")
	if ((${#files[@]} == 0)); then
		echo "licenses.sh: $name has no license file" >&2
		exit 1
	fi
	show "$name" "${files[@]}"
done <<<"$modules"

# The packages that the pages import, and Svelte's runtime, which the compiled
# pages import by themselves.
node=$(tools/node.sh)
while IFS=$'\t' read -r name dir; do
	[[ $name ]] || continue
	mapfile -t files < <(licenses "$dir")
	if ((${#files[@]} == 0)); then
		echo "licenses.sh: $name has no license file" >&2
		exit 1
	fi
	show "$name (npm)" "${files[@]}"
done < <(PATH=$node:$PATH node - <<'SCRIPT'
const { readdirSync, readFileSync } = require('node:fs');
const known = JSON.parse(readFileSync('frontend/package-lock.json', 'utf8')).packages;
const names = new Set(['svelte']);
for (const file of readdirSync('frontend/src', { recursive: true })) {
	if (!/\.(ts|svelte)$/.test(file) || /\.(spec|story|test)\./.test(file)) continue;
	for (const m of readFileSync(`frontend/src/${file}`, 'utf8').matchAll(/(?:from|import) *\(?['"]([^'"]+)['"]/g))
		names.add(m[1].split('/').slice(0, m[1].startsWith('@') ? 2 : 1).join('/'));
}
for (const name of [...names].sort()) {
	const found = known[`node_modules/${name}`];
	if (found) console.log(`${name} ${found.version}\tfrontend/node_modules/${name}`);
}
SCRIPT
)

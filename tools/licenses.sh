#!/usr/bin/env bash
# Prints the licenses of everything that programs contain, as their authors
# ask: Go, the modules they are linked with, and the packages in the pages.
# usage: tools/licenses.sh [flags of go build…] PACKAGE…, e.g. ./cmd/bwdc
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export LC_ALL=C

# Prints the licenses in a folder, with the name of the part they are for.
# (The bash of macOS is old: it has no mapfile.)
show() {
	local name=$1 dir=$2 file found=
	printf '%s\n%s\n\n' "$name" "$(printf '%*s' ${#name} '' | tr ' ' =)"
	while IFS= read -r file; do
		tr -d '\r' <"$file"
		found=yes
	done < <(find "$dir" -maxdepth 1 -type f \( -iname 'LICENSE*' -o -iname 'LICENCE*' -o -iname 'COPYING*' -o -iname 'NOTICE*' \) | sort)
	if [[ ! $found ]]; then
		echo "licenses.sh: $name has no license file" >&2
		exit 1
	fi
	printf '\n\n'
}

echo "Directory Connector contains parts by others. These are their licenses."
echo
show "Go ($(go env GOVERSION | cut -d' ' -f1))" "$(go env GOROOT)"

modules=$(go list -deps -f '{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}{{"\t"}}{{.Dir}}{{end}}{{end}}' "$@" | sort -u)
while IFS=$'\t' read -r name dir; do
	[[ ! $name ]] || show "$name" "$dir"
done <<<"$modules"

node=$(tools/node.sh)
bundled=$("$node/node" tools/bundled.mjs)
while IFS=$'\t' read -r name dir; do
	show "$name (npm)" "$dir"
done <<<"$bundled"

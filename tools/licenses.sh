#!/usr/bin/env bash
# Prints the licenses of everything that programs contain, as their authors
# ask: this program's, Go's, those of the modules they are linked with and of
# the packages in the pages.
# usage: tools/licenses.sh [--list] [flags of go build…] PACKAGE…, e.g. ./cmd/bwdc
#   --list  only the names of the parts and of their licenses, tab between; a
#           license that it does not know, or that may not be bundled, is an error
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export LC_ALL=C

list=
if [[ ${1:-} == --list ]]; then
	list=yes
	shift
fi

# The license files in a folder.
files() {
	find "$1" -maxdepth 1 -type f \( -iname 'LICENSE*' -o -iname 'LICENCE*' -o -iname 'COPYING*' -o -iname 'NOTICE*' \) | sort
}

# Prints the licenses in a folder, with the name of the part they are for.
# (The bash of macOS is old: it has no mapfile.)
show() {
	local name=$1 dir=$2 file found=
	printf '%s\n%s\n\n' "$name" "$(printf '%*s' ${#name} '' | tr ' ' =)"
	while IFS= read -r file; do
		tr -d '\r' <"$file"
		found=yes
	done < <(files "$dir")
	if [[ ! $found ]]; then
		echo "licenses.sh: $name has no license file" >&2
		exit 1
	fi
	printf '\n\n'
}

# Prints the SPDX names of the licenses in a folder, told by sentences that
# only one of them has (https://spdx.org/licenses/).
name_of() {
	local text names='' id sentence
	text=$(files "$1" | tr '\n' '\0' | xargs -0 cat -- | tr -s ' \t\r\n*#/' ' ')
	while IFS='|' read -r id sentence; do
		[[ " $names " == *" $id "* || $text != *"$sentence"* ]] || names+=${names:+ AND }$id
	done <<-'TEXT'
		Apache-2.0|Apache License Version 2.0, January 2004
		Apache-2.0|Licensed under the Apache License, Version 2.0
		BSD-2-Clause|provided with the distribution. THIS SOFTWARE
		BSD-3-Clause|endorse or promote products derived from this software
		ISC|Permission to use, copy, modify, and or distribute this software for any purpose with or without fee is hereby granted
		ISC|Permission to use, copy, modify, and distribute this software for any purpose with or without fee is hereby granted
		MIT|Permission is hereby granted, free of charge, to any person obtaining a copy
		MPL-2.0|Mozilla Public License, version 2.0
		MPL-2.0|Mozilla Public License Version 2.0
		Unlicense|This is free and unencumbered software released into the public domain
		refused|GNU GENERAL PUBLIC LICENSE Version
		refused|GNU AFFERO GENERAL PUBLIC LICENSE
	TEXT
	# The MPL speaks of the GPL by its name, and is no GPL.
	if [[ ! $names || $names == *refused* ]]; then
		echo "licenses.sh: $1 has a license that is unknown or may not be bundled: look at it" >&2
		exit 1
	fi
	echo "$names"
}

# Prints one part: name, version, folder.
part() {
	if [[ $list ]]; then
		printf '%s\t%s\n' "${1%% *}" "$(name_of "$2")"
	else
		show "$1" "$2"
	fi
}

if [[ ! $list ]]; then
	cat NOTICE
	echo
	cat LICENSE
	printf '\n\n'
	echo "Directory Connector contains parts by others. These are their licenses."
	echo
fi
part "Go ($(go env GOVERSION | cut -d' ' -f1))" "$(go env GOROOT)"

modules=$(go list -deps -f '{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}{{"\t"}}{{.Dir}}{{end}}{{end}}' "$@" | sort -u)
while IFS=$'\t' read -r name dir; do
	[[ ! $name ]] || part "$name" "$dir"
done <<<"$modules"

node=$(tools/node.sh)
bundled=$("$node/node" tools/bundled.mjs)
while IFS=$'\t' read -r name dir; do
	if [[ $list ]]; then
		printf '%s (npm)\t%s\n' "${name% *}" "$("$node/node" -p "require('./frontend/package-lock.json').packages['${dir#frontend/}'].license")"
	else
		show "$name (npm)" "$dir"
	fi
done <<<"$bundled"

#!/usr/bin/env bash
# Writes docs/licenses.md: what the programs for all systems contain, and under
# which license. `make lint` looks whether it is up to date.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source tools/identity.sh
export LC_ALL=C CGO_ENABLED=1

parts=$(for os in linux windows darwin; do
	GOOS=$os tools/licenses.sh --list -tags desktop,production,webkit2_41 . ./cmd/bwdc
done | sort -u)
{
	cat <<-TEXT
		# Licenses

		Directory Connector is published under the [$LICENSE_ID](../LICENSE) license. $COPYRIGHT.

		The programs contain these parts by others; which of them depends on the program and the system. Their full texts come with every package, as
		\`/usr/share/doc/*/copyright\` or \`licenses.txt\`. The installer for Windows also carries Microsoft's installer of the WebView2 runtime. Programs and data that only build or test
		it are in none of them. This page is written by \`tools/license-page.sh\`; a license that is not known here, or that would bind the whole program, fails it.

		| part | license |
		|---|---|
	TEXT
	while IFS=$'\t' read -r name license; do
		echo "| \`$name\` | $license |"
	done <<<"$parts"
} >"${1:-docs/licenses.md}"

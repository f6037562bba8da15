#!/usr/bin/env bash
# Lets systemd itself read the units and judge how well they lock the service in.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../build/systemd"

# The worst exposure that is let through, in tenths of systemd's scale up to 10.
threshold=15

if ! command -v systemd-analyze >/dev/null; then
	echo 'SKIPPED: there is no systemd-analyze'
	exit
fi
units=$(mktemp -d)
trap 'rm -rf "$units"' EXIT
# verify wants to see the program: any will do.
for unit in *.service; do
	sed "s|^ExecStart=/usr/local/bin/bwdc|ExecStart=$(type -P true)|" "$unit" >"$units/$unit"
done
# A template can only be looked at with a name in it.
cp "$units/bwdc@.service" "$units/bwdc@sales.service"
said=$(systemd-analyze verify --man=no "$units/bwdc.service" "$units/bwdc@sales.service" 2>&1 | grep -F bwdc || true)
if [[ $said ]]; then
	echo "$said" >&2
	exit 1
fi
systemd-analyze security --no-pager --offline=true --threshold=$threshold "$units/bwdc.service" "$units/bwdc@sales.service" |
	grep 'Overall exposure level' || exit 1

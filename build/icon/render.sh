#!/usr/bin/env bash
# Renders the icon in every size and packs it for Windows and macOS. Its
# results are committed: only who changes the drawing needs this, and
# rsvg-convert (Debian: librsvg2-bin).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

if ! command -v rsvg-convert >/dev/null; then
	echo 'render.sh: rsvg-convert is missing (Debian: apt-get install librsvg2-bin)' >&2
	exit 1
fi
mkdir -p build/icon/png build/darwin
for size in 16 24 32 48 64 128 256 512 1024; do
	drawing=directory-connector.svg
	# Thin lines vanish in small sizes: these have a drawing of their own.
	if ((size < 32)); then
		drawing=directory-connector-small.svg
	fi
	rsvg-convert --width $size --height $size "build/icon/$drawing" --output "build/icon/png/$size.png"
done
cp build/icon/png/1024.png build/appicon.png
go run ./build/icon

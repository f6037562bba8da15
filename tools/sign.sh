#!/usr/bin/env bash
# Writes SHA256SUMS over all files in a folder, and signs it where
# RELEASE_SECRET_KEY names the file with the secret key (docs/releasing.md):
# SHA256SUMS.minisig. To be run once more after files from elsewhere were added,
# such as the app for macOS.
# usage: VERSION=v1.2.3 tools/sign.sh [FOLDER], dist/ by default
set -euo pipefail
folder=$(realpath "${1:-"$(dirname "${BASH_SOURCE[0]}")/../dist"}")
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source tools/identity.sh

readonly MINISIGN=v0.3.0
version=${VERSION:-$(git describe --tags --always --dirty)}

(cd "$folder" && rm -f SHA256SUMS SHA256SUMS.minisig && LC_ALL=C sha256sum -- * >"$folder.sums" && mv "$folder.sums" SHA256SUMS)
if [[ ! ${RELEASE_SECRET_KEY:-} ]]; then
	echo 'WITHOUT a signature: RELEASE_SECRET_KEY names no key (docs/releasing.md)'
	exit
fi
if [[ ! $RELEASE_KEY ]]; then
	echo 'sign.sh: RELEASE_KEY is empty (build/identity.env): the programs could check nothing' >&2
	exit 1
fi
minisign=$(tools/go-tool.sh aead.dev/minisign/cmd/minisign $MINISIGN)
"$minisign" -S -s "$RELEASE_SECRET_KEY" -t "Directory Connector ${version#v}" -m "$folder/SHA256SUMS"
# A signature that the programs would refuse is none.
"$minisign" -V -Q -P "$RELEASE_KEY" -m "$folder/SHA256SUMS"

#!/usr/bin/env bash
# Says in words when Go is missing or too old. Any Go since 1.21 fetches the
# toolchain that go.mod asks for by itself.
set -euo pipefail

how='install Go 1.25 or newer as README.md says; a distribution'"'"'s own package is often older'
if ! command -v go >/dev/null; then
	echo "make: there is no go command: $how" >&2
	exit 1
fi
version=$(cd / && go env GOVERSION)
if [[ ! $version =~ ^go1\.([0-9]+) ]] || ((BASH_REMATCH[1] < 21)); then
	echo "make: $version is too old: $how" >&2
	exit 1
fi
if ! error=$(go env GOVERSION 2>&1 >/dev/null); then
	echo "make: $version can't fetch the toolchain of go.mod: $error" >&2
	exit 1
fi

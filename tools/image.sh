#!/usr/bin/env bash
# Makes the container image, the chart and the Compose file, in dist/, without
# an engine and without root. Prints the digest of the image, which is for amd64
# and arm64.
# The same commit and the same Go make the same bytes, wherever.
# usage: VERSION=v1.2.3 tools/image.sh [FOLDER]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source tools/identity.sh

# Whatever the tests are built with, the image is built in one way.
export CGO_ENABLED=0 GOFLAGS='-mod=readonly -trimpath -buildvcs=false'
out=${1:-dist}
version=${VERSION:-$(git describe --tags --always --dirty)}
# See https://reproducible-builds.org/specs/source-date-epoch/
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}

mkdir -p "$out" .cache
out=$(cd "$out" && pwd)
stage=$(mktemp -d "$PWD/.cache/image.XXXXXX")
trap 'rm -rf "$stage"' EXIT

programs=()
for arch in amd64 arm64; do
	GOOS=linux GOARCH=$arch go build -ldflags "-s -w -X main.version=$version -X main.releaseKey=${RELEASE_KEY:-}" -o "$stage/$arch" ./cmd/bwdc
	programs+=("$arch=$stage/$arch")
done
tools/licenses.sh ./cmd/bwdc >"$stage/licenses"
cat >>"$stage/licenses" <<-'TEXT'
	The certificates of authorities beside the program are from Mozilla's list, under the
	Mozilla Public License 2.0 (https://mozilla.org/MPL/2.0/); the time zones are IANA's,
	in the public domain.
TEXT

# A module of its own: bwdc is not made of what images and charts are made with.
go build -C build/container -o "$stage/image" ./image
rm -f "$out"/bwdc-*-image.tar "$out"/bwdc-*-chart.tgz "$out"/bwdc-*-compose.yaml
"$stage/image" -version "$version" -revision "$(git rev-parse HEAD)" -license "$LICENSE_ID" -time "$SOURCE_DATE_EPOCH" \
	-zones "$(go env GOROOT)/lib/time/zoneinfo.zip" -licenses "$stage/licenses" \
	-chart build/container/chart -out "$out" "${programs[@]}"
install -m 644 build/container/compose.yaml "$out/bwdc-${version#v}-compose.yaml"

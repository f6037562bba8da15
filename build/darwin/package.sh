#!/usr/bin/env bash
# Makes the app for macOS, in dist/: Directory Connector.app in a .dmg, and
# bwdc, both for Apple's and Intel's processors. Runs on a Mac only.
# docs/macos.md tells what it needs.
#
# Environment, all optional:
#   VERSION             as git describe says it
#   CODESIGN_IDENTITY   "Developer ID Application: …", in an unlocked keychain;
#                       without it the app is signed for this Mac only
#   NOTARY_PROFILE      profile of `xcrun notarytool store-credentials`;
#                       without it Apple is not asked
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source tools/identity.sh

if [[ $(uname -s) != Darwin ]]; then
	echo 'package.sh: the app for macOS can be made on a Mac only (docs/macos.md)' >&2
	exit 1
fi

version=${VERSION:-$(git describe --tags --always --dirty)}
# Apple wants three numbers.
short=$(sed -nE 's/^v?([0-9]+\.[0-9]+\.[0-9]+).*/\1/p' <<<"$version")
short=${short:-0.0.0}
build=$(git rev-list --count HEAD)

export GOFLAGS='-mod=readonly -trimpath -buildvcs=false' MACOSX_DEPLOYMENT_TARGET=12.0
# The window's toolkit asks for file types by this framework.
export CGO_LDFLAGS='-framework UniformTypeIdentifiers'
stage=$PWD/.cache/macos
rm -rf "$stage"
mkdir -p "$stage" dist

# Older versions of macOS only have it by another name.
if ! command -v sha256sum >/dev/null; then
	mkdir -p "$stage/bin"
	printf '#!/bin/sh\nexec shasum -a 256 "$@"\n' >"$stage/bin/sha256sum"
	chmod 755 "$stage/bin/sha256sum"
	export PATH=$stage/bin:$PATH
fi
tools/pages.sh build
echo '== programs'
for arch in arm64 amd64; do
	GOARCH=$arch CGO_ENABLED=1 go build -tags desktop,production -ldflags "-s -w -X main.version=$version -X main.releaseKey=$RELEASE_KEY" -o "$stage/window-$arch" .
	GOARCH=$arch CGO_ENABLED=0 go build -ldflags "-s -w -X main.version=$version -X main.releaseKey=$RELEASE_KEY" -o "$stage/bwdc-$arch" ./cmd/bwdc
done
app="$stage/image/Directory Connector.app"
mkdir -p "$app/Contents/MacOS" "$app/Contents/Resources"
lipo -create -output "$app/Contents/MacOS/directory-connector" "$stage"/window-{arm64,amd64}
lipo -create -output "$stage/bwdc" "$stage"/bwdc-{arm64,amd64}

echo '== app'
sed "s/@SHORT@/$short/; s/@BUILD@/$build/; s/@APP_ID@/$APP_ID/; s/@COPYRIGHT@/$COPYRIGHT/" build/darwin/Info.plist >"$app/Contents/Info.plist"
plutil -lint "$app/Contents/Info.plist"
cp build/darwin/icon.icns "$app/Contents/Resources/icon.icns"
CGO_ENABLED=1 tools/licenses.sh -tags desktop,production . ./cmd/bwdc >"$app/Contents/Resources/licenses.txt"

# The hardened runtime, which notarizing asks for, needs no exception: pages
# run in a process of the system.
sign() {
	if [[ ${CODESIGN_IDENTITY:-} ]]; then
		codesign --force --options runtime --timestamp --sign "$CODESIGN_IDENTITY" "$1"
	else
		codesign --force --sign - "$1"
	fi
}
sign "$app"
sign "$stage/bwdc"
codesign --verify --strict --verbose=2 "$app"

echo '== image'
ln -s /Applications "$stage/image/Applications"
image=dist/directory-connector-${version#v}-macos.dmg
rm -f "$image"
hdiutil create -quiet -volname 'Directory Connector' -srcfolder "$stage/image" -fs HFS+ -format UDZO "$image"
archive=dist/bwdc-${version#v}-macos.zip
rm -f "$archive"
(cd "$stage" && zip -qX9 "../../$archive" bwdc)
if [[ ${CODESIGN_IDENTITY:-} ]]; then
	sign "$image"
fi
if [[ ${NOTARY_PROFILE:-} ]]; then
	echo '== notarizing, which takes minutes'
	xcrun notarytool submit "$image" --keychain-profile "$NOTARY_PROFILE" --wait
	xcrun notarytool submit "$archive" --keychain-profile "$NOTARY_PROFILE" --wait
	# A ticket can be put on an image; that of a bare program is asked for by
	# the Mac that runs it.
	xcrun stapler staple "$image"
fi
(cd dist && shasum -a 256 ./*-macos.* | sed 's|\./||' >SHA256SUMS.macos)
ls -l dist

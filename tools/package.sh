#!/usr/bin/env bash
# Makes everything that is published, in dist/, of the programs in bin/:
# packages for Debian and Fedora, archives, the container image, the installer for Windows with templates
# for group policies, lists of what each program contains (CycloneDX), recipes for package managers, and
# the checksums of all, signed where RELEASE_SECRET_KEY names the file with the secret key (docs/releasing.md). The macOS app is made on a Mac (docs/macos.md).
# The same commit and the same tools make the same bytes.
# usage: VERSION=v1.2.3 tools/package.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source tools/identity.sh

readonly NFPM=v2.44.2 GO_WINRES=v0.3.3 CYCLONEDX_GOMOD=v1.10.0
export LC_ALL=C TZ=UTC CGO_ENABLED=0
export GOFLAGS="${GOFLAGS:--mod=readonly -trimpath -buildvcs=false}"
umask 022

version=${VERSION:-$(git describe --tags --always --dirty)}
# The time of everything that is packed is that of the commit. See
# https://reproducible-builds.org/specs/source-date-epoch/
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH

# As packages want it, 1.2.3, 1.2.3~rc.1 or 1.2.3+5.gabc1234, and as Windows
# does, 1.2.3.5. What has no tag yet is older than all that will have one.
numbers=${version#v} after=0 suffix=
if [[ $numbers == *-dirty ]]; then
	numbers=${numbers%-dirty} suffix=.dirty
fi
if [[ $numbers =~ ^(.+)-([0-9]+)-(g[0-9a-f]+)$ ]]; then
	numbers=${BASH_REMATCH[1]} after=${BASH_REMATCH[2]} suffix=+${BASH_REMATCH[2]}.${BASH_REMATCH[3]}$suffix
fi
if [[ ! $numbers =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.]+)?$ ]]; then
	suffix=+g${numbers//[^0-9A-Za-z]/}$suffix numbers=0.0.0
fi
[[ $suffix != .dirty ]] || suffix=+dirty
PACKAGE_VERSION=${numbers/-/\~}$suffix
windows_version=${numbers%%-*}.$after

stage=$PWD/.cache/package
rm -rf "$stage" dist
mkdir -p "$stage/doc/examples" dist
trap 'rm -rf "$stage" resources_windows_amd64.syso cmd/bwdc/resources_windows_amd64.syso' EXIT
export STAGE=$stage PACKAGE_VERSION PACKAGE_ARCH ZSH_FOLDER PACKAGE_GLIBC

host=$(go env GOHOSTARCH)
for program in bwdc directory-connector; do
	if [[ ! -x bin/$program ]]; then
		echo "package.sh: bin/$program is missing: make build desktop" >&2
		exit 1
	fi
done

ldflags="-s -w -X main.version=$version -X main.releaseKey=$RELEASE_KEY"
nfpm=$(tools/go-tool.sh github.com/goreleaser/nfpm/v2/cmd/nfpm $NFPM)
winres=$(tools/go-tool.sh github.com/tc-hib/go-winres $GO_WINRES)
gomod=$(tools/go-tool.sh github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod $CYCLONEDX_GOMOD)
without=()

echo '== programs for other systems'
# build OS ARCH OUTPUT [go build flags…] PACKAGE
build() {
	local os=$1 arch=$2 output=$3
	shift 3
	GOOS=$os GOARCH=$arch go build -o "$output" "$@"
}
for arch in amd64 arm64; do
	mkdir -p "$stage/$arch"
	if [[ $arch == "$host" ]]; then
		install -m 755 bin/bwdc bin/directory-connector "$stage/$arch"
	else
		build linux $arch "$stage/$arch/bwdc" -ldflags "$ldflags" ./cmd/bwdc
	fi
done

# The icon, version and manifest of a Windows program are linked from a file in
# its folder, which only Windows builds see.
resources() {
	# Icons are found beside the file.
	cp -r build/windows/winres build/windows/icon.ico "$stage/"
	sed -i "s/@COPYRIGHT@/$COPYRIGHT/" "$stage/winres/$1.json"
	"$winres" make --in "$stage/winres/$1.json" --out "$2/resources" --arch amd64 \
		--file-version "$windows_version" --product-version "$windows_version"
}
resources bwdc cmd/bwdc
resources directory-connector .
mkdir -p "$stage/windows"
build windows amd64 "$stage/windows/bwdc.exe" -ldflags "$ldflags" ./cmd/bwdc
build windows amd64 "$stage/windows/directory-connector.exe" \
	-tags desktop,production -ldflags "$ldflags -H windowsgui" .

echo '== manual pages, completions, licenses'
clean=(env -i PATH="$PATH" SOURCE_DATE_EPOCH="$SOURCE_DATE_EPOCH" BWDC_DATA_DIR="$stage/none" BWDC_NO_KEYRING=1)
date=$(date -u -d "@$SOURCE_DATE_EPOCH" +%F)
"${clean[@]}" bin/bwdc man >"$stage/bwdc.1"
sed "s/@VERSION@/$version/; s/@DATE@/$date/" build/package/directory-connector.1 >"$stage/directory-connector.1"
gzip -9nk "$stage"/*.1
for shell in bash zsh fish; do
	"${clean[@]}" bin/bwdc completion $shell >"$stage/bwdc.$shell"
done
sed "s/@VERSION@/$PACKAGE_VERSION/; s/@DATE@/$date/; s/@APP_ID@/$APP_ID/; s/@LICENSE_ID@/$LICENSE_ID/" build/package/metainfo.xml >"$stage/metainfo.xml"
tools/licenses.sh ./cmd/bwdc >"$stage/copyright.bwdc"
CGO_ENABLED=1 tools/licenses.sh -tags desktop,production,webkit2_41 . >"$stage/copyright.directory-connector"
GOOS=windows tools/licenses.sh -tags desktop,production . ./cmd/bwdc >"$stage/windows/licenses.txt"

cp -r docs README.md CHANGELOG.md SECURITY.md NOTICE "$stage/doc/"
for unit in build/systemd/bwdc*; do
	sed 's|/usr/local/bin/bwdc|/usr/bin/bwdc|' "$unit" >"$stage/doc/examples/${unit##*/}"
done

echo '== packages for Linux'
# The newest symbol of the C library that the window uses says which systems
# it runs on.
PACKAGE_GLIBC=$(grep -aoE 'GLIBC_2\.[0-9]+' bin/directory-connector | sed 's/GLIBC_//' | sort -uV | tail -1)
# make TYPE ZSH_FOLDER: each distribution looks for zsh's functions elsewhere.
make_packages() {
	local type=$1
	ZSH_FOLDER=$2
	for PACKAGE_ARCH in amd64 arm64; do
		"$nfpm" package --packager "$type" --config build/package/bwdc.yaml --target dist/ >/dev/null
	done
	PACKAGE_ARCH=$host
	"$nfpm" package --packager "$type" --config build/package/directory-connector.yaml --target dist/ >/dev/null
}
make_packages deb /usr/share/zsh/vendor-completions
make_packages rpm /usr/share/zsh/site-functions

echo '== archives'
find "$stage" -exec touch -hd "@$SOURCE_DATE_EPOCH" {} +
for arch in amd64 arm64; do
	folder=bwdc-$PACKAGE_VERSION-linux-$arch
	mkdir -p "$stage/$folder/completions"
	install -m 755 "$stage/$arch/bwdc" "$stage/$folder/"
	install -m 644 "$stage/bwdc.1" "$stage/$folder/"
	install -m 644 "$stage"/bwdc.{bash,zsh,fish} "$stage/$folder/completions/"
	install -m 644 "$stage/copyright.bwdc" "$stage/$folder/licenses.txt"
	install -m 644 -D -t "$stage/$folder/systemd" build/systemd/bwdc*
	tar -C "$stage" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" \
		--mode=u=rwX,go=rX --use-compress-program='gzip -9n' -cf "dist/$folder.tar.gz" "$folder"
done
go run ./build/windows/policy "$stage/policy"
if command -v zip >/dev/null; then
	(cd "$stage/windows" && zip -qX9 "$OLDPWD/dist/bwdc-$PACKAGE_VERSION-windows-amd64.zip" bwdc.exe licenses.txt)
	find "$stage/policy" -exec touch -hd "@$SOURCE_DATE_EPOCH" {} +
	(cd "$stage/policy" && zip -qX9 "$OLDPWD/dist/directory-connector-$PACKAGE_VERSION-group-policy.zip" ./*.admx ./*/*.adml)
else
	without+=("the archive and the group policy templates for Windows: there is no zip")
fi

echo '== container image and chart'
VERSION=$version tools/image.sh dist

echo '== installer for Windows'
if command -v wixl >/dev/null && command -v msibuild >/dev/null; then
	install -m 644 "$(go list -m -f '{{.Dir}}' github.com/wailsapp/wails/v2)/internal/webview2runtime/MicrosoftEdgeWebview2Setup.exe" "$stage/windows/webview2.exe"
	VERSION=$PACKAGE_VERSION NUMBERS=$windows_version tools/msi.sh "$stage/windows" "dist/directory-connector-$PACKAGE_VERSION-windows-amd64.msi"
else
	without+=("the installer for Windows: there is no wixl or no msibuild (Debian: wixl, msitools)")
fi

echo '== what the programs contain'
# bill PROGRAM NAME: of what is linked, and of the pages inside.
node=$(tools/node.sh)
bill() {
	local raw=$stage/$2.json
	"$gomod" bin -json -licenses -assert-licenses -std -noserial -notimestamp -version "$PACKAGE_VERSION" -output "$raw" "$1" 2>"$stage/$2.log" || {
		cat "$stage/$2.log" >&2
		return 1
	}
	"$node/node" tools/sbom.mjs "$raw" "${2%%-linux*}" >"dist/$2.cdx.json"
}
for arch in amd64 arm64; do
	bill "$stage/$arch/bwdc" "bwdc-$PACKAGE_VERSION-linux-$arch"
done
bill "$stage/$host/directory-connector" "directory-connector-$PACKAGE_VERSION-linux-$host"
bill "$stage/windows/bwdc.exe" "bwdc-$PACKAGE_VERSION-windows-amd64"
bill "$stage/windows/directory-connector.exe" "directory-connector-$PACKAGE_VERSION-windows-amd64"

echo '== recipes for package managers'
if command -v dpkg-deb >/dev/null && command -v msiinfo >/dev/null; then
	VERSION=$version PACKAGE_VERSION=$PACKAGE_VERSION tools/recipes.sh dist
else
	without+=("the recipes for package managers: there is no dpkg-deb or no msiinfo (Debian: dpkg, msitools)")
fi

echo '== checksums'
VERSION=$version tools/sign.sh
(cd dist && ls -l --time-style=+ | awk 'NR > 1 { printf "%12d  %s\n", $5, $6 }')
for what in "${without[@]}"; do
	echo "WITHOUT $what"
done

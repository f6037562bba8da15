#!/usr/bin/env bash
# Builds the installer for Windows of the files in a folder: bwdc.exe,
# directory-connector.exe, licenses.txt, and webview2.exe, Microsoft's small
# installer of the window's runtime. The same files make the same bytes.
# usage: VERSION=1.2.3~rc.1 NUMBERS=1.2.3.0 SOURCE_DATE_EPOCH=… tools/msi.sh FOLDER OUTPUT
set -euo pipefail
folder=$(realpath "$1") output=$(realpath -m "$2")
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source tools/identity.sh
export LC_ALL=C TZ=UTC

source=$PWD/build/windows/msi
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
cp "$folder"/{bwdc.exe,directory-connector.exe,licenses.txt,webview2.exe} build/windows/icon.ico "$stage"
find "$stage" -exec touch -hd "@$SOURCE_DATE_EPOCH" {} +

# guid TEXT: the same for the same text.
guid() {
	local sum
	sum=$(printf 'directory-connector %s' "$1" | sha256sum)
	sum=${sum^^}
	echo "${sum:0:8}-${sum:8:4}-5${sum:12:3}-8${sum:15:3}-${sum:18:12}"
}
product=$(guid "product $VERSION")
content=$(cat "$stage"/* "$source"/* tools/msi.sh | sha256sum)
package=$(guid "package $VERSION $content")

# wixl takes no files but those in its folder.
(cd "$stage" && wixl -a x64 -D "ProductCode=$product" -D "Numbers=$NUMBERS" -D "Version=$VERSION" \
	-D "Publisher=$(sed 's/ <.*//; s/&/\&amp;/g' <<<"$MAINTAINER")" -D "UpgradeCode=$WINDOWS_UPGRADE_CODE" \
	-o "$stage/out.msi" "$source/directory-connector.wxs")

mapfile -t statements < <(sed "s/@NUMBERS@/$NUMBERS/g; s/@UPGRADE_CODE@/$WINDOWS_UPGRADE_CODE/g" "$source/tables.sql")
msibuild "$stage/out.msi" -q "${statements[@]}"

# The time of the build and a number by chance are not part of it.
when=$(date -u -d "@$SOURCE_DATE_EPOCH" '+%Y/%m/%d %H:%M:%S')
msiinfo export "$stage/out.msi" _SummaryInformation |
	sed -E "s/^9\t.*/9\t{$package}\r/; s|^(1[23])\t.*|\1\t$when\r|" >"$stage/_SummaryInformation.idt"
msibuild "$stage/out.msi" -i "$stage/_SummaryInformation.idt"
mv "$stage/out.msi" "$output"
chmod 644 "$output"

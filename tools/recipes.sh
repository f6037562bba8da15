#!/usr/bin/env bash
# Writes the recipes by which package managers install a release, of the files in
# a folder and their checksums: manifests for winget, a formula and a cask for
# Homebrew, and the lists of an apt repository. They are published beside the
# files, as an archive; docs/releasing.md says where each goes.
# usage: VERSION=v1.2.3 PACKAGE_VERSION=1.2.3 SOURCE_DATE_EPOCH=… tools/recipes.sh FOLDER
set -euo pipefail
dist=$(realpath "$1")
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source tools/identity.sh
export LC_ALL=C TZ=UTC

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
name=directory-connector-$PACKAGE_VERSION-recipes
out=$stage/$name
url=${DOWNLOAD_URL//@VERSION@/${VERSION#v}}
publisher=${MAINTAINER%% <*}
summary='Sync a directory into a Bitwarden organization'

# one PATTERN: the one file that matches, without its folder; empty for none.
one() {
	local found=("$dist"/$1)
	[[ ! -e ${found[0]} ]] || echo "${found[0]##*/}"
}
sum() { sha256sum "$dist/$1" | cut -d ' ' -f 1; }
# What "+" and "~" are in the address of a file.
address() {
	local file=${1//+/%2B}
	echo "$url/${file//\~/%7E}"
}
source tools/recipes/winget.sh
source tools/recipes/homebrew.sh
source tools/recipes/apt.sh

find "$stage" -exec touch -hd "@$SOURCE_DATE_EPOCH" {} +
tar -C "$stage" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" \
	--mode=u=rwX,go=rX --use-compress-program='gzip -9n' -cf "$dist/$name.tar.gz" "$name"

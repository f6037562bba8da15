#!/usr/bin/env bash
# Prints the path of a Go program at exactly that version. One on the PATH is
# taken when it is that version, else it is built into .cache/bin once.
# usage: tools/go-tool.sh PACKAGE VERSION
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

package=$1 version=$2
name=${package##*/}
dir=$PWD/.cache/bin/$name@$version

if [[ ! -x $dir/$name ]]; then
	if on_path=$(command -v "$name") && "$on_path" version 2>/dev/null | grep -qwF "${version#v}"; then
		echo "$on_path"
		exit
	fi
	echo "building $name $version once, which takes minutes on a small machine" >&2
	# A linter refuses code that is newer than the Go it was built with: build
	# it with the toolchain of our go.mod, not with the one of its own.
	toolchain=$(go env GOVERSION)
	GOTOOLCHAIN=${toolchain%% *} GOBIN=$dir GOFLAGS='-trimpath -buildvcs=false' go install "$package@$version" >&2
fi
echo "$dir/$name"

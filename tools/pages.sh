#!/usr/bin/env bash
# Builds or checks the pages that the programs embed.
# usage: tools/pages.sh build|check
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

node=$(tools/node.sh)
export PATH=$node:$PATH
# npm tells about itself otherwise.
export NPM_CONFIG_UPDATE_NOTIFIER=false NPM_CONFIG_LOGLEVEL="${NPM_CONFIG_LOGLEVEL:-error}"
# Debian's Node.js trusts the CAs of the system, others bring a list of their
# own: the CA of a company's proxy is not in it.
system_cas=/etc/ssl/certs/ca-certificates.crt
if [[ -e $system_cas ]]; then
	export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-$system_cas}"
fi

# The packages that the lock file names, once.
modules() {
	local stamp=frontend/node_modules/.installed
	if ! cmp -s frontend/package-lock.json "$stamp"; then
		echo '== npm packages of the pages'
		(cd frontend && npm ci --no-fund --no-audit)
		cp frontend/package-lock.json "$stamp"
	fi
}

# Where nothing has changed since they were built, nothing is done.
build() {
	local sum
	sum=$(find frontend docs -path frontend/node_modules -prune -o -path frontend/dist -prune -o -path frontend/pictures -prune -o \
		-path frontend/test-results -prune -o -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum)
	if [[ -e frontend/dist/index.html && $sum == "$(cat .cache/pages 2>/dev/null)" ]]; then
		return
	fi
	modules
	echo '== pages'
	(cd frontend && npm run --silent build)
	mkdir -p .cache
	echo "$sum" >.cache/pages
}

case ${1:-} in
build) build ;;
check)
	modules
	echo '== pages: types, lint, format'
	(cd frontend && npm run --silent check)
	echo '== pages: unit tests'
	(cd frontend && npm run --silent unit)
	echo '== pages: size'
	(cd frontend && npm run --silent size)
	;;
*)
	echo 'usage: tools/pages.sh build|check' >&2
	exit 2
	;;
esac

#!/usr/bin/env bash
# Everything that looks at the code without running it.
# usage: tools/lint.sh GOLANGCI_LINT_VERSION GOVULNCHECK_VERSION
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

echo '== gofmt'
unformatted=$(find . -name '*.go' -not -path './.cache/*' -not -path '*/node_modules/*' -exec gofmt -s -l {} +)
if [[ $unformatted ]]; then
	printf 'not formatted (gofmt -s -w):\n%s\n' "$unformatted" >&2
	exit 1
fi

echo '== go mod tidy'
go mod tidy -diff
go mod tidy -C build/container -diff

for os in linux windows darwin; do
	echo "== go vet for $os"
	GOOS=$os go vet ./...
done
go vet -C build/container ./...

# The TypeScript side of what the window binds is generated and committed.
echo '== generated bindings'
kept=$(mktemp -d)
trap 'rm -rf "$kept"' EXIT
cp -r frontend/wailsjs "$kept/"
go run -tags bindings . >/dev/null
if ! diff -r "$kept/wailsjs" frontend/wailsjs; then
	echo 'frontend/wailsjs was not up to date: commit it as it is now' >&2
	exit 1
fi

# So is the list of what the program may say, which other languages must have.
echo '== sentences'
cp -r frontend/src/i18n "$kept/"
go run ./tools/sentences
if ! diff -r "$kept/i18n" frontend/src/i18n; then
	echo 'frontend/src/i18n was not up to date: commit it as it is now, with the words of its new sentences, codes and settings in frontend/src/i18n/de' >&2
	exit 1
fi

echo '== licenses, and who publishes'
tools/license-page.sh "$kept/licenses.md"
if ! diff "$kept/licenses.md" docs/licenses.md; then
	echo 'docs/licenses.md is not up to date: tools/license-page.sh' >&2
	exit 1
fi
source tools/identity.sh
address=${MAINTAINER#*<}
if git grep -nF -e "$APP_ID" -e "${address%>}" -- . ':!build/identity.env'; then
	echo 'the app id and the maintainer stand in build/identity.env only' >&2
	exit 1
fi

echo '== workflows'
# A tag of somebody else's action may be moved to other code; a commit may not.
if grep -rnE '^[^#]*uses: *[^ #]+' .github/workflows | grep -vE 'uses: *(\./[^ ]*|[^ @]+@[0-9a-f]{40}) +# v[0-9.]+$|uses: *\./'; then
	echo 'name actions by commit, with the version behind: owner/action@<40 digits> # v1.2.3' >&2
	exit 1
fi

echo '== golangci-lint'
linter=$(tools/go-tool.sh github.com/golangci/golangci-lint/v2/cmd/golangci-lint "$1")
"$linter" run ./...
(cd build/container && "$linter" run ./...)

echo '== systemd units'
tools/check-units.sh

echo '== govulncheck'
scanner=$(tools/go-tool.sh golang.org/x/vuln/cmd/govulncheck "$2")
status=0
report=$({ "$scanner" ./... && "$scanner" -C build/container ./...; } 2>&1) || status=$?
case $status in
0) echo 'no known vulnerability is reached' ;;
3)
	echo "$report" >&2
	exit 1
	;;
*)
	# Its database is on the internet: without it there is nothing to compare
	# with, which is said and does not fail a build behind a firewall.
	if [[ $report != *'fetching vulnerabilities'* ]]; then
		echo "$report" >&2
		exit 1
	fi
	echo "SKIPPED: the vulnerability database can't be reached: ${report##*: }"
	;;
esac

#!/usr/bin/env bash
# Installs those of the Debian packages that are missing, as root or by sudo.
# Quick when everything is there. What it says goes to standard error.
# usage: tools/apt-install.sh PACKAGE…
# Exit 1: some could not be installed, and why has been said.
set -euo pipefail
exec >&2

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
	echo "this is not Debian or Ubuntu: the packages $* can't be installed from here"
	exit 1
fi
missing=()
for package in "$@"; do
	state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
	[[ $state == installed ]] || missing+=("$package")
done
if ((${#missing[@]} == 0)); then
	exit
fi
echo "to be installed: ${missing[*]}"

if ((EUID != 0)); then
	ask=()
	[[ -t 0 ]] || ask=(-n)
	if command -v sudo >/dev/null && sudo "${ask[@]}" bash "$0" "${missing[@]}"; then
		exit
	fi
	echo "installing packages needs root: as root, apt-get install --no-install-recommends ${missing[*]}"
	exit 1
fi

export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
apt() { apt-get -q -y -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300 "$@" </dev/null; }

# Without lists nothing is known; with old ones the first try fails below.
if [[ -z $(find /var/lib/apt/lists -name '*_Packages*' -print -quit 2>/dev/null) ]]; then
	apt update || exit 1
fi
# One that the distribution does not have must not keep the others out.
known=() unknown=()
for package in "${missing[@]}"; do
	if apt-cache show "$package" >/dev/null 2>&1; then
		known+=("$package")
	else
		unknown+=("$package")
	fi
done
if ((${#known[@]} > 0)); then
	install() { apt install --no-install-recommends "${known[@]}"; }
	if ! install && ! { apt update && install; }; then
		echo "these packages could not be installed: ${known[*]}"
		exit 1
	fi
fi
if ((${#unknown[@]} > 0)); then
	echo "not known to this distribution: ${unknown[*]}"
	exit 1
fi

#!/usr/bin/env bash
# Installs those of the Debian packages that are missing, as root or by sudo.
# Quick when everything is there. What it says goes to standard error.
# usage: tools/apt-install.sh [--no-services] [--if-known] PACKAGE…
#   --no-services  services of the packages are neither started nor left to
#                  start at boot
#   --if-known     packages that the distribution does not have are no failure
# Exit 1: some could not be installed, and why has been said.
set -euo pipefail
exec >&2

flags=() services= if_known=
while [[ ${1:-} == --* ]]; do
	case $1 in
	--no-services) services=no ;;
	--if-known) if_known=yes ;;
	*)
		echo "apt-install.sh: $1 is not known"
		exit 2
		;;
	esac
	flags+=("$1")
	shift
done

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
	if command -v sudo >/dev/null && sudo "${ask[@]}" bash "$0" "${flags[@]}" "${missing[@]}"; then
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

# Keeps services from being started now. invoke-rc.d asks this program whether
# it may start one: 101 is no.
# See https://people.debian.org/~hmh/invokerc.d-policyrc.d-specification.txt
policy=/usr/sbin/policy-rc.d kept=/usr/sbin/policy-rc.d.before-bwdc-tests
restore() {
	rm -f "$policy"
	if [[ -e $kept ]]; then
		mv "$kept" "$policy"
	fi
}
forbid_services() {
	# Left by a run that was killed.
	[[ ! -e $kept ]] || restore
	if [[ -e $policy ]]; then
		mv "$policy" "$kept"
	fi
	trap restore EXIT
	printf '#!/bin/sh\nexit 101\n' >"$policy"
	chmod 755 "$policy"
	# Nobody asked for a directory of the machine's own.
	if [[ " ${known[*]} " == *' slapd '* ]]; then
		echo 'slapd slapd/no_configuration boolean true' | debconf-set-selections
	fi
}
# Prints those services of our packages that start at boot.
enabled() {
	local service
	for service in slapd smbd nmbd winbind samba-ad-dc; do
		! systemctl is-enabled "$service" >/dev/null 2>&1 || echo "$service"
	done
}

if ((${#known[@]} > 0)); then
	before=
	if [[ $services == no ]]; then
		forbid_services
		before=$(enabled)
	fi
	install() { apt install --no-install-recommends "${known[@]}"; }
	if ! install && ! { apt update && install; }; then
		echo "these packages could not be installed: ${known[*]}"
		exit 1
	fi
	if [[ $services == no ]]; then
		for service in $(enabled); do
			grep -qx "$service" <<<"$before" || systemctl disable "$service"
		done
	fi
fi
if ((${#unknown[@]} > 0)); then
	echo "not known to this distribution: ${unknown[*]}"
	[[ $if_known ]] || exit 1
fi

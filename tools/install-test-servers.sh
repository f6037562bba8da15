#!/usr/bin/env bash
# Installs the servers that tests start on loopback: OpenLDAP, a Samba domain
# controller and a keyring. Quick when everything is there. The
# distribution's own services are neither started nor left to start at boot.
set -euo pipefail

packages=(
	slapd ldap-utils openssl # OpenLDAP
	samba samba-ad-dc samba-ad-provision samba-dsdb-modules winbind ldb-tools python3-samba # Active Directory
	gnome-keyring dbus       # keyring
	gcc libc6-dev            # race detector
	ca-certificates git systemd
)
services=(slapd smbd nmbd winbind samba-ad-dc)

echo '== servers for the tests'

# Tells what the tests will skip, before they start, and whether that matters.
without() {
	echo "make: $1" >&2
	if [[ ${CI:-} == true ]]; then
		exit 1
	fi
	local name path=$PATH:/usr/sbin:/usr/local/sbin:/opt/homebrew/opt/openldap/libexec
	for name in slapd samba gnome-keyring-daemon; do
		PATH=$path command -v "$name" >/dev/null || echo "WITHOUT $name: its tests will be skipped"
	done
	exit 0
}

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
	without "this is not Debian: install OpenLDAP's server and tools, Samba as a domain controller, gnome-keyring and gcc yourself"
fi

missing=()
for package in "${packages[@]}"; do
	state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
	[[ $state == installed ]] || missing+=("$package")
done
if ((${#missing[@]} == 0)); then
	echo 'all there'
	exit
fi
echo "to be installed: ${missing[*]}"

if ((EUID != 0)); then
	command -v sudo >/dev/null || without "installing packages needs root: as root, apt-get install ${missing[*]}"
	ask=()
	[[ -t 0 ]] || ask=(-n)
	sudo "${ask[@]}" env CI="${CI:-}" bash "$0" || without "installing packages needs root: as root, apt-get install ${missing[*]}"
	exit
fi

export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
apt() { apt-get -q -y -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300 "$@" </dev/null; }

# invoke-rc.d asks this program whether it may start a service: 101 is no.
# See https://people.debian.org/~hmh/invokerc.d-policyrc.d-specification.txt
policy=/usr/sbin/policy-rc.d kept=/usr/sbin/policy-rc.d.before-bwdc-tests
restore() {
	rm -f "$policy"
	if [[ -e $kept ]]; then
		mv "$kept" "$policy"
	fi
}
# Left by a run that was killed.
[[ ! -e $kept ]] || restore
if [[ -e $policy ]]; then
	mv "$policy" "$kept"
fi
trap restore EXIT
printf '#!/bin/sh\nexit 101\n' >"$policy"
chmod 755 "$policy"

# Nobody asked for a directory of the machine's own.
if [[ " ${missing[*]} " == *' slapd '* ]]; then
	echo 'slapd slapd/no_configuration boolean true' | debconf-set-selections
fi

# Without lists nothing is known; with old ones the first try fails below.
if [[ -z $(find /var/lib/apt/lists -name '*_Packages*' -print -quit 2>/dev/null) ]]; then
	apt update || without "the lists of packages can't be fetched"
fi
# One that the distribution does not have (Ubuntu and Debian cut Samba
# differently) must not keep the others out.
known=()
for package in "${missing[@]}"; do
	if apt-cache show "$package" >/dev/null 2>&1; then
		known+=("$package")
	else
		echo "not known here: $package"
	fi
done
enabled_before=()
for service in "${services[@]}"; do
	if systemctl is-enabled "$service" >/dev/null 2>&1; then
		enabled_before+=("$service")
	fi
done
install() { apt install --no-install-recommends "${known[@]}"; }
install || { apt update && install; } || without "these packages could not be installed: ${known[*]}"
for service in "${services[@]}"; do
	if [[ " ${enabled_before[*]} " != *" $service "* ]] && systemctl is-enabled "$service" >/dev/null 2>&1; then
		systemctl disable "$service"
	fi
done

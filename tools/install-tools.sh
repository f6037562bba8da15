#!/usr/bin/env bash
# Installs Debian packages that are missing: what building the window needs,
# what making the packages needs, or what the tests need. Quick when
# everything is there.
# usage: tools/install-tools.sh build|package|test
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

flags=() checks=() what='its tests will be skipped'
case ${1:-} in
build)
	echo '== tools to build the window'
	packages=(gcc libc6-dev pkg-config libgtk-3-dev libwebkit2gtk-4.1-dev)
	;;
package)
	echo '== tools to make the packages'
	packages=(wixl msitools zip)
	checks=(wixl msibuild zip) what='nothing that needs it will be made'
	;;
test)
	echo '== servers and tools for the tests'
	packages=(
		slapd ldap-utils openssl # OpenLDAP
		samba samba-ad-dc samba-ad-provision samba-dsdb-modules winbind ldb-tools python3-samba # Active Directory
		krb5-user                # Kerberos, to compare with
		389-ds-base              # 389 Directory Server
		gnome-keyring dbus       # secrets
		gcc libc6-dev            # race detector
		ca-certificates git systemd
		xvfb xauth xdotool dbus-x11 openbox wmctrl x11-utils imagemagick fonts-dejavu-core # the window
		webkit2gtk-driver chromium chromium-headless-shell # the pages
		buildah crun             # the container image
		desktop-file-utils appstream mandoc man-db groff-base bash-completion rpm msitools wixl file # the packages
		wine64 gcc-mingw-w64-x86-64-win32 # Windows
	)
	checks=(slapd samba ns-slapd gnome-keyring-daemon chromium/chromium-headless-shell/chromium-browser/google-chrome Xvfb xdotool groff wine64 x86_64-w64-mingw32-gcc)
	# Servers run in tests only, and distributions cut Samba differently.
	flags=(--no-services --if-known)
	;;
*)
	echo 'usage: tools/install-tools.sh build|package|test' >&2
	exit 2
	;;
esac

# Prints those of the programs that are missing; several names for one stand
# beside each other.
missing() {
	local names name path=$PATH:/usr/sbin:/usr/local/sbin:/usr/lib/wine:/opt/homebrew/opt/openldap/libexec
	for names in "$@"; do
		for name in ${names//\// }; do
			PATH=$path command -v "$name" >/dev/null && continue 2
		done
		echo "${names%%/*}"
	done
}

if [[ $(uname -s) != Linux && $1 != test ]]; then
	echo 'nothing is installed on this system: docs/macos.md and docs/installing.md say what is needed'
	exit
fi
if tools/apt-install.sh "${flags[@]}" "${packages[@]}"; then
	echo 'all there'
	exit
fi

# What matters now is not which packages there are but what can be done.
if [[ $1 == build ]] && { ! pkg-config --exists gtk+-3.0 webkit2gtk-4.1 2>/dev/null || [[ $(missing gcc) ]]; }; then
	cat >&2 <<-TEXT
		make: the window can't be built without a C compiler and the headers of GTK 3 and WebKitGTK 4.1:
		  Debian 12, Ubuntu 22.04 and newer: apt-get install ${packages[*]}
		  Fedora: dnf install gcc pkgconf-pkg-config gtk3-devel webkit2gtk4.1-devel
		  Arch: pacman -S base-devel gtk3 webkit2gtk-4.1
		  openSUSE: zypper install gcc pkgconf gtk3-devel webkit2gtk3-devel
		bwdc, with the same pages in a browser (bwdc serve), needs none of them: make build
	TEXT
	exit 1
fi
if [[ ${CI:-} == true ]]; then
	echo 'make: CI tests everything: see above what is missing' >&2
	exit 1
fi
for program in $(missing "${checks[@]}"); do
	echo "WITHOUT $program: $what"
done

#!/usr/bin/env bash
# Installs what building, packing and testing the desktop app needs: the
# libraries of the window, a display without a screen, a browser, and the
# tools that make and check packages. Quick when everything is there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

build=(gcc libc6-dev pkg-config libgtk-3-dev libwebkit2gtk-4.1-dev)
pack=(nsis zip)
test=(
	xvfb xauth xdotool dbus dbus-x11 openbox wmctrl x11-utils imagemagick fonts-dejavu-core # the window
	webkit2gtk-driver chromium chromium-headless-shell                             # the pages
	gnome-keyring                                                                   # secrets
	desktop-file-utils appstream mandoc man-db bash-completion rpm p7zip-full file  # the packages
)

echo '== tools of the desktop app'
if [[ $(uname -s) != Linux ]]; then
	echo 'nothing is installed on this system: docs/macos.md and docs/installing.md say what is needed'
	exit
fi
if tools/apt-install.sh "${build[@]}" "${pack[@]}" "${test[@]}"; then
	echo 'all there'
	exit
fi

# What matters now is not which packages there are but what can be done.
if ! pkg-config --exists gtk+-3.0 webkit2gtk-4.1 2>/dev/null || ! command -v gcc >/dev/null; then
	cat >&2 <<-TEXT
		make: the window can't be built without a C compiler and the headers of GTK 3 and WebKitGTK 4.1:
		  Debian 12, Ubuntu 22.04 and newer: apt-get install ${build[*]}
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
without() {
	local program
	for program in "$@"; do
		command -v "$program" >/dev/null && return
	done
	echo "WITHOUT $1: $what"
}
what='its tests will be skipped'
without chromium chromium-headless-shell chromium-browser google-chrome
without Xvfb
without xdotool
what='no installer for Windows will be made'
without makensis

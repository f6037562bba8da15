# Part of tools/recipes.sh: the lists of an apt repository. The .deb files go into
# its pool/main, and whoever publishes signs Release. Format:
# https://wiki.debian.org/DebianRepository/Format
repository=$out/apt
suite=$repository/dists/stable
for arch in amd64 arm64; do
	mkdir -p "$suite/main/binary-$arch"
	for deb in "$dist"/*_"$arch".deb; do
		[[ -e $deb ]] || continue
		dpkg-deb -f "$deb" | sed '/^Description:/,$d'
		cat <<-TEXT
			Filename: pool/main/${deb##*/}
			Size: $(stat -c %s "$deb")
			SHA256: $(sum "${deb##*/}")
		TEXT
		dpkg-deb -f "$deb" | sed -n '/^Description:/,$p'
		echo
	done >"$suite/main/binary-$arch/Packages"
	gzip -9nk "$suite/main/binary-$arch/Packages"
done
{
	cat <<-TEXT
		Origin: Directory Connector
		Label: Directory Connector
		Suite: stable
		Codename: stable
		Version: $PACKAGE_VERSION
		Date: $(date -u -d "@$SOURCE_DATE_EPOCH" '+%a, %d %b %Y %H:%M:%S UTC')
		Architectures: amd64 arm64
		Components: main
		Description: $summary
		SHA256:
	TEXT
	(cd "$suite" && find main -type f | sort | while read -r file; do
		printf ' %s %d %s\n' "$(sha256sum "$file" | cut -d ' ' -f 1)" "$(stat -c %s "$file")" "$file"
	done)
} >"$repository/Release.new"
mv "$repository/Release.new" "$suite/Release"

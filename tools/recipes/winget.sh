# Part of tools/recipes.sh: the manifests of winget, three files each. Format:
# https://github.com/microsoft/winget-pkgs/tree/master/doc/manifest/schema/1.6.0
# The folder is the one that its list of packages wants.
msi=$(one 'directory-connector-*-windows-amd64.msi')
if [[ $msi ]]; then
	folder=$out/winget/manifests/$(tr '[:upper:]' '[:lower:]' <<<"${WINGET_ID:0:1}")/${WINGET_ID//.//}/$PACKAGE_VERSION
	mkdir -p "$folder"
	property() { msiinfo export "$dist/$msi" Property | awk -F '\t' -v name="$1" '$1 == name { sub("\r", "", $2); print $2 }'; }
	# manifest TYPE: its head, to which the rest is added.
	manifest() {
		cat <<-TEXT
			# yaml-language-server: \$schema=https://aka.ms/winget-manifest.$1.1.6.0.schema.json
			PackageIdentifier: $WINGET_ID
			PackageVersion: $PACKAGE_VERSION
		TEXT
		cat
		printf 'ManifestType: %s\nManifestVersion: 1.6.0\n' "$1"
	}
	manifest version >"$folder/$WINGET_ID.yaml" <<-TEXT
		DefaultLocale: en-US
	TEXT
	manifest installer >"$folder/$WINGET_ID.installer.yaml" <<-TEXT
		Platform: [Windows.Desktop]
		MinimumOSVersion: 10.0.14393.0
		InstallerType: msi
		Scope: machine
		ElevationRequirement: elevationRequired
		UpgradeBehavior: install
		ProductCode: '$(property ProductCode)'
		AppsAndFeaturesEntries:
		  - DisplayName: Directory Connector
		    DisplayVersion: '$(property ProductVersion)'
		    ProductCode: '$(property ProductCode)'
		    UpgradeCode: '$(property UpgradeCode)'
		Commands: [bwdc]
		Installers:
		  - Architecture: x64
		    InstallerUrl: $(address "$msi")
		    InstallerSha256: $(sum "$msi" | tr '[:lower:]' '[:upper:]')
	TEXT
	# locale KIND CODE SUMMARY
	locale() {
		manifest "$1" >"$folder/$WINGET_ID.locale.$2.yaml" <<-TEXT
			PackageLocale: $2
			Publisher: "$publisher"
			PackageName: Directory Connector
			PackageUrl: $HOMEPAGE
			License: $LICENSE_ID
			Copyright: "$COPYRIGHT"
			ShortDescription: $3
			Moniker: bwdc
			Tags: [active-directory, bitwarden, directory, entra, ldap, vaultwarden]
		TEXT
	}
	locale defaultLocale en-US "$summary"
	locale locale de-DE 'Ein Verzeichnis in eine Bitwarden-Organisation synchronisieren'
	sed -i '/^Moniker:/d' "$folder/$WINGET_ID.locale.de-DE.yaml" # only the first may have one
fi

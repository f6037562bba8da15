# Part of tools/recipes.sh: a formula for bwdc and, where the app for macOS is in
# the folder, a cask, for a tap. Formats: https://docs.brew.sh/Formula-Cookbook,
# https://docs.brew.sh/Cask-Cookbook
amd64=$(one 'bwdc-*-linux-amd64.tar.gz') arm64=$(one 'bwdc-*-linux-arm64.tar.gz')
macos=$(one 'bwdc-*-macos.zip') image=$(one 'directory-connector-*-macos.dmg')
# source FILE INDENT: where it is and what it must be.
source_of() {
	printf '%surl "%s"\n%ssha256 "%s"\n' "$2" "$(address "$1")" "$2" "$(sum "$1")"
}
mkdir -p "$out/homebrew/Formula"
{
	cat <<-TEXT
		class Bwdc < Formula
		  desc "$summary"
		  homepage "$HOMEPAGE"
		  version "$PACKAGE_VERSION"
		  license "$LICENSE_ID"

	TEXT
	if [[ $macos ]]; then
		printf '  on_macos do\n%s\n  end\n\n' "$(source_of "$macos" '    ')"
	else
		printf '  depends_on :linux\n\n'
	fi
	cat <<-TEXT
		  on_linux do
		    on_intel do
		$(source_of "$amd64" '      ')
		    end
		    on_arm do
		$(source_of "$arm64" '      ')
		    end
		  end

		  def install
		    bin.install "bwdc"
		    (man1/"bwdc.1").write Utils.safe_popen_read(bin/"bwdc", "man")
		    generate_completions_from_executable(bin/"bwdc", "completion")
		  end

		  service do
		    run [opt_bin/"bwdc", "run"]
		    keep_alive true
		  end

		  test do
		    assert_match version.to_s, shell_output("#{bin}/bwdc --version")
		  end
		end
	TEXT
} >"$out/homebrew/Formula/bwdc.rb"
if [[ $image ]]; then
	mkdir -p "$out/homebrew/Casks"
	cat >"$out/homebrew/Casks/directory-connector.rb" <<-TEXT
		cask "directory-connector" do
		  version "$PACKAGE_VERSION"
		  sha256 "$(sum "$image")"

		  url "$(address "$image")"
		  name "Directory Connector"
		  desc "$summary"
		  homepage "$HOMEPAGE"

		  depends_on macos: ">= :monterey"

		  app "Directory Connector.app"
		end
	TEXT
fi

# bash completion for directory-connector
_directory_connector() {
	local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
	COMPREPLY=()
	case $before in
	--data-dir) mapfile -t COMPREPLY < <(compgen -d -- "$word") ;;
	--profile) ;;
	*) mapfile -t COMPREPLY < <(compgen -W '--data-dir --profile --version --help' -- "$word") ;;
	esac
}
complete -o filenames -F _directory_connector directory-connector

#compdef directory-connector
_arguments \
	'--data-dir[folder that holds all profiles]:folder:_directories' \
	'--profile[name of the profile that is shown first]:name:' \
	'(- *)--version[print the version]' \
	'(- *)--help[print the options]'

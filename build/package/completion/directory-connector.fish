complete -c directory-connector -f
complete -c directory-connector -l data-dir -x -a '(__fish_complete_directories)' -d 'folder that holds all profiles'
complete -c directory-connector -l profile -x -d 'name of the profile that is shown first'
complete -c directory-connector -l version -d 'print the version'
complete -c directory-connector -l help -d 'print the options'

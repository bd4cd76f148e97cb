_sciatica() {
    local IFS=$'\n'
    COMPREPLY=( $( env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD \
        _SCIATICA_COMPLETE=complete_bash "$1" ) )
}
complete -o default -F _sciatica sciatica

#compdef kubectl-scout
# zsh completion for kubectl-scout: the program itself answers what fits (cobra's protocol).

_kubectl-scout() {
    local -a lines choices flags
    local line directive=0
    lines=("${(@f)$("${words[1]}" __complete "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    for line in "${lines[@]}"; do
        if [[ $line == :* ]]; then
            directive=${line#:}
        elif [[ $line == *$'\t'* ]]; then
            choices+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
        elif [[ -n $line ]]; then
            choices+=("${line//:/\\:}")
        fi
    done
    ((directive & 2)) && flags=(-S '')
    if ((directive & 16)); then
        _files -/
    elif ((${#choices})); then
        _describe -V 'kubectl-scout' choices "${flags[@]}"
    elif ((!(directive & 4))); then
        _files
    fi
}

if [[ ${funcstack[1]} == _kubectl-scout ]]; then
    _kubectl-scout "$@"
else
    compdef _kubectl-scout kubectl-scout
fi

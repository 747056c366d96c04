# bash completion for kubectl-scout: the program itself answers what fits (cobra's protocol). Works from bash 3.2 on.

_kubectl_scout() {
    local IFS=$' \t\n' word glued='' last=-1 i line directive=0 whole prefix
    local -a words
    # Readline breaks words at = and :, which belong to flags and names here.
    for ((i = 1; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if ((last >= 0)) && [[ $glued || $word == [=:]* ]]; then
            words[last]+=$word
        else
            last=$((last + 1))
            words[last]=$word
        fi
        glued=''
        [[ $word == *[=:] ]] && glued=yes
    done
    whole=${words[last]}
    word=${COMP_WORDS[COMP_CWORD]}
    [[ $word == [=:] ]] && word=''
    prefix=${whole%"$word"}

    COMPREPLY=()
    while IFS= read -r line; do
        if [[ $line == :* ]]; then
            directive=${line#:}
        elif [[ -n $line ]]; then
            line=${line%%$'\t'*}
            COMPREPLY[${#COMPREPLY[@]}]=${line#"$prefix"}
        fi
    done < <("${COMP_WORDS[0]}" __complete "${words[@]}" 2>/dev/null)

    if ((directive & 2)); then
        compopt -o nospace 2>/dev/null
    fi
    if ((directive & 16)); then
        while IFS= read -r line; do COMPREPLY[${#COMPREPLY[@]}]=$line; done < <(compgen -d -- "$word")
        compopt -o filenames 2>/dev/null
    elif ((!(directive & 4) && ${#COMPREPLY[@]} == 0)); then
        while IFS= read -r line; do COMPREPLY[${#COMPREPLY[@]}]=$line; done < <(compgen -f -- "$word")
        compopt -o filenames 2>/dev/null
    fi
}

complete -F _kubectl_scout kubectl-scout

# fish completion for kubectl-scout: the program itself answers what fits (cobra's protocol).

function __kubectl_scout_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l lines ($words[1] __complete $words[2..-1] "$current" 2>/dev/null)
    set -l directive 0
    if set -q lines[1]
        set directive (string replace ':' '' -- $lines[-1])
        set -e lines[-1]
    end
    if test (math "floor($directive / 16) % 2") -eq 1
        __fish_complete_directories "$current"
    else if set -q lines[1]
        printf '%s\n' $lines
    else if test (math "floor($directive / 4) % 2") -eq 0
        __fish_complete_path "$current"
    end
end

complete -c kubectl-scout -f -a '(__kubectl_scout_complete)'

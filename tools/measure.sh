# Sourced by scripts that measure, after throwaway.sh: how long commands take, and rows of the table in target/bench.md.
# shellcheck shell=bash

# milliseconds COMMAND...: how long it takes; its output goes to $work/last.out.
milliseconds() {
    local start=${EPOCHREALTIME/[.,]/} end
    "$@" >"$work/last.out" 2>&1 || {
        tail -n 20 "$work/last.out" >&2
        echo "Failed: $1 ${2:-} ${3:-}" >&2
        exit 1
    }
    end=${EPOCHREALTIME/[.,]/}
    echo $(((end - start) / 1000))
}

median() {
    sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'
}

# repeat TIMES COMMAND...: the median of several runs.
repeat() {
    local times=$1
    shift
    for _ in $(seq "$times"); do milliseconds "$@"; done | median
}

row() {
    printf '| %s | %s | %s |\n' "$@" | tee -a target/bench.md
}

seconds() {
    awk -v ms="$1" 'BEGIN { printf "%.2f s", ms / 1000 }'
}

# Sourced by the scripts that need programs written in Go: builds them once into the cache, from pinned modules.
# shellcheck shell=bash

# go_programs MODULE_FOLDER CACHE_FOLDER NOTE PROGRAM=PACKAGE...
# Safe when run twice at once: the second waits, and programs appear whole or not at all.
go_programs() (
    local module=$1 cache=$2 note=$3 pair
    shift 3
    go_programs_present "$cache" "$@" && return
    if ! command -v go >/dev/null; then
        echo "Go 1.24 or newer is needed once, for $note: install it and have it on PATH" >&2
        return 1
    fi
    mkdir -p "$(dirname "$cache")"
    exec 9>"$cache.lock"
    if command -v flock >/dev/null && ! flock -n 9; then
        echo "Another build of $note is under way, waiting for it" >&2
        flock 9
        go_programs_present "$cache" "$@" && return
    fi
    local staging
    staging=$(mktemp -d "$cache.XXXXXX")
    # shellcheck disable=SC2064
    trap "rm -rf '$staging'" EXIT
    for pair in "$@"; do
        echo "Building ${pair%%=*}: $note" >&2
        if ! (cd "$module" && CGO_ENABLED=0 GOFLAGS='' GOWORK=off go build -mod=readonly -trimpath -buildvcs=false \
            -ldflags "-s -w" -o "$staging/${pair%%=*}" "${pair#*=}"); then
            echo "Could not build ${pair#*=} (see above): a Go module proxy must be reachable" >&2
            return 1
        fi
    done
    mkdir -p "$cache"
    for pair in "$@"; do
        mv -f "$staging/${pair%%=*}" "$cache/${pair%%=*}"
    done
)

go_programs_present() {
    local cache=$1 pair
    shift
    for pair in "$@"; do
        [[ -x $cache/${pair%%=*} ]] || return 1
    done
}

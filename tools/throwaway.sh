# Sourced by scripts that need servers for a while: starts them, and stops all of them when the script ends, whichever way.
# shellcheck shell=bash

work=$(mktemp -d "${TMPDIR:-/tmp}/atlas-XXXXXX")
mkdir "$work/tmp"
chmod 755 "$work"
chmod 1777 "$work/tmp"
# What the programs leave in their temp folder goes too.
export TMPDIR=$work/tmp
children=()

cleanup() {
    local status=$? pid
    trap - EXIT
    for pid in "${children[@]}"; do
        kill -TERM "$pid" 2>/dev/null || true
    done
    for pid in "${children[@]}"; do
        wait "$pid" 2>/dev/null || true
    done
    rm -rf "$work"
    exit "$status"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# serve NAME COMMAND...: starts a server in the background and waits until it prints "ready". Its standard input stays
# open for as long as this script lives; what it says goes to $work/NAME.out.
serve() {
    local name=$1
    shift
    "$@" >"$work/$name.out" 2>&1 < <(exec tail -f /dev/null --pid=$$) &
    local pid=$!
    children+=("$pid")
    until grep -qs '^ready$' "$work/$name.out"; do
        if ! kill -0 "$pid" 2>/dev/null; then
            cat "$work/$name.out" >&2
            exit 1
        fi
        sleep 0.1
    done
}

free_port() {
    local port
    while true; do
        port=$((20000 + RANDOM % 12000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
    done
    echo "$port"
}

# answers PORT PATH: whether an HTTP GET is answered with 200.
answers() {
    local status=
    {
        printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$2" >&3
        read -r _ status _ <&3
    } 2>/dev/null 3<>"/dev/tcp/127.0.0.1/$1" || return 1
    [[ $status == 200 ]]
}

# operate COMMAND...: starts an operator with what KUBECONFIG names and waits until it says that it is ready. Sets
# $operator to its process id; its output goes to $work/operator.log.
operate() {
    local health metrics
    health=$(free_port)
    metrics=$(free_port)
    "$@" --health-probe-bind-address "127.0.0.1:$health" --metrics-bind-address "127.0.0.1:$metrics" \
        >"$work/operator.log" 2>&1 </dev/null &
    operator=$!
    children+=("$operator")
    local deadline=$((SECONDS + 180))
    until answers "$health" /readyz; do
        if ! kill -0 "$operator" 2>/dev/null || ((SECONDS > deadline)); then
            tail -n 20 "$work/operator.log" >&2
            echo "The operator did not become ready" >&2
            exit 1
        fi
        sleep 0.05
    done
}

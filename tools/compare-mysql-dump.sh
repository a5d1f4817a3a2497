#!/usr/bin/env bash
# Does a schema of MySQL or MariaDB go through "atlas schema apply" unharmed? Loads an SQL file into one database with the
# native client and into another with atlas, and compares what mariadb-dump (or mysqldump) says of both. Then applies again,
# from the SQL, from the HCL that inspect prints, and from that HCL without a dev database, and expects no change.
#
#   tools/compare-mysql-dump.sh FILE SERVER_URL [OUTPUT_FOLDER]
#
# SERVER_URL is that of a server whose user may create databases, such as the one that tools/mysql.sh leaves. The file must
# name no database. The clients are found on the PATH, or in MYSQL_BIN. ATLAS names another atlas than bin/atlas, DATABASE_OPTIONS
# what follows the name of a database where it is made. Databases named compare_… are made, and dropped in the end. Exits 0 when
# nothing differs.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
(($# == 2 || $# == 3)) || { sed -n '2,12s/^# \{0,1\}//p' "$0" >&2; exit 2; }
file=$(realpath "$1")
server=$2
out=${3:-$(mktemp -d)}
mkdir -p "$out"
atlas=${ATLAS:-$here/../bin/atlas}
bin=${MYSQL_BIN:+$MYSQL_BIN/}
client=$(command -v "${bin}mariadb" || command -v "${bin}mysql") || { echo "mariadb or mysql is needed: install the client" >&2; exit 2; }
dumper=$(command -v "${bin}mariadb-dump" || command -v "${bin}mysqldump") || { echo "mariadb-dump or mysqldump is needed: install the client" >&2; exit 2; }
[[ $server =~ ^[a-z]+://([^:]+):([^@]*)@([^:/]+):([0-9]+)/?$ ]] || { echo "the URL must be like mysql://user:password@host:3306" >&2; exit 2; }
export MYSQL_PWD=${BASH_REMATCH[2]}
login=(-u "${BASH_REMATCH[1]}" -h "${BASH_REMATCH[3]}" -P "${BASH_REMATCH[4]}")
id=compare_$$
native=${id}_native
ours=${id}_atlas
dev=${id}_dev
failed=0

url() { printf '%s/%s' "${server%/}" "$1"; }
# As the driver does: comments in bodies go along, and texts are of four bytes.
sql() { "$client" "${login[@]}" --comments --default-character-set=utf8mb4 --init-command='SET NAMES utf8mb4' "$@"; }
cleanup() {
    local name
    for name in "$native" "$ours" "$dev"; do
        sql -e "SET foreign_key_checks = 0; DROP DATABASE IF EXISTS $name" >/dev/null 2>&1
    done
}
trap cleanup EXIT
fail() {
    echo "$1: $2" >&2
    failed=1
}
# The databases' own names are masked; what a dump leaves out for a view it says later. What says nothing of the schema is left
# out: that an index is a B-tree in engines that know no other, and how the head of a trigger is spelt, which MariaDB keeps.
dump() {
    "$dumper" "${login[@]}" --no-data --routines --triggers --events --skip-comments --skip-dump-date "$1" | sed "s/$1/app/g" |
        awk '
            /^CREATE TABLE /, /^\)/ {
                lines[++n] = $0
                if (/^\)/) {
                    for (i = 1; i <= n; i++) {
                        if (/ENGINE=(InnoDB|MyISAM|Aria)/) sub(/ USING BTREE/, "", lines[i])
                        print lines[i]
                    }
                    n = 0
                }
                next
            }
            tolower($0) ~ /^\/\*!50003 create\*\/.* trigger / {
                head = $0
                while (tolower(head) !~ /for each row/ && (getline line) > 0) head = head " " line
                end = index(tolower(head), "for each row") + length("for each row")
                rest = substr(head, end)
                head = tolower(substr(head, 1, end - 1))
                gsub(/`/, "", head)
                gsub(/[ \t]+/, " ", head)
                sub(/^[ \t]+/, "", rest)
                print head
                if (rest != "") print rest
                next
            }
            { print }'
}

for name in "$native" "$ours" "$dev"; do
    sql -e "CREATE DATABASE $name ${DATABASE_OPTIONS:-}" || exit 2
done
if ! sql "$native" <"$file" >"$out/native.log" 2>&1; then
    fail "$file" "the client could not load it: $(grep -m1 ERROR "$out/native.log")"
    exit 2
fi
apply() {
    local to=$1 log=$2
    shift 2
    "$atlas" schema apply --url "$(url "$ours")" --to "file://$to" "$@" --auto-approve >"$log" 2>&1
}
with_dev=(--dev-url "$(url "$dev")")
if ! apply "$file" "$out/apply.log" "${with_dev[@]}"; then
    fail "$file" "apply failed: $(tail -n 3 "$out/apply.log")"
    exit 1
fi
if ! dump "$native" >"$out/native.sql" || ! dump "$ours" >"$out/atlas.sql"; then
    fail "$file" "a database could not be dumped"
    exit 2
fi
diff -u "$out/native.sql" "$out/atlas.sql" >"$out/dump.diff" || fail "$file" "the dumps differ in $(grep -c '^[+-][^+-]' "$out/dump.diff") lines, see $out/dump.diff"
synced() {
    grep -q 'Schema is synced' "$2" || fail "$file" "$1 is not empty, see $2"
}
apply "$file" "$out/second.log" "${with_dev[@]}"
synced "the second apply" "$out/second.log"
if "$atlas" schema inspect --url "$(url "$ours")" >"$out/schema.hcl" 2>"$out/inspect.log"; then
    apply "$out/schema.hcl" "$out/hcl.log" "${with_dev[@]}"
    synced "an apply of the HCL" "$out/hcl.log"
    apply "$out/schema.hcl" "$out/written.log"
    synced "an apply of the HCL without a dev database" "$out/written.log"
else
    fail "$file" "inspect failed: $(tail -n 3 "$out/inspect.log")"
fi
((failed)) || echo "$file: no difference"
exit "$failed"

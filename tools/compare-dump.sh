#!/usr/bin/env bash
# Does a PostgreSQL schema go through "atlas schema apply" unharmed? Loads an SQL file into one database with psql and into
# another with atlas, and compares what pg_dump says of both. Then applies again, from the SQL and from the HCL that inspect
# prints, and expects no change.
#
#   tools/compare-dump.sh FILE SERVER_URL [OUTPUT_FOLDER]
#
# SERVER_URL is that of a database whose user may create databases, such as the one that tools/postgres.sh leaves. psql and
# pg_dump are found on the PATH, or in PG_BIN; they must not be older than the server. ATLAS names another atlas than
# bin/atlas, ATLAS_QUERY holds parameters for the URLs, such as search_path=public. Databases named
# compare_… are made, and dropped in the end. Exits 0 when nothing differs.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
(($# == 2 || $# == 3)) || { sed -n '2,13s/^# \{0,1\}//p' "$0" >&2; exit 2; }
file=$(realpath "$1")
server=$2
out=${3:-$(mktemp -d)}
mkdir -p "$out"
atlas=${ATLAS:-$here/../bin/atlas}
bin=${PG_BIN:+$PG_BIN/}
base=${server%%\?*}
parameters=${server#"$base"}
base=${base%/*}
id=compare_$$
native=${id}_native
ours=${id}_atlas
dev=${id}_dev
failed=0

url() { printf '%s/%s%s' "$base" "$1" "$parameters"; }
bound() {
    local to
    to=$(url "$1")
    [[ -z ${ATLAS_QUERY:-} ]] || { [[ $to == *\?* ]] && to+="&$ATLAS_QUERY" || to+="?$ATLAS_QUERY"; }
    printf '%s' "$to"
}
sql() { "${bin}psql" -Xq -v ON_ERROR_STOP=1 "$@"; }
cleanup() {
    local name
    for name in "$native" "$ours" "$dev"; do
        sql "$server" -c "SET client_min_messages = error" -c "DROP DATABASE IF EXISTS $name" >/dev/null 2>&1
    done
}
trap cleanup EXIT
fail() {
    echo "$1: $2" >&2
    failed=1
}

# Entries of a dump are told by their headings, so that their order alone is no difference.
dump() {
    "${bin}pg_dump" -s "$(url "$1")" | awk '
        /^\\(un)?restrict / { next }
        /^--$/ { held = 1; next }
        held && /^-- Name: / { printf "\n\x01%s\n", $0; held = 0; next }
        held { held = 0 }
        { print }' |
        awk 'BEGIN { RS = "\x01"; ORS = "\x01" } { gsub(/\n/, "\x02"); print }' | tr '\001' '\n' | sort | tr '\002' '\n' | cat -s
}

for name in "$native" "$ours" "$dev"; do
    sql "$server" -c "CREATE DATABASE $name" || exit 2
done
if ! sql "$(url "$native")" -f "$file" >"$out/psql.log" 2>&1; then
    fail "$file" "psql could not load it: $(grep -m1 ERROR "$out/psql.log")"
    exit 2
fi
apply() {
    "$atlas" schema apply --url "$(bound "$ours")" --to "file://$1" --dev-url "$(bound "$dev")" --auto-approve >"$2" 2>&1
}
if ! apply "$file" "$out/apply.log"; then
    fail "$file" "apply failed: $(tail -n 3 "$out/apply.log")"
    exit 1
fi
if ! dump "$native" >"$out/native.sql" || ! dump "$ours" >"$out/atlas.sql"; then
    fail "$file" "pg_dump could not read a database"
    exit 2
fi
diff -u "$out/native.sql" "$out/atlas.sql" >"$out/dump.diff" || fail "$file" "the dumps differ in $(grep -c '^[+-][^+-]' "$out/dump.diff") lines, see $out/dump.diff"
apply "$file" "$out/second.log" && grep -q 'Schema is synced' "$out/second.log" || fail "$file" "the second apply is not empty, see $out/second.log"
"$atlas" schema diff --from "$(bound "$native")" --to "$(bound "$ours")" --dev-url "$(bound "$dev")" >"$out/diff.log" 2>&1 &&
    grep -q 'Schemas are synced' "$out/diff.log" || fail "$file" "schema diff finds changes, see $out/diff.log"
if "$atlas" schema inspect --url "$(bound "$ours")" >"$out/inspected.hcl" 2>"$out/inspect.log"; then
    apply "$out/inspected.hcl" "$out/hcl.log" && grep -q 'Schema is synced' "$out/hcl.log" ||
        fail "$file" "the inspected HCL is not synced, see $out/hcl.log"
else
    fail "$file" "inspect failed, see $out/inspect.log"
fi
if ((!failed)); then
    echo "$file: no difference in $(grep -c '^-- Name: ' "$out/native.sql") objects"
fi
exit "$failed"

#!/usr/bin/env bash
# The rows of docs/benchmarks.md on MySQL or MariaDB, added to target/bench.md: every figure beside the native client doing the same in
# the same run.
#
#   tools/bench-mysql.sh KIND COUNT...     KIND as in tools/mysql.sh, COUNT numbers of tables
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
kind=${1:?KIND COUNT...}
shift
tools/build.sh
programs=$(tools/mysql.sh client "$kind")
read -r client dumper <<<"$programs"
# shellcheck source=tools/throwaway.sh
source tools/throwaway.sh
# shellcheck source=tools/measure.sh
source tools/measure.sh
mkdir -p target

serve "$kind" tools/mysql.sh run "$work/$kind" "$kind"
server=$(<"$work/$kind/url")
[[ $server =~ ^[a-z]+://root:(.*)@(.*):([0-9]+)$ ]]
export MYSQL_PWD=${BASH_REMATCH[1]}
login=(--no-defaults --user=root --host="${BASH_REMATCH[2]}" --port="${BASH_REMATCH[3]}")
[[ $kind == mysql ]] || login+=(--skip-ssl)
name=$([[ $kind == mysql ]] && echo MySQL || echo MariaDB)
version=$("$client" "${login[@]}" -N -e 'SELECT VERSION()')

database() {
    "$client" "${login[@]}" -e "CREATE DATABASE $1" >&2
    echo "$server/$1"
}

load() {
    "$client" "${login[@]}" "$1" <"$2"
}

dump() {
    "$dumper" "${login[@]}" --no-data --routines --triggers --events "$1"
}

# peak COMMAND...: the most memory that it had.
peak() {
    local process most=0 now
    "$@" >"$work/last.out" 2>&1 &
    process=$!
    while now=$(awk '/^VmHWM/ { print $2 }' "/proc/$process/status" 2>/dev/null) && [[ -n $now ]]; do
        most=$now
        sleep 0.05
    done
    wait "$process"
    echo "$((most / 1024)) MB"
}

# tables COUNT: the SQL of so many tables, each with what tables usually have.
tables() {
    local i parent
    for ((i = 1; i <= $1; i++)); do
        parent=$((i > 1 ? i - 1 : 1))
        cat <<-EOF
	CREATE TABLE table_$i (
	  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
	  parent_id bigint,
	  name varchar(100) NOT NULL,
	  amount decimal(12, 2) NOT NULL DEFAULT 0,
	  note text,
	  active tinyint(1) NOT NULL DEFAULT 1,
	  created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
	  KEY name (name),
	  CONSTRAINT parent_$i FOREIGN KEY (parent_id) REFERENCES table_$parent (id),
	  CONSTRAINT amount_$i CHECK (amount >= 0)
	);
	EOF
    done
}

taken() {
    median <"$work/$1"
}

# of_tables COUNT RUNS: the rows for a schema of that size.
of_tables() {
    local count=$1 runs=$2 create inspect full i made
    rm -f "$work"/{create,dump,inspect,sql,cold,hcl,unchanged}
    tables "$count" >"$work/schema.sql"
    # In turns, for a machine may be slower for a while.
    for ((i = 1; i <= runs; i++)); do
        full=$(database "plain_${count}_$i")
        milliseconds load "plain_${count}_$i" "$work/schema.sql" >>"$work/create"
        # The time that mysqldump takes grows with the square of the number of tables.
        if ((count <= 1000)) || [[ $kind != mysql ]]; then
            milliseconds dump "plain_${count}_$i" >>"$work/dump"
        fi
        milliseconds bin/atlas schema inspect --url "$full" >>"$work/inspect"
        bin/atlas schema inspect --url "$full" >"$work/schema.hcl"
        milliseconds bin/atlas schema apply --url "$full" --to "file://$work/schema.hcl" --auto-approve >>"$work/unchanged"
        made=$(database "atlas_${count}_$i")
        milliseconds bin/atlas schema apply --url "$made" --to "file://$work/schema.sql" --dev-url "$server/dev" --auto-approve >>"$work/sql"
        milliseconds bin/atlas schema apply --url "$made" --to "file://$work/schema.sql" --dev-url "$server/dev" --auto-approve >>"$work/cold"
        made=$(database "hcl_${count}_$i")
        # A state for a URL that is bound to a schema names that schema.
        sed "s/plain_${count}_$i/hcl_${count}_$i/g" "$work/schema.hcl" >"$work/made.hcl"
        milliseconds bin/atlas schema apply --url "$made" --to "file://$work/made.hcl" --auto-approve >>"$work/hcl"
    done
    create=$(taken create) inspect=$(taken inspect)
    row "$count $name tables ($version): \`schema inspect\`" \
        "$([[ ! -f $work/dump ]] || echo "\`$(basename "$dumper") --no-data\` $(seconds "$(taken dump)")")" "$(seconds "$inspect")"
    row "… create them all from SQL (made twice)" "\`$(basename "$client")\` $(seconds "$create")" "$(seconds "$(taken sql)")"
    row "… unchanged apply from SQL, nothing cached" "\`$(basename "$client")\` create + inspect $(seconds $((create + inspect)))" \
        "$(seconds "$(taken cold)")"
    row "… create them all from HCL" "\`$(basename "$client")\` $(seconds "$create")" "$(seconds "$(taken hcl)")"
    row "… unchanged apply from HCL" "inspect $(seconds "$inspect")" "$(seconds "$(taken unchanged)")"
    row "… memory at its peak (RSS), from HCL" "" "$(peak bin/atlas schema apply --url "$full" --to "file://$work/schema.hcl" --auto-approve)"
}

for count in "$@"; do
    of_tables "$count" "$((count > 1000 ? 1 : 3))"
done

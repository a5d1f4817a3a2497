#!/usr/bin/env bash
# Measures the operator with many AtlasSchemas on one PostgreSQL server, 2,000 unless it is told otherwise, and prints the
# rows of docs/benchmarks.md:
#
#   tools/bench-scale.sh [COUNT]
#
# Run by tools/bench.sh; needs what make build makes, and psql.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
count=${1:-2000}
schemas_each=10
databases=$(((count + schemas_each - 1) / schemas_each))

bin=$(tools/control-plane.sh path)
kubectl=$bin/kubectl
# shellcheck source=tools/throwaway.sh
source tools/throwaway.sh
# shellcheck source=tools/measure.sh
source tools/measure.sh

serve postgres tools/postgres.sh run "$work/postgres" 15
server=$(<"$work/postgres/url")
serve control-plane tools/control-plane.sh run "$work/control-plane"
export KUBECONFIG=$work/control-plane/kubeconfig
"$kubectl" apply -f crds/ >/dev/null
"$kubectl" wait --for=condition=Established --timeout=60s customresourcedefinition --all >/dev/null
"$kubectl" create namespace anchor >/dev/null

rest=${server#*://}
user=${rest%%:*}
rest=${rest#*:}
password=${rest%%@*}
rest=${rest#*@}
host=${rest%%:*}
rest=${rest#*:}
port=${rest%%/*}

psql -q "$server" -c 'CREATE DATABASE dev' >&2
psql -q "$server" -c 'CREATE DATABASE model' >&2
for ((s = 0; s < schemas_each; s++)); do echo "CREATE SCHEMA s$s;"; done | psql -q "${server/"/postgres?"/"/model?"}"
for ((d = 0; d < databases; d++)); do echo "CREATE DATABASE d$d TEMPLATE model;"; done | psql -q "$server"

"$kubectl" create secret generic server --from-literal=password="$password" \
    --from-literal=dev="${server/"/postgres?"/"/dev?"}" >/dev/null

# manifest NAME DATABASE SCHEMA: one of ten desired states.
manifest() {
    cat <<-EOF
	---
	apiVersion: db.atlasgo.io/v1alpha1
	kind: AtlasSchema
	metadata: {name: $1}
	spec:
	  credentials:
	    scheme: postgres
	    user: $user
	    passwordFrom: {secretKeyRef: {name: server, key: password}}
	    host: $host
	    port: $port
	    database: d$2
	    parameters: {sslmode: disable, search_path: s$3}
	  devURLFrom: {secretKeyRef: {name: server, key: dev}}
	  schema:
	    sql: |
	      CREATE TABLE users (
	        id bigint PRIMARY KEY,
	        name varchar($((100 + $3))) NOT NULL,
	        created_at timestamptz NOT NULL DEFAULT now()
	      );
	      CREATE INDEX users_name ON users (name);
	      CREATE TABLE orders (
	        id bigint PRIMARY KEY,
	        user_id bigint NOT NULL REFERENCES users (id),
	        total numeric(12, 2) NOT NULL DEFAULT 0 CHECK (total >= 0)
	      );
	EOF
}

for ((i = 0; i < count; i++)); do manifest "r$i" $((i % databases)) $((i / databases)); done >"$work/many.yaml"

# sampled NAME COMMAND...: runs a command, and leaves the most sessions that the server had meanwhile in $work/NAME.
sampled() {
    local name=$1 sampler
    shift
    (
        most=0
        while sessions=$(psql -qAt "$server" -c "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'atlas'"); do
            ((sessions <= most)) || most=$sessions
            echo "$most" >"$work/$name"
            sleep 0.5
        done
    ) 2>/dev/null &
    sampler=$!
    "$@"
    kill "$sampler"
    wait "$sampler" 2>/dev/null || true
}

# metric NAME LABELS: the sum of a metric of the operator, 0 if there is none.
metric() {
    printf 'GET /metrics HTTP/1.0\r\nHost: localhost\r\n\r\n' >&5
    awk -v name="$1{" -v label="$2" 'index($0, name) == 1 && index($0, label) { sum += $NF } END { print sum + 0 }' <&5
} 5<>"/dev/tcp/127.0.0.1/$metrics"

worked() {
    metric atlas_reconcile_phase_seconds_count 'phase="work"'
}

ready() {
    metric atlas_resource_ready 'AtlasSchema'
}

# until_it QUESTION NUMBER: waits until a question is answered with that number or more.
until_it() {
    local deadline=$((SECONDS + 1800))
    until (($("$1" | cut -d . -f 1) >= $2)); do
        ((SECONDS < deadline)) || {
            tail -n 20 "$work/operator.log" >&2
            echo "$1: not $2 after half an hour" >&2
            return 1
        }
        sleep 0.2
    done
}

resident() {
    awk '/^VmRSS/ { printf "%d MB", $2 / 1024 }' "/proc/$operator/status"
}

# Milliseconds of the processor that the operator has taken.
processor() {
    awk -v hertz="$(getconf CLK_TCK)" '{ print int(($14 + $15) * 1000 / hertz) }' "/proc/$operator/stat"
}

requests() {
    "$kubectl" get --raw /metrics | awk '/^apiserver_request_total/ { sum += $NF } END { print sum }'
}

start() {
    operate bin/atlas-operator --namespace default
    # What it serves its metrics on is the last of its arguments.
    metrics=$(tr '\0' '\n' <"/proc/$operator/cmdline" | sed -n '/^--metrics-bind-address$/ { n; s/.*://; p }')
}

first_sync() {
    "$kubectl" apply -f "$work/many.yaml" && until_it ready "$count"
}

# A minute in which nothing happens: processor time and requests of others are in neither.
idle() {
    local before=$(processor) asked=$(requests)
    sleep 60
    echo "$(($(processor) - before)) $(($(requests) - asked))"
}

anchor=$(milliseconds "$kubectl" -n anchor apply -f "$work/many.yaml")
"$kubectl" delete namespace anchor --wait=false >/dev/null
sleep 5
quiet=$(requests)
sleep 60
quiet=$(($(requests) - quiet))

start
ours=$(sampled sessions milliseconds first_sync)
row "$count AtlasSchemas on one PostgreSQL server, $databases databases: first sync" "\`kubectl apply\` of the same list $(seconds "$anchor")" "$(seconds "$ours")"
row "… sessions on the server at most (\`WORK_PER_SERVER\` 8, dev database on the same server)" "" "$(<"$work/sessions")"
row "… memory (RSS) right after" "" "$(resident)"
sleep 40
read -r spent asked < <(idle)
row "… a minute at rest: processor time, requests" "$quiet requests without it" "$(seconds "$spent"), $((asked - quiet))"
row "… memory (RSS) then" "" "$(resident)"
kill -TERM "$operator"
wait "$operator" || true

# After a restart everything is looked at again. What somebody asks for meanwhile does not wait for that.
manifest new 0 0 | sed "s/database: d0/database: model/" >"$work/new.yaml"
look_again() {
    start
    until_it worked $((count / 10))
    milliseconds newcomer >"$work/newcomer"
    left=$((count + 1 - $(worked | cut -d . -f 1)))
    echo "$left" >"$work/left"
    until_it worked $((count + 1))
}
newcomer() {
    "$kubectl" apply -f "$work/new.yaml" && "$kubectl" wait --for=condition=Ready --timeout=600s atlasschema/new
}
begin=${EPOCHREALTIME/[.,]/}
sampled sessions look_again
row "… restart, until all are looked at again" "" "$(seconds $(((${EPOCHREALTIME/[.,]/} - begin) / 1000)))"
row "… create → Ready of another one meanwhile" "$(<"$work/left") still to be looked at then" "$(seconds "$(<"$work/newcomer")")"
row "… sessions on the server at most" "" "$(<"$work/sessions")"
row "… memory (RSS) right after" "" "$(resident)"

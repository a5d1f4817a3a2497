#!/usr/bin/env bash
# The product at work: a control plane, PostgreSQL, SQLite and the operator, all thrown away at the end.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() {
    printf '\n== %s\n' "$*"
}

tools/control-plane.sh build
tools/build.sh
bin=$(tools/control-plane.sh path)
kubectl() {
    "$bin/kubectl" "$@"
}
# shellcheck source=tools/throwaway.sh
source tools/throwaway.sh

say "Starting a throwaway control plane and PostgreSQL 17"
serve control-plane tools/control-plane.sh run "$work/control-plane"
serve postgres tools/postgres.sh run "$work/postgres" 17 app billing
export KUBECONFIG=$work/control-plane/kubeconfig
server=$(<"$work/postgres/url")
app=${server/"/postgres?"/"/app?"}
billing=${server/"/postgres?"/"/billing?"}
sqlite="sqlite://$work/inventory.db?_fk=1"

say "Installing the resource definitions and starting the operator"
kubectl apply -f crds/
kubectl wait --for=condition=Established --timeout=60s customresourcedefinition --all >/dev/null
operate bin/atlas-operator

say "Applying deploy/samples/"
kubectl create secret generic postgres-credentials --from-literal=url="$app" --from-literal=billing-url="$billing" >/dev/null
kubectl create secret generic sqlite-credentials --from-literal=url="$sqlite" >/dev/null
kubectl apply -f deploy/samples/
ready() {
    kubectl wait --for=condition=Ready --timeout=180s "$@" >/dev/null || {
        kubectl get atlasschema,atlasmigration >&2
        tail -n 20 "$work/operator.log" >&2
        echo "Not all resources became ready" >&2
        exit 1
    }
}
ready atlasschema,atlasmigration --all
kubectl get atlasschema,atlasmigration

say "The tables that came out"
tables() {
    echo "$1:"
    bin/atlas schema inspect --url "$2" | sed -n 's/^table "\(.*\)" {$/  \1/p' | grep -v atlas_schema_revisions
}
tables "PostgreSQL, database app" "$app"
tables "PostgreSQL, database billing" "$billing"
tables "SQLite" "$sqlite"

say "Changing a manifest: orders get a day of delivery"
sed 's/^\( *\)note text$/\1note text,\n\1delivered_on date/' deploy/samples/atlasschema-postgres-sql.yaml >"$work/changed.yaml"
diff -U1 deploy/samples/atlasschema-postgres-sql.yaml "$work/changed.yaml" | tail -n +3 || true
kubectl apply -f "$work/changed.yaml"
kubectl wait --for=jsonpath='{.status.observedGeneration}'=2 --timeout=180s atlasschema/shop >/dev/null
ready atlasschema/shop
kubectl get atlasschema shop -o jsonpath='{.status.conditions[?(@.type=="Ready")].message}{"\n"}'

say "The resources after the second reconcile"
kubectl get atlasschema,atlasmigration
bin/atlas schema inspect --url "$app" | sed -n '/^table "orders"/,/^}/p'

say "Done in $SECONDS seconds; cleaning up"

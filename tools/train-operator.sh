#!/usr/bin/env bash
# Runs the operator on a throwaway control plane and records which classes it loads, for the cache beside its launcher.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dist=$1

bin=$(tools/control-plane.sh path 2>/dev/null) || {
    echo "No control plane to try the operator on (tools/control-plane.sh build makes one): it will start without its cache"
    exit 0
}
echo "Recording the operator's classes"
# shellcheck source=tools/throwaway.sh
source tools/throwaway.sh
kubectl=$bin/kubectl
serve control-plane tools/control-plane.sh run "$work/control-plane"
serve postgres tools/postgres.sh run "$work/postgres" 17
export KUBECONFIG=$work/control-plane/kubeconfig
"$kubectl" apply -f crds/ >/dev/null
"$kubectl" wait --for=condition=Established --timeout=60s customresourcedefinition --all >/dev/null

postgres=$(<"$work/postgres/url")
"$kubectl" create secret generic training --from-literal=postgres="$postgres" \
    --from-literal=sqlite="sqlite://$work/training.db" --from-literal=migrated="sqlite://$work/migrated.db" >/dev/null
"$kubectl" apply -f tools/training/ >/dev/null

rm -f "$dist/cache/atlas-operator.aot"
ATLAS_JAVA_OPTS="-XX:AOTCacheOutput=$dist/cache/atlas-operator.aot" operate "$dist/bin/atlas-operator"
"$kubectl" wait --for=condition=Ready --timeout=180s atlasschema,atlasmigration --all >/dev/null || {
    tail -n 20 "$work/operator.log" >&2
    "$kubectl" get atlasschema,atlasmigration >&2
    echo "The resources of tools/training did not become ready" >&2
    exit 1
}
kill -TERM "$operator"
wait "$operator" || true
[[ -s $dist/cache/atlas-operator.aot ]] || {
    tail -n 20 "$work/operator.log" >&2
    echo "The operator's cache could not be made" >&2
    exit 1
}

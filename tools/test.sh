#!/usr/bin/env bash
# All tests, on real servers; "soak" runs the long ones instead. What cannot be had fails unless ALLOW_SKIP names it.
# SOAK_KILLS (30) says how often each long test kills, SOAK_TRIES (10000) how many examples a property is tried with,
# SOAK_PAIRS (1000) how many pairs of PostgreSQL schemas are tried on each server version; SOAK_SEED repeats the choices of an earlier run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

allowed() {
    [[ ",${ALLOW_SKIP:-}," == *[,\ ]"$1"[,\ ]* ]]
}

tools/control-plane.sh build || allowed control-plane || {
    echo "Without a control plane the tests cannot run (ALLOW_SKIP=control-plane leaves those out)" >&2
    exit 1
}
tools/helm.sh >/dev/null || allowed helm || {
    echo "Without Helm the chart's tests cannot run (ALLOW_SKIP=helm leaves them out)" >&2
    exit 1
}
tools/sdk.sh >/dev/null || allowed go-sdk || {
    echo "Without the Go SDK its tests cannot run (ALLOW_SKIP=go-sdk leaves them out)" >&2
    exit 1
}
for kind in mysql mariadb10 mariadb11; do
    tools/mysql.sh fetch "$kind" || allowed "${kind%1[01]}" || {
        echo "Without ${kind%1[01]} its tests cannot run (ALLOW_SKIP=${kind%1[01]} leaves them out)" >&2
        exit 1
    }
done
tools/build.sh

options=(-B -ntp)
if [[ ${1:-} == soak ]]; then
    options+=("-Dgroups=soak | property" -DexcludedGroups= "-Djqwik.tries.default=${SOAK_TRIES:-10000}")
    options+=("-Datlas.soak.kills=${SOAK_KILLS:-30}" "-Datlas.soak.pairs=${SOAK_PAIRS:-1000}")
    options+=(${SOAK_SEED:+"-Datlas.soak.seed=$SOAK_SEED"})
fi
rm -rf target/surefire-reports
./mvnw "${options[@]}" test

skipped=$(grep -l '<skipped' target/surefire-reports/TEST-*.xml 2>/dev/null | sed 's:.*/TEST-\(.*\)\.xml:\1:' || true)
if [[ -n $skipped && -z ${ALLOW_SKIP:-} ]]; then
    echo "Tests were skipped although ALLOW_SKIP names nothing:" $skipped >&2
    exit 1
fi

#!/usr/bin/env bash
# Writes what is generated from crds/ and from the chart: the chart's copies of the definitions, and deploy/install.yaml.
#
#   tools/render.sh            into this repository; run it after a change in crds/ or charts/
#   tools/render.sh FOLDER     into a folder that holds a copy of charts/
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
target=${1:-$root}
helm=$("$root/tools/helm.sh")

for kind in atlasschemas atlasmigrations; do
    name=$kind.db.atlasgo.io
    {
        echo "{{- /* Generated from crds/ by tools/render.sh. */ -}}"
        echo "{{- if include \"atlas-operator.keepsDefinition\" (dict \"root\" . \"name\" \"$name\") }}"
        awk -v name="$name" '{ print }
            $0 == "  name: " name {
                print "  annotations:"
                print "    helm.sh/resource-policy: keep"
                print "  labels:"
                print "    {{- include \"atlas-operator.labels\" . | nindent 4 }}"
            }' "$root/crds/db.atlasgo.io_$kind.yaml"
        echo "{{- end }}"
    } >"$target/charts/atlas-operator/templates/crds/$kind.yaml"
done

mkdir -p "$target/deploy"
{
    echo "# Generated from charts/atlas-operator by tools/render.sh: the operator with the chart's default values."
    echo "#"
    echo "#   kubectl apply -f deploy/install.yaml"
    echo "apiVersion: v1"
    echo "kind: Namespace"
    echo "metadata:"
    echo "  name: atlas-operator-system"
    "$helm" template atlas-operator "$target/charts/atlas-operator" --namespace atlas-operator-system \
        --kube-version 1.34.0
} >"$target/deploy/install.yaml"

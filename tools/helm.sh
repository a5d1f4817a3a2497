#!/usr/bin/env bash
# Prints the path of a Helm 3 program, built once from pinned Go modules into the cache (about 2 minutes).
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
version=$(awk '$1 == "helm.sh/helm/v3" { sub(/^v/, "", $2); print $2 }' "$here/helm/go.mod")
cache=${XDG_CACHE_HOME:-$HOME/.cache}/atlas-operator/helm/$version
# shellcheck source=tools/go-programs.sh
source "$here/go-programs.sh"

go_programs "$here/helm" "$cache" "Helm $version (about 2 minutes, once)" helm=helm.sh/helm/v3/cmd/helm
echo "$cache/helm"

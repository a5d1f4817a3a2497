#!/usr/bin/env bash
# Prints the path of a program that drives atlas through its Go SDK, built once from pinned Go modules into the cache.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
version=$(cat "$here"/sdk/main.go "$here"/sdk/go.sum | sha256sum | cut -c1-16)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/atlas-operator/sdk/$version
# shellcheck source=tools/go-programs.sh
source "$here/go-programs.sh"

go_programs "$here/sdk" "$cache" "the driver of the Go SDK (once)" sdk=.
echo "$cache/sdk"

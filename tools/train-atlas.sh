#!/usr/bin/env bash
# Runs the command line once and records which classes it loads, for the cache beside its launcher.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dist=$1
folder=$(mktemp -d "${TMPDIR:-/tmp}/atlas-XXXXXX")
trap 'rm -rf "$folder"' EXIT

echo "Recording the command line's classes"
echo "CREATE TABLE training (id integer PRIMARY KEY, name text);" >"$folder/schema.sql"
ATLAS_JAVA_OPTS="-XX:AOTCacheOutput=$dist/cache/atlas.aot" "$dist/bin/atlas" schema apply \
    --url "sqlite://$folder/training.db" --to "file://$folder/schema.sql" --dev-url "sqlite://dev?mode=memory" \
    --auto-approve >"$folder/log" 2>&1 || {
    cat "$folder/log" >&2
    echo "The command line could not be tried" >&2
    exit 1
}
[[ -s $dist/cache/atlas.aot ]] || {
    cat "$folder/log" >&2
    echo "The command line's cache could not be made" >&2
    exit 1
}

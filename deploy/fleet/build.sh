#!/bin/sh
# Builds both versions of the shop into deploy/fleet/target/: shop-v1 and shop-v2. Needs Go 1.25 or newer, no network.
# With arguments, they go to `go build`: ./build.sh -pgo default.pgo
set -eu
cd "$(dirname "$0")"
mkdir -p target
for version in v1 v2; do
  CGO_ENABLED=0 go build -trimpath -buildvcs=false -tags "$version" "$@" -o "target/shop-$version" .
done

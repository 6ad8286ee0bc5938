#!/bin/bash
# What default.pgo is worth: the CPU that the fleet's shop takes for the same work, built without a profile, with Tributary's default.pgo
# and with what `go tool pprof` makes of the same profiles. Needs Go, curl and a built tree (./mvnw -DskipTests package).
#
#   deploy/bench/pgo.sh [PROFILES] [ROUNDS] [VISITS]    24 profiles of 10 s, from two shops at once; 12 rounds of 5,000 visits
#
# Each round runs every binary once, in an order that turns, and counts user and system time; the ratio to the one without a profile is
# taken within the round. The interval is that of the rounds' mean (1.96 standard errors).
set -euo pipefail

profiles="${1:-24}"
rounds="${2:-12}"
visits="${3:-5000}"
root="$(cd "$(dirname "$0")/../.." && pwd)"
scratch="$(mktemp -d)"
running=()
clean_up() {
  ((${#running[@]} == 0)) || kill "${running[@]}" 2>/dev/null || :
  rm -rf "$scratch"
}
trap clean_up EXIT

build() { # OUT FLAG
  (cd "$root/deploy/fleet" && CGO_ENABLED=0 go build -trimpath -buildvcs=false -tags v1 "$2" -o "$scratch/$1" .)
}

# await FILE PATTERN: the text that the pattern's group takes in the file.
await() {
  local found
  for _ in $(seq 300); do
    found="$(sed -nE "s#.*$2.*#\1#p" "$1" | head -n 1)"
    [[ ! "$found" ]] || { echo "$found"; return; }
    sleep 0.1
  done
  echo "nothing like $2 in $1" >&2
  return 1
}

build none -pgo=off
"$root/deploy/target/tributary/bin/tributary" --storage.path="$scratch/data" --web.listen-address=127.0.0.1:0 >"$scratch/log" 2>&1 &
running+=($!)
for shop in 1 2; do
  "$scratch/none" -pprof 127.0.0.1:0 -load 0.6 -seed "$shop" >"$scratch/shop.$shop" &
  running+=($!)
done
url="$(await "$scratch/log" 'listening on (http://[^ ]+)')"
for ((taken = 0; taken < profiles; taken += 2)); do
  taking=()
  for shop in 1 2; do
    curl -sf -o "$scratch/cpu.$taken.$shop" "http://$(await "$scratch/shop.$shop" 'pprof listening on (.*)')/debug/pprof/profile?seconds=10" &
    taking+=($!)
  done
  wait "${taking[@]}"
  for shop in 1 2; do
    curl -sf -o "$scratch/answer" --data-binary "@$scratch/cpu.$taken.$shop" -H 'Content-Type: application/octet-stream' \
      "$url/api/v1/profiles?service=shop&type=cpu&label.instance=$shop"
  done
done
curl -sf -o "$scratch/ours.pgo" "$url/api/v1/pgo/shop/default.pgo?gate=off&window=1d"
curl -sf "$url/api/v1/pgo/shop/report?window=1d&format=text"
go tool pprof -symbolize=none -proto -output="$scratch/tool.pgo" "$scratch"/cpu.* >/dev/null 2>&1
kill "${running[@]}"
running=()
build ours "-pgo=$scratch/ours.pgo"
build tool "-pgo=$scratch/tool.pgo"
echo "default.pgo: $(stat -c %s "$scratch/ours.pgo") bytes; go tool pprof: $(stat -c %s "$scratch/tool.pgo") bytes"

cpu() { # BINARY: user and system seconds
  /usr/bin/time -o "$scratch/time" -f '%U %S' "$scratch/$1" -work "$visits" >/dev/null
  awk '{ print $1 + $2 }' "$scratch/time"
}

binaries=(none ours tool)
for ((round = 0; round < rounds; round++)); do
  declare -A taken=()
  for at in 0 1 2; do
    binary="${binaries[(at + round) % 3]}"
    taken[$binary]="$(cpu "$binary")"
  done
  echo "${taken[none]} ${taken[ours]} ${taken[tool]}"
done >"$scratch/rounds"
awk '
  { none += $1; for (i = 2; i <= 3; i++) { r = $i / $1 - 1; sum[i] += r; squares[i] += r * r } }
  END {
    printf "without a profile: %.2f s of CPU a round, %d rounds\n", none / NR, NR
    for (i = 2; i <= 3; i++) {
      mean = sum[i] / NR; error = sqrt((squares[i] / NR - mean * mean) / (NR - 1))
      printf "%s: %+.1f %% CPU, 95 %% interval %+.1f to %+.1f %%\n", i == 2 ? "default.pgo" : "go tool pprof", 100 * mean, 100 * (mean - 1.96 * error), 100 * (mean + 1.96 * error)
    }
  }' "$scratch/rounds"

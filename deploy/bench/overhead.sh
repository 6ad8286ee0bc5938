#!/bin/bash
# What it costs a busy Go program to be profiled by Tributary: never, a sixth of the time (CPU for 10 s of each minute, one heap and one
# goroutine profile), and always (CPU profiles one after the other). Needs Go, curl and a built tree (./mvnw -DskipTests package).
#
#   deploy/bench/overhead.sh [ROUNDS] [MINUTE]    9 rounds by default, and a minute of 60 s: half an hour. 12 has CPU profiles of
#                                                 2 s in each 12 s, and five times as many heap and goroutine profiles as in life
#
# Each round has a minute of every side, in another order each time. The program does the same operation over and over on one
# processor, and tells how many it did and for how long it was profiled, so what is lost is lost to profiling, the
# runtime's and the kernel's work for it included. Lost of a round is against its own side without profiles: in
# operations for a second of its CPU time, which do not change when other programs take the processor, and for a second of the clock.
set -euo pipefail

rounds="${1:-9}"
minute="${2:-60}"
root="$(cd "$(dirname "$0")/../.." && pwd)"
tributary="$root/deploy/target/tributary/bin/tributary"
scratch="$(mktemp -d)"
busy=""
collector=""
trap 'kill $busy $collector 2>/dev/null || :; wait; rm -rf "$scratch"' EXIT

(cd "$root/deploy/bench/busy" && CGO_ENABLED=0 GO111MODULE=off go build -o "$scratch/busy" main.go)
GOMAXPROCS=1 "$scratch/busy" >"$scratch/address" &
busy=$!
until [[ -s "$scratch/address" ]]; do sleep 0.1; done
program="$(<"$scratch/address")"

# targets SECONDS: a CPU profile of that length each minute; heap and goroutine once a minute.
targets() {
  cat <<END
scrape_configs:
  - job_name: cpu
    scrape_interval: ${minute}s
    profiling_config: {pprof_config: {process_cpu: {seconds: $1}, memory: {enabled: false}, goroutine: {enabled: false}}}
    static_configs: [{targets: ['$program']}]
  - job_name: others
    scrape_interval: ${minute}s
    profiling_config: {pprof_config: {process_cpu: {enabled: false}}}
    static_configs: [{targets: ['$program']}]
END
}

echo 'scrape_configs: []' >"$scratch/never.yaml"
targets $((minute / 6)) >"$scratch/sixth.yaml"
targets "$minute" >"$scratch/always.yaml"

# A minute of one side; adds to its file: operations a CPU second, operations a second, share of the time profiled.
measure() {
  local side="$1" before after
  : >"$scratch/log"
  "$tributary" --config.file="$scratch/$side.yaml" --storage.path="$scratch/data" --web.listen-address=127.0.0.1:0 \
    2>>"$scratch/log" &
  collector=$!
  until grep -q 'listening on' "$scratch/log"; do
    kill -0 "$collector" 2>/dev/null || { cat "$scratch/log" >&2; exit 1; }
    sleep 0.1
  done
  # It has come to rest, and the first profile of those that never end has begun.
  sleep 5
  before="$(curl -sS "http://$program/count")"
  sleep "$minute"
  after="$(curl -sS "http://$program/count")"
  kill "$collector"
  wait "$collector" || { cat "$scratch/log" >&2; exit 1; }
  collector=""
  awk '{ o = $5 - $1; printf "%.2f %.2f %.1f\n", o / ($6 - $2), o / ($7 - $3), 100 * ($8 - $4) / ($7 - $3) }' \
    <<<"$before $after" >>"$scratch/$side"
}

echo "$rounds rounds of $minute s each, $(nproc) processors, load $(cut -d ' ' -f 1-3 /proc/loadavg), $(go env GOVERSION)"
orders=('never sixth always' 'always never sixth' 'sixth always never')
for ((round = 0; round < rounds; round++)); do
  for side in ${orders[round % 3]}; do measure "$side"; done
done

# spread SIDE COLUMN: per cent lost against the same round without profiles, as median (least to most).
spread() {
  paste -d ' ' "$scratch/never" "$scratch/$1" | awk -v c="$2" '{ printf "%.2f\n", 100 * (1 - $(3 + c) / $c) }' | sort -n |
    awk '{ v[NR] = $1 } END { printf "%.1f (%.1f to %.1f)", v[int((NR + 1) / 2)], v[1], v[NR] }'
}

median() { cut -d ' ' -f "$2" "$scratch/$1" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

printf '%-7s  %8s  %10s  %8s  %22s  %22s\n' side profiled 'ops/CPU s' ops/s 'lost by CPU, %' 'lost by the clock, %'
for side in never sixth always; do
  printf '%-7s  %6s %%  %10s  %8s  %22s  %22s\n' "$side" "$(median "$side" 3)" "$(median "$side" 1)" "$(median "$side" 2)" \
    "$(spread "$side" 1)" "$(spread "$side" 2)"
done

#!/bin/bash
# How long from the start of the process to the first answer, and how much memory an idle Tributary holds: with the AOT cache
# and without. Needs a built distribution (./mvnw -DskipTests package) and about three minutes.
#
#   deploy/bench/start.sh [RUNS]      11 runs of each by default; the median is printed, and the quickest and slowest
#
# The launcher is part of what is measured. Idle memory is VmRSS 60 s after the start. Java options of one's own to compare
# with: TRIBUTARY_JAVA_OPTS, for instance -XX:+UseG1GC.
set -euo pipefail

runs="${1:-11}"
tributary="$(cd "$(dirname "$0")/../target/tributary" && pwd)/bin/tributary"
scratch="$(mktemp -d)"
pid=""
trap '[[ -z "$pid" ]] || kill "$pid" 2>/dev/null || :; rm -rf "$scratch"' EXIT

# A port that is free now; the daemon takes it a moment later.
port="$((20000 + RANDOM % 20000))"

answers() {
  exec 3<>"/dev/tcp/127.0.0.1/$port" || return 1
  printf 'GET /-/ready HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
  local status=""
  read -r _ status _ <&3 || :
  exec 3<&- 3>&-
  [[ "$status" == 200 ]]
} 2>/dev/null

start() {
  "$tributary" --storage.path="$scratch/data" --web.listen-address="127.0.0.1:$port" 2>>"$scratch/log" &
  pid=$!
}

stop() {
  kill "$pid"
  wait "$pid" || { echo "exit code $?" >&2; cat "$scratch/log" >&2; exit 1; }
  pid=""
}

# Milliseconds to the first answer of 200 on /-/ready, asked every 5 ms.
first_answer() {
  local began="${EPOCHREALTIME/./}"
  start
  until answers; do
    kill -0 "$pid" 2>/dev/null || { cat "$scratch/log" >&2; exit 1; }
    sleep 0.005
  done
  echo $(((${EPOCHREALTIME/./} - began) / 1000)) >>"$1"
  stop
}

idle_memory() {
  start
  until answers; do sleep 0.1; done
  sleep 60
  awk '/^VmRSS/ { printf "%d MB", $2 / 1024 }' "/proc/$pid/status"
  stop
}

TRIBUTARY_AOT=train "$tributary"
printf '%-6s %10s %10s %10s %10s\n' AOT median quickest slowest idle
for aot in off on; do
  export TRIBUTARY_AOT="$aot"
  : >"$scratch/$aot"
  for ((run = 0; run < runs; run++)); do first_answer "$scratch/$aot"; done
  mapfile -t sorted < <(sort -n "$scratch/$aot")
  printf '%-6s %7d ms %7d ms %7d ms %10s\n' "$aot" "${sorted[runs / 2]}" "${sorted[0]}" "${sorted[runs - 1]}" "$(idle_memory)"
done

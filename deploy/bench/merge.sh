#!/bin/bash
# `tributary merge` beside `go tool pprof -symbolize=none -proto`: wall clock, CPU and peak memory of 10, 100 and 1,000 files, and how
# many times as fast. Needs Go and a built tree (./mvnw -DskipTests package); takes a few minutes.
#
#   deploy/bench/merge.sh [RUNS]      3 runs of each by default, in turns; the quickest of each counts
#
# The files are drawn from the captures in testdata/ by a generator with a fixed seed: CPU profiles of four programs, 3,000
# samples each. That both sides give the same merge is checked. The launcher, the start of the JVM and the ahead-of-time cache,
# which is made before, are part of what is measured.
set -euo pipefail

runs="${1:-3}"
root="$(cd "$(dirname "$0")/../.." && pwd)"
tributary="$root/deploy/target/tributary/bin/tributary"
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT

java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
"$java" -cp "$root/profile/target/classes:$root/profile/target/test-classes:$root/deploy/target/tributary/lib/*" \
  io.tributary.profile.bench.GeneratedProfiles "$scratch/profiles" 1000 1
TRIBUTARY_AOT=train "$tributary"
# Not in the time of its first run.
go tool pprof -h >/dev/null 2>&1 || :

cd "$scratch/profiles"
kilobytes="$(du -sk . | cut -f 1)"
echo "1,000 files, $((kilobytes / 1000)) KB each; $(nproc) processors, load $(cut -d ' ' -f 1-3 /proc/loadavg)"

# Prints wall seconds, CPU seconds and peak megabytes of the command, and adds them to the file named first.
measure() {
  local to="$1"
  shift
  /usr/bin/time -o "$scratch/time" -f '%e %U %S %M' "$@" >/dev/null 2>"$scratch/errors" || { cat "$scratch/errors" >&2; exit 1; }
  awk '{ printf "%.2f %.2f %d\n", $1, $2 + $3, $4 / 1024 }' "$scratch/time" >>"$to"
}

quickest() { sort -n "$1" | head -n 1; }

printf '%6s  %26s  %26s  %6s\n' files 'tool: s, s of CPU, MB' 'merge: s, s of CPU, MB' ratio
for count in 10 100 1000; do
  mapfile -t files < <(find . -name '*.pb.gz' | sort | head -n "$count")
  rm -f "$scratch/tool" "$scratch/ours"
  for ((run = 0; run < runs; run++)); do
    measure "$scratch/tool" go tool pprof -symbolize=none -proto -output="$scratch/tool.pb.gz" "${files[@]}"
    measure "$scratch/ours" "$tributary" merge "${files[@]}" -o "$scratch/ours.pb.gz"
  done
  "$java" -cp "$root/profile/target/classes:$root/profile/target/test-classes:$root/deploy/target/tributary/lib/*" \
    io.tributary.profile.bench.SameContent "$scratch/tool.pb.gz" "$scratch/ours.pb.gz"
  read -r tool_wall tool_cpu tool_rss <<<"$(quickest "$scratch/tool")"
  read -r our_wall our_cpu our_rss <<<"$(quickest "$scratch/ours")"
  printf '%6s  %10s %8s %6s  %10s %8s %6s  %6s\n' "$count" "$tool_wall" "$tool_cpu" "$tool_rss" "$our_wall" "$our_cpu" "$our_rss" \
    "$(awk "BEGIN { printf \"%.1f\", $tool_wall / $our_wall }")"
done

#!/bin/sh
# Refreshes the default.pgo of a Go program from Tributary, when that pays, and opens a change with the report. Runs in a clone of
# the program's repository; needs curl and git alone.
#
#   TRIBUTARY_URL     where Tributary is: https://tributary.example:7171
#   PGO_SERVICE       the service there
#   PGO_FILE          the profile in the repository (default.pgo)
#   PGO_QUERY         parameters of default.pgo: window=7d&match=…, URL-encoded (none)
#   TRIBUTARY_TOKEN   a bearer token, where Tributary wants one
#   GITHUB_TOKEN, GITHUB_REPOSITORY, GITHUB_API_URL, GITHUB_REF_NAME
#                     as GitHub Actions sets them: a pull request is opened. Without them the file is changed and nothing else.
#
# Exit codes: 0 refreshed, or nothing to do yet; 1 the fleet's profiles cannot be used, the report says why; 3 Tributary or
# GitHub cannot be reached or refuses.
set -eu

: "${TRIBUTARY_URL:?is not set: where Tributary is, for instance http://127.0.0.1:7171}"
: "${PGO_SERVICE:?is not set: the name of the service in Tributary}"
file=${PGO_FILE:-default.pgo}
base=${TRIBUTARY_URL%/}/api/v1/pgo/$PGO_SERVICE
query=${PGO_QUERY:+?$PGO_QUERY}
# Whether the gate is kept is a question about default.pgo alone.
about=$(printf '%s' "${PGO_QUERY:-}" | sed -e 's/&gate=[a-z]*//' -e 's/^gate=[a-z]*&\{0,1\}//')
# What is written besides the repository's own files is nobody else's to read.
usual=$(umask)
umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 129' HUP INT TERM

say() { printf '%s\n' "$*" >&2; }

# The token goes to curl by a file: a command line is seen by every process of the machine.
: >"$work/auth"
if [ -n "${TRIBUTARY_TOKEN:-}" ]; then
  printf 'header = "Authorization: Bearer %s"\n' "$TRIBUTARY_TOKEN" >"$work/auth"
fi

asked="Tributary cannot be asked at $TRIBUTARY_URL"

# ask OUT [CURL ARGUMENTS] URL: prints the status.
ask() {
  out=$1
  shift
  curl --silent --show-error --config "$work/auth" --max-time 120 --retry 3 --retry-connrefused \
    --output "$out" --write-out '%{http_code}' "$@" || {
    say "$asked"
    exit 3
  }
}

report() {
  if [ "$(ask "$work/report" "$base/report?${about:+$about&}format=text")" != 200 ]; then
    say "no report: $(cat "$work/report")"
    exit 3
  fi
}

if [ -f "$file" ]; then
  # The ETag of a profile is the digest of the pprof inside the gzip, so what is committed is all that has to be remembered.
  known="W/\"$( (gzip -dc <"$file" 2>/dev/null || cat "$file") | sha256sum | cut -d ' ' -f 1)\""
  status=$(ask "$work/default.pgo" --header "If-None-Match: $known" "$base/default.pgo$query")
else
  status=$(ask "$work/default.pgo" "$base/default.pgo$query")
fi

case $status in
  200) ;;
  304)
    say "$file is as good as the fleet's profile now: nothing to do"
    exit 0
    ;;
  422)
    report
    cat "$work/report" >&2
    # The problem comes with the report, for programs.
    if grep -q '"verdict" *: *"wait"' "$work/default.pgo"; then
      say "the profile is not good enough yet: $file stays as it is"
      exit 0
    fi
    exit 1
    ;;
  *)
    say "Tributary answers $status: $(head -c 2000 "$work/default.pgo")"
    exit 3
    ;;
esac

report
umask "$usual"
cat "$work/default.pgo" >"$file"
say "$file is refreshed:"
cat "$work/report" >&2

if [ -z "${GITHUB_TOKEN:-}" ] || [ -z "${GITHUB_REPOSITORY:-}" ]; then
  exit 0
fi

branch=tributary/pgo-$PGO_SERVICE
into=${GITHUB_REF_NAME:-main}
title="pgo: refresh $file of $PGO_SERVICE"
git checkout -q -B "$branch"
git add -- "$file"
git -c user.name="${GIT_AUTHOR_NAME:-tributary}" -c user.email="${GIT_AUTHOR_EMAIL:-tributary@localhost}" \
  commit -q -m "$title" -m "$(cat "$work/report")"
# One branch for each service: a refresh that nobody has taken yet is replaced by the next one.
git push -q --force origin "$branch"

# quoted FILE: its text as the inside of a JSON string.
quoted() {
  awk 'BEGIN { ORS = "" } { gsub(/\\/, "\\\\"); gsub(/"/, "\\\""); gsub(/\t/, "\\t"); gsub(/[[:cntrl:]]/, ""); print $0 "\\n" }' "$1"
}

printf 'header = "Authorization: Bearer %s"\nheader = "Accept: application/vnd.github+json"\n' "$GITHUB_TOKEN" >"$work/auth"
{ printf '```\n'; cat "$work/report"; printf '```\n'; } >"$work/body"
printf '{"title":"%s","head":"%s","base":"%s","body":"%s"}' "$title" "$branch" "$into" "$(quoted "$work/body")" >"$work/request"
github=${GITHUB_API_URL:-https://api.github.com}
asked="GitHub cannot be asked at $github"
status=$(ask "$work/answer" --header 'Content-Type: application/json' --data-binary "@$work/request" \
  "$github/repos/$GITHUB_REPOSITORY/pulls")
case $status in
  201) say "a pull request is open" ;;
  422) say "the pull request of $branch is open already, and has the new commit" ;;
  *)
    say "GitHub answers $status: $(head -c 2000 "$work/answer")"
    exit 3
    ;;
esac

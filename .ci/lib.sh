# shellcheck shell=bash
# What the scripts of this folder share. Sourced, not run.

set -euo pipefail

ci_dir="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
# shellcheck disable=SC2034  # read by the scripts that source this file
repo_dir="$(dirname "$ci_dir")"

# Downloads, unpacked programs, the daemon's pid and the environment file: outside the repository, kept between runs.
ci_home="${TRIBUTARY_CI_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/tributary-ci}"
mkdir -p "$ci_home"

say() {
  printf '[%(%H:%M:%S)T] %s\n' -1 "$*"
}

die() {
  printf '.ci: %s\n' "$*" >&2
  exit 1
}

# shellcheck disable=SC2034
debian_keyring=/usr/share/keyrings/debian-archive-keyring.gpg

# debian_mirror: prints the URI of the mirror that this machine takes Debian 12 from.
debian_mirror() {
  local mirror
  # shellcheck disable=SC2016  # apt's placeholders, not the shell's
  mirror="$(apt-get indextargets --format '$(CODENAME) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
    awk '$1 == "bookworm" && $2 == "main" { print $3; exit }')"
  [[ "$mirror" ]] || die "no Debian 12 among apt's sources, or apt-get update was never run"
  echo "$mirror"
}

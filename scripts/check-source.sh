#!/usr/bin/env bash
# One check of the tracked files: registries, paths or lengths. Prints what is wrong; exit code 1 then.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 2

tracked() {
  if [[ -e .git ]]; then git -c safe.directory='*' ls-files -z "$@"
  else find . \( -name bin -o -name obj -o -name node_modules -o -name artifacts -o -name data \) -prune -o -type f "${@/#/-name }" -print0
  fi
}

# The brackets keep a pattern from finding itself.
case ${1:-} in
  registries) ! tracked | xargs -0 grep -nIE 'npmjs[.](org|com)|nuget[.]org|deb[.]debian[.]org|pypi[.]org|crates[.]io' ;;
  paths) ! tracked | xargs -0 grep -nIE '(^|[^A-Za-z0-9_.~}/-])/(work|root|home/[a-z]+)/[A-Za-z.]' ;;
  lengths) ! tracked '*.cs' '*.razor' '*.lua' '*.sh' | xargs -0 wc -l | awk '$2 != "total" && $1 > 300' | grep . ;;
  *) echo "usage: $0 registries|paths|lengths" >&2; exit 2 ;;
esac

#!/usr/bin/env bash
# Installs what is missing, builds what has changed, and starts the demo community. The first word may be another command than serve:
#   ./run.sh                        the demo, on http://127.0.0.1:8080
#   ./run.sh --urls http://...      the same elsewhere; ./run.sh serve --help tells all options
#   ./run.sh check|webhook|chat|init|import|export|sample|edition|understand ...    what residentbot does besides
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=scripts/prepare.sh
. "$here/scripts/prepare.sh"

command=serve
case ${1:-} in serve | check | webhook | chat | init | import | export | sample | edition | understand) command=$1; shift ;; esac

need_program dotnet "the .NET 10 SDK"
if [[ $command == serve ]]; then need_debian_packages redis-server=redis-server setsid=util-linux; fi
install_page_packages "$here"
if [[ $command == serve ]]; then fetch_stock_chat "$here"; fi
build_once "$here" Release src/ResidentBot.Host "$here/artifacts/run"

# given OPTION ARGUMENTS...: whether an option is among them.
given() {
  local option=$1 word
  shift
  for word in "$@"; do [[ $word == "$option" || $word == "$option"[=:]* ]] && return; done
  return 1
}

# Where options name no folder of their own, the demo's are meant, from wherever this was called.
folders=()
if [[ $command != init && $command != sample ]]; then
  given --dialogs "$@" || folders+=(--dialogs "$here/dialogs")
  if [[ $command != understand ]] && ! given --config "$@"; then
    folders+=(--config "$here/config")
    case $command in serve | import | export | edition) given --data "$@" || folders+=(--data "$here/data") ;; esac
    if [[ $command == serve ]]; then given --media "$@" || folders+=(--media "$here/data/media"); fi
  fi
fi

exec "$here/artifacts/run/residentbot" "$command" "$@" "${folders[@]}"

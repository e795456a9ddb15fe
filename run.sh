#!/usr/bin/env bash
# Installs what is missing, builds what has changed, and starts the demo community. Options go to `residentbot serve`; see ./run.sh --help.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=scripts/prepare.sh
. "$here/scripts/prepare.sh"

need_program dotnet "the .NET 10 SDK"
need_debian_packages redis-server=redis-server setsid=util-linux
install_page_packages "$here"
build_once "$here" Release src/ResidentBot.Host "$here/artifacts/run"

# Where options name no folder of their own, the demo's are meant, from wherever this was called.
folders=()
names() { local name=$1 word; shift; for word in "$@"; do [[ $word == "$name" || $word == "$name="* || $word == "$name:"* ]] && return 0; done; return 1; }
if ! names --config "$@"; then
  folders+=(--config "$here/config")
  names --data "$@" || folders+=(--data "$here/data")
  names --media "$@" || folders+=(--media "$here/data/media")
fi
names --dialogs "$@" || folders+=(--dialogs "$here/dialogs")

say "starting"
exec "$here/artifacts/run/residentbot" serve "${folders[@]}" "$@"

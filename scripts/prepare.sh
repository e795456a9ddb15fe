# Read by run.sh and test.sh: what both need before they can begin. Says what it does before it does it.

# On the error stream: the output is the command's own.
say() { printf '== %s\n' "$*" >&2; }

die() { printf '%s\n' "$*" >&2; exit 1; }

as_root() {
  if [[ $(id -u) == 0 ]]; then "$@"
  elif command -v sudo > /dev/null; then sudo "$@"
  else die "Root is needed for: $*"
  fi
}

# need_program PROGRAM NAME: what we cannot install for you.
need_program() {
  command -v "$1" > /dev/null || die "$2 is not installed: '$1' is not on PATH."
}

# need_debian_packages PROGRAM=PACKAGE...: installs the packages whose program (or font, as /usr/share/...) is not there.
need_debian_packages() {
  local pair missing=()
  for pair in "$@"; do
    case ${pair%%=*} in
      /*) [[ -e ${pair%%=*} ]] || missing+=("${pair#*=}") ;;
      *) command -v "${pair%%=*}" > /dev/null || missing+=("${pair#*=}") ;;
    esac
  done
  (( ${#missing[@]} )) || return 0
  command -v apt-get > /dev/null || die "Please install ${missing[*]}: this is not Debian, so it cannot be done for you."
  say "installing ${missing[*]} (apt-get; no service is started)"
  as_root bash -c "$install_quietly" install "${missing[@]}"
}

# A package must not start its service on its usual port, now or at the next boot: policy-rc.d forbids it while dpkg works, and is put
# back as it was.
# shellcheck disable=SC2016
install_quietly='
  set -eu
  export DEBIAN_FRONTEND=noninteractive
  policy=/usr/sbin/policy-rc.d kept=
  if [ -e "$policy" ]; then kept=$(mktemp); cp -p "$policy" "$kept"; fi
  restore() { if [ -n "$kept" ]; then cp -p "$kept" "$policy"; rm -f "$kept"; else rm -f "$policy"; fi; }
  trap restore EXIT
  printf "#!/bin/sh\nexit 101\n" > "$policy"
  chmod 755 "$policy"
  apt-get update -qq || echo "apt-get update failed; trying with the lists that are here" >&2
  apt-get install -y -qq --no-install-recommends "$@" > /dev/null
  for package in "$@"; do
    if [ "$package" = redis-server ] && command -v systemctl > /dev/null; then systemctl disable -q redis-server 2> /dev/null || true; fi
  done
'

# install_page_packages ROOT: the npm packages of the pages, when the pages have any and they have changed.
install_page_packages() {
  local folder
  while IFS= read -r folder; do
    folder=$(dirname "$folder")
    [[ -e $folder/node_modules/.installed && ! $folder/package.json -nt $folder/node_modules/.installed ]] && continue
    need_program npm "Node"
    say "installing the packages of ${folder#"$1"/}"
    (cd "$folder" && if [[ -e package-lock.json ]]; then npm ci --ignore-scripts --no-audit --no-fund --silent; else npm install --ignore-scripts --no-audit --no-fund --silent; fi)
    touch "$folder/node_modules/.installed"
  done < <(find "$1/src" -name package.json -not -path '*/node_modules/*' -not -path '*/bin/*' -not -path '*/obj/*')
}

# fetch_stock_chat ROOT: Microsoft's Web Chat for the page /webchat. Without it everything else works, so a failure is only said.
fetch_stock_chat() {
  local folder=$1/src/ResidentBot.Host/WebChat/Stock
  [[ -e $folder/fetched/version && ! $folder/stock.json -nt $folder/fetched/version ]] && return
  need_program node "Node"
  say "fetching Microsoft's Web Chat (7 MB)"
  node "$folder/fetch.mjs" || say "it could not be fetched: the page /webchat will say so"
}

# build_once ROOT CONFIGURATION PROJECT OUT: publishes a project, unless nothing has changed since.
build_once() {
  local root=$1 configuration=$2 project=$3 out=$4 now
  now=$(sources "$root")
  if [[ -e $out/.built && $(< "$out/.built") == "$now" ]]; then
    say "nothing has changed since the last build"
    return
  fi
  say "building (a minute or two the first time)"
  rm -f "$out/.built"
  dotnet publish "$root/$project" -c "$configuration" -o "$out" -v quiet -nologo -tl:off >&2 || die "The build failed."
  echo "$now" > "$out/.built"
}

# sources ROOT: a digest of every source file's name, size and time.
sources() {
  (cd "$1" && find src Directory.*.props .editorconfig global.json \( -name bin -o -name obj -o -name node_modules \) -prune -o -type f -printf '%p %s %T@\n') \
    | LC_ALL=C sort | sha256sum
}

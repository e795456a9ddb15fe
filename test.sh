#!/usr/bin/env bash
# Installs what the tests need, builds once, runs every test project and the checks of the source. The last line is "N passed, N failed".
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=scripts/prepare.sh
. "$here/scripts/prepare.sh"
cd "$here" || exit 1

passed=0 failed=0 skipped=0
results=$here/artifacts/tests
rm -rf "$results"
mkdir -p "$results"

# The failures once more, last, where somebody looks who sees only the end of the output.
finish() {
  [[ ! -s $results/failures ]] || { say "what failed"; cat "$results/failures" >&2; }
  if (( skipped )); then printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
  else printf '%d passed, %d failed\n' "$passed" "$failed"
  fi
  (( failed == 0 && passed > 0 ))
  exit
}

# check NAME COMMAND...: one test that is a command; what it prints is shown at the end when it fails.
check() {
  local name=$1 begun=$SECONDS
  shift
  if "$@" > "$results/check.log" 2>&1; then
    passed=$((passed + 1))
    say "$name: passed ($((SECONDS - begun)) s)"
  else
    failed=$((failed + 1))
    say "$name: FAILED"
    { say "$name"; tail -n 60 "$results/check.log"; } >> "$results/failures" 2>&1
  fi
}

# run_project ASSEMBLY: runs a test program and adds up what its report says. A program that leaves no report has failed.
run_project() {
  local name=$1 report=$results/$1.xml begun=$SECONDS line
  say "$name"
  timeout -k 30 1200 "tests/$name/bin/Debug/net10.0/$name" -noLogo -noColor -xml "$report" < /dev/null > "$results/$name.log" 2>&1
  line=$(grep -o -m1 '<assembly [^>]*>' "$report" 2> /dev/null)
  if [[ -z $line ]]; then
    failed=$((failed + 1))
    say "$name ended without a report"
    { say "$name ended without a report"; tail -n 60 "$results/$name.log"; } >> "$results/failures" 2>&1
    return
  fi
  local p f s e
  p=$(count passed "$line") f=$(count failed "$line") s=$(count skipped "$line") e=$(count errors "$line")
  passed=$((passed + p)) failed=$((failed + f + e)) skipped=$((skipped + s))
  say "$name: $p passed, $((f + e)) failed, $s skipped ($((SECONDS - begun)) s)"
  (( f + e == 0 )) || failures_of "$name" >> "$results/failures"
}

# failures_of ASSEMBLY: each failed test with its message and trace, at most 40 lines of each; lines that hosts logged in between are left out.
failures_of() {
  awk '/ \[FAIL\]$/ { shown = 1; lines = 0; print; next }
    /^[0-9][0-9]:[0-9][0-9]:[0-9][0-9] / { next }
    /^      / { if (shown && ++lines <= 40) print; next }
    { shown = 0 }' "$results/$1.log"
}

count() {
  local value
  value=$(sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<< "$2")
  echo "${value:-0}"
}

need_program dotnet "the .NET 10 SDK"
need_program npm "Node"
(need_debian_packages redis-server=redis-server setsid=util-linux chromium=chromium /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc=fonts-noto-cjk) || { failed=1; finish; }
install_page_packages "$here" || { failed=1; finish; }
fetch_stock_chat "$here"

say "building"
if ! dotnet build ResidentBot.sln -v quiet -nologo -tl:off > "$results/build.log" 2>&1; then
  grep -E 'error|warning' "$results/build.log" | sort -u | head -n 60
  failed=1
  finish
fi

for project in tests/*.Tests/*.csproj; do run_project "$(basename "$project" .csproj)"; done
check "dotnet format" dotnet format ResidentBot.sln --verify-no-changes --no-restore
check "no registry is named" scripts/check-source.sh registries
check "no path of one machine is named" scripts/check-source.sh paths
check "no file is over 300 lines" scripts/check-source.sh lengths
finish

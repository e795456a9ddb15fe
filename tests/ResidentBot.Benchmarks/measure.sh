#!/usr/bin/env bash
# measure.sh PEERS [RESIDENTS]: the same five-turn talk on ResidentBot and on two rivals, one after another, in one run.
# PEERS is a folder with botbuilder.mjs, grammy.mjs, load.lua, measure.sh and provider.nginx.conf, after `npm install --ignore-scripts`.
# Needs redis-server, nginx, wrk and bc. Each program answers one talk to warm up before it is measured. Everything listens on loopback.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
peers=$(cd "$1" && pwd)
residents=${2:-2000}
run=$(mktemp -d)
pids=()
finish() { for pid in "${pids[@]}"; do kill "$pid" 2> /dev/null || true; done; sleep 1; rm -rf "$run"; }
trap finish EXIT

begin() { "$@" > "$run/log" 2>&1 & pids+=($!); }
until_open() { for _ in $(seq 120); do (exec 3<> "/dev/tcp/127.0.0.1/$1") 2> /dev/null && return; sleep 0.25; done; echo "nothing listens on $1" >&2; return 1; }
stop_last() { kill "${pids[-1]}"; wait "${pids[-1]}" 2> /dev/null || true; unset 'pids[-1]'; }

# measure NAME PROTOCOL PORT: once to warm up, then three times.
measure() {
  (cd "$peers" && PIDS=${pids[-1]} ./measure.sh "$1, warming up" "$2" "$3" 1000 > /dev/null)
  for _ in 1 2 3; do (cd "$peers" && PIDS=${pids[-1]} ./measure.sh "$1" "$2" "$3" "$residents"); done
}

cp -r "$here/../../dialogs" "$run/dialogs"
cp "$here/dialogs/service_request.yml" "$run/dialogs/"
# The rivals' talk asks four questions of its own; behind the menu's one it would be refused as too long.
sed -i 's/call: service_request/say: {zh: 好, en: Good}/' "$run/dialogs/menu.yml"
dotnet publish "$here/../../src/ResidentBot.Host" -c Release -o "$run/host" -v quiet -nologo > /dev/null
mkdir -p "$run/nginx" "$run/redis"
begin nginx -p "$run/nginx" -c "$peers/provider.nginx.conf"
begin redis-server --port 6400 --appendonly yes --appendfsync everysec --save "" --dir "$run/redis"
until_open 6400
cd "$peers"
REDIS_PORT=6400 PORT=3978 begin node botbuilder.mjs
until_open 3978; measure botbuilder botframework 3978; stop_last
REDIS_PORT=6400 PORT=3979 begin node grammy.mjs
until_open 3979; measure grammy telegram 3979; stop_last
# Ours brings its own Redis, which writes every commit to disk before it counts.
BENCH_TOKEN=1:T BENCH_SECRET=s begin "$run/host/residentbot" serve --config "$here/config" --dialogs "$run/dialogs" --data "$run/data" --urls http://127.0.0.1:3980
until_open 3980; HOOK=/hooks/bench/telegram measure residentbot telegram 3980

#!/bin/sh
# The long runs: what is too long for `npm test`. Ends with 1 if any of them fails; reports go to the folder that the
# first argument names (default: ./nightly-reports). Load stays on 127.0.0.1.
#
#   KILLS=1000 PEOPLE=150 SOAK_MINUTES=60 infra/nightly.sh reports
set -u
cd "$(dirname "$0")/.."
out=${1:-nightly-reports}
mkdir -p "$out"
out=$(cd "$out" && pwd)
PATH="$PWD/node_modules/.bin:$PATH"
failed=0

run() {
	name=$1
	shift
	echo "== $name: $*"
	if "$@" >"$out/$name.txt" 2>&1; then
		tail -n 12 "$out/$name.txt"
	else
		failed=1
		echo "FAILED, see $out/$name.txt"
		tail -n 30 "$out/$name.txt"
	fi
}

# 1,000 kills without a loss bound the rate of loss below 0.3 % per kill (95 %)
KILLS=${KILLS:-1000} KILL_REPORT="$out/kills.jsonl" \
	run kills vitest run --project server tests/fault/kill-server.test.ts

# a server that stands still for longer than its sockets live
FROZEN_MS=${FROZEN_MS:-60000} run frozen vitest run --project server tests/fault/frozen-server.test.ts

# and of Redis, of nodes, of both; then every power cut and every death around a write, many times over
REDIS_KILLS=${REDIS_KILLS:-150} run redis-kills vitest run --project server tests/fault/redis-kill.test.ts
POWER_CUTS=${POWER_CUTS:-60} run power-cuts vitest run --project server tests/fault/store-points.test.ts
AOF_CUTS=${AOF_CUTS:-3000} DEATHS_AT_POINTS=all \
	run redis-points vitest run --project server tests/fault/redis-points.test.ts

# other afternoons than the thousand of every test run
SEEDS=${SEEDS:-100000} run simulation vitest run --project server tests/simulation/hall.test.ts

# ballots while nodes and Redis are killed, freezes against typing, then commands while a whole region is connected
VOTE_ROUNDS=${VOTE_ROUNDS:-20} run votes vitest run --project server tests/security/live-votes-kill.test.ts
VOTE_SEATS=${VOTE_SEATS:-40} DEATHS_AT_POINTS=all \
	run vote-points vitest run --project server tests/security/live-votes-points.test.ts
FREEZE_RACES=${FREEZE_RACES:-1000} run freezes vitest run --project server tests/security/live-freeze.test.ts
run live-load node tests/bench/live-load.ts
run live-load-redis node tests/bench/live-load.ts --redis

# an event day at its real pace, then a crowded one
run day node tests/bots/main.ts --serve --people 40 --minutes "${DAY_MINUTES:-20}" --json "$out/day.json"
run crowd node tests/bots/main.ts --serve --people "${PEOPLE:-150}" --minutes "${CROWD_MINUTES:-10}" \
	--repeat "${REPEAT:-5}" --json "$out/crowd.json"

# an hour and more on one server: what it holds in memory at the end is printed beside what it began with
run soak node tests/bots/main.ts --serve --people "${PEOPLE:-150}" --minutes "${SOAK_MINUTES:-60}" \
	--repeat "${SOAK_REPEAT:-20}" --json "$out/soak.json"

# a projector through a long day of states: nodes, listeners and heap stay as they were
run projector env PROJECTOR_STATES="${PROJECTOR_STATES:-20000}" E2E_PORT=3998 npx playwright test projector-day
# one that sleeps longer than its sockets live
run projector-sleep env PROJECTOR_ASLEEP_MS="${PROJECTOR_ASLEEP_MS:-120000}" E2E_PORT=3996 npx playwright test projector-sleep

# every state of the participant's page × widths × looks × languages, looked at by axe
run accessibility env AXE_MATRIX=complete E2E_PORT=3997 npx playwright test participant-matrix

run reports node tests/bench/reports.ts
run bench node tests/bench/main.ts --seconds "${BENCH_SECONDS:-30}" --json "$out/bench.json"
exit $failed

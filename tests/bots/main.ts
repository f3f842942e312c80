// npm run bots -- --people 40 --minutes 3 --cards FILE.json: participants at a server, through its public surfaces only.
import fs from 'node:fs';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { Live } from '#tests/support/live.ts';
import { joinSeat, request } from '#tests/support/outside-api.ts';
import { residentMiBOf } from '#tests/support/process-cost.ts';
import { SeededRandom, seedOf } from '#tests/support/seeded-random.ts';
import { startServer, type ServerProcess, type StartLinks } from '#tests/support/server.ts';
import { pause } from '#tests/support/until.ts';
import { readCards } from './cards.ts';
import { lineOf, machine, runLoad, textsIn, type Load } from './halls/load.ts';
import { Observer } from './observer.ts';
import { Person } from './person.ts';
import { planPeople } from './plan.ts';
import { isSettled, reportOn, tableOf } from './report.ts';

const USAGE = `Options:
  --people N     how many participants (20)
  --minutes N    how long they write (2); decimals are welcome
  --cards FILE   array of {text, lang, question, theme?} (demo cards)
  --repeat N     write the whole file so many times (1)
  --url URL      the server; without it the one of DATA_DIR/links.json
  --code ABC123  join code; without it the practice dialogue of DATA_DIR/links.json
  --serve        start an own server on a fresh store and end it afterwards
  --grace N      seconds that the last cards may take (15)
  --seed N       repeat an earlier run
  --json OUT     write the report there, too
Whole events (150 people, five hosts, moderator and wall) on an own server, until cards come later than --late:
  --events LIST  how many at once, step by step: 25 or 25,30,40,60,100; --people is per event (150)
  --seconds N    how long each step is measured (60)
  --store NAME   embedded (as it is without this) or redis
  --late MS      most that the slowest hundredth of the cards may take (250)
  --threads N    of the bots (3)`;

const { values: asked } = parseArgs({
	options: {
		people: { type: 'string' },
		events: { type: 'string' },
		seconds: { type: 'string', default: '60' },
		store: { type: 'string', default: 'embedded' },
		late: { type: 'string', default: '250' },
		threads: { type: 'string', default: '3' },
		minutes: { type: 'string', default: '2' },
		cards: { type: 'string', default: path.join(import.meta.dirname, 'demo-cards.json') },
		repeat: { type: 'string', default: '1' },
		url: { type: 'string' },
		code: { type: 'string' },
		serve: { type: 'boolean', default: false },
		grace: { type: 'string', default: '15' },
		seed: { type: 'string' },
		json: { type: 'string' },
		help: { type: 'boolean', default: false },
	},
});
if (asked.help) {
	console.log(USAGE);
	process.exit(0);
}

process.setMaxListeners(0); // each y-websocket client listens for the end of the process
process.exitCode = await (asked.events === undefined ? run() : runEvents(asked.events));

/** Load: nobody goes offline or edits here; how late cards come is all that counts. */
async function runEvents(list: string): Promise<number> {
	if (asked.store !== 'embedded' && asked.store !== 'redis') {
		console.error(`--store must be embedded or redis\n${USAGE}`);
		return 2;
	}
	const load: Load = {
		steps: list.split(',').map((events) => positive('events', events)),
		people: positive('people', asked.people ?? '150'),
		store: asked.store,
		seconds: positive('seconds', asked.seconds),
		workers: positive('threads', asked.threads),
		seed: seedOf(asked.seed),
		texts: textsIn(asked.cards),
		lateMs: positive('late', asked.late),
	};
	console.log(`${machine()}\n${load.store} store, seed ${load.seed}`);
	const steps = await runLoad(load, (step) => console.log(lineOf(step)));
	if (asked.json !== undefined) {
		const { texts: _texts, ...how } = load;
		const whole = { machine: machine(), ...how, measured: steps };
		fs.writeFileSync(asked.json, `${JSON.stringify(whole, null, '\t')}\n`);
	}
	return steps.some(({ shown, missing }) => missing > 0 || shown.p99 > load.lateMs) ? 1 : 0;
}

async function run(): Promise<number> {
	const people = positive('people', asked.people ?? '20');
	const minutes = positive('minutes', asked.minutes);
	const graceMs = positive('grace', asked.grace) * 1_000;
	const own = asked.serve ? await startServer({ env: { PRACTICE: '1' } }) : undefined;
	try {
		const { url, code: dialogueCode } = whereTo(own);
		const random = new SeededRandom(seedOf(asked.seed));
		console.log(`${people} people for ${minutes} min at ${url} · seed ${random.seed}`);
		const before = own && residentMiBOf(own.pid);
		const code = await visit(url, dialogueCode, { people, minutes, graceMs, random });
		if (own && before !== undefined)
			console.log(
				`memory of the server: ${before.toFixed(0)} → ${residentMiBOf(own.pid).toFixed(0)} MiB`,
			);
		return code;
	} finally {
		await own?.remove();
	}
}

async function visit(
	url: string,
	code: string,
	how: { people: number; minutes: number; graceMs: number; random: SeededRandom },
): Promise<number> {
	const limits = await request<{ cardTextCharsMax: number }>(url, 'GET', '/api/limits');
	const first = await joinSeat(url, code);
	const live = new Live(url, first.token);
	const dialogue = await live.whenState();
	live.leave();
	const tables = dialogue.tables.map(({ id }) => id);
	const once = readCards(asked.cards, dialogue, limits.cardTextCharsMax);
	// doublings are told apart by their text, so each time the words are a little different
	const cards = Array.from({ length: positive('repeat', asked.repeat) }, (_, time) =>
		once.map((card) => (time === 0 ? card : { ...card, text: `${card.text} (${time + 1})` })),
	).flat();

	const seats = await Promise.all(tables.map(() => joinSeat(url, code)));
	const observer = new Observer(url, seats, tables);
	await observer.ready();

	const plans = planPeople({ ...how, tables: tables.length }, cards, how.random);
	const crowd = plans.map((plan) => new Person(url, plan, tables));
	const delay = monitorEventLoopDelay({ resolution: 5 });
	delay.enable();
	await Promise.all(crowd.map((person) => person.live(code)));

	const graceEndMs = performance.now() + how.graceMs;
	while (!isSettled(crowd, observer) && performance.now() < graceEndMs) await pause(50);
	delay.disable();
	const report = reportOn(crowd, observer, delay.percentile(99) / 1e6);
	for (const person of crowd) person.leave();
	observer.leave();

	console.log(tableOf(report));
	const { lost, doubled, outdated } = report.cards;
	if (asked.json !== undefined) {
		const { minutes, random } = how;
		const whole = { seed: random.seed, minutes, url, ...report };
		fs.writeFileSync(asked.json, `${JSON.stringify(whole, null, '\t')}\n`);
	}
	return lost + doubled + outdated > 0 ? 1 : 0;
}

function whereTo(own: ServerProcess | undefined): { url: string; code: string } {
	const file = path.join(process.env['DATA_DIR'] ?? './data', 'links.json');
	const links = (): StartLinks =>
		own?.links ?? (JSON.parse(fs.readFileSync(file, 'utf8')) as StartLinks);
	const url = own?.base ?? asked.url ?? links().url;
	const code = asked.code ?? links().practice?.code;
	if (code === undefined) throw new Error(`${file} names no practice dialogue: give --code`);
	return { url: url.replace(/\/$/, ''), code };
}

function positive(name: string, text: string): number {
	const number = Number(text);
	if (number > 0) return number;
	console.error(`--${name} must be a number above 0\n${USAGE}`);
	process.exit(2);
}

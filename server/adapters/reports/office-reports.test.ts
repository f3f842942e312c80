import { spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import { SystemClock } from '#server/adapters/system/clock.ts';
import type { Watcher } from '#server/ports/report-renderer.ts';
import { whereOf } from '#server/services/where-of.ts';
import { EXPORT_FORMATS } from '#shared/api.ts';
import { manyCards } from '#tests/support/hostile-results.ts';
import { sampleResults } from '#tests/support/sample-results.ts';
import { until } from '#tests/support/until.ts';
import { OfficeReports } from './office-reports.ts';

const STAND_IN = new URL('../../../tests/support/wilful-drawing.ts', import.meta.url);

function reports(more: Partial<ConstructorParameters<typeof OfficeReports>[0]> = {}) {
	const office = new OfficeReports({
		clock: new SystemClock(),
		program: STAND_IN,
		...more,
	});
	onTestFinished(() => office.close());
	const [renderer] = office.renderers;
	const draw = async (title: string, watcher?: Watcher) => {
		const results = sampleResults();
		const { bytes } = await renderer!.render(
			{ ...results, dialogue: { ...results.dialogue, title, place: 'Geheimstadt' } },
			undefined,
			watcher,
		);
		return new TextDecoder().decode(bytes);
	};
	return { office, draw };
}

test('[RP1] reports are drawn one at a time, in the order asked', async () => {
	const { draw } = reports();
	const done: string[] = [];
	await Promise.all(['a', 'b', 'c'].map(async (title) => done.push(await draw(title))));
	expect(done).toEqual(['a', 'b', 'c']);
});

test('[RP2] who comes when too many wait is told to come again, and then is served', async () => {
	const { draw } = reports({ waitingMax: 2 });
	const served = ['a', 'b', 'c'].map((title) => draw(title));
	await expect(draw('d')).rejects.toMatchObject({ rejection: { code: 'export/busy' } });
	expect(await Promise.all(served)).toEqual(['a', 'b', 'c']);
	expect(await draw('d')).toBe('d');
});

test('[RP3] a report that takes too long is ended, and the next one is drawn', async () => {
	const { draw } = reports({ drawingMs: 1_000 });
	const [slow, next] = [draw('never'), draw('next')];
	await expect(slow).rejects.toMatchObject({ rejection: { code: 'export/too-slow' } });
	expect(await next).toBe('next');
});

test('[RP8] a report that nobody waits for any more ends at once, drawn or waiting; the others are drawn', async () => {
	const { office, draw } = reports();
	const [first, second] = [new AbortController(), new AbortController()];
	const stages: string[] = [];
	const told = (stage: string) => {
		stages.push(stage);
		if (stage === 'drawing') first.abort();
	};
	const drawn = draw('never', { signal: first.signal, told });
	const waiting = draw('never either', { signal: second.signal });
	const last = draw('last');
	second.abort();
	for (const one of [drawn, waiting])
		await expect(one).rejects.toMatchObject({ rejection: { code: 'export/given-up' } });
	expect(stages).toEqual(['waiting', 'drawing']);
	expect(await last).toBe('last');
	expect(office.processId).toBeDefined();
});

test('[RP14] who asks for the same report while it is made gets that one; it ends when nobody wants it any more', async () => {
	const { office, draw } = reports({ waitingMax: 1 });
	// a second one would have to wait, a third one be refused
	const same = await Promise.all(['counted', 'counted', 'counted'].map((title) => draw(title)));
	expect(same).toEqual(['drawn 1', 'drawn 1', 'drawn 1']);
	expect(await draw('counted')).toBe('drawn 2');

	const [first, second] = [new AbortController(), new AbortController()];
	const heard: string[] = [];
	const told = (stage: string) => heard.push(stage);
	const one = draw('never', { signal: first.signal });
	const other = draw('never', { signal: second.signal, told });
	await until(() => heard.includes('drawing'), { what: 'it is being drawn' });
	first.abort();
	await expect(one).rejects.toMatchObject({ rejection: { code: 'export/given-up' } });
	const drawer = office.processId!;
	expect(isAlive(drawer)).toBe(true);
	second.abort();
	await expect(other).rejects.toMatchObject({ rejection: { code: 'export/given-up' } });
	await until(() => !isAlive(drawer), { what: 'its process has ended' });
	expect(await draw('counted')).toBe('drawn 1');
});

test('[RP15] the process ends with the server, however that ends', async () => {
	const server = spawn(process.execPath, ['--input-type=module', '-e', SERVER_WITH_A_REPORT], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	onTestFinished(() => void server.kill('SIGKILL'));
	const [line] = (await once(server.stdout, 'data')) as [Buffer];
	const drawer = Number(line.toString());
	expect(isAlive(drawer)).toBe(true);
	server.kill('SIGKILL');
	await until(() => !isAlive(drawer), { what: 'the process of the dead server has ended' });
});

/** Has a report drawn as the server does, and says in which process. */
const SERVER_WITH_A_REPORT = `
	import { OfficeReports } from '${new URL('./office-reports.ts', import.meta.url).href}';
	import { SystemClock } from '${new URL('../system/clock.ts', import.meta.url).href}';
	import { sampleResults } from '${new URL('../../../tests/support/sample-results.ts', import.meta.url).href}';
	const awake = setInterval(() => undefined, 1_000);
	const office = new OfficeReports({ clock: new SystemClock() });
	await office.renderers[0].render(sampleResults());
	console.log(office.processId);
`;

function isAlive(processId: number): boolean {
	try {
		return process.kill(processId, 0);
	} catch {
		return false;
	}
}

test.for(['exit', 'throw', 'fault', 'memory'])(
	'[RP4] after a fault (%s) the next report is drawn; the fault names its place and no content',
	{ timeout: 30_000 },
	async (title) => {
		const { draw } = reports();
		const error = await draw(title).then(
			() => undefined,
			(e: unknown) => e,
		);
		expect(error).toBeInstanceOf(Error);
		expect(`${String(error)} ${(error as Error).stack}`).not.toMatch(/secret|Geheimstadt/);
		if (title === 'fault') expect(whereOf(error)).toEqual({ kind: 'Error', where: 'docx.ts:1:2' });
		expect(await draw('next')).toBe('next');
	},
);

test('[RP4] the process gets none of the server’s secrets', async () => {
	process.env['ADMIN_TOKEN'] = 'for this test';
	onTestFinished(() => void delete process.env['ADMIN_TOKEN']);
	expect(await reports().draw('environment')).not.toMatch(/TOKEN|REDIS|TLS/);
});

test('[RP5] a process with nothing to do ends and gives its memory back', async () => {
	const { office, draw } = reports({ idleMs: 50 });
	expect(await draw('a')).toBe('a');
	await until(() => office.processId === undefined, { what: 'the process has ended' });
	expect(await draw('b')).toBe('b');
});

test.for(EXPORT_FORMATS)(
	'[RP6] the hall does not wait for a report (%s)',
	{ timeout: 30_000 },
	async (format) => {
		const office = new OfficeReports({ clock: new SystemClock() });
		onTestFinished(() => office.close());
		const renderer = office.renderers.find((one) => one.format === format)!;
		const order = { edition: 'full', language: 'de', table: 't_1' } as const;
		await renderer.render(sampleResults(), order);
		// where the machine is busy, too
		expect(os.getPriority(office.processId)).toBeGreaterThan(os.getPriority());
		let beats = 0;
		const beat = setInterval(() => beats++, 1);
		const { bytes } = await renderer.render(manyCards(600), order);
		clearInterval(beat);
		expect(bytes.length).toBeGreaterThan(5_000);
		// drawn in this process, nothing would beat meanwhile
		expect(beats).toBeGreaterThan(3);
	},
);

import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Acknowledgement } from '#shared/commands.ts';
import { LANGUAGES } from '#shared/languages.ts';
import { LIMITS } from '#shared/limits.ts';
import type { State } from '#shared/state.ts';
import { LiveNode, LiveStores } from '#tests/support/live-node.ts';
import { sampleDialogue } from '#tests/support/sample-dialogue.ts';
import { until } from '#tests/support/until.ts';

const nodes: LiveNode[] = [];
afterEach(async () => {
	for (const node of nodes.splice(0)) await node.stop();
});

test('[LV3] 5,000 commands at once from one connection: each answered, few carried out, others undisturbed', async () => {
	const stores = await LiveStores.with();
	const node = await LiveNode.start(stores, 'one');
	nodes.push(node);
	const flood = await node.open(await stores.tokenFor('moderator'));
	const honest = await node.open(await stores.tokenFor('moderator'));
	const answers = Array.from({ length: 5_000 }, () =>
		flood.socket.emitWithAck('table:freeze', { id: randomUUID(), tableId: 't_1', frozen: true }),
	) as Promise<Acknowledgement>[];
	expect(await honest.command('table:freeze', { tableId: 't_2', frozen: true })).toEqual({
		ok: true,
	});
	const oks = (await Promise.all(answers)).filter(({ ok }) => ok).length;
	expect(oks).toBeGreaterThanOrEqual(LIMITS.commandsBurstMax);
	expect(oks).toBeLessThan(LIMITS.commandsBurstMax + 200);
	expect(flood.online && honest.online).toBe(true);
});

test('[LV7] SY16 a screen that does not read: little is kept for it, and it gets the newest afterwards', async () => {
	const long = Object.fromEntries(LANGUAGES.map(({ tag }) => [tag, 'Satz '.repeat(120)]));
	const steps = Array.from({ length: LIMITS.stepsPerDialogueMax }, (_, n) => ({
		id: `step-${n}`,
		kind: 'write' as const,
		minutes: 5,
		instruction: long,
	}));
	const stores = await LiveStores.with(sampleDialogue({}, { steps }));
	const node = await LiveNode.start(stores, 'one');
	nodes.push(node);
	const moderator = await node.open(await stores.tokenFor('moderator'));
	const token = await stores.seatToken('s_1');
	const deaf = new WebSocket(`${node.base.replace('http', 'ws')}/live/?EIO=4&transport=websocket`);
	const versions: number[] = [];
	deaf.on('message', (bytes: Buffer) => {
		const text = bytes.toString();
		if (text.startsWith('0')) deaf.send(`40${JSON.stringify({ token })}`);
		if (text === '2') deaf.send('3');
		if (text.startsWith('42["state"'))
			versions.push((JSON.parse(text.slice(2)) as [string, State])[1].version);
	});
	await until(() => versions.length === 1, { what: 'the first state' });
	deaf.pause();
	const stateBytes = JSON.stringify(moderator.state).length;
	expect(stateBytes).toBeGreaterThan(300_000);
	let changes = 0;
	// more than the kernel's own buffers on loopback
	while (changes * stateBytes < 40_000_000) {
		const before = moderator.state!.version;
		await moderator.must('table:freeze', { tableId: 't_1', frozen: changes++ % 2 === 0 });
		await moderator.whenState(({ version }) => version > before);
	}
	const { version } = moderator.state!;
	deaf.resume();
	await until(() => versions.at(-1) === version, { what: 'the newest state' });
	expect(versions).toEqual(versions.toSorted((a, b) => a - b));
	// what was under way in the kernel comes; what would have come after it was left out
	expect(versions.length).toBeLessThan(changes * 0.7);
	deaf.terminate();
}, 60_000);

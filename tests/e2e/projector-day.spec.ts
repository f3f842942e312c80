import { expect, type CDPSession, type WebSocketRoute } from '@playwright/test';
import type { ProjectorView } from '#shared/commands.ts';
import type { State } from '#shared/state.ts';
import { HostScreen, Tablet } from '#tests/support/clients.ts';
import { joinSeat } from '#tests/support/outside-api.ts';
import { STEPS } from './conduct-hall.ts';
import { device, newDialogue, test } from './support.ts';

/** States that come in the test; a day has some thousands, which is the long variant's. */
const STATES = Number(process.env['PROJECTOR_STATES'] ?? 600);
/** A busy machine draws some twenty states a second. */
const PATIENCE_MS = 60_000;
const BATCH = 100;

interface Size {
	readonly nodes: number;
	readonly listeners: number;
	readonly heapBytes: number;
}

/** What the page holds once everything that nobody needs is thrown away. */
async function sizeOf(cdp: CDPSession): Promise<Size> {
	for (let turn = 0; turn < 3; turn++) await cdp.send('HeapProfiler.collectGarbage');
	const { metrics } = await cdp.send('Performance.getMetrics');
	const value = (name: string): number => metrics.find((one) => one.name === name)?.value ?? 0;
	return {
		nodes: value('Nodes'),
		listeners: value('JSEventListeners'),
		heapBytes: value('JSHeapUsedSize'),
	};
}

test('[PJ10] a day of states and edits leaves the page as large as it was', async ({
	browser,
	baseURL,
}) => {
	test.setTimeout(PATIENCE_MS * 2 + STATES * 50);
	const dialogue = await newDialogue(baseURL!, { steps: STEPS });
	const table = dialogue.tables[0]!.id;
	const tablet = new Tablet(baseURL!, await joinSeat(baseURL!, dialogue.code));
	const host = new HostScreen(baseURL!, {
		dialogueId: dialogue.id,
		tableId: table,
		token: dialogue.links.hosts[table]!.token,
	});
	const { page, errors } = await device(browser, { viewport: { width: 1280, height: 720 } });
	try {
		const ids = Array.from({ length: 30 }, (_, n) =>
			tablet.write({ table, question: 'good', text: `Karte ${n} mit einigen Worten an der Wand` }),
		);
		for (const id of ids) await host.whenCard(id);

		// the server's own line, and on it more states than a moderator could press
		let line: WebSocketRoute | undefined;
		let state: State | undefined;
		await page.routeWebSocket(/\/live\//, (route) => {
			line = route;
			const server = route.connectToServer();
			server.onMessage((message) => {
				const text = String(message);
				if (text.startsWith('42["state",'))
					state = (JSON.parse(text.slice(2)) as [string, State])[1];
				route.send(message);
			});
		});
		await page.goto(dialogue.links.projector.url);
		await expect(page.locator('article').first()).toBeVisible();
		const cdp = await page.context().newCDPSession(page);
		await cdp.send('Performance.enable');

		const views: readonly ProjectorView[] = [
			{ kind: 'table', tableId: table },
			{ kind: 'join' },
			{ kind: 'agenda' },
			{ kind: 'tables' },
			{ kind: 'countdown' },
			{ kind: 'message', text: 'Noch fünf Minuten.' },
			{ kind: 'black' },
			{ kind: 'themes' },
		];
		let version = state!.version;
		const someStates = async (): Promise<void> => {
			for (let n = 0; n < BATCH; n++) {
				const projector = views[n % views.length]!;
				const title = `Stand ${version}`;
				const next = {
					...state!,
					projector,
					version: ++version,
					dialogue: { ...state!.dialogue, title },
				};
				line!.send(`42${JSON.stringify(['state', next])}`);
			}
			host.append(ids[version % 30]!, version % 2000 < 1000 ? ' und' : '');
			const last = { ...state!, projector: views[0], version: ++version };
			line!.send(
				`42${JSON.stringify(['state', { ...last, dialogue: { ...state!.dialogue, title: `Ende ${version}` } }])}`,
			);
			await expect(page, errors.join()).toHaveTitle(`Ende ${version} – Leinwand`, {
				timeout: PATIENCE_MS,
			});
		};
		for (let warm = 0; warm < 3; warm++) await someStates();
		const before = await sizeOf(cdp);
		for (let sent = 0; sent < STATES; sent += BATCH) await someStates();
		const after = await sizeOf(cdp);
		test.info().annotations.push({ type: 'size', description: JSON.stringify({ before, after }) });
		// one node, listener or kilobyte that a state left behind would be seen
		expect(after.nodes).toBeLessThan(before.nodes + 200);
		expect(after.listeners).toBeLessThan(before.listeners + 20);
		expect(after.heapBytes).toBeLessThan(before.heapBytes + 600_000 + STATES * 100);
		expect(errors).toEqual([]);
	} finally {
		for (const one of [tablet, host]) one.leave();
	}
});

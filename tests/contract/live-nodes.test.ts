import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DESK } from '#shared/desk.ts';
import type { VoteId } from '#shared/ids.ts';
import { Hall, openHall } from '#tests/support/hall.ts';
import { keptTime } from '#tests/support/kept-time.ts';
import { ProblemError, request } from '#tests/support/outside-api.ts';
import { startRedis, startRedisCluster, type RedisServer } from '#tests/support/redis-server.ts';
import { startServer, type ServerProcess } from '#tests/support/server.ts';
import type { SyncClient } from '#tests/support/sync-client.ts';
import { until } from '#tests/support/until.ts';

/** Everything that the live conduct tells, on two processes that share a store and nothing else. */
describe.each(['one Redis', 'a cluster of three masters'] as const)('%s', (store) => {
	let masters: readonly RedisServer[];
	let nodes: [ServerProcess, ServerProcess];
	let onA: Hall;
	let onB: Hall;

	beforeAll(async () => {
		masters = store === 'one Redis' ? [await startRedis()] : await startRedisCluster();
		const env = { REDIS_URL: masters.map(({ url }) => url).join(',') };
		const start = (name: string) => startServer({ env: { ...env, NODE_NAME: name } });
		nodes = await Promise.all([start('a'), start('b')]);
	}, 40_000);
	afterAll(async () => {
		await Promise.all(nodes.map((node) => node.remove()));
		await Promise.all(masters.map((master) => master.remove()));
	});

	async function open(): Promise<void> {
		onA = await openHall(nodes[0], { steps: [{ id: 'write', kind: 'write', minutes: 10 }] });
		onB = new Hall(nodes[1], onA.dialogue);
	}
	const linkOf = async (role: 'projector' | 'interpreter' | 'moderator') =>
		(
			await request<{ token: string }>(
				onA.base,
				'POST',
				`/api/dialogues/${onA.dialogue.id}/links`,
				{
					token: onA.server.adminToken,
					body: { role },
				},
			)
		).token;
	const exported = (hall: Hall) =>
		request<{ tables: unknown }>(hall.base, 'GET', `/api/dialogues/${hall.dialogue.id}/results`, {
			token: hall.moderatorToken,
		}).then(({ tables }) => JSON.stringify(tables));
	const atWork = (client: SyncClient) =>
		JSON.stringify([...client.provider.awareness.getStates().values()]);

	test('[LV12] [LC1] joined on one node, live on the other: steps, who is here, the desk, a claim, an export', async () => {
		await open();
		const seat = await onA.join();
		const [guest, moderator, projector] = await Promise.all([
			onB.live(seat.token),
			onA.live(onA.moderatorToken),
			onB.live(onB.dialogue.links.projector.token),
		]);
		await guest.must('seat:at', { tableId: onA.table });
		for (const screen of [moderator, projector])
			await until(() => screen.presence?.seats === 1, { what: 'the seat is counted' });
		await moderator.must('step:start', { stepId: 'write' });
		const running = await guest.whenState(({ step }) => step !== null);
		expect(running.step).toEqual((await moderator.whenState(({ step }) => step !== null)).step);
		await moderator.must('step:end', {});
		await guest.whenState(({ step }) => step === null);

		const tablet = await onB.tablet(seat);
		const card = tablet.write({ table: onA.table, question: 'need', text: 'Eine Bank' });
		await tablet.whenReceipt(card, 'shown');

		const desk = await onA.desk('themes', onA.moderatorToken).whenSynced();
		const reader = await onB.desk('themes', onB.dialogue.links.projector.token).whenSynced();
		desk.doc.getMap(DESK.themes).set('one', 'Mehr Bänke');
		await until(() => reader.doc.getMap(DESK.themes).get('one') === 'Mehr Bänke', {
			what: 'the theme on the other node',
		});

		const token = await linkOf('interpreter');
		const pages = await Promise.all([onA.live(token), onB.live(token)]);
		const taken = await Promise.all(
			pages.map((page, n) =>
				page.command('translation:take', {
					interpreterId: `i_${n}`,
					tableId: onA.table,
					cardId: card,
				}),
			),
		);
		expect(taken.filter(({ ok }) => ok)).toHaveLength(1);
		const winner = taken.findIndex(({ ok }) => ok);
		await pages[1 - winner]!.whenState(
			({ translating }) => translating?.[0]?.interpreterId === `i_${winner}`,
		);
		await pages[winner]!.must('translation:give', {
			...{ interpreterId: `i_${winner}`, tableId: onA.table, cardId: card },
			...{ lang: 'en', text: 'A bench' },
		});
		for (const page of pages) await page.whenState(({ translating }) => translating?.length === 0);
		const both = await Promise.all([exported(onA), exported(onB)]);
		expect(both[0]).toContain('A bench');
		expect(both[1]).toBe(both[0]);
	});

	test('[BB3] [TA3] a ballot on either node, changed on the other: one tally everywhere', async () => {
		await open();
		const [moderator, seat] = [await onA.live(onA.moderatorToken), await onB.join()];
		const tablet = await onA.tablet(seat);
		const cards = ['eins', 'zwei'].map((text) =>
			tablet.write({ table: onA.table, question: 'good', text }),
		) as [`c_${string}`, `c_${string}`];
		for (const card of cards) await tablet.whenReceipt(card, 'shown');
		const body = { dots: 3, perItemMax: 3, criterion: 'wichtig' };
		const { voteId } = (await moderator.must('vote:open', body)) as { voteId: VoteId };
		const pages = await Promise.all([onA.live(seat.token), onB.live(seat.token)]);
		for (const page of pages) await page.whenState(({ me }) => me.may.vote);
		await pages[0].must('vote:cast', { voteId, dots: { [cards[0]]: 3 } });
		await pages[1].must('vote:cast', { voteId, dots: { [cards[1]]: 2 } });
		await moderator.whenState(({ vote }) => vote?.ballots === 1);
		await moderator.must('vote:close', {});
		for (const page of pages)
			expect((await page.command('vote:cast', { voteId, dots: {} })).ok).toBe(false);
		await moderator.must('vote:reveal', {});
		for (const page of pages)
			expect((await until(() => page.tally, { what: 'the tally' })).items[cards[1]]?.dots).toBe(2);
	});

	test('[LC2] [RO17] who is at work is seen on the other node; a freeze there ends it, and the export is a line', async () => {
		await open();
		const tablet = await onB.tablet();
		const card = tablet.write({ table: onA.table, question: 'need', text: 'x' });
		await tablet.whenReceipt(card, 'shown');
		const [host, moderator, screen] = await Promise.all([
			onA.host(undefined, undefined, { once: true }),
			onB.live(onB.moderatorToken),
			onB.screen(),
		]);
		host.provider.awareness.setLocalState({ user: { name: 'Frau Beispiel' }, editing: card });
		await until(() => atWork(screen).includes(card), { what: 'the host at work' });
		expect(atWork(screen)).not.toContain('Beispiel');
		// who comes later knows it as well
		const late = await onB.screen();
		await until(() => atWork(late).includes(card), { what: 'the host at work' });
		const typing = setInterval(() => host.append(card, '.'), 5);
		await moderator.must('table:freeze', { tableId: onA.table, frozen: true });
		const line = await exported(onB);
		expect(await host.whenClosed()).toBe(4403);
		clearInterval(typing);
		expect(await exported(onA)).toBe(line);
		expect(await exported(onB)).toBe(line);
		await until(() => !atWork(late).includes(card), { what: 'the host has gone' });
	});

	test('[TK4] [LV11] a renewed link: how long the old one still works on the other node', async () => {
		await open();
		const old = await linkOf('moderator');
		const [live, desk] = [
			await onB.live(old),
			await onB.screen(old, undefined, { once: true }),
		] as const;
		const path = `/api/dialogues/${onA.dialogue.id}/results`;
		await request(onB.base, 'GET', path, { token: old });
		const beganMs = performance.now();
		const fresh = await linkOf('moderator');
		const tookMs = { http: 0, live: 0, sync: 0 };
		const note = (what: keyof typeof tookMs) => () => {
			tookMs[what] = Math.round(performance.now() - beganMs);
		};
		const isRefused = () =>
			request(onB.base, 'GET', path, { token: old }).then(
				() => false,
				(error: unknown) => error instanceof ProblemError && error.status === 401,
			);
		await Promise.all([
			until(isRefused, { what: 'HTTP refuses it' }).then(note('http')),
			until(() => !live.online, { what: 'the live socket closes' }).then(note('live')),
			desk.whenClosed().then(note('sync')),
		]);
		expect(desk.closes.at(-1)).toBe(4401);
		await request(onB.base, 'GET', path, { token: fresh });
		for (const [way, ms] of Object.entries(tookMs))
			keptTime(`a renewed link on the other node (${store}), ${way}`, ms, 1_000);
	});

	// on one Redis half a thousand ballots go on meanwhile: tests/security/live-votes-kill.test.ts
	if (store !== 'one Redis')
		test('[PR1] [RO17] a node dies and stays dead: its devices and who was at work there are gone within 30 s', async () => {
			await open();
			const tablet = await onB.tablet();
			const card = tablet.write({ table: onA.table, question: 'need', text: 'x' });
			await tablet.whenReceipt(card, 'shown');
			const guests = await Promise.all(
				[1, 2, 3].map(async () => onA.live((await onA.join()).token)),
			);
			const [host, moderator, screen] = await Promise.all([
				onA.host(),
				onB.live(onB.moderatorToken),
				onB.screen(),
			]);
			await until(() => moderator.presence?.seats === guests.length, { what: 'all are counted' });
			host.provider.awareness.setLocalState({ editing: card });
			await until(() => atWork(screen).includes(card), { what: 'the host at work' });
			await nodes[0].kill9();
			const killedAtMs = performance.now();
			const goneMs = () => Math.round(performance.now() - killedAtMs);
			const [presenceMs, awarenessMs] = await Promise.all([
				until(() => moderator.presence?.seats === 0, {
					what: 'nobody is counted who is gone',
					withinMs: 45_000,
				}).then(goneMs),
				until(() => !atWork(screen).includes(card), {
					what: 'nobody is at work who is gone',
					withinMs: 45_000,
				}).then(goneMs),
			]);
			process.stdout.write(
				`a dead node (${store}): presence gone after ${presenceMs} ms, who was at work after ${awarenessMs} ms\n`,
			);
		}, 60_000);
});

import { afterEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { THEMES } from '#shared/themes.ts';
import type { ProjectorView } from '#shared/commands.ts';
import type { VoteId } from '#shared/ids.ts';
import { ROLES, type Role } from '#shared/roles.ts';
import type { Live } from '#tests/support/live.ts';
import { LiveNode, LiveStores } from '#tests/support/live-node.ts';
import { sampleDialogue } from '#tests/support/sample-dialogue.ts';
import { until } from '#tests/support/until.ts';

const nodes: LiveNode[] = [];
afterEach(async () => {
	for (const node of nodes.splice(0)) await node.stop();
});
async function start() {
	const wlan = { name: 'Saal-canary', password: 'canary-password' };
	const stores = await LiveStores.with(sampleDialogue({}, { wlan }), { t_1: ['c_1'], t_2: [] });
	for (const name of ['one', 'two']) nodes.push(await LiveNode.start(stores, name));
	const [node, other] = nodes as [LiveNode, LiveNode];
	const moderator = await node.open(await stores.tokenFor('moderator'));
	return { stores, node, other, moderator };
}
const open = async (stores: LiveStores, node: LiveNode, role: Role): Promise<Live> =>
	node.open(
		role === 'participant'
			? await stores.seatToken('s_1')
			: await stores.tokenFor(
					role === 'organiser' ? 'moderator' : role,
					role === 'host' ? 't_1' : undefined,
				),
	);

test('[LW1] [LW2] [LW3] every projector shows what it is sent, on any node, and after coming back', async () => {
	const { stores, node, other, moderator } = await start();
	const token = await stores.tokenFor('projector');
	const stage = await node.open(token);
	const door = await other.open(token);
	await stage.must('projector:here', { projectorId: 'p_stage' });
	await door.must('projector:here', { projectorId: 'p_door' });
	await until(() => moderator.presence?.projectors?.length === 2, { what: 'both projectors' });
	expect(moderator.presence?.projectors).toEqual(['p_door', 'p_stage']);
	await stage.must('projector:name', { projectorId: 'p_stage', label: 'Bühne' });
	await moderator.whenState(({ projectors }) => projectors?.[0]?.label === 'Bühne');

	await moderator.must('projector:show', { view: { kind: 'join' }, projectorId: 'p_door' });
	await door.whenState(
		({ projectors }) =>
			projectors?.some(({ id, view }) => id === 'p_door' && view?.kind === 'join') === true,
	);
	await moderator.must('projector:black', { black: true });
	for (const page of [stage, door])
		await page.whenState(({ projector }) => projector?.kind === 'black');
	await moderator.must('projector:black', { black: false });
	const back = await (await other.open(token)).whenState(({ projector }) => projector === null);
	expect(back.projectors?.find(({ id }) => id === 'p_door')?.view).toEqual({ kind: 'join' });

	door.leave();
	await until(() => moderator.presence?.projectors?.length === 1, { what: 'one that has gone' });
	expect(await stage.command('projector:black', { black: true })).toMatchObject({
		rejection: { code: 'command/not-allowed' },
	});
});

test('[LW4] a projector’s link directs the projector that its connection has said it is, and shows no own words', async () => {
	const { stores, node, moderator } = await start();
	const page = await node.open(await stores.tokenFor('projector'));
	const show = (projectorId: 'p_stage' | 'p_door', view: ProjectorView = { kind: 'agenda' }) =>
		page.command('projector:show', { projectorId, view });
	const notAllowed = { rejection: { code: 'command/not-allowed' } };
	expect(await show('p_stage')).toMatchObject(notAllowed);
	await page.must('projector:here', { projectorId: 'p_stage' });
	expect(await show('p_stage')).toEqual({ ok: true });
	expect(await show('p_door')).toMatchObject(notAllowed);
	for (const answer of [
		await page.command('projector:name', { projectorId: 'p_door', label: 'Meine' }),
		await page.command('projector:black', { projectorId: 'p_door', black: true }),
		await page.command('projector:black', { black: true }),
	])
		expect(answer).toMatchObject(notAllowed);
	expect(await show('p_stage', { kind: 'message', text: 'Raus hier!' })).toMatchObject(notAllowed);
	const { projectors } = await moderator.whenState(({ projectors }) => projectors?.length === 1);
	expect(projectors).toMatchObject([{ id: 'p_stage', view: { kind: 'agenda' }, black: false }]);
});

test('[VI7] what projectors show and the way into the network reach nobody else', async () => {
	const { stores, node, moderator } = await start();
	await moderator.must('projector:show', { view: { kind: 'join' }, projectorId: 'p_canary' });
	for (const role of ROLES) {
		const page = await open(stores, node, role);
		const sent = JSON.stringify(await page.whenState(() => true));
		const sees = ['projector', 'moderator', 'organiser'].includes(role);
		expect([role, sent.includes('canary')]).toEqual([role, sees]);
		page.leave();
	}
});

test('[VO8] [VO6] the hall’s themes are weighed like everything else', async () => {
	const { stores, node, moderator } = await start();
	const doc = new Y.Doc();
	const theme = new Y.Map<unknown>([
		['title', new Y.Text('Wohnen')],
		['rank', 'V'],
	]);
	doc.getMap(THEMES.themes).set('h_1', theme);
	const desk = { dialogue: 'd_1', kind: 'desk', id: 'themes' } as const;
	const { epoch } = await stores.log.open(desk);
	await stores.log.append(desk, { seq: 0, epoch }, Y.encodeStateAsUpdate(doc));
	const opened = { dots: 2, perItemMax: 2, criterion: '?', weighed: 'themes' } as const;
	const { voteId } = (await moderator.must('vote:open', opened)) as { voteId: VoteId };
	const guest = await open(stores, node, 'participant');
	expect((await guest.whenState(({ vote }) => vote !== null)).vote).toMatchObject({
		weighed: 'themes',
	});
	const cast = async (dots: Record<string, number>) => {
		const answer = await guest.command('vote:cast', { voteId, dots });
		return answer.ok ? 'ok' : answer.rejection.code;
	};
	expect(await cast({ h_9: 1 })).toBe('vote/unknown-item');
	expect(await cast({ c_1: 1 })).toBe('vote/unknown-item');
	expect(await cast({ h_1: 2 })).toBe('ok');
	await moderator.must('vote:count', { voteId, tableId: 't_1', dots: { h_1: 5 } });
	await moderator.must('vote:close', {});
	await moderator.must('vote:reveal', {});
	const tally = await until(() => guest.tally, { what: 'the tally' });
	expect(tally.items).toEqual({ h_1: { dots: 2, counted: 5 } });
});

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { SystemClock } from '#server/adapters/system/clock.ts';
import type { Config } from '#server/config.ts';
import { openEmbedded } from '#server/stores.ts';
import type { JoinAnswer, Link, MeAnswer } from '#shared/api.ts';
import { ADMIN_TOKEN, openHttpHouse, type HttpHouse } from '#tests/support/http-house.ts';
import { createDialogue, joinSeat, request } from '#tests/support/outside-api.ts';

interface Links {
	readonly url: string;
	readonly organiserSetup: string | null;
	readonly practice?: {
		readonly id: string;
		readonly code: string;
		readonly participant: string;
		readonly moderator: string;
		readonly projector: string;
		readonly hosts: Readonly<Record<string, string>>;
	};
}

/** A store on disk that survives its houses. */
function store() {
	const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'thementisch-start-'));
	onTestFinished(() => fs.rmSync(dataDir, { recursive: true, force: true }));
	const file = path.join(dataDir, 'links.json');
	return {
		file,
		start: (config: Partial<Config> = {}) =>
			openHttpHouse(
				{ practice: true, dataDir, ...config },
				{ stores: openEmbedded(dataDir, new SystemClock()) },
			),
		links: () => JSON.parse(fs.readFileSync(file, 'utf8')) as Links,
	};
}
const token = (url: string) => url.split('#')[1]!;
const tokens = ({ practice }: Links) => [
	...[practice!.moderator, practice!.projector].map(token),
	...Object.values(practice!.hosts).map(token),
];
const roles = ({ base }: HttpHouse, all: string[]) =>
	Promise.all(
		all.map((one) =>
			request<MeAnswer>(base, 'GET', '/api/me', { token: one }).then(
				({ role }) => role,
				() => 'nobody',
			),
		),
	);

test('[SU2] [SU3] an empty store gets the practice dialogue, and every link of it works', async () => {
	const { start, links } = store();
	const house = await start();
	const { url, organiserSetup, practice } = links();
	expect(url).toBe(house.base);
	expect(organiserSetup).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/einrichten#[\w-]{43}$/);
	expect(practice!.participant).toBe(`${url}/j/${practice!.code}`);
	expect(Object.keys(practice!.hosts)).toHaveLength(5);
	expect(await roles(house, tokens(links()))).toEqual([
		'moderator',
		'projector',
		...Array<string>(5).fill('host'),
	]);
	const seat: JoinAnswer = await joinSeat(house.base, practice!.code);
	expect(seat.dialogueId).toBe(practice!.id);
	const lines = house.house.links.lines().map(({ who }) => who);
	expect(lines[0]).toBe('participant');
	expect(lines).toContain('host Bauen & Wohnen');
	expect(lines.slice(-3)).toEqual(['moderator', 'projector', 'organiser setup']);
	const { counts } = await request<{ counts: { cards: number; groups: number } }>(
		house.base,
		'GET',
		`/api/dialogues/${practice!.id}/results`,
		{ token: token(practice!.moderator) },
	);
	expect(counts).toMatchObject({ cards: 46, groups: 3 });
});

test('[SU4] the file is for the server’s user alone', async () => {
	const { start, file } = store();
	await start();
	expect(fs.statSync(file).mode & 0o777).toBe(0o600);
	expect(fs.readdirSync(path.dirname(file)).filter((name) => name.endsWith('.new'))).toEqual([]);
});

test('[SU3] a later start prints the same links, at whatever address it listens', async () => {
	const { start, links } = store();
	await (await start()).stop();
	const first = links();
	const house = await start({ publicUrl: 'https://dialog.example' });
	expect(tokens(links())).toEqual(tokens(first));
	expect(links().url).toBe('https://dialog.example');
	expect(links().practice!.participant).toBe(`https://dialog.example/j/${first.practice!.code}`);
	expect(token(links().organiserSetup!)).toBe(token(first.organiserSetup!));
	expect((await roles(house, tokens(first))).includes('nobody')).toBe(false);
});

test.each([
	['gone', (file: string) => fs.rmSync(file)],
	['damaged', (file: string) => fs.writeFileSync(file, '{"url":"x"')],
	['from elsewhere', (file: string) => fs.writeFileSync(file, '{"url":"x","organiserSetup":null}')],
])(
	'[SU3] if the file is %s, all links are renewed and the old ones are dead',
	async (_what, harm) => {
		const { start, links, file } = store();
		await (await start()).stop();
		const first = links();
		harm(file);
		const house = await start();
		expect(links().practice!.id).toBe(first.practice!.id);
		expect(new Set(await roles(house, tokens(first)))).toEqual(new Set(['nobody']));
		expect((await roles(house, tokens(links()))).includes('nobody')).toBe(false);
		expect(links().organiserSetup).not.toBe(first.organiserSetup);
	},
);

test('[SU4] the file follows a renewed link, and another dialogue’s does not touch it', async () => {
	const { start, links } = store();
	const house = await start();
	const { id } = links().practice!;
	const before = tokens(links());
	const renew = (dialogue: string, role: string) =>
		request<Link>(house.base, 'POST', `/api/dialogues/${dialogue}/links`, {
			token: ADMIN_TOKEN,
			body: { role },
		});
	const renewed = await renew(id, 'moderator');
	expect(token(links().practice!.moderator)).toBe(renewed.token);
	expect(tokens(links()).slice(1)).toEqual(before.slice(1));
	const other = await createDialogue(house.base, ADMIN_TOKEN);
	await renew(other.id, 'moderator');
	await renew(id, 'observer');
	expect(tokens(links())).toEqual([renewed.token, ...before.slice(1)]);
	await house.stop();
	await start();
	expect(tokens(links())).toEqual([renewed.token, ...before.slice(1)]);
});

test('[SU4] after the setup the setup link is gone, for later starts, too', async () => {
	const { start, links } = store();
	const house = await start();
	const body = { setupToken: token(links().organiserSetup!), name: 'x', password: '0123456789' };
	const organiser = await request<{ token: string }>(house.base, 'POST', '/api/setup', { body });
	expect(links().organiserSetup).toBeNull();
	await house.stop();
	const again = await start();
	expect(links().organiserSetup).toBeNull();
	expect(again.house.links.lines().map(({ who }) => who)).not.toContain('organiser setup');
	expect(await roles(again, [organiser.token])).toEqual(['organiser']);
});

test('[SU2] PRACTICE=0, a store with dialogues, and an erased one: none is made', async () => {
	const empty = store();
	const without = await empty.start({ practice: false });
	expect(empty.links().practice).toBeUndefined();
	await createDialogue(without.base, ADMIN_TOKEN);
	await without.stop();
	await (await empty.start()).stop();
	expect(empty.links().practice).toBeUndefined();

	const erased = store();
	const house = await erased.start();
	const { id } = erased.links().practice!;
	await request(house.base, 'DELETE', `/api/dialogues/${id}`, { token: ADMIN_TOKEN });
	expect(erased.links().practice).toBeUndefined();
	await house.stop();
	await erased.start();
	expect(erased.links().practice).toBeUndefined();
});

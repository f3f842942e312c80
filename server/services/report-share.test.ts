import { expect, test } from 'vitest';
import type { Grant } from '#server/ports/records.ts';
import { LIMITS } from '#shared/limits.ts';
import { ok } from '#shared/rejections.ts';
import { ReportShare } from './report-share.ts';

const host = (table: number): Grant => ({ role: 'host', dialogue: 'd_1', table: `t_${table}` });
const moderator: Grant = { role: 'moderator', dialogue: 'd_1' };
const organiser: Grant = { role: 'organiser', account: 'automation' };

test('[DI15] a link has its share of files in the making and no more; the others are not kept waiting', async () => {
	const share = new ReportShare();
	const drawing: (() => void)[] = [];
	const make = share.of(
		(_, name: string) =>
			new Promise((done: (answer: ReturnType<typeof ok<string>>) => void) =>
				drawing.push(() => done(ok(name))),
			),
	);
	const first = make(host(1), 'signs');
	expect(await make(host(1), 'cards')).toMatchObject({ rejection: { code: 'export/share' } });
	const others = [
		host(2),
		...Array.from({ length: LIMITS.filesAtOncePerLinkMax }, () => moderator),
	];
	const served = [...others, organiser].map((caller, at) => make(caller, String(at)));
	expect(await make(moderator, 'more')).toMatchObject({ rejection: { code: 'export/share' } });
	expect(share.size).toBe(drawing.length);
	for (const finish of drawing.splice(0)) finish();
	expect(await first).toEqual(ok('signs'));
	expect(await Promise.all(served)).toEqual(served.map((_, at) => ok(String(at))));
	const again = make(host(1), 'cards');
	drawing[0]!();
	expect(await again).toEqual(ok('cards'));
	expect(share.size).toBe(0);
});

test('[DI15] one that fails gives its place back', async () => {
	const share = new ReportShare();
	const make = share.of(() => Promise.reject(new Error('no paper')));
	for (let n = 0; n < 5; n++) await expect(make(host(1))).rejects.toThrow('no paper');
	expect(share.size).toBe(0);
});

import { expect, test } from 'vitest';
import { readMember, readThemes } from './themes.ts';

const member = (theme: string, rank = 'V') => ({ theme, table: 't_1', rank });

test('[TH7] themes and members by rank; a member of no theme is passed over', () => {
	const read = readThemes(
		[
			['h_2', 'Zweites', 'b'],
			['h_1', ' Erstes \n Thema ', 'a'],
			['x_3', 'keins', '0'],
		],
		[
			['g_1', member('h_1', 'b')],
			['c_1', member('h_1', 'a')],
			['g_2', member('h_2')],
			['g_3', member('h_9')],
		],
	);
	expect(read).toEqual([
		{
			id: 'h_1',
			title: 'Erstes Thema',
			members: [
				{ id: 'c_1', table: 't_1' },
				{ id: 'g_1', table: 't_1' },
			],
		},
		{ id: 'h_2', title: 'Zweites', members: [{ id: 'g_2', table: 't_1' }] },
	]);
});

test('[TH7] whatever somebody wrote, nothing is thrown over', () => {
	const rubbish = [null, 7, 'text', [], {}, { theme: 'h_1' }, { theme: 7, table: {}, rank: [] }];
	for (const value of rubbish) expect(readMember('g_1', value)).toBeUndefined();
	expect(readMember('t_1', member('h_1'))).toBeUndefined();
	expect(readMember('g_1', { ...member('h_1'), rank: '0 or so' })).toMatchObject({ rank: '' });
	expect(
		readThemes(
			[],
			rubbish.map((value, n) => [`g_${n}`, value] as const),
		),
	).toEqual([]);
	expect(readMember('g_1', member('h_1'))).toMatchObject(member('h_1'));
});

import { expect, test } from 'vitest';
import { sampleResults } from '#tests/support/sample-results.ts';
import { no, ORGANISER, setUpUseCases, yes } from '#tests/support/use-cases.ts';
import type { Grant } from '#server/ports/records.ts';
import type { SheetOrder } from '#server/ports/sheet-printer.ts';
import { ok } from '#shared/rejections.ts';
import { createPrintSheets, type SheetWish } from './print-sheets.ts';

async function setUp() {
	const house = setUpUseCases();
	const { dialogue } = await house.create();
	const orders: SheetOrder[] = [];
	const asked: (string | undefined)[] = [];
	const printSheets = createPrintSheets({
		records: house.records,
		exportResults: {
			results: (_id, edition) => {
				asked.push(edition);
				return Promise.resolve(ok(sampleResults()));
			},
		},
		printer: {
			print: (order) => {
				orders.push(order);
				return Promise.resolve({
					bytes: new Uint8Array(),
					mediaType: 'application/pdf',
					extension: 'pdf',
				});
			},
		},
	});
	const print = (caller: Grant, more: Partial<SheetWish> = {}) =>
		printSheets(
			caller,
			dialogue.id,
			{ sheet: 'table-signs', language: 'de', each: 1, from: 1, ...more },
			'https://dialog.example',
		);
	const link = (role: 'host' | 'moderator' | 'observer' | 'projector', at = 0): Grant => ({
		role,
		dialogue: dialogue.id,
		...(role === 'host' && { table: dialogue.tables[at]!.id }),
	});
	return { dialogue, orders, asked, print, link };
}

test('[PD1] organisers and moderators print for all tables or one, hosts for their own, others nothing', async () => {
	const { dialogue, orders, print, link } = await setUp();
	const [first, second] = dialogue.tables;
	yes(await print(ORGANISER));
	yes(await print(link('moderator'), { table: first!.id }));
	yes(await print(link('host', 1)));
	yes(await print(link('host', 1), { sheet: 'join-hint' }));
	expect(orders.map(({ tables }) => tables.map(({ number }) => number))).toEqual([
		[1, 2],
		[1],
		[2],
		[1, 2],
	]);
	expect(no(await print(link('host'), { table: second!.id }))).toBe('command/not-allowed');
	expect(no(await print(ORGANISER, { table: 't_none' }))).toBe('table/unknown');
	for (const role of ['observer', 'projector'] as const)
		expect(no(await print(link(role)))).toBe('dialogue/not-found');
	expect(no(await print({ role: 'host', dialogue: 'd_other', table: first!.id }))).toBe(
		'dialogue/not-found',
	);
});

test('[PD2] what is pinned is what the public results hold; signs ask for no results', async () => {
	const { orders, asked, print } = await setUp();
	const file = yes(await print(ORGANISER, { sheet: 'wall-cards' }));
	expect(file.name).toBe('Pinnwandkarten_Musterstadt_2026-11-21.pdf');
	yes(await print(ORGANISER));
	expect(asked).toEqual([undefined]);
	expect(orders.map(({ results }) => results !== undefined)).toEqual([true, false]);
});

test('[PD3] more sheets than one file holds are refused before they are drawn', async () => {
	const { orders, print } = await setUp();
	expect(no(await print(ORGANISER, { sheet: 'paper-cards', each: 100 }))).toBe('request/too-large');
	expect(orders).toEqual([]);
	yes(await print(ORGANISER, { sheet: 'paper-cards', each: 30 }));
});

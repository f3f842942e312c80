import { encode } from 'uqr';
import { beforeAll, expect, test, vi } from 'vitest';
import { HOSTILE_TEXTS } from '#tests/support/hostile-texts.ts';
import { bare, pdfFacts, pdfText } from '#tests/support/pdf-text.ts';
import { codesIn, pagePicture } from '#tests/support/qr-on-paper.ts';
import { card, sampleResults } from '#tests/support/sample-results.ts';
import type { SheetOrder } from '#server/ports/sheet-printer.ts';
import { joining } from '#shared/messages/joining.ts';
import { messagesIn } from '#shared/messages/messages.ts';
import { SHEETS, type Sheet } from '#shared/print.ts';
import { wlanCode } from '#shared/wlan.ts';
import { loadTypesetting } from '../typesetting.ts';
import type { DrawSheet } from './sheets.ts';

const ORIGIN = 'http://192.168.1.20:3000';
// pages are set and drawn here, perhaps beside everything else on the machine
vi.setConfig({ testTimeout: 40_000, hookTimeout: 40_000 });

let draw: DrawSheet;
beforeAll(async () => {
	draw = (await loadTypesetting()).sheet;
});

const orderOf = (sheet: Sheet, more: Partial<SheetOrder> = {}): SheetOrder => ({
	sheet,
	language: 'de',
	dialogue: {
		title: 'Zusammen leben',
		place: 'Musterstadt',
		date: '2026-11-21',
		language: 'de',
		code: 'K7MPQ2',
	},
	origin: ORIGIN,
	questions: [
		{ id: 'good', text: { de: 'Was läuft gut?', en: 'What works?' } },
		{ id: 'need', text: { de: 'Was braucht es?' } },
	],
	tables: [
		{ id: 't_1', theme: 'Arbeit', number: 1 },
		{ id: 't_2', theme: 'Frauen', number: 2 },
	],
	each: 1,
	from: 1,
	results: sampleResults(),
	...more,
});
const drawn = async (...asked: Parameters<typeof orderOf>) => (await draw(orderOf(...asked))).bytes;
const claimsUa1 = (pdf: Uint8Array) =>
	/pdfuaid:part[>="']+1/.test(Buffer.from(pdf).toString('latin1'));
const modulesOf = (text: string) =>
	encode(text, { ecc: 'M', border: 0 }).data.map((row) =>
		row.map((dark) => (dark ? '#' : ' ')).join(''),
	);

test.each(SHEETS)(
	'[PS1, PS5] %s: A4, tagged, the same bytes each time, in both languages',
	async (sheet) => {
		for (const language of ['de', 'en'] as const) {
			const pdf = await drawn(sheet, { language });
			expect(pdfFacts(pdf)).toMatchObject({
				'Page size': expect.stringContaining('A4') as string,
				Tagged: 'yes',
			});
			expect(claimsUa1(pdf)).toBe(true);
			expect(await drawn(sheet, { language })).toEqual(pdf);
		}
	},
);

test('[PS1, PS2] a sign for each table, the same on both sides, with the way to that table', async () => {
	const pdf = await drawn('table-signs');
	expect(pdfFacts(pdf)['Pages']).toBe('2');
	const [first, second] = pdfText(pdf).split('\f');
	expect(first).toContain('Arbeit');
	expect(first).not.toContain('Frauen');
	expect(second).toContain('K7M PQ2');
	for (const [page, table] of [
		[1, 't_1'],
		[2, 't_2'],
	] as const) {
		const codes = codesIn(pagePicture(pdf, page));
		// the one on the other side stands on its head
		const upright = codes.find(
			({ rows }) => rows.join() === modulesOf(`${ORIGIN}/j/K7MPQ2#${table}`).join(),
		);
		expect(upright).toMatchObject({ border: 4 });
		expect(upright!.moduleMm).toBeGreaterThan(1);
	}
});

test('[PS2, PS3] four cards on a sheet, numbered by table, question and place; more can be printed later', async () => {
	const pdf = await drawn('paper-cards', { each: 2, from: 9 });
	expect(pdfFacts(pdf)['Pages']).toBe(String(2 * 2 * 2));
	const pages = pdfText(pdf).split('\f');
	const numbers = [...pages.join('').matchAll(/Blatt (\S+)/g)].map(([, number]) => number);
	expect(numbers).toHaveLength(32);
	expect(new Set(numbers).size).toBe(32);
	expect(numbers[0]).toBe('1.1-09');
	expect(numbers.at(-1)).toBe('2.2-16');
	expect(pages[2]).toContain('Was braucht es?');
	const codes = codesIn(pagePicture(pdf, 3, 300));
	expect(codes).toHaveLength(4);
	for (const { rows, moduleMm, border } of codes) {
		expect(rows).toEqual(modulesOf(`${ORIGIN}/j/K7MPQ2#t_1/need`));
		expect(moduleMm).toBeGreaterThan(0.5);
		expect(border).toBe(4);
	}
});

test('[PS4] every card that hangs, with its number, in its own script, the translation below', async () => {
	const text = pdfText(await drawn('wall-cards'));
	for (const words of [
		'Deutschkurse',
		'مقاعد أكثر',
		'Deutsch, maschinell, ungeprüft',
		'Mehr Bänke',
	])
		expect(bare(text)).toContain(bare(words));
	for (const number of ['1', '2', '3']) expect(text).toMatch(new RegExp(`^${number}$`, 'm'));
	const one = await drawn('wall-cards', { tables: [{ id: 't_2', theme: 'Frauen', number: 2 }] });
	expect(pdfText(one)).toContain('Hier hängt noch keine Karte.');
});

test('[PS4, PS5] whatever people write is on the paper as words, whole, and on no other card', async () => {
	const long = 'Wort '.repeat(200).trim();
	const texts = [...HOSTILE_TEXTS, long, 'Zeile\n'.repeat(400), 'x'.repeat(900)];
	const cards = texts.map((text, at) =>
		card({ id: `c_${at}`, number: at + 1, text, translations: {} }),
	);
	const pdf = await drawn('wall-cards', { results: sampleResults({ cards }) });
	expect(claimsUa1(pdf) || pdfFacts(pdf)['Tagged'] === 'yes').toBe(true);
	const text = pdfText(pdf);
	expect(text.match(/Wort/g)).toHaveLength(200);
	expect(text.match(/Zeile/g)).toHaveLength(400);
	expect(bare(text)).toContain('x'.repeat(900));
});

test('[PS6] how to join stands there in eleven languages', async () => {
	const pdf = await drawn('join-hint');
	expect(pdfFacts(pdf)['Pages']).toBe('1');
	const text = bare(pdfText(pdf));
	expect(text).toContain('192.168.1.20:3000/j/K7MPQ2');
	expect(Object.keys(joining)).toHaveLength(11);
	const german = (await joining.de()).default;
	for (const [tag, load] of Object.entries(joining)) {
		const texts = (await load()).default;
		expect(Object.keys(texts).sort(), tag).toEqual(Object.keys(german).sort());
		// Poppler puts signs of a line from right to left in an order of its own
		if (!['ar', 'fa'].includes(tag)) expect(text, tag).toContain(bare(texts.invite));
	}
	expect(text).toContain(bare('بكاميرا'));
	const [code] = codesIn(pagePicture(pdf, 1));
	expect(code?.rows).toEqual(modulesOf(`${ORIGIN}/j/K7MPQ2`));
});

test('[PS6] the network of the hall stands in front, on the same page, for eyes and cameras', async () => {
	const wlan = { name: 'Saal "Nord"; 2', password: 'gemeinsam\\2026#[x]' };
	const pdf = await drawn('join-hint', { wlan });
	expect(pdfFacts(pdf)['Pages']).toBe('1');
	const text = bare(pdfText(pdf));
	for (const words of [wlan.name, wlan.password]) expect(text).toContain(bare(words));
	const codes = codesIn(pagePicture(pdf, 1)).map(({ rows }) => rows);
	expect(codes).toContainEqual(modulesOf(wlanCode(wlan)));
	expect(codes).toContainEqual(modulesOf(`${ORIGIN}/j/K7MPQ2`));
	const open = bare(pdfText(await drawn('join-hint', { wlan: { name: 'Offen' } })));
	expect(open).toContain('Offen');
	expect(open).not.toContain('Passwort');
});

test('[PS7] the guide is one page, with the words of the buttons', async () => {
	for (const language of ['de', 'en'] as const) {
		const pdf = await drawn('host-guide', { language });
		expect(pdfFacts(pdf)['Pages']).toBe('1');
		const host = await messagesIn('host', language);
		const text = bare(pdfText(pdf));
		for (const button of [host.select, host.add, host.groupWith, host.setAside, host.light])
			expect(text).toContain(bare(button()));
	}
});

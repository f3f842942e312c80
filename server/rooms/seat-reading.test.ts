import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { LIMITS } from '#shared/limits.ts';
import { readSeat, withinLimit } from './seat-reading.ts';

const HONEST = { table: 't_1', question: 'good', lang: 'de', state: 'sent', createdAt: 1 };

/** What the server reads of one card with these fields; `words` become its text. */
function reading(fields: Record<string, unknown>, words: unknown = new Y.Text('Hallo')): unknown {
	const cards = new Y.Doc().getMap('cards');
	const card = new Y.Map(Object.entries({ ...HONEST, text: words, ...fields }));
	cards.set('c_1', card);
	const [entry] = readSeat(cards.doc!);
	if (!entry) return 'nothing';
	return entry.is === 'sent' ? entry.card : entry.is === 'refused' ? entry.reason : entry.is;
}
const text = (words: string) => reading({}, new Y.Text(words));

test('[IT3] known fields are read, and nothing else is', () => {
	expect(reading({ receipts: 1, author: 'x', createdAt: NaN })).toEqual({
		id: 'c_1',
		table: 't_1',
		question: 'good',
		text: 'Hallo',
		lang: 'de',
		state: 'sent',
	});
});

test('[IT3] the text is well-formed, without control characters, with one kind of newline, trimmed', () => {
	const of = (words: string) => text(words) as { text: string };
	expect(of(' \r\n a\r\nb\rc\td\u0000\u0007\u009F \n').text).toBe('a\nb\nc\td');
	expect(of('x\uD800y').text).toBe('x\uFFFDy');
	expect(of('می\u200Cخواهم\u200F').text).toBe('می\u200Cخواهم\u200F');
	const whole = 'x'.repeat(LIMITS.cardTextCharsMax);
	expect(of(`${whole}   `).text).toBe(whole);
});

test('[IT3] [TX4] a tower of accents is cut, and the card is taken', () => {
	const max = LIMITS.cardMarksPerCharacterMax;
	expect(text(`Z${'\u0351'.repeat(1_500)}algo`)).toMatchObject({
		text: `Z${'\u0351'.repeat(max)}algo`,
	});
	expect(text(`Z${'\u0351'.repeat(10_000)}algo`)).toBe('card/too-long');
});

test('[IT3] a text that is too long or shows nothing refuses the card', () => {
	expect(text('x'.repeat(LIMITS.cardTextCharsMax + 1))).toBe('card/too-long');
	expect(text('x'.repeat(900_000))).toBe('card/too-long');
	for (const nothing of ['', ' \n\t', '\u200B\u200D\uFEFF', '\u00A0\u3164\u2800', '\u0000'])
		expect(text(nothing)).toBe('card/empty');
});

test('[IT3] wrong types refuse the card', () => {
	for (const wrong of [
		{ table: 1 },
		{ table: { id: 't_1' } },
		{ question: null },
		{ question: new Y.Text('good') },
		{ lang: 'de\u0000' },
		{ lang: ['de'] },
		{ state: 'shown' },
		{ state: { sent: true } },
	])
		expect(reading(wrong)).toBe('card/malformed');
	for (const words of [
		'Hallo',
		{ toString: 1 },
		new Y.Map(),
		new Y.XmlText('Hallo'),
		new Y.Array(),
	])
		expect(reading({}, words)).toBe('card/malformed');
});

test('[IT3] what is no map is refused, what has no id of a card is passed over', () => {
	const cards = new Y.Doc().getMap('cards');
	for (const [id, value] of Object.entries({
		c_text: 'x',
		c_object: { ...HONEST, text: 'x' },
		c_ytext: new Y.Text('x'),
		c_xml: new Y.XmlElement('x'),
		t_1: new Y.Map(Object.entries({ ...HONEST, text: new Y.Text('x') })),
		__proto: new Y.Map(),
	}))
		cards.set(id, value);
	expect(readSeat(cards.doc!)).toEqual(
		['c_text', 'c_object', 'c_ytext', 'c_xml'].map((id) => ({
			id,
			is: 'refused',
			reason: 'card/malformed',
		})),
	);
});

test('[IT3] a place that cannot be one is an unknown place', () => {
	expect(reading({ table: 'd_1/board/t_2' })).toBe('card/unknown-place');
	expect(reading({ table: '__proto__' })).toBe('card/unknown-place');
	expect(reading({ question: 'x'.repeat(41) })).toBe('card/unknown-place');
});

test('[IT3] drafts are not looked at, and of what was taken back only that', () => {
	expect(reading({ state: 'draft', table: 7 }, 7)).toBe('nothing');
	expect(reading({ state: undefined })).toBe('nothing');
	expect(reading({ state: 'withdrawn', table: 7 }, 7)).toBe('withdrawn');
});

test('[IT3] equal words have equal fingerprints, other words others', () => {
	const seen = (fields: Record<string, unknown>, words: string) => {
		const cards = new Y.Doc().getMap('cards');
		cards.set('c_1', new Y.Map(Object.entries({ ...HONEST, text: new Y.Text(words), ...fields })));
		const [entry] = readSeat(cards.doc!);
		return entry?.is === 'sent' ? entry.seen : undefined;
	};
	expect(seen({ createdAt: 9 }, 'a ')).toBe(seen({}, 'a'));
	const others = [seen({}, 'a'), seen({ lang: 'en' }, 'a'), seen({ question: 'b' }, 'a')];
	expect(new Set([...others, seen({}, 'b')]).size).toBe(4);
});

test('[IT3] cards beyond the limit are refused, but none that is known, and only so many are read', () => {
	const cards = new Y.Doc().getMap('cards');
	cards.doc!.transact(() => {
		for (let n = 0; n < 10_000; n++)
			cards.set(`c_${n}`, new Y.Map(Object.entries({ ...HONEST, text: new Y.Text('x') })));
	});
	const read = readSeat(cards.doc!);
	expect(read).toHaveLength(2 * LIMITS.cardsPerSeatMax);
	const entries = withinLimit(read, (id) => id === 'c_399');
	const refused = entries.filter((entry) => entry.is === 'refused');
	expect(entries.length - refused.length).toBe(LIMITS.cardsPerSeatMax);
	expect(refused.map(({ id }) => id)).not.toContain('c_399');
	expect(refused.every(({ reason }) => reason === 'card/too-many')).toBe(true);
	expect(withinLimit(read.slice(0, 200), () => false)).toHaveLength(200);
});

test('[IT3] ten thousand drafts hide what comes after them from nobody but their author', () => {
	const cards = new Y.Doc().getMap('cards');
	cards.doc!.transact(() => {
		for (let n = 0; n < 10_000; n++) cards.set(`c_${n}`, new Y.Map([['state', 'draft']]));
		cards.set('c_last', new Y.Map(Object.entries({ ...HONEST, text: new Y.Text('x') })));
	});
	expect(readSeat(cards.doc!)).toEqual([]);
});

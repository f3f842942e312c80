import * as encoding from 'lib0/encoding';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { entry, gc, item, nested, rawUpdate, skip, type } from '#tests/support/raw-update.ts';
import { reloadedSeat, workedBoard } from '#tests/support/worked-documents.ts';
import { hasGap, scan } from './scan.ts';

const one = rawUpdate;
const passes = (update: Uint8Array, step: 'update' | 'step-2' = 'update') =>
	scan(update, 'board', step) !== undefined;
const value = (written: unknown) => one({ sections: [{ client: 7, structs: [entry(written)] }] });

describe('honest pages pass', () => {
	test('[SC3] every single edit of a worked board, and the whole of it', () => {
		const doc = new Y.Doc();
		const edits: Uint8Array[] = [];
		doc.on('update', (update: Uint8Array) => edits.push(update));
		Y.applyUpdate(doc, Y.encodeStateAsUpdate(workedBoard(60)));
		const card = doc.getMap<Y.Map<unknown>>('cards').get('c_1')!;
		for (let i = 0; i < 20; i++) {
			(card.get('text') as Y.Text).insert(3, 'ä🎈');
			(card.get('text') as Y.Text).delete(1, 2);
			card.set('group', `g_${i}`);
			(card.get('translations') as Y.Map<unknown>).set('ar', { text: 'مقاعد', by: 'host' });
			card.delete('group');
		}
		new Y.UndoManager(doc.getMap('cards')).undo();
		expect(edits.length).toBeGreaterThan(80);
		for (const edit of edits.slice(1)) expect(passes(edit)).toBe(true);
		expect(passes(Y.encodeStateAsUpdate(doc), 'step-2')).toBe(true);
		expect(passes(Y.mergeUpdates(edits), 'step-2')).toBe(true);
	});

	test('[SC3] giants: 2,000 cards, thousands of deleted ranges, a page loaded thirty times', () => {
		const doc = workedBoard(2_000);
		const whole = Y.encodeStateAsUpdate(doc);
		const upToDate = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc));
		expect(Y.decodeUpdate(upToDate).ds.clients.get(doc.clientID)!.length).toBeGreaterThan(2_000);
		expect(passes(whole, 'step-2')).toBe(true);
		expect(passes(upToDate, 'step-2')).toBe(true);
		const seat = Y.encodeStateAsUpdate(reloadedSeat(30));
		expect(scan(seat, 'seat', 'step-2')?.brings.size).toBe(30);
	});

	test('[SC3] an empty update, and plain values to depth three', () => {
		expect(passes(Y.encodeStateAsUpdate(new Y.Doc()))).toBe(true);
		for (const honest of [null, undefined, true, -1, 2 ** 40, 0.5, '', 'Straße', { a: { b: [1] } }])
			expect(passes(value(honest)), JSON.stringify(honest)).toBe(true);
	});
});

describe('what no page sends does not', () => {
	const cases: Record<string, Uint8Array> = {
		'V3: a collected run of 2^40 clocks': one({
			sections: [{ client: 7, structs: [gc(2 ** 40)] }],
		}),
		'V3: a run beyond the bound': one({ sections: [{ client: 7, structs: [gc(4_097)] }] }),
		'V7: 33,554,431 structs claimed': one({
			sections: [{ client: 7, structs: [], claimed: 33_554_431 }],
		}),
		'many ranges claimed': one({ deletes: [{ client: 7, ranges: [], claimed: 2 ** 31 }] }),
		'V8: an unknown root': one({
			sections: [{ client: 7, structs: [entry(1, { parent: 'rubbish', key: 'a' })] }],
		}),
		'the root of another kind of document': one({
			sections: [{ client: 7, structs: [entry(1, { parent: 'receipts', key: 'a' })] }],
		}),
		'V9: depth 4': value([[[[]]]]),
		'V9: depth 5,000': one({ sections: [{ client: 7, structs: [nested(5_000)] }] }),
		'V10: __proto__ as a key of a map': one({
			sections: [{ client: 7, structs: [entry(1, { parent: 'cards', key: '__proto__' })] }],
		}),
		'V10: __proto__ in a value': value(JSON.parse('{"__proto__":{"a":1}}')),
		'V11: a document in the document': one({
			sections: [
				{
					client: 7,
					structs: [
						item({
							parent: 'cards',
							key: 'a',
							kind: 9,
							content: (encoder) => {
								encoding.writeVarString(encoder, 'guid');
								encoding.writeAny(encoder, {});
							},
						}),
					],
				},
			],
		}),
		'V12: list items in a root': one({
			sections: [{ client: 7, structs: [entry(1, { parent: 'cards' })] }],
		}),
		'XML text, which is a text to instanceof': one({
			sections: [{ client: 7, structs: [type(6)] }],
		}),
		'an array type': one({ sections: [{ client: 7, structs: [type(0)] }] }),
		'bytes as a value': value(new Uint8Array(3)),
		'a big integer': value(10n),
		'a key with a blank': one({
			sections: [{ client: 7, structs: [entry(1, { parent: 'cards', key: 'a b' })] }],
		}),
		'a reference to what comes later by the same client': one({
			sections: [{ client: 7, structs: [entry(1, { origin: [7, 5] })] }],
		}),
		'one client twice': one({
			sections: [
				{ client: 7, structs: [entry(1)] },
				{ client: 7, structs: [entry(1)] },
			],
		}),
		'ranges that overlap: few bytes, many steps': one({
			deletes: [
				{
					client: 7,
					ranges: [
						[0, 10],
						[5, 10],
					],
				},
			],
		}),
		'65 first items for one key': one({
			sections: [{ client: 7, structs: Array.from({ length: 65 }, () => entry(1)) }],
		}),
		'trailing bytes': Uint8Array.of(0, 0, 0),
		'no bytes': new Uint8Array(),
		'text that is no UTF-8': one({
			sections: [
				{
					client: 7,
					structs: [
						item({
							parent: 'cards',
							key: 'a',
							kind: 4,
							content: (encoder) => encoding.writeVarUint8Array(encoder, Uint8Array.of(0xff)),
						}),
					],
				},
			],
		}),
	};
	for (const [name, update] of Object.entries(cases))
		test(`[SC3] ${name}`, () => {
			expect(passes(update)).toBe(false);
		});

	test('[SC2] seven bytes cost nothing, whatever they claim', () => {
		const update = cases['V7: 33,554,431 structs claimed']!;
		const before = process.memoryUsage().heapUsed;
		const start = process.cpuUsage();
		for (let i = 0; i < 1_000; i++) passes(update);
		expect(process.cpuUsage(start).user / 1_000).toBeLessThan(500);
		expect(process.memoryUsage().heapUsed - before).toBeLessThan(20_000_000);
	});
});

describe('the gap rule', () => {
	const known = new Map([[7, 10]]);
	const gap = (raw: Parameters<typeof rawUpdate>[0]) =>
		hasGap(scan(rawUpdate(raw), 'board', 'update')!, (client) => known.get(client) ?? 0);

	test('[SC4] what builds upon the document or upon itself has none', () => {
		expect(
			gap({ sections: [{ client: 7, clock: 10, structs: [entry(1, { origin: [7, 9] })] }] }),
		).toBe(false);
		const itself = [{ client: 8, structs: [type(1), entry(1, { parent: [8, 0], key: 'a' })] }];
		expect(gap({ sections: itself })).toBe(false);
		expect(gap({ deletes: [{ client: 7, ranges: [[0, 10]] }] })).toBe(false);
	});

	test('[SC4] each kind of unknown predecessor is one', () => {
		expect(gap({ sections: [{ client: 7, clock: 11, structs: [entry(1)] }] })).toBe(true);
		for (const at of [
			{ origin: [7, 10] },
			{ rightOrigin: [7, 10] },
			{ parent: [7, 10], key: 'a' },
			{ parent: [9, 0], key: 'a' },
		] as const)
			expect(gap({ sections: [{ client: 8, structs: [entry(1, at)] }] }), JSON.stringify(at)).toBe(
				true,
			);
		// V2: deletes what is still to come
		expect(gap({ deletes: [{ client: 7, ranges: [[5, 6]] }] })).toBe(true);
		expect(gap({ sections: [{ client: 8, structs: [entry(1), skip(1), entry(1)] }] })).toBe(true);
	});
});

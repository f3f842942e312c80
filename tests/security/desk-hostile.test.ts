import * as fc from 'fast-check';
import * as Y from 'yjs';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { UNTOUCHED_MINUTES } from '#server/domain/results-inputs.ts';
import { buildResults } from '#server/domain/results.ts';
import { readMinutes } from '#server/rooms/minutes-reading.ts';
import { readHallThemes } from '#server/rooms/theme-reading.ts';
import { CLOSE } from '#shared/close-codes.ts';
import { answerKey, DESK } from '#shared/desk.ts';
import type { DeskDocument } from '#shared/document.ts';
import { LIMITS } from '#shared/limits.ts';
import { ResultsModelSchema } from '#shared/results.ts';
import { sampleDialogue } from '#tests/support/sample-dialogue.ts';
import { SyncClient } from '#tests/support/sync-client.ts';
import type { TOKENS } from '#tests/support/sync-house.ts';
import { SyncHouse } from '#tests/support/sync-house.ts';
import { until } from '#tests/support/until.ts';

let house: SyncHouse;
beforeAll(async () => {
	house = await new SyncHouse().open();
});
afterAll(() => house.close());

function desk(id: DeskDocument, token: keyof typeof TOKENS, once = false): SyncClient {
	const path = `d_hall/desk/${id}`;
	const client = new SyncClient({ base: house.base, path, token, once, saved: true });
	onTestFinished(() => client.leave());
	return client;
}
const rows = (client: SyncClient) => client.doc.getMap<Y.Map<unknown>>(DESK.measures);
const textOf = (client: SyncClient, id: string): Y.Text =>
	rows(client).get(id)?.get('text') as Y.Text;

/** Everything that a desk's document holds, as this client has it. */
const contentOf = ({ doc }: SyncClient): string =>
	JSON.stringify(Object.values(DESK).map((root) => [root, doc.getMap(root).toJSON()]));

test('[ED4] two organisers and a moderator in one text at once have the same in the end, and nothing is lost', async () => {
	const writers = await Promise.all(
		(['organiser', 'organiser', 'moderator'] as const).map((token) =>
			desk('minutes', token).whenSynced(),
		),
	);
	const [first] = writers;
	rows(first!).set('m_1', new Y.Map([['text', new Y.Text('Bänke')]]));
	await until(() => writers.every((one) => rows(one).has('m_1')), { what: 'the measure' });
	// all type at once, at the start, in the middle and at the end
	for (let n = 0; n < 40; n++)
		for (const [at, writer] of writers.entries()) {
			const text = textOf(writer, 'm_1');
			text.insert(Math.floor((text.length * at) / 2), `${'abc'[at]}${n} `);
			if (n % 10 === 9) writer.doc.getMap(DESK.order).set('c_1', `V${at}`);
			if (n % 8 === 7) await Promise.resolve();
		}
	await until(() => new Set(writers.map(contentOf)).size === 1, { what: 'they have the same' });
	const words = textOf(first!, 'm_1').toJSON();
	for (const letter of 'abc')
		expect(words.replaceAll(new RegExp(`[^${letter}]`, 'g'), '')).toHaveLength(40);
	const fresh = await desk('minutes', 'organiser').whenSynced();
	expect(contentOf(fresh)).toBe(contentOf(first!));
});

test.for(['host', 'projector', 'seatOne', 'stranger'] as const)(
	'[SO2] the minutes are nobody else’s to read or write (%s)',
	async (token) => {
		expect(await desk('minutes', token, true).whenClosed()).toBe(CLOSE.notFound);
	},
);

test.for(['host', 'seatOne', 'projector'] as const)(
	'[SO2] the hall’s themes are read by all and written by none of them (%s)',
	async (token) => {
		const moderator = await desk('themes', 'moderator').whenSynced();
		moderator.doc
			.getMap(DESK.themes)
			.set(`h_${token}`, new Y.Map([['title', new Y.Text('Alltag')]]));
		const intruder = await desk('themes', token, true).whenSynced();
		await until(() => intruder.doc.getMap(DESK.themes).has(`h_${token}`), { what: 'the theme' });
		intruder.doc.getMap(DESK.themes).clear();
		intruder.doc.getMap(DESK.measures).set('m', new Y.Map());
		expect(await intruder.whenClosed()).toBe(CLOSE.notAllowed);
		const fresh = await desk('themes', 'organiser').whenSynced();
		expect(fresh.doc.getMap(DESK.themes).has(`h_${token}`)).toBe(true);
		expect(fresh.doc.getMap(DESK.measures).size).toBe(0);
	},
);

const HOSTILE: [what: string, write: (doc: Y.Doc) => void][] = [
	['a root that nobody knows', (doc) => doc.getMap('other').set('a', 1)],
	['a list where a map belongs', (doc) => doc.getArray(DESK.order).push(['c_1'])],
	['a text where a map belongs', (doc) => doc.getText(DESK.measures).insert(0, 'x')],
	['a key of another form', (doc) => doc.getMap(DESK.order).set('x y\u0000', 'V')],
	['a key without end', (doc) => doc.getMap(DESK.answers).set('a'.repeat(5_000), 'out')],
	['a list below', (doc) => doc.getMap(DESK.measures).set('m', new Y.Array())],
	['XML below', (doc) => doc.getMap(DESK.corrections).set('c_1', new Y.XmlElement('script'))],
	['bytes', (doc) => doc.getMap(DESK.sheet).set('a', new Uint8Array(100))],
	['a document in the document', (doc) => doc.getMap(DESK.sheet).set('a', new Y.Doc())],
	[
		'more at once than an edit can be',
		(doc) => doc.getMap(DESK.sheet).set('a', new Y.Text('x'.repeat(LIMITS.updateBytesMax))),
	],
];

test.for(HOSTILE)(
	'[SC3] who may write the desk still writes only what belongs there: %s',
	async ([, write]) => {
		const before = contentOf(await desk('minutes', 'organiser').whenSynced());
		const hostile = await desk('minutes', 'organiser', true).whenSynced();
		write(hostile.doc);
		expect([CLOSE.malformed, CLOSE.tooLarge]).toContain(await hostile.whenClosed());
		expect(contentOf(await desk('minutes', 'organiser').whenSynced())).toBe(before);
	},
);

/** Whatever a page that may write could have put there. */
const value = fc.oneof(
	fc.string(),
	fc.integer(),
	fc.constant(null),
	fc.boolean(),
	fc.constantFrom('out', 'V', '2027-03-01', '2027-02-31', 'idea', 'c_1', 'x'.repeat(20_000)),
	fc.array(fc.constantFrom('c_1', 'g_1', 'h_1', 7, null, '__proto__'), { maxLength: 4 }),
	fc.dictionary(fc.string(), fc.string(), { maxKeys: 2, noNullPrototype: true }),
);
const shared = fc.oneof(
	{ weight: 3, arbitrary: value.map((one) => () => one) },
	{ weight: 2, arbitrary: fc.string().map((text) => () => new Y.Text(text)) },
	{ weight: 1, arbitrary: fc.constant(() => new Y.Array()) },
	{
		weight: 4,
		arbitrary: fc
			.dictionary(
				fc.constantFrom(
					...'text kind carer addressee date answerBy status from rank title'.split(' '),
				),
				fc.oneof(
					value.map((one) => () => one),
					fc.string().map((text) => () => new Y.Text(text)),
				),
			)
			.map((fields) => () => new Y.Map(Object.entries(fields).map(([key, make]) => [key, make()]))),
	},
);
const key = fc.oneof(
	fc.constantFrom(
		'c_1',
		'c_2',
		'g_1',
		'h_1',
		'm_1',
		'__proto__',
		'constructor',
		answerKey('e', 'Gut'),
	),
	fc.string({ maxLength: 8 }),
);
const anywhere = fc.tuple(fc.constantFrom(...Object.values(DESK)), key, shared);
const order = fc.tuple(
	fc.constant(DESK.order),
	fc.constantFrom('c_1', 'c_2', 'c_3'),
	fc.constantFrom('0', 'V', 'bV', 'z'.repeat(200), 'z'.repeat(201), 'é').map((rank) => () => rank),
);
const entries = fc.array(
	fc.oneof({ weight: 6, arbitrary: anywhere }, { weight: 1, arbitrary: order }),
	{
		maxLength: 25,
	},
);

test('[RS8] whatever stands on the desk, the results are whole, in order and the same again', () => {
	let moved = 0;
	fc.assert(
		fc.property(entries, (all) => {
			const doc = new Y.Doc();
			for (const [root, id, make] of all) doc.getMap(root).set(id, make());
			const board = {
				cards: (['c_1', 'c_2', 'c_3'] as const).map((id, at) => ({
					id,
					question: 'good',
					rank: 'abc'[at]!,
					text: id,
					original: id,
					lang: 'de',
					number: at + 1,
					state: 'shown' as const,
					translations: {},
				})),
				groups: [],
			};
			const build = (minutes = readMinutes(doc), edition: 'public' | 'internal' = 'internal') =>
				buildResults({
					edition,
					about: {},
					held: [],
					themes: readHallThemes(doc).map(({ id, title, members }) => ({
						id,
						title,
						items: members.map((one) => one.id),
					})),
					minutes,
					dialogue: sampleDialogue(),
					boards: new Map([['t_1', { seq: 1, reading: board }]]),
					vote: null,
					evaluation: [{ id: 'e', text: 'Gut?', answers: 5, texts: ['Gut', 'Gut', 'Nein'] }],
				});
			const model = build();
			expect(ResultsModelSchema.parse(model)).toEqual(model);
			expect(build()).toEqual(model);
			expect(ResultsModelSchema.safeParse(build(readMinutes(doc), 'public')).success).toBe(true);
			const [table] = model.tables;
			const ids = [...table!.questions[0]!.cards, ...(table!.aside ?? [])].map(({ id }) => id);
			expect(ids.toSorted()).toEqual(['c_1', 'c_2', 'c_3']);
			const [plain] = build(UNTOUCHED_MINUTES).tables[0]!.questions;
			if (JSON.stringify(plain!.cards.map(({ id }) => id)) !== JSON.stringify(ids)) moved++;
			doc.destroy();
		}),
		{ numRuns: 500 },
	);
	expect(moved).toBeGreaterThan(5);
});
